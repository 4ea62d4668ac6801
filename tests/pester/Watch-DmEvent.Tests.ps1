BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = @{ 'Watch-DmEvent:Source' = 'Classic'; 'Watch-DmEvent:WarningAction' = 'SilentlyContinue' }
    $server = Start-SignInServer -EventCount 20
    $connection = Connect-SignInServer $server

    # Runs a script in a runspace of its own, without waiting for it.
    function Start-Watch([string] $Script, $Connection) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$(Get-TestedManifest)'; `$PSDefaultParameterValues = @{ '*-Dm*:Connection' = `$args[0] }; $Script").AddArgument($Connection)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        [pscustomobject]@{ Shell = $shell; Output = $output; Running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output) }
    }

    function Wait-Watch($Watch, [scriptblock] $Until) {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Until) -and -not $Watch.Running.IsCompleted -and $clock.Elapsed.TotalSeconds -lt 30) { Start-Sleep -Milliseconds 20 }
    }

    # The code of a page, by a part of it.
    function Get-Sample([string] $Page, [string] $With) {
        $text = Get-Content (Join-Path $PSScriptRoot "../../docs/en-US/$Page") -Raw
        @([regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```').ForEach({ $_.Groups[1].Value }) -like "*$With*")[0]
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Watch-DmEvent' {
    It 'returns what comes, oldest first, each once, until it is stopped' {
        $state = @{ }
        $stopped = Stop-Command 'Watch-DmEvent -Connection $args[0] -Source Classic' $connection {
            if (-not $state.Ids -and $server.Count('GET /2/dm_events') -gt 0) { $state.Ids = 1..3 | ForEach-Object { $server.Api.AddMessage('12', "message $_") } }
            $args[1].Count -ge 3
        }

        $stopped.Waited | Should -BeTrue
        $stopped.State | Should -Be 'Stopped'
        $stopped.Took | Should -BeLessThan ([timespan] '00:00:01')
        $stopped.Errors | Should -BeNullOrEmpty
        $stopped.Output.Id | Should -Be $state.Ids
        $stopped.Output.Text | Should -Be 'message 1', 'message 2', 'message 3'
    }

    It 'ends without an error when its time is over' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Watch-DmEvent -Timeout 2s | Should -BeNullOrEmpty
        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan 1.9
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 6
    }

    It 'is ended by Select-Object -First' {
        $known = (Get-DmEvent -First 3 -Source Classic).Id
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        (Watch-DmEvent -SinceId $known[2] | Select-Object -First 2).Id | Should -Be $known[1], $known[0]
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 4
    }

    It 'says once what it watches, what that costs at most and how late an event can be' {
        $lines = @(Watch-DmEvent -Timeout 3s -Verbose 4>&1) -match '^Watching'
        $lines | Should -HaveCount 1
        $lines | Should -Match '^Watching all conversations of @sandbox_admin \(classic messages\) by polling, about every 5 s: an event can come that late\. .* at most about 0\.20 US dollars a day'
    }

    It 'says that a key can be looked for on older pages, which are billed' {
        $chat = Connect-ChatServer $server
        $lines = @(Watch-DmEvent -Source Chat -Timeout 2s -Connection $chat -Verbose 4>&1) -match '^Watching'
        $chat | Disconnect-TwitterDm
        $null = $connection | Select-DmConnection

        $lines | Should -HaveCount 1
        $lines | Should -Match 'older pages, which are billed'
    }

    It 'watches one conversation, or one person' {
        $null = $server.Api.AddMessage('12', 'from jacqueline')
        $null = $server.Api.AddMessage('2244994945', 'from another')
        (Watch-DmEvent -Participant '@jacqueline' -Since 20s -Timeout 3s).Text | Select-Object -Last 1 | Should -Be 'from jacqueline'
        (Watch-DmEvent -ConversationId 2244994945-1385551234567890123 -Since 20s -Timeout 3s).Text | Should -Be 'from another'
    }

    It 'makes texts safe' {
        $null = $server.Api.AddMessage('12', '=1+1')
        (Watch-DmEvent -Participant '@jacqueline' -Since 3s -SafeText -Timeout 3s).Text | Select-Object -Last 1 | Should -Be "'=1+1"
    }

    It 'refuses <name>' -ForEach @(
        @{ name = 'a wrong timeout'; command = { Watch-DmEvent -Timeout 100d } }
        @{ name = 'an app-only token without a stream'; command = { Watch-DmEvent -AppToken token } }
        @{ name = 'a stream without an app-only token'; command = { Watch-DmEvent -Stream } }
        @{ name = 'types that classic messages cannot have'; command = { Watch-DmEvent -EventType ReactionAdd } }
        @{ name = 'a start in the future'; command = { Watch-DmEvent -Since ([datetime]::Now.AddDays(2)) } }
        @{ name = 'several people'; command = { Watch-DmEvent -Participant 12, 13 } }
        @{ name = 'a group of X Chat among classic messages'; command = { Watch-DmEvent -ConversationId g1234567890123456 } }
        @{ name = 'a checkpoint with an event'; command = { Watch-DmEvent -Checkpoint x.checkpoint -SinceId 123456 } }
    ) {
        $problem = $null
        Measure-Request $connection { $script:problem = Get-ErrorOf $command } | Should -Be 0
        Assert-Error $script:problem 'DmInvalidRequest' 'InvalidArgument'
    }

    It 'ends with the error of an account without credit' {
        $server.Answer('GET /2/dm_events', 402, '{"title":"CreditsDepleted","status":402,"detail":"No credit."}')
        Assert-Error (Get-ErrorOf { Watch-DmEvent -Timeout 20s }) 'DmCredit' 'LimitsExceeded'
    }

    It 'goes on after failures, with one warning when they begin and one when they end' {
        1..5 | ForEach-Object { $server.Answer('GET /2/dm_events', 503, '{"title":"Service Unavailable","status":503}') }
        $state = @{ }
        $watch = Start-Watch 'Watch-DmEvent -Source Classic -Timeout 60s' $connection
        try {
            Wait-Watch $watch { $watch.Shell.Streams.Warning.Count -ge 1 }
            $id = $server.Api.AddMessage('12', 'after the outage')
            Wait-Watch $watch { $watch.Output.Count -ge 1 }
            # Enumerating a collection that is still open would wait for its end.
            $watch.Shell.Stop()
            $watch.Output.Id | Should -Be $id
            $watch.Shell.Streams.Error | Should -BeNullOrEmpty
            $watch.Shell.Streams.Warning | Should -HaveCount 2
            $watch.Shell.Streams.Warning[0] | Should -Match 'watching goes on, and nothing is lost'
            $watch.Shell.Streams.Warning[1] | Should -Match 'can be read again'
        }
        finally {
            $watch.Shell.Dispose()
        }
    }
}

Describe 'An automatic answer' {
    It 'does not answer itself' {
        $server.Reset()
        $watch = Start-Watch "Watch-DmEvent -IncomingOnly -EventType MessageCreate -Source Classic -Timeout 18s | ForEach-Object { `$_ | Send-DmMessage -Text 'Thanks!' }" $connection
        try {
            Wait-Watch $watch { $server.Count('GET /2/dm_events') -gt 0 }
            Start-Sleep -Milliseconds 500
            $null = $server.Api.AddMessage('12', 'a question')
            $null = $watch.Shell.EndInvoke($watch.Running)
            $watch.Shell.Streams.Error | Should -BeNullOrEmpty
            @($server.Sent).Text | Should -Be 'Thanks!'
            $server.Count('GET /2/dm_events') | Should -BeGreaterThan 1
        }
        finally {
            $watch.Shell.Dispose()
        }
    }

    It 'ends a conversation with another automatic answer (<name>)' -ForEach @(
        @{ name = 'a pause for each conversation'; with = '$answered'; answers = 2 }
        @{ name = 'asking X for the own messages'; with = '$own'; answers = 1 }
    ) {
        $script = Get-Sample about_TwitterDm_Automation.md $with
        $script | Should -Not -BeNullOrEmpty
        $other = Connect-SignInServer $server 2
        $null = $connection | Select-DmConnection
        $script = "`$PSDefaultParameterValues['Watch-DmEvent:Timeout'] = '24s'; `$PSDefaultParameterValues['*-DmEvent:Source'] = 'Classic'; $script"
        $server.Reset()
        $watches = $connection, $other | ForEach-Object { Start-Watch ($script -replace 'answers\.checkpoint', "$TestDrive/$(New-Guid).checkpoint") $_ }
        try {
            Wait-Watch $watches[1] { $server.Count('GET /2/dm_events') -ge 2 }
            Start-Sleep -Milliseconds 500
            $null = Send-DmMessage -To $other.User -Text 'Are you a program?' -Connection $connection
            $watches | ForEach-Object { $null = $_.Shell.EndInvoke($_.Running) }
            $watches.ForEach({ $_.Shell.Streams.Error }) | Should -BeNullOrEmpty
            @(@($server.Sent).Text -eq 'Thanks! We answer by tomorrow.') | Should -HaveCount $answers
        }
        finally {
            $watches.ForEach({ $_.Shell.Dispose() })
        }
    }
}

