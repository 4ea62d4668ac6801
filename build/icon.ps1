#!/usr/bin/env pwsh
#Requires -Version 7.4

<#
.SYNOPSIS
    Makes docs/images/icon.png, the icon in the gallery, from docs/images/icon.svg.
.DESCRIPTION
    Needs Chromium: apt-get install chromium
#>
[CmdletBinding()]
param([string] $Browser = 'chromium')

$ErrorActionPreference = 'Stop'
$images = [System.IO.Path]::Combine((Split-Path -Path $PSScriptRoot), 'docs', 'images')
$temporary = [System.IO.Directory]::CreateTempSubdirectory('twitterdm-icon-').FullName
try {
    # The browser draws the icon on a canvas and prints the page, which then contains the picture.
    $source = [Convert]::ToBase64String([System.IO.File]::ReadAllBytes("$images/icon.svg"))
    $page = "$temporary/icon.html"
    Set-Content -LiteralPath $page -Value @"
<!doctype html><canvas width="128" height="128"></canvas><script>
const canvas = document.querySelector('canvas'), image = new Image();
image.onload = () => { canvas.getContext('2d').drawImage(image, 0, 0); document.body.textContent = canvas.toDataURL(); };
image.src = 'data:image/svg+xml;base64,$source';
</script>
"@
    $switches = @('--headless', '--disable-gpu', '--dump-dom', '--virtual-time-budget=5000', "--user-data-dir=$temporary/profile")
    if ([Environment]::UserName -eq 'root') { $switches += '--no-sandbox' }
    $printed = & $Browser @switches ([uri]::new($page)).AbsoluteUri 2>$null | Out-String
    if ($printed -notmatch 'data:image/png;base64,([\w+/=]+)') { throw "$Browser did not draw the icon: $printed" }
    [System.IO.File]::WriteAllBytes("$images/icon.png", [Convert]::FromBase64String($Matches[1]))
}
finally {
    Remove-Item -LiteralPath $temporary -Recurse -Force
}

Get-Item -LiteralPath "$images/icon.png"
