# The main tasks in PowerShell, on the sandbox: no key and no network needed.
param([Parameter(Mandatory)][string] $Module)

$ErrorActionPreference = 'Stop'
Import-Module $Module
if ([Console]::IsOutputRedirected) {
    $PSStyle.OutputRendering = 'PlainText'
}

function Show([string] $comment, [string[]] $commands) {
    Write-Host "`n# $comment" -ForegroundColor Green
    foreach ($command in $commands) {
        Write-Host "PS> $command" -ForegroundColor Cyan
        . ([scriptblock]::Create($command)) | Out-Host
    }
}

$folder = Join-Path ([System.IO.Path]::GetTempPath()) "twitterdm-demo-$PID"
$null = New-Item $folder -ItemType Directory
$start = $PWD.ProviderPath
Push-Location $folder
try {
    Show 'Sign in to a simulated X: no key, no network, no bill.' 'Connect-TwitterDm -Sandbox'
    Show 'The newest messages, encrypted ones among them.' 'Get-DmEvent -First 8'
    Show 'Conversations, and one of them.' 'Get-DmConversation -First 5', "Get-DmEvent -Participant '@jacqueline' -First 4"
    Show 'Send a message, and one that is end-to-end encrypted, and change that.' @(
        "Send-DmMessage -To '@jacqueline' -Text 'Backup done.'"
        "Send-DmMessage -To '@jacqueline' -Text 'We open at nine.' -Source Chat |`n        Edit-DmMessage -Text 'We open at ten.'"
    )
    Show 'Events are objects: count them by sender.' @(
        "Get-DmEvent -Source Classic | Group-Object SenderUsername -NoElement |`n        Sort-Object Count -Top 4 -Descending"
    )
    Show 'A conversation as a page to read, print and keep.' @(
        "Get-DmEvent -Participant '@jacqueline' |`n        Export-DmTranscript jacqueline.html | Select-Object Name, Length"
    )
    Set-Content -Path people.csv -Value 'To,Text', '@layla_h,Open at ten.', '@zoe_muller,Open at ten.', '@nobody_here,Open at ten.'
    Show 'A message for each row of a file. A row that fails stops no other one.' @(
        'Import-Csv people.csv | Send-DmMessage -ErrorAction Continue'
    )
    Show 'Texts from strangers can be hostile. On the screen they cannot do anything,' @(
        "Get-DmEvent -Source Classic | Where-Object Text -Match '\e|\u202E|^[=@]' |`n        Select-Object -First 5"
    )
    Show 'and -SafeText makes them harmless in the objects: here, for a spreadsheet.' @(
        'Get-DmEvent -Source Classic -SafeText | Export-Csv messages.csv'
        "Import-Csv messages.csv | Where-Object Text -Match HYPERLINK |`n        Select-Object -First 1 Text"
    )
    Show 'What this has used, and would have cost at X.' 'Get-DmConnection'
    "`nNow you: Import-Module $([System.IO.Path]::GetRelativePath($start, (Split-Path $Module))); Connect-TwitterDm -Sandbox"
    'Help: Get-Help about_TwitterDm'
}
finally {
    Pop-Location
    Remove-Item -LiteralPath $folder -Recurse
}
