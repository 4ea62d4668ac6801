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
    ./build.ps1 -Task Publish -WhatIf

    Makes the package in out/package and checks what publishing it to the PowerShell Gallery needs.
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

    # For Publish: the name of a registered repository.
    [string] $Repository = 'PSGallery',

    # For Publish: the API key of the repository. The default is the environment variable PSGALLERY_API_KEY. A folder needs none.
    [string] $ApiKey = $env:PSGALLERY_API_KEY
)

$ErrorActionPreference = 'Stop'
$changelog = Join-Path $PSScriptRoot 'CHANGELOG.md'
Import-Module (Join-Path $PSScriptRoot 'build' 'Package.psm1')

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

# Built in a folder of its own: a PowerShell that uses the module in out/TwitterDm keeps its files open on Windows.
function Invoke-Package {
    $output = Join-Path $PSScriptRoot 'out' 'package'
    Remove-Item -LiteralPath $output -Recurse -Force -ErrorAction Ignore -WhatIf:$false
    Invoke-DotNet build (Join-Path $PSScriptRoot 'src' 'TwitterDm') -c Release '-p:CompileForAllPlatforms=true' "-p:ModuleOutput=$output/TwitterDm/" | Out-Host
    New-ModulePackage -Path "$output/TwitterDm" -Destination $output -Changelog $changelog -WhatIf:$false -Confirm:$false
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
        'Package' { Invoke-Package }
        'Publish' {
            $package = Invoke-Package
            $common = @{}
            'WhatIf', 'Confirm' | Where-Object { $PSBoundParameters.ContainsKey($_) } | ForEach-Object { $common[$_] = $PSBoundParameters[$_] }
            Publish-ModulePackage -Path $package -Repository $Repository -ApiKey $ApiKey -Changelog $changelog @common
        }
    }
}
finally {
    Pop-Location
}
