#Requires -Version 7.4

<#
.SYNOPSIS
    Writes the events of an account to a file, oldest first, each once.

.DESCRIPTION
    Merges the files events-*.csv that Read-Account.ps1 has written for
    an account. A run that was killed can have repeated events.

.PARAMETER Path
    The folder of the account: accounts/NAME in the shared folder.

.PARAMETER Destination
    The file to write. It is replaced.

.EXAMPLE
    ./Merge-Events.ps1 /srv/twitterdm/accounts/support support.csv
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $Destination
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)

$parts = @(Get-ChildItem -LiteralPath $Path -Filter events-*.csv)
if (-not $parts) {
    throw "There is no file events-*.csv in '$Path'. Give the folder " +
        'of the account: accounts/NAME in the shared folder.'
}

# A classic event and one of X Chat could have the same id.
$known = [Collections.Generic.HashSet[string]]::new()
$parts | Sort-Object Name |
    ForEach-Object { Import-Csv -LiteralPath $_.FullName } |
    Where-Object { $known.Add("$($_.Source) $($_.Id)") } |
    Sort-Object Timestamp, { [decimal] $_.Id } |
    Export-Csv -LiteralPath "$file.part"
[IO.File]::Move("$file.part", $file, $true)
