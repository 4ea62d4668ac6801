<#
.SYNOPSIS
    Runs the Pester suite against the module in out/TwitterDm; build the solution first.
.PARAMETER Path
    The files to run; all of this folder without it.
.PARAMETER Line
    The lines of the tests to run, separated by commas; all tests of the files without it.
.PARAMETER Name
    Runs nothing, and finds the tests whose full name contains this text.
.PARAMETER ModulePath
    A folder with Pester, which becomes the first one of PSModulePath.
.PARAMETER ResultPath
    Where to write the result as JSON, for the runner behind 'dotnet test'. A file of the same name with '.steps' gets a line for each step.
#>
[CmdletBinding()]
param(
    [string[]] $Path = $PSScriptRoot,
    [string] $Line,
    [string] $Name,
    [string] $ModulePath,
    [string] $ResultPath
)

if ($ModulePath) { $env:PSModulePath = $ModulePath + [System.IO.Path]::PathSeparator + $env:PSModulePath }
Import-Module Pester -MinimumVersion 5.0 -ErrorAction Stop

# The full name of a test or block as a report shows it, also before Pester has worked that out: with the data of -ForEach.
$getFullName = {
    param($Item)
    $names = for (; $Item -and -not $Item.IsRoot; $Item = $Item.PSObject.Properties['Block'] ? $Item.Block : $Item.Parent) {
        $data = $Item.Data
        [regex]::Replace($Item.Name, '<(\w+)>', {
                $key = $args[0].Groups[1].Value
                if ($data -is [System.Collections.IDictionary] -and $data.Contains($key)) { "$($data[$key])" }
                elseif ($key -eq '_' -and $null -ne $data) { "$data" }
                else { $args[0].Value }
            })
    }
    $names = @($names)
    [array]::Reverse($names)
    $names -join '.'
}

# Writes down what the run is at, so that a run which hangs can be reported by its test. The channel is the one that editors use.
function Add-StepRecorder([string] $StepPath) {
    $steps = [System.IO.StreamWriter]::new([System.IO.FileStream]::new($StepPath, 'Create', 'Write', 'ReadWrite'))
    $steps.AutoFlush = $true
    $plugin = @{
        Name                   = 'StepRecorder'
        OneTimeBlockSetupStart = { param($Context) $steps.WriteLine("The set-up of '$(& $getFullName $Context.Block)'") }.GetNewClosure()
        EachTestSetupStart     = { param($Context) $steps.WriteLine("The test '$(& $getFullName $Context.Test)'") }.GetNewClosure()
        EachTestTeardownEnd    = { param($Context) $steps.WriteLine("What comes after the test '$(& $getFullName $Context.Test)'") }.GetNewClosure()
    }
    & (Get-Module Pester) { param($plugin) $script:additionalPlugins = New-PluginObject @plugin } $plugin
}

function ConvertTo-Failure([string] $Name, $Item, $ErrorRecord) {
    $first = @($ErrorRecord)[0]
    @{
        name    = $Name
        place   = if ($first.DisplayStackTrace) { $first.DisplayStackTrace.Trim() } else { '{0}:{1}' -f $Item.ScriptBlock.File, $Item.StartLine }
        message = if ($first.DisplayErrorMessage) { $first.DisplayErrorMessage } else { "$first" }
    }
}

# Each file with the lines of its tests of that name; a file that cannot be read has no lines, and so runs whole and fails.
function Get-Match($Run) {
    $found = [ordered]@{}
    foreach ($container in $Run.FailedContainers) { $found[(Split-Path "$container" -Leaf)] = [int[]] @() }
    $Run.Tests |
        Where-Object { "$($_.Path -join '.')`n$(& $getFullName $_)".Contains($Name, [StringComparison]::OrdinalIgnoreCase) } |
        Group-Object { Split-Path $_.ScriptBlock.File -Leaf } |
        ForEach-Object { $found[$_.Name] = [int[]] @($_.Group.StartLine | Sort-Object -Unique) }
    $found
}

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.TestRegistry.Enabled = $false
$configuration.Output.RenderMode = 'Plaintext'
if ($Line) { $configuration.Filter.Line = @($Line -split ',' | ForEach-Object { "$($Path):$_" }) }

if ($Name) {
    $configuration.Run.SkipRun = $true
    $configuration.Output.Verbosity = 'None'
    $matching = Get-Match (Invoke-Pester -Configuration $configuration)
    if ($ResultPath) { ConvertTo-Json $matching | Set-Content -LiteralPath $ResultPath } else { $matching }
    exit 0
}

if ($ResultPath) { Add-StepRecorder "$ResultPath.steps" }
$run = Invoke-Pester -Configuration $configuration

if ($ResultPath) {
    $failures = @(
        $run.FailedContainers | ForEach-Object { ConvertTo-Failure "$_" $_ $_.ErrorRecord }
        $run.FailedBlocks | Where-Object ErrorRecord | ForEach-Object { ConvertTo-Failure ($_.Path -join '.') $_ $_.ErrorRecord }
        $run.Failed | ForEach-Object { ConvertTo-Failure $_.ExpandedPath $_ $_.ErrorRecord }
    )
    @{ passed = $run.PassedCount; skipped = @($run.Skipped | ForEach-Object ExpandedPath); failures = $failures } |
        ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $ResultPath
}

exit [int]($run.Result -ne 'Passed' -or $run.TotalCount -eq 0)
