#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, demonstrates, benchmarks, packages and publishes the module with the .NET SDK.
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Package', 'Publish')]
    [string] $Task = 'Build',

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
        'Test' { Invoke-DotNet test }
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
