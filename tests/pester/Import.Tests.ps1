BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $manifest = Get-TestedManifest

    # Runs a script in a new process without the module, and returns its output, errors included, as one text.
    function Invoke-Bare([string] $Script, [hashtable] $Environment = @{}) {
        $path = Join-Path $TestDrive "$(New-Guid).ps1"
        Set-Content -LiteralPath $path -Value '$PSStyle.OutputRendering = "PlainText"', $Script
        $start = New-ShellStart -NoProfile -NonInteractive -File $path
        foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        Receive-Shell ([System.Diagnostics.Process]::Start($start))
    }
}

Describe 'Importing the module' {
    It 'is silent, makes no request, and writes no file' {
        $start = [System.IO.Directory]::CreateTempSubdirectory('TwitterDm.').FullName
        # PowerShell itself writes to these folders in a process of its own, so the second process starts with what the first one left.
        $places = @{ HOME = $start; USERPROFILE = $start; LOCALAPPDATA = $start; APPDATA = $start; TMPDIR = $start; TEMP = $start; TMP = $start; XDG_DATA_HOME = $start; XDG_CACHE_HOME = $start; XDG_CONFIG_HOME = $start }
        $script = {
            Add-Type -TypeDefinition @'
public sealed class NetworkListener : System.Diagnostics.Tracing.EventListener
{
    public static readonly System.Collections.Concurrent.ConcurrentQueue<string> Seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
    protected override void OnEventSourceCreated(System.Diagnostics.Tracing.EventSource source)
    {
        if (source.Name is "System.Net.Sockets" or "System.Net.NameResolution" or "System.Net.Http")
            EnableEvents(source, System.Diagnostics.Tracing.EventLevel.Informational);
    }
    protected override void OnEventWritten(System.Diagnostics.Tracing.EventWrittenEventArgs data) => Seen.Enqueue(data.EventSource.Name + " " + data.EventName);
}
'@
            $listener = [NetworkListener]::new()
            function Get-State { Get-ChildItem $env:HOME -Recurse -Force -File | Where-Object Name -NotLike 'dotnet-diagnostic-*' | ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" } }
            $before = Get-State
            $output = Import-Module 'MANIFEST' -Verbose:$false *>&1
            $after = Get-State
            "output: $(@($output).Count)"
            "changed: $(@(Compare-Object @($before) @($after)).Count)"
            "network: $([NetworkListener]::Seen.Count)"
            try { [System.Net.Sockets.TcpClient]::new('localhost', 1) } catch { 'No connection.' }
            "listener: $([NetworkListener]::Seen.Count -gt 0)"
            $listener.Dispose()
            "cmdlets: $((Get-Command -Module TwitterDm).Count)"
        }
        try {
            $text = "$script".Replace('MANIFEST', $manifest)
            $result = Invoke-Bare $text $places
        }
        finally {
            Remove-Item -LiteralPath $start -Recurse -Force
        }

        $result | Should -Match 'output: 0'
        $result | Should -Match 'changed: 0'
        $result | Should -Match 'network: 0'
        $result | Should -Match 'listener: True' -Because 'it would have seen a connection'
        $result | Should -Match "cmdlets: $((Get-Command -Module TwitterDm).Count)"
    }

    It 'works from a folder whose name contains wildcard characters' {
        $folder = Join-Path $TestDrive 'a[1] b'
        $null = [System.IO.Directory]::CreateDirectory($folder)
        Copy-Item -Path (Split-Path $manifest) -Destination $folder -Recurse
        $path = Join-Path $folder 'TwitterDm' 'TwitterDm.psd1'
        $result = Invoke-Bare "Import-Module '$path'; (Connect-TwitterDm -Sandbox | Out-String).Trim(); ""errors: `$(`$Error.Count)"""

        $result | Should -Match '(?s)\* @sandbox_admin.*errors: 0'
    }

    It 'has a valid manifest, and is imported again by its path' {
        $result = Invoke-Bare @"
`$module = Import-Module '$manifest' -PassThru
`$tested = Test-ModuleManifest -Path `$module.Path
"tested: `$(`$tested.Version -eq `$module.Version) `$(`$tested.ExportedCmdlets.Count)"
Remove-Module `$module
"left: `$(@(Get-Module TwitterDm* -All).Count) `$(@(Get-Command *-Dm*).Count)"
Import-Module `$module.Path
"again: `$((Get-Command -Module TwitterDm).Count) `$((Connect-TwitterDm -Sandbox | Out-String).Contains('* @sandbox_admin')) `$((Get-Help Get-DmEvent).Synopsis)"
"errors: `$(`$Error.Count)"
"@

        $count = (Get-Command -Module TwitterDm).Count
        $result | Should -Match "tested: True $count\s"
        $result | Should -Match 'left: 0 0\s'
        $result | Should -Match "again: $count True Reads "
        $result | Should -Match 'errors: 0'
    }

    It 'ends with one clear error in the language mode ConstrainedLanguage' {
        $result = Invoke-Bare @"
`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
Import-Module '$manifest' -ErrorVariable problems -ErrorAction SilentlyContinue
"errors: `$(`$Error.Count)"
"first: `$(`$Error[0])"
"module: `$(@(Get-Module TwitterDm).Count)"
"@

        $result | Should -Match 'errors: 1\s'
        $result | Should -Match 'first: TwitterDm cannot be imported: .*ConstrainedLanguage.*FullLanguage'
        $result | Should -Match 'module: 0'
    }

    It 'ends with one clear error beside <name> of the module, which goes on working' -ForEach @(
        @{ name = 'another copy'; isOtherVersion = $false }
        @{ name = 'another version'; isOtherVersion = $true }
    ) {
        $copy = Join-Path $TestDrive $name 'TwitterDm'
        $null = New-Item (Split-Path $copy) -ItemType Directory
        Copy-Item -LiteralPath (Split-Path $manifest) -Destination $copy -Recurse
        if ($isOtherVersion) {
            # The assembly of a version has the version in its name.
            $latin = [System.Text.Encoding]::Latin1
            $loader = "$copy/TwitterDm.Loader.dll"
            $name = [System.Reflection.AssemblyName]::GetAssemblyName($loader).Name
            $name | Should -Match '^TwitterDm\.Loader-\d'
            [System.IO.File]::WriteAllBytes($loader, $latin.GetBytes($latin.GetString([System.IO.File]::ReadAllBytes($loader)).Replace($name, ($name -replace '\d$', '9'))))
        }

        $result = Invoke-Bare @"
Set-StrictMode -Version Latest
`$global:problem = 'A variable of the user.'
Import-Module '$manifest'
try { Import-Module '$copy/TwitterDm.psd1' -ErrorAction Stop; 'imported' } catch { "problem: `$_" }
"errors: `$(`$Error.Count)"
"modules: `$((Get-Module TwitterDm).ModuleBase)"
"thread: `$(Start-ThreadJob { try { Import-Module '$copy/TwitterDm.psd1' -ErrorAction Stop; 'imported' } catch { "`$_" } } | Receive-Job -Wait)"
"works: `$((Connect-TwitterDm -Sandbox | Out-String).Contains('* @sandbox_admin'))"
"@

        $loaded = [regex]::Escape((Split-Path $manifest))
        $words = "TwitterDm \d+\.\d+\.\d+ from '$loaded' is already loaded in this process, and \.NET cannot unload it\. To use the copy in '$([regex]::Escape($copy))', start a new PowerShell\."
        $result | Should -Match "problem: $words"
        $result | Should -Match 'errors: 1\s'
        $result | Should -Match "modules: $loaded\s"
        $result | Should -Match "thread: $words"
        $result | Should -Match 'works: True'
    }
}

Describe 'Importing the module into several runspaces at the same time' {
    It 'works in each' {
        $result = Invoke-Bare @"
`$gate = [System.Threading.ManualResetEventSlim]::new()
`$shells = foreach (`$number in 1..16) {
    `$shell = [powershell]::Create()
    `$null = `$shell.AddScript('`$args[0].Wait(); Import-Module `$args[1]; (Get-Command -Module TwitterDm).Count').AddArgument(`$gate).AddArgument('$manifest')
    @{ Shell = `$shell; Running = `$shell.BeginInvoke() }
}
`$gate.Set()
`$counts = foreach (`$one in `$shells) { `$one.Shell.EndInvoke(`$one.Running); `$one.Shell.Streams.Error; `$one.Shell.Dispose() }
"counts: `$(`$counts)."
"@
        $count = (Get-Command -Module TwitterDm).Count
        $result | Should -Match "counts: $((, $count) * 16 -join ' ')\."
    }
}

Describe 'A copy of the module without its libraries' {
    It 'ends with one clear error, and a complete copy can be imported after it' {
        $copy = Join-Path $TestDrive 'incomplete' 'TwitterDm'
        $null = New-Item (Split-Path $copy) -ItemType Directory
        Copy-Item -LiteralPath (Split-Path $manifest) -Destination $copy -Recurse
        Remove-Item -LiteralPath "$copy/bin" -Recurse
        $result = Invoke-Bare @"
try { Import-Module '$copy/TwitterDm.psd1' -ErrorAction Stop } catch { "problem: `$_" }
"errors: `$(`$Error.Count)"
Import-Module '$manifest'
"works: `$((Connect-TwitterDm -Sandbox | Out-String).Contains('* @sandbox_admin'))"
"@

        $missing = [regex]::Escape((Join-Path $copy 'bin' 'TwitterDm.Core.dll'))
        $result | Should -Match "problem: TwitterDm cannot be imported: the file '$missing' is missing\. Install the module again\."
        $result | Should -Match 'errors: 1\s'
        $result | Should -Match 'works: True'
    }
}

Describe 'Removing the module' {
    BeforeAll {
        # Each way after the other, in a process of its own: the connections of other tests stay open.
        $result = Invoke-Bare @"
`$manifest = '$manifest'
function Test-Removal([string] `$Name, [scriptblock] `$Remove) {
    Import-Module `$manifest -Scope Global
    `$one = Connect-TwitterDm -Sandbox
    `$shell = [powershell]::Create()
    `$two = `$shell.AddScript('Import-Module `$args[0]; Connect-TwitterDm -Sandbox').AddArgument(`$manifest).Invoke()[0]
    `$before = "`$(`$one.IsOpen) `$(`$two.IsOpen)"
    `$messages = @(& `$Remove *>&1)
    `$after = "`$(`$one.IsOpen) `$(`$two.IsOpen)"
    `$said = @(`$messages -match 'The connection of @sandbox_admin at sandbox.invalid is closed').Count
    Import-Module `$manifest -Scope Global
    `$again = "`$(@(Get-DmConnection).Count) `$((Connect-TwitterDm -Sandbox).IsOpen)"
    Disconnect-TwitterDm
    `$shell.Dispose()
    "`${Name}: `$before, `$after, `$said said of `$(`$messages.Count), `$again, `$(`$Error.Count) errors"
}
Test-Removal 'Remove-Module' { Remove-Module TwitterDm }
Test-Removal 'Remove-Module -Verbose' { Remove-Module TwitterDm -Verbose }
Test-Removal 'Import-Module -Force' { Import-Module `$manifest -Force -Scope Global }
Test-Removal 'Import-Module -Force -Verbose' { Import-Module `$manifest -Force -Verbose -Scope Global }
Test-Removal 'Import-Module -ModuleInfo -Force' { Import-Module -ModuleInfo (Get-Module TwitterDm) -Force -Scope Global }
Test-Removal 'Remove-Module of what was imported again' { `$module = Get-Module TwitterDm; Remove-Module TwitterDm; Import-Module `$module -Scope Global; `$null = Connect-TwitterDm -Sandbox; Remove-Module TwitterDm }
`$VerbosePreference = 'Continue'
Test-Removal 'with the preference' { Remove-Module TwitterDm }
"@
    }

    It 'closes the connections of all runspaces, says so if it is asked to, and can be undone: <how>' -ForEach @(
        @{ how = 'Remove-Module'; said = '0 said of 0' }
        @{ how = 'Remove-Module -Verbose'; said = '2 said of \d+' }
        @{ how = 'Import-Module -Force'; said = '0 said of 0' }
        @{ how = 'Import-Module -Force -Verbose'; said = '2 said of \d+' }
        @{ how = 'Import-Module -ModuleInfo -Force'; said = '0 said of 0' }
        @{ how = 'Remove-Module of what was imported again'; said = '0 said of 0' }
        @{ how = 'with the preference'; said = '2 said of \d+' }
    ) {
        $result | Should -Match "(?m)^(VERBOSE: )?${how}: True True, False False, $said, 0 True, 0 errors\r?$"
    }
}
