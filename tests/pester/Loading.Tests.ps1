BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    $manifest = Get-TestedManifest
    $server = Start-TestServer -EventCount 20

    # Runs a script in a new process without the module, and returns its output, errors included.
    function Invoke-Bare([string] $Script) {
        $path = Join-Path $TestDrive "$(New-Guid).ps1"
        Set-Content -LiteralPath $path -Value $Script
        $start = New-ShellStart -NoProfile -NonInteractive -File $path
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        Receive-Shell ([System.Diagnostics.Process]::Start($start))
    }

    # Each step of a new process, with the assemblies in the module's folder that are loaded after it.
    $script = @'
$manifest = 'MANIFEST'
function Write-Loaded([string] $Step) {
    $paths = [AppDomain]::CurrentDomain.GetAssemblies().Where({ -not $_.IsDynamic }).Location.Where({ $_.StartsWith((Split-Path $manifest)) })
    "${Step}: $(($paths | ForEach-Object { [System.IO.Path]::GetFileNameWithoutExtension($_) } | Sort-Object) -join ' ')."
}
Import-Module $manifest
Write-Loaded 'import'
$null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri SERVER
Write-Loaded 'connect'
"events: $(@(Get-DmEvent -Source Classic).Count)."
Write-Loaded 'list'
$null = Connect-TwitterDm -Sandbox
Write-Loaded 'sandbox'
'@
    $result = Invoke-Bare $script.Replace('MANIFEST', $manifest).Replace('SERVER', (Get-TestServerUri $server))
}

AfterAll {
    $server | Stop-TestServer
}

# Whatever is loaded takes time before the first event.
Describe 'What the module loads' {
    It 'is what it needs to import' {
        $result | Should -Match 'import: TwitterDm TwitterDm\.Core TwitterDm\.Loader\.'
    }

    It 'is nothing else to connect with a token: no keyring, no sandbox, no cryptography, and no retries before a failure' {
        $result | Should -Match 'connect: TwitterDm TwitterDm\.Core TwitterDm\.Loader\.'
    }

    It 'is nothing else to list classic messages' {
        $result | Should -Match 'events: 20\.'
        $result | Should -Match 'list: TwitterDm TwitterDm\.Core TwitterDm\.Loader\.'
    }

    It 'is the sandbox when it is used' {
        $result | Should -Match 'sandbox: .*TwitterDm\.Sandbox'
    }
}

Describe 'Assemblies that are compiled ahead of time' {
    It 'are chosen by platform, and are loaded instead of those in bin' {
        $folder = Join-Path $TestDrive 'compiled'
        $copy = Join-Path $folder 'TwitterDm'
        $null = New-Item $folder -ItemType Directory
        Copy-Item -LiteralPath (Split-Path $manifest) -Destination $folder -Recurse
        Get-ChildItem (Join-Path $copy 'bin') -Directory | Remove-Item -Recurse
        $system = $IsWindows ? 'win' : $IsMacOS ? 'osx' : 'linux'
        $processor = "$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
        foreach ($platform in "$system-$processor", 'win-other', 'linux-other', 'osx-other') {
            $null = New-Item (Join-Path $copy 'bin' $platform) -ItemType Directory
            Copy-Item (Join-Path $copy 'bin' 'TwitterDm.Core.dll'), (Join-Path $copy 'TwitterDm.dll') (Join-Path $copy 'bin' $platform)
        }

        $locations = Invoke-Bare ("Import-Module '$copy'; `$sandbox = Start-DmSandbox -Fault '1:status=503'; `$null = Connect-TwitterDm -ApiBaseUri `$sandbox.ApiBaseUri -AccessToken `$sandbox.AccessToken; `$null = Get-DmEvent -First 1; [AppDomain]::CurrentDomain.GetAssemblies().Where({ -not `$_.IsDynamic }).Location.Where({ `$_.StartsWith('$copy') }) -join '|'")

        # An older .NET cannot use what is compiled.
        $native = [Environment]::Version.Major -ge 10 ? (Join-Path $copy 'bin' "$system-$processor") : $null
        $locations | Should -Match ([regex]::Escape((Join-Path ($native ?? (Join-Path $copy 'bin')) 'TwitterDm.Core.dll')))
        $locations | Should -Match ([regex]::Escape((Join-Path ($native ?? $copy) 'TwitterDm.dll')))
        $locations | Should -Match ([regex]::Escape((Join-Path $copy 'bin' 'Polly.Core.dll')))
        $locations | Should -Not -Match 'other'
    }
}
