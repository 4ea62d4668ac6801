#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
    The PowerShell door to what the .NET SDK does: builds, tests, shows, measures, packs and publishes the module.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Test -Filter Get-DmEvent
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Package', 'Publish')]
    [string] $Task = 'Build',

    # Test: a part of the name of the tests to run, be it a class, a test, a file of the Pester suite, or a Describe or It in one.
    [string] $Filter,

    # Publish: the key of the PowerShell Gallery; without it, the environment variable PSGALLERY_API_KEY.
    [string] $ApiKey = $env:PSGALLERY_API_KEY
)

$ErrorActionPreference = 'Stop'
$module = Join-Path $PSScriptRoot 'out' 'TwitterDm'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') ended with exit code $LASTEXITCODE."
    }
}

function Invoke-Test {
    if (-not $Filter) { return Invoke-DotNet test }

    # The Pester suite looks for the name itself: what it has inside its files is unknown to 'dotnet test'.
    $name = $Filter -replace '[\\()&|=!~]', '\$0'
    $env:TWITTERDM_TEST_NAME = $Filter
    try {
        Invoke-DotNet test --filter "FullyQualifiedName~$name|DisplayName~$name|FullyQualifiedName~TwitterDm.Pester.Tests.SuiteTests" |
            Tee-Object -Variable output
        if (-not ($output -match 'Total: +[1-9]')) { throw "No test has '$Filter' in its name." }
    }
    finally {
        $env:TWITTERDM_TEST_NAME = $null
    }
}

function New-Package {
    # From nothing, so that no file of an earlier build comes along.
    Remove-Item -LiteralPath $module -Recurse -Force -ErrorAction Ignore
    Invoke-DotNet build (Join-Path $PSScriptRoot 'src' 'TwitterDm') -c Release
    $version = (Test-ModuleManifest (Join-Path $module 'TwitterDm.psd1')).Version
    $package = Join-Path $PSScriptRoot 'out' "TwitterDm.$version.zip"
    Remove-Item -LiteralPath $package -ErrorAction Ignore
    [System.IO.Compression.ZipFile]::CreateFromDirectory($module, $package, 'Optimal', $true)
    Get-Item -LiteralPath $package
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-DotNet build }
        'Test' { Invoke-Test }
        'Demo' { Invoke-DotNet run --project demo }
        'Bench' { Invoke-DotNet run -c Release --project bench }
        'Package' { New-Package }
        'Publish' {
            if (-not $ApiKey) {
                throw 'Publishing needs the key of the PowerShell Gallery: -ApiKey, or the environment variable PSGALLERY_API_KEY.'
            }
            $null = New-Package
            if ($PSCmdlet.ShouldProcess($module, 'Publish to the PowerShell Gallery')) {
                Publish-PSResource -Path $module -ApiKey $ApiKey
            }
        }
    }
}
finally {
    Pop-Location
}
