#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, demonstrates, benchmarks, packages and publishes the module with the .NET SDK.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Test -Filter Get-DmEvent
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Package', 'Publish')]
    [string] $Task = 'Build',

    # For Test: a part of the names of the tests to run: of a class, a test, a Pester file, or a Describe or It in it.
    [string] $Filter,

    # For Publish: the API key of the PowerShell Gallery. The default is the environment variable PSGALLERY_API_KEY.
    [string] $ApiKey = $env:PSGALLERY_API_KEY
)

$ErrorActionPreference = 'Stop'
$module = Join-Path $PSScriptRoot 'out' 'TwitterDm'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') failed with exit code $LASTEXITCODE."
    }
}

function Invoke-Test {
    if (-not $Filter) { return Invoke-DotNet test }

    # The Pester suite applies the filter itself: 'dotnet test' does not know what is inside its files.
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
    # Start with an empty folder, so that the package does not include files from an earlier build.
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
                throw 'Publishing requires an API key of the PowerShell Gallery. Use -ApiKey, or set the environment variable PSGALLERY_API_KEY.'
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
