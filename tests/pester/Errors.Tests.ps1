BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')

    # What every error of the module has, whatever it is about.
    function Assert-Error($Record, [string] $Id, [string] $Category) {
        $Record | Should -HaveCount 1
        $Record.FullyQualifiedErrorId | Should -BeLike "$Id,TwitterDm.Commands.*"
        $Record.CategoryInfo.Category | Should -Be $Category
        $Record.Exception | Should -BeOfType 'TwitterDm.DmException'
        "Dm$($Record.Exception.Kind)" | Should -Be $Id
        $Record.ErrorDetails.Message | Should -Not -BeNullOrEmpty
        $Record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    # What a command emits before its error, and the error. An assignment would lose the former.
    function Read-ToError([scriptblock] $Command = { Get-DmEvent -OnRateLimit Stop }) {
        $read = [pscustomobject]@{ Events = [System.Collections.Generic.List[object]]::new(); Warnings = @(); Problems = @() }
        try {
            & $Command 3>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.WarningRecord]) { $read.Warnings += $_ } else { $read.Events.Add($_) }
            }
        }
        catch {
            $read.Problems += $_
        }

        $read
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Bad input makes no request' {
    BeforeAll {
        $connection = Connect-TwitterDm -Sandbox
    }

    It '<command>' -ForEach @(
        @{ command = 'Get-DmEvent -Id 12ab'; target = '12ab' }
        @{ command = 'Get-DmEvent -Id 12345678901234567890'; target = '12345678901234567890' }
        @{ command = 'Get-DmEvent -Participant "Zoe Muller"'; target = 'Zoe Muller' }
        @{ command = 'Get-DmEvent -Participant "@zoe muller"'; target = '@zoe muller' }
        @{ command = 'Get-DmEvent -Participant zoe_muller'; target = 'zoe_muller' }
        @{ command = 'Get-DmEvent -Participant "@more_than_fifteen"'; target = '@more_than_fifteen' }
        @{ command = 'Get-DmEvent -ConversationId 12'; target = '12' }
        @{ command = 'Get-DmEvent -ConversationId 12-34-56'; target = '12-34-56' }
        @{ command = 'Get-DmEvent -ConversationId ../users/me'; target = '../users/me' }
        @{ command = 'Get-DmEvent -SinceId latest'; target = 'latest' }
        @{ command = 'Get-DmEvent -Since 2026-01-02 -Until 2026-01-01'; target = $null }
    ) {
        Measure-Request $connection { $script:problem = Get-ErrorOf ([scriptblock]::Create($command)) } | Should -Be 0

        Assert-Error $script:problem 'DmInvalidRequest' 'InvalidArgument'
        if ($target) {
            "$($script:problem.TargetObject)" | Should -BeExactly $target
            "$($script:problem)" | Should -BeLike "*$target*"
        }
    }

    It '<_>' -ForEach @(
        'Get-DmEvent -PageSize 0', 'Get-DmEvent -PageSize 101', 'Get-DmEvent -First 0', 'Get-DmEvent -EventType Unknown'
        'Get-DmEvent -MaxWait 900', 'Get-DmEvent -MaxWait -00:01:00', 'Get-DmConversation -MaxWait 900'
    ) {
        $command = [scriptblock]::Create($_)

        Measure-Request $connection { $script:problem = Get-ErrorOf $command } | Should -Be 0
        $script:problem.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,TwitterDm.Commands.*'
    }

    It 'shows a strange value, but nothing that a terminal obeys' {
        $problem = Get-ErrorOf { Get-DmEvent -Id "1`e[31m$([char] 0x202E)" }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Not -Match '[\p{Cc}\u202E]'
    }
}

Describe 'One bad id among many' {
    It 'is an error about it, and the others go on' {
        $null = Connect-TwitterDm -Sandbox
        $known = (Get-DmEvent -First 2).Id
        $read = Get-DmEvent -Id $known[0], 12ab, 1, $known[1] -ErrorVariable problems -ErrorAction SilentlyContinue

        $read.Id | Should -Be $known
        $problems.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be 'DmInvalidRequest', 'DmNotFound'
        $problems.TargetObject | Should -Be '12ab', '1'
    }
}

