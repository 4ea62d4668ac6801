#Requires -Version 7.4

<#
.SYNOPSIS
    Saves the sign-ins of new secrets, and reads all accounts once.

.DESCRIPTION
    The entry point of a container. The exit code is 1 if an account
    failed.

.PARAMETER Path
    The volume.

.PARAMETER SecretPath
    A folder with a file NAME.env for each account, with the variables
    that -FromEnvironment reads, one a line: TWITTERDM_REFRESH_TOKEN=...

.PARAMETER WorkerCount
    How many accounts to read at the same time.

.EXAMPLE
    ./Start-Container.ps1 /data -WorkerCount 8
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $SecretPath = '/run/secrets',

    [int] $WorkerCount = 4
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# A refresh token can be used only once. From then on, the saved sign-in
# counts: so only new accounts, and only one container at a time.
$Path = Convert-Path -LiteralPath $Path
$folder = Join-Path $Path profiles
$null = New-Item -Path $folder -ItemType Directory -Force
$env:TWITTERDM_PROFILE_PATH = $folder
$failed = 0
$lock = "$Path/lock"
$lock = [IO.File]::Open($lock, 'OpenOrCreate', 'ReadWrite', 'None')
try {
    $saved = @(Get-DmProfile | ForEach-Object Name)
    $new = Get-ChildItem "$SecretPath/*.env" -ErrorAction Ignore |
        Where-Object BaseName -NotIn $saved
    foreach ($file in $new) {
        $values = Get-Content -LiteralPath $file.FullName -Raw |
            ConvertFrom-StringData
        try {
            foreach ($key in $values.Keys -like 'TWITTERDM_*') {
                Set-Item -LiteralPath "env:$key" -Value $values[$key]
            }
            Connect-TwitterDm -FromEnvironment -SaveAs $file.BaseName |
                Disconnect-TwitterDm
        }
        catch {
            $failed = 1
            [Console]::Error.WriteLine("$($file.BaseName): $_")
        }
        finally {
            foreach ($key in $values.Keys -like 'TWITTERDM_*') {
                Remove-Item -LiteralPath "env:$key"
            }
        }
    }
}
finally {
    $lock.Dispose()
}

$read = Join-Path $PSScriptRoot Read-Accounts.ps1
& $read -Path $Path -WorkerCount $WorkerCount
exit $LASTEXITCODE -bor $failed
