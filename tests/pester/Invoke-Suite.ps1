<#
.SYNOPSIS
    Runs the Pester suite against the module in out/TwitterDm; build the solution first.
.PARAMETER Path
    The files to run; all of this folder without it.
.PARAMETER ResultPath
    Where to write the result as JSON, for the runner behind 'dotnet test'.
#>
[CmdletBinding()]
param(
    [string[]] $Path = $PSScriptRoot,
    [string] $ResultPath
)

Import-Module Pester -MinimumVersion 5.0 -ErrorAction Stop

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.TestRegistry.Enabled = $false
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration

function ConvertTo-Failure([string] $Name, $Item, $ErrorRecord) {
    $first = @($ErrorRecord)[0]
    @{
        name    = $Name
        place   = if ($first.DisplayStackTrace) { $first.DisplayStackTrace.Trim() } else { '{0}:{1}' -f $Item.ScriptBlock.File, $Item.StartLine }
        message = if ($first.DisplayErrorMessage) { $first.DisplayErrorMessage } else { "$first" }
    }
}

if ($ResultPath) {
    $failures = @(
        $run.FailedContainers | ForEach-Object { ConvertTo-Failure "$_" $_ $_.ErrorRecord }
        $run.FailedBlocks | Where-Object ErrorRecord | ForEach-Object { ConvertTo-Failure ($_.Path -join '.') $_ $_.ErrorRecord }
        $run.Failed | ForEach-Object { ConvertTo-Failure $_.ExpandedPath $_ $_.ErrorRecord }
    )
    @{ passed = $run.PassedCount; skipped = $run.SkippedCount; failures = $failures } |
        ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $ResultPath
}

exit [int]($run.Result -ne 'Passed' -or $run.TotalCount -eq 0)
