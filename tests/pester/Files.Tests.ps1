BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $connection = Connect-SignInServer $server
    $null = Get-DmEvent -First 1

    # The calls that open a file that the user names.
    $calls = @{
        journal    = { Send-DmMessage 12 hello -Journal $args[0] }
        checkpoint = { Get-DmEvent -Checkpoint $args[0] }
        media      = { Send-DmMessage 12 -MediaPath $args[0] }
    }

    # Bounded: what would hang must not hang the suite.
    function Get-BoundedError([string] $Call, [string] $Path) {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('Import-Module $args[0]; try { & ([scriptblock]::Create($args[1])) $args[2] -Connection $args[3] 2>&1 } catch { $_ }')
            $null = $shell.AddArgument((Get-TestedManifest)).AddArgument("param(`$path, `$Connection) `$PSDefaultParameterValues = @{ '*-Dm*:Connection' = `$Connection }; & { $($calls[$Call]) } `$path").AddArgument($Path).AddArgument($connection)
            $running = $shell.BeginInvoke()
            $running.AsyncWaitHandle.WaitOne([timespan]::FromSeconds(10)) | Should -BeTrue -Because "$Call must not wait for $Path"
            $shell.EndInvoke($running) | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
        }
        finally {
            $shell.Dispose()
        }
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'What is not a regular file' {
    BeforeEach { $server.Reset() }

    It 'is rejected at once as the <call>: <what>' -Skip:$IsWindows -ForEach @(
        foreach ($call in 'journal', 'checkpoint', 'media') {
            @{ call = $call; what = 'an endless device'; path = { '/dev/zero' } }
            @{ call = $call; what = 'an empty device'; path = { '/dev/null' } }
            @{ call = $call; what = 'a pipe'; path = { $path = Join-Path $TestDrive "$(New-Guid)"; mkfifo $path; $path } }
            @{ call = $call; what = 'a folder'; path = { "$TestDrive" } }
            if ($IsLinux) {
                @{ call = $call; what = 'a file of /proc'; path = { '/proc/self/comm' } }
                @{ call = $call; what = 'a socket'; path = {
                        $script:socket = [System.Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
                        $path = Join-Path ([System.IO.Path]::GetTempPath()) "dm$(Get-Random)"
                        $script:socket.Bind([System.Net.Sockets.UnixDomainSocketEndPoint]::new($path))
                        $path
                    }
                }
            }
        }
    ) {
        $path = & $path
        try {
            $problem = Get-BoundedError $call $path
            Assert-Error $problem 'DmFile' 'ReadError'
            "$problem" | Should -Match ([regex]::Escape($path))
            $server.Requests | Should -BeNullOrEmpty
        }
        finally {
            if ($script:socket) { $script:socket.Dispose(); Remove-Item -LiteralPath $path -ErrorAction Ignore; $script:socket = $null }
        }
    }

    It 'is rejected behind a link' -Skip:$IsWindows {
        $link = New-Item -ItemType SymbolicLink -Path (Join-Path $TestDrive "$(New-Guid)") -Target '/dev/zero'

        foreach ($call in 'journal', 'checkpoint', 'media') { Assert-Error (Get-BoundedError $call $link.FullName) 'DmFile' 'ReadError' }
        $server.Requests | Should -BeNullOrEmpty
    }
}

Describe 'A path of another provider' {
    BeforeEach { $server.Reset() }

    It 'is rejected with the text that was typed: <call> <path>' -ForEach @(
        foreach ($call in 'journal', 'checkpoint', 'media') {
            foreach ($path in 'Env:\PATH', 'env:foo', 'Variable:x', 'nodrive:file', 'Function:\prompt') { @{ call = $call; path = $path } }
        }
    ) {
        $before = Get-ChildItem -Name
        $problem = Get-ErrorOf { & $calls[$call] $path }

        Assert-Error $problem 'DmFile' 'ReadError'
        "$problem" | Should -BeLike "'$path' is not a path in the file system: *"
        $server.Requests | Should -BeNullOrEmpty
        Get-ChildItem -Name | Should -Be $before
    }

    It 'is an error of its row' {
        $rows = [pscustomobject]@{ To = 12; Text = 'one'; MediaPath = '' }, [pscustomobject]@{ To = 12; Text = 'two'; MediaPath = 'env:x' }, [pscustomobject]@{ To = 12; Text = 'three'; MediaPath = $null }
        $null = $rows | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        Assert-Error $problems 'DmFile' 'ReadError'
        [object]::ReferenceEquals($problems[0].TargetObject, $rows[1]) | Should -BeTrue
        $server.Sent.Text | Should -Be 'one', 'three'
    }
}

Describe 'A file of somebody else' {
    BeforeEach { $server.Reset() }

    It 'is not changed by -Journal: <what>' -ForEach @(
        @{ what = 'one line of JSON'; content = '{"a":1}' }, @{ what = 'an empty object'; content = '{}' }, @{ what = 'an array'; content = "[1,2]`n" }
        @{ what = 'JSON Lines without a last line end'; content = "{`"a`":1}`n{`"a`":2}`n{`"a`":3}" }, @{ what = 'text'; content = 'hello' }
        @{ what = 'a line that is like a record'; content = '{"row":"x","state":"Sent","at":"2026-01-01T00:00:00Z"}' }
        @{ what = 'a part of another document'; content = '{"journal":"Tw' }
    ) {
        $path = Join-Path $TestDrive "$(New-Guid).jsonl"
        Set-Content -LiteralPath $path -Value $content -NoNewline
        $problem = Get-ErrorOf { Send-DmMessage 12 hello -Journal $path }

        Assert-Error $problem 'DmFile' 'ReadError'
        "$problem" | Should -Match 'is not a journal'
        Get-Content -LiteralPath $path -Raw | Should -BeExactly $content
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'is not removed by -Checkpoint, whatever characters its name has' -Skip:$IsWindows {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive "$(New-Guid)")
        $names = 'notes.tmp', 'x.old.tmp', '*.tmp', ('a.{0}.tmp' -f ('0' * 32))
        foreach ($name in $names) { [System.IO.File]::WriteAllText("$folder/$name", 'mine'); (Get-Item -LiteralPath "$folder/$name").LastWriteTime = (Get-Date).AddDays(-1) }
        [System.IO.File]::WriteAllText("$folder/*.$('0' * 32).tmp", 'left behind')
        (Get-Item -LiteralPath "$folder/*.$('0' * 32).tmp").LastWriteTime = (Get-Date).AddDays(-1)
        Push-Location $folder
        try { $null = Get-DmEvent -First 1; $null = Get-DmEvent -Checkpoint './*' -WarningAction SilentlyContinue }
        finally { Pop-Location }

        $folder.GetFiles().Name | Sort-Object | Should -Be (@($names) + '*' | Sort-Object)
    }
}

Describe 'A checkpoint' {
    BeforeEach { $server.Reset() }

    It 'in a missing folder is an error that names the folder, and no temporary file' {
        $problem = Get-ErrorOf { Get-DmEvent -Checkpoint (Join-Path $TestDrive 'missing' 'all.checkpoint') }

        Assert-Error $problem 'DmFile' 'WriteError'
        "$problem" | Should -Match "The folder '.*missing' does not exist"
        "$problem" | Should -Not -Match '\.tmp'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'from the future is rejected before any request' {
        $path = Join-Path $TestDrive 'future.checkpoint'
        $null = Get-DmEvent -Checkpoint $path
        (Get-Content $path -Raw) -replace '"newestEventAt": "\d{4}', '"newestEventAt": "2099' | Set-Content $path
        $content = Get-Content $path -Raw
        $server.Reset()
        $problem = Get-ErrorOf { Get-DmEvent -Checkpoint $path }

        Assert-Error $problem 'DmFile' 'ReadError'
        "$problem" | Should -Match 'is from the future: its position is 2099-'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Correct the clock'
        $server.Requests | Should -BeNullOrEmpty
        Get-Content $path -Raw | Should -BeExactly $content
    }
}

Describe 'The path of a network share of Windows' {
    It 'is rejected elsewhere, and nothing is created: <what>' -Skip:$IsWindows -ForEach @(
        @{ what = 'a transcript'; call = { Export-DmTranscript -Path '\\srv\x.html' -ConversationId 12-1385551234567890123 -Source Classic } }
        @{ what = 'transcripts'; call = { Export-DmTranscript -Path '\\srv\x' -ConversationId 12-1385551234567890123 -Source Classic } }
        @{ what = 'attachments'; call = { [pscustomobject]@{ MediaKey = '1' } | Save-DmMedia '\\srv\x' } }
        @{ what = 'a journal'; call = { Send-DmMessage 12 hello -Journal '\\srv\x' } }
        @{ what = 'a checkpoint'; call = { Get-DmEvent -Checkpoint '\\srv\x' } }
        @{ what = 'a saved archive'; call = { Import-DmArchive '\\srv\x' } }
    ) {
        $server.Reset()
        $problem = Get-ErrorOf $call
        Assert-Error $problem 'DmFile' 'ReadError'
        "$problem" | Should -BeLike "'\\srv\x*' is not a path in the file system: only Windows has paths of this form."
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*To use a network share, mount it.'
        $server.Requests | Should -BeNullOrEmpty
        [System.IO.Directory]::GetFileSystemEntries([System.Environment]::CurrentDirectory, '\\srv*') | Should -BeNullOrEmpty
    }
}