Describe 'No connection' {
    BeforeAll { Get-DmConnection | Disconnect-TwitterDm }

    It '<_>' -ForEach 'Get-DmEvent', 'Get-DmConversation', 'Get-DmRateLimit', 'Disconnect-TwitterDm' {
        $problem = Get-ErrorOf ([scriptblock]::Create($_))

        Assert-Error $problem 'DmNotConnected' 'ConnectionError'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Connect-TwitterDm'
    }
}

Describe 'What the server refuses' {
    BeforeAll {
        $server = Start-TestServer -EventCount 20
    }

    AfterAll { $server | Stop-TestServer }

    It '<token>: <id>' -ForEach @(
        @{ token = 'no-such-token'; id = 'DmAuthentication'; category = 'AuthenticationError'; status = 401; action = 'Sign in again' }
        @{ token = 'sandbox-expired-token'; id = 'DmAuthentication'; category = 'AuthenticationError'; status = 401; action = 'Sign in again' }
        @{ token = 'sandbox-app-only-token'; id = 'DmPermission'; category = 'PermissionDenied'; status = 403; action = 'app-only' }
    ) {
        $problem = Get-ErrorOf { Connect-TestServer $server -Token $token }

        Assert-Error $problem $id $category
        $problem.Exception.StatusCode | Should -Be $status
        $problem.Exception.Request | Should -Be 'GET /2/users/me'
        $problem.Exception.TransactionId | Should -Not -BeNullOrEmpty
        "$problem" | Should -Match $problem.Exception.TransactionId
        $problem.ErrorDetails.RecommendedAction | Should -Match $action
    }

    It 'a token without the scope dm.read: DmPermission' {
        $null = Connect-TestServer $server -Token 'sandbox-token-without-dm-read'
        $problem = Get-ErrorOf { Get-DmEvent }

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        "$problem" | Should -Match 'dm\.read'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'dm\.read'
    }

    It 'somebody else''s conversation: DmPermission, with its id' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -ConversationId 1590000000000000777 }

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        $problem.TargetObject.ConversationId | Should -Be '1590000000000000777'
    }

    It 'an event that is not there: DmNotFound' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -Id 1 }

        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        $problem.TargetObject | Should -Be '1'
        $problem.Exception.Problem.Title | Should -Be 'Not Found Error'
    }

    It 'a name that nobody has: DmNotFound' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -Participant '@nobody_there' }

        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        "$($problem.TargetObject)" | Should -Be '@nobody_there'
    }

    It 'a page token of another time: DmInvalidRequest, with the parameter that X names' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -PageToken nonsense }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'pagination_token'
    }
}

