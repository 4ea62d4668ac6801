BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    $ours = Get-TestedManifest
    $theirs = Get-BuildOutput 'tests/OtherModule' 'OtherModule.dll'
    $theirFolder = Split-Path $theirs

    # Imports both modules in a new process in the given order, uses them, and reports the assemblies they loaded and their load contexts.
    function Start-Both([string] $Before, [string] $First, [string] $Second) {
        $script = @"
`$ErrorActionPreference = 'Stop'
$Before
Import-Module '$First'
Import-Module '$Second'
`$other = Get-OtherLibrary
# The second request fails once: Polly is loaded for retries only.
`$sandbox = Start-DmSandbox -EventCount 10 -Fault '2:status=503'
`$null = Connect-TwitterDm -ApiBaseUri `$sandbox.ApiBaseUri -AccessToken `$sandbox.AccessToken
`$events = @(Get-DmEvent -Source Classic -WarningAction SilentlyContinue).Count
`$sent = (Send-DmMessage -To '@jacqueline' -Text 'Hello from two modules').Text
Stop-DmSandbox
`$again = Get-OtherLibrary
`$loaded = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -match '^(Microsoft\.Extensions|Polly|System\.Text\.Json|TwitterDm|OtherModule)' } | ForEach-Object {
    [pscustomobject]@{
        Name     = `$_.GetName().Name
        Version  = `$_.GetName().Version.ToString()
        Context  = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$_).Name
        Location = `$_.Location
    }
}
[pscustomobject]@{ Events = `$events; Sent = `$sent; Other = @(`$other | Select-Object Name, @{ n = 'Version'; e = { "`$(`$_.Version)" } }); Again = @(`$again).Count; Loaded = @(`$loaded) } |
    ConvertTo-Json -Depth 4 -Compress
"@
        $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script))
        $start = New-ShellStart -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        [System.Diagnostics.Process]::Start($start)
    }

    function Receive-Both($Process) {
        $output = $Process.StandardOutput.ReadToEnd()
        $errors = $Process.StandardError.ReadToEnd()
        $Process.WaitForExit()
        $Process.Dispose()
        $errors | Should -BeNullOrEmpty
        $output | ConvertFrom-Json
    }

    # Loads a library of the same name into its own load context, as well-behaved modules do.
    $byFile = "`$null = [System.Reflection.Assembly]::LoadFile('$(Join-Path $theirFolder 'System.Text.Json.dll')')"
    $running = @{
        'before TwitterDm' = Start-Both $byFile $theirs $ours
        'after TwitterDm'  = Start-Both $byFile $ours $theirs
    }
}

Describe 'A module with other versions of the same libraries, imported <order>' -ForEach @{ order = 'before TwitterDm' }, @{ order = 'after TwitterDm' } {
    BeforeAll {
        $both = Receive-Both $running[$order]

        function Get-Loaded([string] $Name, [string] $Context) {
            $both.Loaded | Where-Object { $_.Name -eq $Name -and $_.Context -eq $Context }
        }
    }

    It 'works alongside TwitterDm' {
        $both.Events | Should -Be 10
        $both.Sent | Should -Be 'Hello from two modules'
        $both.Other | Should -HaveCount 4
        $both.Again | Should -Be 4
    }

    # All versions of Polly 8 have the same assembly version.
    It 'loads its own Polly, and TwitterDm loads another one' {
        (Get-Loaded 'Polly.Core' 'Default').Location | Should -Be (Join-Path $theirFolder 'Polly.Core.dll')
        (Get-Loaded 'Polly.Core' 'TwitterDm').Location | Should -BeLike (Join-Path (Split-Path $ours) 'bin' '*Polly.Core.dll')
    }

    It 'loads its own <library>, and TwitterDm loads none' -ForEach @(
        @{ library = 'Microsoft.Extensions.Http' }, @{ library = 'Microsoft.Extensions.Logging.Abstractions' }
    ) {
        $brought = [System.Reflection.AssemblyName]::GetAssemblyName((Join-Path $theirFolder "$library.dll")).Version

        ($both.Other | Where-Object Name -EQ $library).Version | Should -Be $brought
        (Get-Loaded $library 'Default').Version | Should -Be $brought
        Get-Loaded $library 'TwitterDm' | Should -BeNullOrEmpty
    }

    # The default load context has only PowerShell's System.Text.Json: an older one next to a module is ignored, and a newer one cannot be
    # loaded. Another version can be loaded only into a separate load context.
    It 'can load another System.Text.Json while TwitterDm uses the one from PowerShell' {
        $versions = ($both.Loaded | Where-Object Name -EQ 'System.Text.Json').Version

        $versions | Should -HaveCount 2
        $versions | Should -Contain '6.0.0.0'
        Get-Loaded 'System.Text.Json' 'TwitterDm' | Should -BeNullOrEmpty
        (Get-Loaded 'System.Text.Json' 'Default').Version | Should -Be ([System.Text.Json.JsonSerializer].Assembly.GetName().Version)
    }

    It 'sees only the loader and the cmdlets of TwitterDm in the default load context' {
        ($both.Loaded | Where-Object { $_.Name -like 'TwitterDm*' -and $_.Context -eq 'Default' }).Name -replace '-\d.*' | Should -Be 'TwitterDm.Loader', 'TwitterDm'
        ($both.Loaded | Where-Object { $_.Name -like 'TwitterDm*' -and $_.Context -eq 'TwitterDm' }).Name | Should -Contain 'TwitterDm.Core'
    }
}
