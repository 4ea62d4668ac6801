#Requires -Version 7.4
<#
.SYNOPSIS
    Writes the events of an account to a file, oldest first, each once.
#>
[CmdletBinding()]
param(
    # The folder of the account: accounts/NAME in the shared folder.
    [Parameter(Mandatory)]
    [string] $Path,

    # The file to write.
    [Parameter(Mandatory)]
    [string] $Destination
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)

# A classic event and one of X Chat could have the same id.
$known = [Collections.Generic.HashSet[string]]::new()
Get-ChildItem -LiteralPath $Path -Filter events-*.csv |
    Sort-Object Name |
    ForEach-Object { Import-Csv -LiteralPath $_.FullName } |
    Where-Object { $known.Add("$($_.Source) $($_.Id)") } |
    Sort-Object Timestamp, { [decimal] $_.Id } |
    Export-Csv -LiteralPath "$file.part"
[IO.File]::Move("$file.part", $file, $true)
