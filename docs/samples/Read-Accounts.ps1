#Requires -Version 7.4

<#
.SYNOPSIS
    Reads what is new for many accounts, several at a time.

.DESCRIPTION
    Runs Read-Account.ps1 for each. Any number of processes and machines
    can run it at once with one folder. The exit code is 1 if an account
    failed. Returns an object for each account: see the example for a
    table.

.PARAMETER Path
    The shared folder.

.PARAMETER ProfilePath
    Where the saved sign-ins are. The default is in the shared folder.

.PARAMETER Name
    The accounts. The default is all saved sign-ins.

.PARAMETER WorkerCount
    How many accounts this process reads at the same time.

.PARAMETER MinAge
    Skips accounts that were read within this time, by whomever.

.EXAMPLE
    ./Read-Accounts.ps1 /srv/twitterdm -WorkerCount 8 |
        Format-Table Account, Result, Events, Requests, Error
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $ProfilePath = (Join-Path $Path profiles),

    [string[]] $Name,

    [ValidateRange(1, 64)]
    [int] $WorkerCount = 4,

    [timespan] $MinAge = '00:10:00'
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Path = Convert-Path -LiteralPath $Path
$env:TWITTERDM_PROFILE_PATH = Convert-Path -LiteralPath $ProfilePath
if (-not $Name) {
    $Name = @(Get-DmProfile | ForEach-Object Name)
}
if (-not $Name) {
    throw "There are no saved sign-ins in '$ProfilePath'."
}

# In random order, so that processes do not queue for the same accounts.
$read = Join-Path $PSScriptRoot 'Read-Account.ps1'
$results = [Collections.Generic.List[object]]::new()
$Name | Get-Random -Shuffle |
    ForEach-Object -ThrottleLimit $WorkerCount -Parallel {
        & $using:read -Name $_ -Path $using:Path -MinAge $using:MinAge
    } |
    ForEach-Object { $results.Add($_); $_ }

$failed = @($results | Where-Object Result -EQ Failed)
foreach ($one in $failed) {
    [Console]::Error.WriteLine("$($one.Account): $($one.Error)")
}
exit [int] ($failed.Count -gt 0)