Describe 'A person who writes by X Chat, too' {
    It 'gets one answer (<name>)' -ForEach @(
        @{ name = 'a pause for each conversation'; with = '$answered'; account = 3; order = 'Classic', 'Chat' }
        @{ name = 'asking X for the own messages'; with = '$own'; account = 4; order = 'Chat', 'Classic' }
    ) {
        $script = (Get-Sample about_TwitterDm_Automation.md $with) -replace 'answers\.checkpoint', "$TestDrive/$(New-Guid).checkpoint"
        $me = Connect-ChatServer $server -Account $account
        $null = $connection | Select-DmConnection
        $conversation = Get-DmConversation -Connection $me -Source Chat -Type OneToOne -First 1
        $other = "$($conversation.ConversationId -split '-' -ne $me.User.Id)"
        $send = @{
            Classic = { $null = $server.Api.AddMessage($conversation.ConversationId, 'by the classic way', $other, $account) }
            Chat    = { $null = $server.Api.AddChatMessage($conversation.ConversationId, 'by X Chat', $other, $account) }
        }
        $server.Reset()
        $watch = Start-Watch "`$PSDefaultParameterValues['Watch-DmEvent:Timeout'] = '20s'; $script" $me
        try {
            Wait-Watch $watch { $server.Count('GET /2/dm_events') -ge 1 -and $server.Count('GET /2/chat/conversations') -ge 1 }
            Start-Sleep -Milliseconds 500
            & $send[$order[0]]
            Wait-Watch $watch { @($server.Requests) -match '^POST .*messages$' }
            & $send[$order[1]]
            $null = $watch.Shell.EndInvoke($watch.Running)
            $watch.Shell.Streams.Error | Should -BeNullOrEmpty
            @(@($server.Requests) -match '^POST .*messages$') | Should -HaveCount 1
        }
        finally {
            $watch.Shell.Dispose()
            $me | Disconnect-TwitterDm
        }
    }
}

