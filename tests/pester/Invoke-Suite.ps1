<#
.SYNOPSIS
    Runs the Pester suite against the module in out/TwitterDm; build the solution first.
.PARAMETER Path
    The files to run. The default is all files in this folder.
.PARAMETER Line
    The lines of the tests to run, separated by commas. The default is all tests in the files.
.PARAMETER Name
    Finds the tests whose full name contains this text, without running them.
.PARAMETER ModulePath
    A folder that contains Pester. It is added to the start of PSModulePath.
.PARAMETER ResultPath
    Where to write the result as JSON for the 'dotnet test' runner. A file with the same name plus '.steps' receives a line for each step.
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

# The full name of a test or block as shown in a report, with -ForEach data filled in. Also works before Pester has expanded the name.
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

# Records the current step, so that the report of a run that hangs can name the test. Uses the plug-in mechanism that editors use.
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

# Each file with the lines of its matching tests. A file that cannot be read has no lines, so the whole file runs and fails.
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