Describe 'What goes wrong after the first page' {
    BeforeAll {
        # The second page of a list is the third request.
        $faults = 'html', 'cut-json', 'status=501', 'redirect=https://example.com/', 'same-token', '429', '429-day',
        'unknown-type', 'without-data', 'empty-page', 'partial', 'unknown-fields', 'repeat-events'
        $servers = @{}
        $faults | ForEach-Object { $servers[$_] = Start-TestServer -EventCount 250 -Fault "3:$_" }

        function Read-WithFault([string] $Fault) {
            $null = Connect-TestServer $servers[$Fault]
            Read-ToError
        }
    }

    AfterAll { $servers.Values | Stop-TestServer }

    It '<fault>: <id>, with all of the pages before and the token to go on' -ForEach @(
        @{ fault = 'html'; id = 'DmProtocol'; category = 'InvalidResult'; before = 100; words = 'HTML' }
        @{ fault = 'cut-json'; id = 'DmProtocol'; category = 'InvalidResult'; before = 100; words = 'broken JSON' }
        @{ fault = 'redirect=https://example.com/'; id = 'DmProtocol'; category = 'InvalidResult'; before = 100; words = '302' }
        @{ fault = 'same-token'; id = 'DmProtocol'; category = 'InvalidResult'; before = 200; words = 'circle' }
        @{ fault = 'status=501'; id = 'DmService'; category = 'ResourceUnavailable'; before = 100; words = '501' }
        @{ fault = '429'; id = 'DmRateLimit'; category = 'LimitsExceeded'; before = 100; words = 'the window ends at' }
        @{ fault = '429-day'; id = 'DmRateLimit'; category = 'LimitsExceeded'; before = 100; words = 'the window ends at' }
    ) {
        $read = Read-WithFault $fault

        Assert-Error $read.Problems $id $category
        $record = $read.Problems[0]
        "$record" | Should -Match $words
        "$record" | Should -Match 'GET /2/dm_events|circle'
        $read.Events | Should -HaveCount $before
        $record.TargetObject.LastEventId | Should -Be $read.Events[-1].Id
        $record.TargetObject.EventCount | Should -Be $before
        $record.ErrorDetails.RecommendedAction | Should -Match $record.TargetObject.PageToken
        if ($id -eq 'DmRateLimit') { $record.Exception.ResetsAt | Should -BeGreaterThan ([DateTimeOffset]::Now) }

        # The fault is over: from the token on comes all that is missing, and nothing twice.
        if ($id -ne 'DmRateLimit' -and $fault -ne 'same-token') {
            $rest = Get-DmEvent -PageToken $record.TargetObject.PageToken
            @($read.Events.Id) + $rest.Id | Should -Be (Get-DmEvent).Id
        }
    }

    It 'an unknown event type stays, with its word' {
        $read = Read-WithFault 'unknown-type'

        $read.Problems | Should -BeNullOrEmpty
        $read.Events | Should -HaveCount 250
        $strange = $read.Events | Where-Object EventType -EQ ([TwitterDm.DmEventType]::Unknown)
        $strange | Should -HaveCount 1
        $strange.EventTypeName | Should -Be 'ReactionCreate'
        $strange | Out-String | Should -Match '\[ReactionCreate\]'
    }

    It '<fault> is no error: <count> events' -ForEach @(
        @{ fault = 'without-data'; count = 150 }, @{ fault = 'empty-page'; count = 250 }, @{ fault = 'repeat-events'; count = 250 }
    ) {
        $read = Read-WithFault $fault

        $read.Problems | Should -BeNullOrEmpty
        @($read.Events.Id | Sort-Object -Unique) | Should -HaveCount $count
        $read.Events | Should -HaveCount $count
    }

    It 'a partial success emits what came, and warns once for each problem' {
        $read = Read-WithFault 'partial'

        $read.Events | Should -HaveCount 250
        $read.Problems | Should -BeNullOrEmpty
        $read.Warnings | Should -HaveCount 1
        "$($read.Warnings)" | Should -Match 'Could not find user with sender_id: \[4242\]'
    }

    It 'unknown fields are kept, under their own names' {
        $kept = (Read-WithFault 'unknown-fields').Events[100].AdditionalProperties

        $kept.weight | Should -Be 0.5
        $kept.pinned | Should -BeTrue
        $kept.reactions[0].count | Should -Be 2
    }
}

Describe 'The rate limit' {
    BeforeAll {
        $server = Start-TestServer -EventCount 250 -RateLimit 2
        $null = Connect-TestServer $server
        $read = Read-ToError
    }

    AfterAll { $server | Stop-TestServer }

    It 'is known before a request is refused' {
        $read.Events | Should -HaveCount 200
        (Get-DmConnection | Select-Object -Last 1).Usage.Requests | Should -Be 3
    }

    It '-OnRateLimit Stop: DmRateLimit with the end of the window' {
        $record = $read.Problems[0]

        Assert-Error $record 'DmRateLimit' 'LimitsExceeded'
        $record.Exception.ResetsAt | Should -BeGreaterThan ([DateTimeOffset]::Now)
        $record.TargetObject.PageToken | Should -Not -BeNullOrEmpty
    }

    It 'a wait beyond -MaxWait: the same' {
        Assert-Error (Get-ErrorOf { Get-DmEvent -MaxWait 00:00:01 }) 'DmRateLimit' 'LimitsExceeded'
    }

    It 'Get-DmConversation tells what it has read, and then the error' {
        $small = Start-TestServer -EventCount 250 -RateLimit 1
        $null = Connect-TestServer $small
        $found = Read-ToError { Get-DmConversation -OnRateLimit Stop }
        $small | Stop-TestServer

        ($found.Events | Measure-Object EventCount -Sum).Sum | Should -Be 100
        $found.Problems.FullyQualifiedErrorId | Should -Be 'DmRateLimit,TwitterDm.Commands.GetDmConversationCommand'
    }
}