Describe 'Watch-DmEvent -Checkpoint' {
    It 'advances with Select-Object -First, by what was selected' {
        $path = Join-Path $TestDrive 'selected.checkpoint'
        do { Watch-DmEvent -Checkpoint $path -Timeout 1s | Should -BeNullOrEmpty } until (Test-Path -LiteralPath $path)
        $sent = 1..3 | ForEach-Object { $server.Api.AddMessage('12', "selected $_") }
        $read = 1..3 | ForEach-Object { Watch-DmEvent -Checkpoint $path -Timeout 20s | Select-Object -First 1 }
        $read.Id | Should -Be $sent
    }

    It 'says that the folder has to exist' {
        $problem = Get-ErrorOf { Watch-DmEvent -Checkpoint (Join-Path $TestDrive 'missing/x.checkpoint') -Timeout 1s }
        $problem.ErrorDetails.RecommendedAction | Should -Match '^Create the folder'
    }

    It 'does not advance past an event that could not be processed' {
        $path = Join-Path $TestDrive 'failed.checkpoint'
        do { Watch-DmEvent -Checkpoint $path -Timeout 1s | Should -BeNullOrEmpty } until (Test-Path -LiteralPath $path)
        $sent = 1..3 | ForEach-Object { $server.Api.AddMessage('12', "failed $_") }
        { Watch-DmEvent -Checkpoint $path -Timeout 20s | ForEach-Object { if ($_.Id -eq $sent[1]) { throw 'stop' } } } | Should -Throw 'stop'
        (Watch-DmEvent -Checkpoint $path -Timeout 20s | Select-Object -First 2).Id | Should -Be $sent[1], $sent[2]
    }

    It 'returns every event at least once, whenever it is killed' {
        $script = @"
            `$ProgressPreference = 'SilentlyContinue'
            `$null = Connect-TwitterDm -AccessToken $((New-Token $server).AccessToken) -ApiBaseUri $($server.Uri)
            Watch-DmEvent -Source Classic -Checkpoint '$TestDrive/watch.checkpoint' -Timeout 6s | ForEach-Object { [Console]::Out.WriteLine(`$_.Id); [Console]::Out.Flush() }
            'done'
"@
        $null = Receive-Shell (Start-Shell $TestDrive $script)
        $server.Reset()
        $sent = [System.Collections.Generic.List[string]]::new()
        $read = [System.Collections.Generic.List[string]]::new()
        foreach ($lines in 1, 3) {
            1..4 | ForEach-Object { $sent.Add($server.Api.AddMessage('12', "event $_")) }
            $shell = Start-Shell $TestDrive $script
            1..$lines | ForEach-Object { $read.Add($shell.StandardOutput.ReadLine()) }
            $read.AddRange([string[]] ((Receive-Shell $shell -Kill) -split '\r?\n'))
        }
        $output = Receive-Shell (Start-Shell $TestDrive $script)
        $output | Should -Match 'done'
        $read.AddRange([string[]] ($output -split '\r?\n'))
        $sent | Where-Object { $_ -notin $read } | Should -BeNullOrEmpty
        $again = Receive-Shell (Start-Shell $TestDrive $script)
        $again | Should -Not -Match '\d{15}'
    }
}

Describe 'Watch-DmEvent -Stream' {
    BeforeAll {
        $sandbox = Connect-TwitterDm -Sandbox -EventCount 20
    }

    It 'returns classic and encrypted messages from the stream, and ends with Select-Object' {
        $watch = Start-Watch 'Watch-DmEvent -Stream -Verbose -Source All -Timeout 30s | Select-Object -First 2' $sandbox
        try {
            Wait-Watch $watch { $watch.Shell.Streams.Verbose.Count -gt 0 -and "$($watch.Shell.Streams.Verbose[0])" -match '^Watching' }
            $sent = @(Send-DmMessage -To '@jacqueline' -Text 'classic' -Connection $sandbox
                Send-DmMessage -To '@jacqueline' -Text 'encrypted' -Source Chat -Connection $sandbox)
            $null = $watch.Shell.EndInvoke($watch.Running)
            $watch.Output.Id | Should -Be $sent.EventId
            $watch.Output.Text | Should -Be 'classic', 'encrypted'
            $watch.Shell.Streams.Error | Should -BeNullOrEmpty
            $watch.Shell.Streams.Verbose -match '^Watching' | Should -Match 'with a stream: an event comes within seconds'
        }
        finally {
            $watch.Shell.Dispose()
        }
    }

    It 'does not warn that X Chat is not included where it cannot be' {
        $group = (Get-DmConversation -Source Classic -Connection $sandbox | Where-Object ConversationType -EQ Group | Select-Object -First 1).ConversationId
        $group | Should -Not -BeNullOrEmpty
        $defaults, $PSDefaultParameterValues = $PSDefaultParameterValues, @{ }
        try {
            @(Watch-DmEvent -ConversationId $group -Connection $sandbox -Timeout 1s 3>&1) -match 'not included' | Should -BeNullOrEmpty
        }
        finally { $PSDefaultParameterValues = $defaults }
    }

    It 'says that a conversation may be one of others' {
        $problem = Get-ErrorOf { Watch-DmEvent -ConversationId 1-2 -Source Classic -Connection $sandbox -Timeout 5s }
        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'one that this account is not a member of'
    }

    It 'keeps the app-only token secret' {
        $problem = Get-ErrorOf { Watch-DmEvent -Stream -AppToken 'very-secret-token' -Connection $sandbox -Source All }
        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        $problem | Format-List * -Force | Out-String | Should -Not -Match 'very-secret-token'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'bearer token of the app'
    }

    It 'says that a sandbox on a port has an app-only token of its own' {
        $problem = Get-ErrorOf { Watch-DmEvent -Stream -Connection $connection }
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Start-DmSandbox is the property AppToken'
    }

    It 'says that the token of a user is not one of an app' {
        $port = Start-DmSandbox -EventCount 5
        try {
            $user = Connect-TwitterDm -AccessToken $port.AccessToken -ApiBaseUri $port.ApiBaseUri
            $problem = Get-ErrorOf { Watch-DmEvent -Stream -AppToken $port.AccessToken -Connection $user -Timeout 10s }
            $problem.ErrorDetails.RecommendedAction | Should -Match 'bearer token of the app'
        }
        finally { $port | Stop-DmSandbox }
    }

    It 'takes the token from the environment' {
        $env:TWITTERDM_ACCESS_TOKEN, $env:TWITTERDM_APP_TOKEN = (New-Token $server).AccessToken, 'wrong-app-token'
        try {
            $runbook = Connect-TwitterDm -FromEnvironment -ApiBaseUri $server.Uri
            Assert-Error (Get-ErrorOf { Watch-DmEvent -Stream -Connection $runbook }) 'DmAuthentication' 'AuthenticationError'
        }
        finally {
            $env:TWITTERDM_ACCESS_TOKEN, $env:TWITTERDM_APP_TOKEN = $null, $null
        }
    }
}
