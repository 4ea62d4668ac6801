#Requires -Version 7.4

<#
.SYNOPSIS
    Registers a scheduled task of Windows that runs Read-Accounts.ps1.

.DESCRIPTION
    The task runs every 15 minutes. Run this script as an administrator.

.PARAMETER Path
    The shared folder: a full path, or a network share.

.PARAMETER Credential
    The user who signed in at X on this computer, with the password.

.PARAMETER ProfilePath
    That user's saved sign-ins.

.PARAMETER TaskName
    The name of the task.

.EXAMPLE
    $user = Get-Credential
    ./Register-ReaderTask.ps1 D:\twitterdm $user D:\twitterdm\profiles
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [pscredential] $Credential,

    [Parameter(Mandatory)]
    [string] $ProfilePath,

    [string] $TaskName = 'TwitterDm'
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script = Join-Path $PSScriptRoot Read-Accounts.ps1
# A backslash before the quotation mark would escape it.
$quoted = $script, $Path, $ProfilePath | ForEach-Object {
    '"' + $_.TrimEnd('\') + '"'
}
$options = '-NoProfile -NonInteractive -File {0} -Path {1} ' +
    '-ProfilePath {2}'
$action = @{
    Execute  = Join-Path $PSHOME pwsh.exe
    Argument = $options -f $quoted
}
$trigger = @{
    Once               = $true
    At                 = [datetime]::Today
    RepetitionInterval = [timespan] '00:15:00'
    RandomDelay        = [timespan] '00:01:00'
}
$settings = @{
    MultipleInstances         = 'IgnoreNew'
    StartWhenAvailable        = $true
    RunOnlyIfNetworkAvailable = $true
    ExecutionTimeLimit        = [timespan] '03:00:00'
}
$task = @{
    TaskName = $TaskName
    Action   = New-ScheduledTaskAction @action
    Trigger  = New-ScheduledTaskTrigger @trigger
    Settings = New-ScheduledTaskSettingsSet @settings
    User     = $Credential.UserName
    Password = $Credential.GetNetworkCredential().Password
    Force    = $true
}
Register-ScheduledTask @task
