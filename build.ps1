#!/usr/bin/env pwsh
#Requires -Version 7.4

<#
.SYNOPSIS
    Builds, tests, demonstrates, benchmarks, packages and publishes the module with the .NET SDK.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Test -Filter Get-DmEvent
.EXAMPLE
    ./build.ps1 -Task Mutate -Path Sending, Http/RetryHandler.cs

    Changes the code of a folder and of a file of src/TwitterDm.Core in small ways and lists the changes that no test of
    tests/TwitterDm.Core.Tests notices. The report is in out/mutation/reports.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('Build', 'Test', 'Mutate', 'Demo', 'Bench', 'Package', 'Publish')]
    [string] $Task = 'Build',

    # For Test: a part of the names of the tests to run: of a class, a test, a Pester file, or a Describe or It in it.
    # For Mutate: a part of the names of the tests that may notice a change; fewer tests take less time.
    [string] $Filter,

    # For Mutate: the folders or files whose code to change, relative to src/TwitterDm.Core.
    [string[]] $Path,

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
    # In the names of C# tests, underscores stand for spaces.
    $name = $Filter -replace '[\\()&|=!~]', '\$0' -replace ' ', '_'
    $env:TWITTERDM_TEST_NAME = $Filter
    try {
        Invoke-DotNet test --filter "FullyQualifiedName~$name|DisplayName~$name|FullyQualifiedName~TwitterDm.Pester.Tests.SuiteTests" |
            Tee-Object -Variable output
        if (-not ($output -match '(Passed|Failed): +[1-9]')) { throw "No test has '$Filter' in its name." }
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

function Invoke-Mutation {
    if (-not $Path) {
        throw 'Mutate needs -Path: folders or files relative to src/TwitterDm.Core, such as Sending.'
    }
    $core = Join-Path $PSScriptRoot 'src' 'TwitterDm.Core'
    $options = @(foreach ($item in Get-Item -LiteralPath $Path.ForEach({ Join-Path $core $_ })) {
        '--mutate', ($item.PSIsContainer ? "$item/**/*.cs" : "$item")
    })
    if ($Filter) {
        $options += '--test-case-filter', "FullyQualifiedName~$Filter"
    }
    Invoke-DotNet tool restore
    # Stryker finds its configuration and the tests where it is started.
    Set-Location (Join-Path $PSScriptRoot 'tests' 'TwitterDm.Core.Tests')
    Invoke-DotNet stryker --config-file stryker-config.yaml --output (Join-Path $PSScriptRoot 'out' 'mutation') @options
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-DotNet build }
        'Test' { Invoke-Test }
        'Mutate' { Invoke-Mutation }
        'Demo' { Invoke-DotNet run --project demo }
        'Bench' { Invoke-DotNet run -c Release --project bench -- speed }
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
