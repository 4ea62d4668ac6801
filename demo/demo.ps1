# The main tasks in PowerShell, on the sandbox: no key and no network needed.
param([Parameter(Mandatory)][string] $Module)

$ErrorActionPreference = 'Stop'
Import-Module $Module
if ([Console]::IsOutputRedirected) {
    $PSStyle.OutputRendering = 'PlainText'
}

function Show([string] $command) {
    Write-Host "`nPS> $command" -ForegroundColor Cyan
    . ([scriptblock]::Create($command)) | Out-Host
}

$csv = Join-Path ([System.IO.Path]::GetTempPath()) "twitterdm-demo-$PID.csv"
try {
    Show 'Connect-TwitterDm -Sandbox'
    Show 'Get-DmEvent -First 12'
    Show 'Get-DmConversation | Select-Object -First 6'
    Show "Get-DmConversation -Type Group | Select-Object -First 1 | Get-DmEvent -EventType ParticipantsJoin, ParticipantsLeave -First 5"
    Show 'Get-DmEvent | Group-Object SenderUsername -NoElement | Sort-Object Count -Descending | Select-Object -First 5'
    Show "Get-DmEvent -SafeText | Where-Object Direction -eq Incoming | Export-Csv '$csv'"
    Show "Import-Csv '$csv' | Select-Object -First 4 CreatedAt, SenderUsername, Text"
    Show "Send-DmMessage -To '@jacqueline' -Text 'The backup is through.'"
    Show "'@layla_h', '@zoe_muller', '@nobody_here' | ForEach-Object { [pscustomobject]@{ To = `$_; Text = 'We open at nine.' } } | Send-DmMessage -ErrorAction Continue"
    Show "Get-DmEvent -Participant '@jacqueline' -Source Classic | Where-Object Direction -eq Outgoing | Select-Object -First 1 | Remove-DmEvent -WhatIf"
    Show 'Get-DmRateLimit'
    Show "Get-DmEvent -Id 'not-an-id' -ErrorAction Continue"
}
finally {
    Remove-Item -LiteralPath $csv -ErrorAction Ignore
}
