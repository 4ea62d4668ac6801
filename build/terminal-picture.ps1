#!/usr/bin/env pwsh
#Requires -Version 7.4

<#
.SYNOPSIS
    Makes docs/images/terminal.svg: commands that run on the sandbox, and what they print.
.DESCRIPTION
    Needs the module in out/TwitterDm (dotnet build). The output is real; the times and ids are those of the run.
#>
[CmdletBinding()]
param([string] $Path = (Join-Path (Split-Path $PSScriptRoot) 'docs' 'images' 'terminal.svg'))

$ErrorActionPreference = 'Stop'
$columns = 80
$cellWidth = 8.4
$lineHeight = 19
$margin = 20
$bar = 34

$commands = @(
    'Connect-TwitterDm -Sandbox'
    'Get-DmEvent -First 6'
    "Send-DmMessage -To '@jacqueline' -Text 'We open at nine.'"
    'Get-DmEvent -Source Classic | Group-Object SenderUsername -NoElement | Sort-Object Count -Top 3 -Descending'
)

# What PSReadLine colors while you type.
function Get-CommandRun([string] $Command) {
    $tokens = $null
    $null = [System.Management.Automation.Language.Parser]::ParseInput($Command, [ref] $tokens, [ref] $null)
    @{ Text = 'PS> '; Class = 'prompt' }
    $end = 0
    foreach ($token in $tokens) {
        @{ Text = $Command[$end..($token.Extent.StartOffset - 1)] -join ''; Class = '' } | Where-Object { $token.Extent.StartOffset -gt $end }
        $end = $token.Extent.EndOffset
        $class = switch ($token) {
            { $_.TokenFlags.HasFlag([System.Management.Automation.Language.TokenFlags]::CommandName) } { 'command'; break }
            { $_.Kind -eq 'Parameter' } { 'parameter'; break }
            { $_.Kind -eq 'StringLiteral' } { 'string'; break }
            default { '' }
        }
        @{ Text = $token.Text; Class = $class }
    }
}

# Text with ANSI colors, as runs of one color.
function Get-OutputRun([string] $Line) {
    $class = ''
    $parts = [regex]::Split($Line, '\e\[([\d;]*)m')
    for ($i = 0; $i -lt $parts.Count; $i += 2) {
        @{ Text = $parts[$i]; Class = $class }
        if ($i + 1 -lt $parts.Count) {
            $class = switch -Regex ($parts[$i + 1]) { '^32;1' { 'header' } '^32' { 'in' } '^36' { 'out' } '^33' { 'warning' } default { '' } }
        }
    }
}

# The runs of one line, each word at its column, whatever font the viewer has.
function ConvertTo-SvgLine([hashtable[]] $Runs, [double] $Number) {
    $y = $bar + $margin + ($Number * $lineHeight)
    $column = 0
    foreach ($run in $Runs) {
        foreach ($word in [regex]::Matches($run.Text, '\S+( \S+)*')) {
            $start = $column + $Host.UI.RawUI.LengthInBufferCells($run.Text.Substring(0, $word.Index))
            $cells = $Host.UI.RawUI.LengthInBufferCells($word.Value)
            $class = $run.Class ? " class=""$($run.Class)""" : ''
            '<text x="{0:0.##}" y="{1:0.##}" textLength="{2:0.##}"{3}>{4}</text>' -f ($margin + ($start * $cellWidth)), $y, ($cells * $cellWidth), $class,
                [System.Security.SecurityElement]::Escape($word.Value)
        }
        $column += $Host.UI.RawUI.LengthInBufferCells($run.Text)
    }
}

Import-Module (Join-Path (Split-Path $PSScriptRoot) 'out' 'TwitterDm')
$PSStyle.OutputRendering = 'Ansi'
$number = 0
$lines = foreach ($command in $commands) {
    $shown = $command -replace '\| (?=Sort)', "|`n        "
    foreach ($part in $shown -split "`n") {
        $runs = @(Get-CommandRun $part)
        ConvertTo-SvgLine ($part -eq ($shown -split "`n")[0] ? $runs : @($runs | Select-Object -Skip 1)) $number
        $number++
    }
    $output = & ([scriptblock]::Create($command)) | Out-String -Width $columns
    foreach ($line in $output.Trim("`r", "`n") -split '\r?\n') {
        ConvertTo-SvgLine @(Get-OutputRun $line) ($number + 0.3)
        $number++
    }
    $number += 1.3
}

$width = (2 * $margin) + ($columns * $cellWidth)
$height = $bar + $margin + ($number * $lineHeight) - 8
@"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $width $height" width="$width" height="$height" role="img" aria-labelledby="title description">
<title id="title">TwitterDm in PowerShell</title>
<desc id="description">The output of: $([System.Security.SecurityElement]::Escape($commands -join '; '))</desc>
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d8dee9; white-space: pre }
.bar { font-family: system-ui, sans-serif; font-size: 13px; fill: #9aa5b5; text-anchor: middle }
.prompt { fill: #9aa5b5 } .command { fill: #f3d87a } .parameter { fill: #a9b4c4 } .string { fill: #7fd0e0 }
.header { fill: #8fd694; font-weight: bold } .in { fill: #8fd694 } .out { fill: #6cc7e6 } .warning { fill: #f0b866 }
</style>
<rect x="0.5" y="0.5" width="$($width - 1)" height="$($height - 1)" rx="9" fill="#161b22" stroke="#3d444d"/>
<path d="M1 ${bar}H$($width - 1)" stroke="#2b323c"/>
<circle cx="20" cy="17" r="6" fill="#ff5f57"/><circle cx="40" cy="17" r="6" fill="#febc2e"/><circle cx="60" cy="17" r="6" fill="#28c840"/>
<text class="bar" x="$($width / 2)" y="22">PowerShell</text>
$($lines -join "`n")
</svg>
"@ | Set-Content -Path $Path
Get-Item $Path
