#Requires -Version 7.4

<#
.SYNOPSIS
    Writes the messages of the last day to an Azure storage account.

.DESCRIPTION
    A runbook for Azure Automation. It keeps the refresh token in the
    encrypted variable XRefreshToken of the Automation account, and has
    the client id in the variable XClientId.

.PARAMETER StorageAccountName
    The storage account.

.PARAMETER Container
    The container of the file.

.EXAMPLE
    ./Export-ToAzure.ps1 -StorageAccountName contoso
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $StorageAccountName,

    [string] $Container = 'messages'
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name TwitterDm

# Check that the variable is writable before using the token.
$token = Get-AutomationVariable -Name XRefreshToken
Set-AutomationVariable -Name XRefreshToken -Value $token

# An encrypted variable remains encrypted when a runbook sets it.
$keep = {
    param($tokens)
    $new = ConvertFrom-SecureString $tokens.RefreshToken -AsPlainText
    Set-AutomationVariable -Name XRefreshToken -Value $new
}

$env:TWITTERDM_REFRESH_TOKEN = $token
$env:TWITTERDM_CLIENT_ID = Get-AutomationVariable -Name XClientId
# For a confidential client:
# $env:TWITTERDM_CLIENT_SECRET = Get-AutomationVariable XClientSecret

Connect-TwitterDm -FromEnvironment -OnTokenRefresh $keep | Out-Null
try {
    $day = (Get-Date).ToUniversalTime().AddDays(-1)
    $name = 'messages-{0:yyyy-MM-dd}.csv' -f $day
    $file = Join-Path ([IO.Path]::GetTempPath()) $name
    Get-DmEvent -Since $day -SafeText -MaxWait '00:30:00' |
        Export-Csv -Path $file

    Connect-AzAccount -Identity | Out-Null
    $storage = @{
        StorageAccountName  = $StorageAccountName
        UseConnectedAccount = $true
    }
    $blob = @{
        Container = $Container
        File      = $file
        Blob      = $name
        Context   = New-AzStorageContext @storage
    }
    Set-AzStorageBlobContent @blob -Force | Out-Null
}
finally {
    Disconnect-TwitterDm
}
