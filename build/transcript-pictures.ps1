#!/usr/bin/env pwsh
#Requires -Version 7.4

<#
.SYNOPSIS
    Makes the pictures of a transcript in docs/images, from the made-up conversation in demo/transcript.
.DESCRIPTION
    Needs the module in out/TwitterDm (dotnet build), Chromium and chromedriver, and fonts with emoji:
    apt-get install chromium chromium-driver fonts-noto-core fonts-noto-color-emoji
#>
[CmdletBinding()]
param([string] $Driver = 'chromedriver')

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$images = Join-Path $root 'docs' 'images'
$demo = Join-Path $root 'demo' 'transcript'
$page = Join-Path ([System.IO.Path]::GetTempPath()) "twitterdm-transcript-$PID.html"
$log = Join-Path ([System.IO.Path]::GetTempPath()) "twitterdm-driver-$PID.log"

function Invoke-Driver([string] $Path, [hashtable] $Body) {
    $json = ConvertTo-Json $Body -Depth 9 -EscapeHandling EscapeNonAscii
    (Invoke-RestMethod "$address/$Path" -Method Post -Body $json -ContentType 'application/json' -NoProxy).value
}

function Invoke-Browser([string] $Command, [hashtable] $Parameters) {
    Invoke-Driver "session/$session/goog/cdp/execute" @{ cmd = $Command; params = $Parameters }
}

function Save-Picture([string] $Name, [int] $Width, [int] $Height, [double] $Scale, [string] $Scheme, [string] $From) {
    Invoke-Browser 'Emulation.setDeviceMetricsOverride' @{ width = $Width; height = $Height; deviceScaleFactor = $Scale; mobile = $Width -lt 600 } | Out-Null
    Invoke-Browser 'Emulation.setEmulatedMedia' @{ features = @(@{ name = 'prefers-color-scheme'; value = $Scheme }) } | Out-Null
    Invoke-Driver "session/$session/url" @{ url = 'file:///' + $page.Replace('\', '/').TrimStart('/') } | Out-Null
    Invoke-Driver "session/$session/execute/sync" @{ script = "document.querySelector('$From').scrollIntoView({ behavior: 'instant' }); return Promise.all([...document.images].map(image => image.decode()))"; args = @() } | Out-Null
    Start-Sleep -Milliseconds 300
    $picture = (Invoke-Browser 'Page.captureScreenshot' @{ format = 'png'; optimizeForSpeed = $false }).data
    [System.IO.File]::WriteAllBytes((Join-Path $images $Name), [Convert]::FromBase64String($picture))
}

Import-Module (Join-Path $root 'out' 'TwitterDm')
Import-DmTranscript (Join-Path $demo 'conversation.jsonl') |
    Export-DmTranscript -Path $page -TimeZone Europe/Stockholm -MediaPath $demo -EmbedMedia -Force | Out-Null
New-Item $images -ItemType Directory -Force | Out-Null
$process = Start-Process $Driver '--port=0' -PassThru -RedirectStandardOutput $log
try {
    for ($attempt = 0; $attempt -lt 100 -and -not ($port = [regex]::Match((Get-Content $log -Raw -ErrorAction Ignore), 'successfully on port (\d+)').Groups[1].Value); $attempt++) {
        Start-Sleep -Milliseconds 100
    }

    $address = "http://127.0.0.1:$port"
    $switches = '--headless', '--disable-gpu', '--hide-scrollbars'
    if ([Environment]::UserName -eq 'root') { $switches += '--no-sandbox' }
    $session = (Invoke-Driver 'session' @{ capabilities = @{ alwaysMatch = @{ 'goog:chromeOptions' = @{ args = $switches } } } }).sessionId
    Save-Picture 'transcript-phone.png' -Width 360 -Height 800 -Scale 2 -Scheme dark -From .day:last-of-type
    Save-Picture 'transcript-desktop.png' -Width 1000 -Height 689 -Scale 1.5 -Scheme light -From body
    Invoke-RestMethod "$address/session/$session" -Method Delete -NoProxy | Out-Null
}
finally {
    Stop-Process -InputObject $process
    Remove-Item $page, $log -ErrorAction Ignore
}

Get-ChildItem $images -Filter transcript-*.png
