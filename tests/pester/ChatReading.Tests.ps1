BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 40
    $key = $server.Api.ChatKeyOf(1, $false)
    $bare = Connect-SignInServer $server
    $keyed = Connect-TwitterDm -AccessToken (New-Token $server).AccessToken -ApiBaseUri $server.Uri -ChatKey $key.Key
    $chat = Get-DmEvent -Connection $keyed -Source Chat -WarningAction Ignore
    $group = ($chat | Where-Object ConversationType -EQ Group)[0].ConversationId
    $pair = "12-$($key.UserId)"

    function Get-Source($Events) { @($Events.Source | Sort-Object -Unique) }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Get-DmEvent with a chat key' {
    It 'merges both sources by default, newest first' {
        $read = Get-DmEvent -Connection $keyed -First 30 -WarningAction Ignore

        Get-Source $read | Should -Be 'Chat', 'Classic'
        $read.Timestamp | Should -Be ($read.Timestamp | Sort-Object -Descending)
    }

    It 'reads only <source> with -Source <source>' -ForEach @{ source = 'Classic' }, @{ source = 'Chat' } {
        Get-Source (Get-DmEvent -Connection $keyed -Source $source -First 10 -WarningAction Ignore) | Should -Be $source
    }

    It 'reads both with -Source All, also for a participant and a one-to-one conversation' {
        Get-Source (Get-DmEvent -Connection $keyed -Source All -WarningAction Ignore) | Should -Be 'Chat', 'Classic'
        foreach ($how in @{ Participant = '@jacqueline' }, @{ ConversationId = $pair }) {
            $read = Get-DmEvent -Connection $keyed @how -WarningAction Ignore
            Get-Source $read | Should -Be 'Chat', 'Classic'
            $read.ConversationId | Sort-Object -Unique | Should -BeExactly $pair
        }
    }

    It 'decrypts and verifies texts' {
        $text = $chat | Where-Object { $_.Text -match 'end-to-end encrypted' }

        $text | Should -Not -BeNullOrEmpty
        $text[0].IsVerified | Should -BeTrue
        $text[0].ContentState | Should -BeExactly Readable
        ($chat | Where-Object EventType -EQ MessageCreate | Where-Object ContentState -EQ Readable).Count | Should -BeGreaterThan 100
    }

    It 'reads <type> on request only' -ForEach @{ type = 'KeyChange' }, @{ type = 'ReadReceipt' } {
        $chat.EventType | Should -Not -Contain $type
        $read = Get-DmEvent -Connection $keyed -Source Chat -EventType $type -WarningAction Ignore
        $read | Should -Not -BeNullOrEmpty
        $read.EventType | Sort-Object -Unique | Should -BeExactly $type
    }

    It 'filters by <_>' -ForEach 'MessageEdit', 'MessageDelete', 'ReactionAdd', 'ReactionRemove', 'ConversationChange', 'ParticipantsJoin', 'ParticipantsLeave' {
        $read = Get-DmEvent -Connection $keyed -Source Chat -EventType $_ -WarningAction Ignore

        $read | Should -HaveCount @($chat | Where-Object EventType -EQ $_).Count
        $read.Count | Should -BeGreaterThan 0
    }

    It 'reads events of unknown types, if X Chat is named as the source' {
        $read = Get-DmEvent -Connection $keyed -Source Chat -EventType Unknown -WarningAction Ignore

        $read.EventType | Sort-Object -Unique | Should -BeExactly Unknown
        $read | Should -HaveCount @($chat | Where-Object EventType -EQ Unknown).Count
        (Get-DmEvent -Connection $keyed -Source All -EventType Unknown -First 3 -WarningAction Ignore).EventType | Should -Be Unknown, Unknown, Unknown
        $problem = Get-ErrorOf { Get-DmEvent -Connection $keyed -EventType Unknown }
        Assert-Error $problem DmInvalidRequest InvalidArgument
        $problem.ErrorDetails.RecommendedAction | Should -Match '-Source Chat'
    }

    It 'advises to check the id and the membership, if X refuses a conversation' {
        foreach ($command in { Get-DmEvent -Connection $keyed -ConversationId g1 }, { Get-DmConversation -Connection $keyed -ConversationId g1 -ErrorAction Stop }) {
            $problem = Get-ErrorOf $command
            Assert-Error $problem DmPermission PermissionDenied
            $problem.ErrorDetails.RecommendedAction | Should -Match '^Check the id of the conversation: .*not a member of'
        }
    }

    It 'advises to name the conversation, if a classic event is not found' {
        (Get-ErrorOf { Get-DmEvent -Connection $keyed -Id 12345 -ErrorAction Stop }).ErrorDetails.RecommendedAction | Should -Match 'add -Source Chat and -ConversationId'
    }

    It 'names the conversation of each page of X Chat in a verbose line' {
        $lines = (Get-DmEvent -Connection $keyed -Source All -First 5 -Verbose -WarningAction Ignore 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }) -match '^Page'

        $lines | Should -Contain ($lines -match "\(conversation $([regex]::Escape($pair)) of X Chat\): \d+ events" | Select-Object -First 1)
        $lines | Where-Object { $_ -notmatch ' of X Chat\)' } | Should -HaveCount 1
    }

    It 'has the first members of a group as participants' {
        $created = $chat | Where-Object EventTypeName -EQ GroupCreate | Where-Object ConversationName -EQ 'Book club'

        $created.Participants.Username | Should -Contain 'zoe_muller'
        $created.ParticipantIds.Count | Should -BeGreaterThan 2
    }

    It 'reads one event of X Chat by its id and conversation' {
        $item = $chat | Where-Object ConversationId -EQ $group | Select-Object -Skip 3 -First 1

        (Get-DmEvent -Connection $keyed -Id $item.Id -ConversationId $item.ConversationId).Id | Should -BeExactly $item.Id
        $item = $chat | Where-Object ConversationId -EQ $pair | Select-Object -First 1
        (Get-DmEvent -Connection $keyed -Id $item.Id -ConversationId $pair -Source Chat).Id | Should -BeExactly $item.Id
    }

    It 'reports unverified and unreadable events' {
        $null = Get-DmEvent -Connection $keyed -Source Chat -ReportVariable report -WarningVariable warned -WarningAction SilentlyContinue

        $report.Sources | Should -Be Chat
        $report.UnverifiedCount | Should -Be @($chat | Where-Object IsVerified -EQ $false).Count
        $report.UnreadableCount | Should -Be @($chat | Where-Object ContentState -NE Readable).Count
        $report.UnverifiedCount, $report.UnreadableCount | Should -BeGreaterThan 0
        $report.HasMessageRequests | Should -BeTrue
        $warned | Where-Object { $_ -match 'IsVerified' } | Should -HaveCount 1
    }
}

Describe 'Get-DmEvent without a chat key' {
    It 'reads classic messages by default, and warns once how X Chat can be included' {
        # In a process of its own, since the warning comes once for each account and process.
        $shell = Start-Shell $TestDrive @"
            `$null = Connect-TwitterDm -AccessToken $((New-Token $server).AccessToken) -ApiBaseUri $($server.Uri)
            (Get-DmEvent -First 5 -WarningVariable first -WarningAction SilentlyContinue).Source | Sort-Object -Unique
            'first: ' + `$first
            `$null = Get-DmEvent -First 5 -WarningVariable second -WarningAction SilentlyContinue
            'second: ' + `$second
            `$null = Get-DmEvent -First 5 -Source Classic -WarningVariable third -WarningAction SilentlyContinue
            'third: ' + `$third
"@
        $lines = (Receive-Shell $shell) -split '\r?\n'

        $lines[0] | Should -BeExactly Classic
        $lines -match '^first' | Should -Match '\(X Chat\) are not included\. .*-ChatKey or -ChatKeyPath.*about_TwitterDm_Chat.*-Source All.*-Source Classic'
        $lines -match '^second' | Should -BeExactly 'second: '
        $lines -match '^third' | Should -BeExactly 'third: '
    }

    It 'is silent with -Source Classic from the start' {
        $shell = Start-Shell $TestDrive @"
            `$null = Connect-TwitterDm -AccessToken $((New-Token $server).AccessToken) -ApiBaseUri $($server.Uri)
            `$null = Get-DmEvent -First 5 -Source Classic -WarningVariable warned -WarningAction SilentlyContinue
            'warned: ' + `$warned
"@
        (Receive-Shell $shell).Trim() | Should -BeExactly 'warned:'
    }

    It 'shows who, when and where, and says why the text is missing' {
        $read = Get-DmEvent -Connection $bare -Source Chat -ConversationId $group -WarningAction Ignore

        $encrypted = @($read | Where-Object ContentState -EQ NoKey)
        $encrypted.Count | Should -BeGreaterThan 5
        @($encrypted | Where-Object { $null -ne $_.Text }) | Should -BeNullOrEmpty
        $encrypted[0].SenderId | Should -Match '^\d+$'
        $encrypted[0].Timestamp | Should -Match '^2026-|^20\d\d-'
        $encrypted[0].ConversationId | Should -BeExactly $group
        @($encrypted | Where-Object { $null -ne $_.IsVerified }) | Should -BeNullOrEmpty
    }

    It 'shows the text of what is not encrypted, as not proven' {
        $plain = Get-DmEvent -Connection $bare -Source Chat -ConversationId "2244994945-$($key.UserId)" -EventType MessageCreate -WarningAction Ignore |
            Where-Object ContentState -EQ Readable

        $plain | Should -Not -BeNullOrEmpty
        $plain.Text | Should -Not -BeNullOrEmpty
        $plain.IsVerified | Sort-Object -Unique | Should -Be $false
    }

    It 'reads X Chat of a g… conversation without -Source' {
        Get-Source (Get-DmEvent -Connection $bare -ConversationId $group -First 3 -WarningAction Ignore) | Should -Be Chat
    }
}

Describe 'The source of what comes from the pipeline' {
    It 'is used: <source>' -ForEach @{ source = 'Classic' }, @{ source = 'Chat' } {
        $conversation = [pscustomobject]@{ ConversationId = $pair; Source = $source }

        Get-Source ($conversation | Get-DmEvent -Connection $keyed -First 5 -WarningAction Ignore) | Should -Be $source
    }

    It 'is used for events and conversations, live and after CSV, JSON and Clixml' {
        $item = $chat | Where-Object ConversationId -EQ $pair | Select-Object -First 1
        $item | Export-Clixml (Join-Path $TestDrive 'item.xml')
        $item | Export-Csv (Join-Path $TestDrive 'item.csv')
        $rows = @(
            $item
            Get-DmConversation -Connection $keyed -ConversationId $pair -Source Chat
            Import-Csv (Join-Path $TestDrive 'item.csv')
            $item | ConvertTo-Json -Depth 5 | ConvertFrom-Json
            Import-Clixml (Join-Path $TestDrive 'item.xml')
        )
        $rows.Count | Should -Be 5
        foreach ($row in $rows) { Get-Source ($row | Get-DmEvent -Connection $keyed -First 5 -WarningAction Ignore) | Should -Be Chat }
        # Without a key, too.
        Get-Source ($item | Get-DmEvent -Connection $bare -First 5 -WarningAction Ignore) | Should -Be Chat
    }

    It 'counts as none: <_>' -ForEach 'Archive', '' {
        $row = [pscustomobject]@{ ConversationId = $pair; Source = $_ }

        Get-Source ($row | Get-DmEvent -Connection $keyed -WarningAction Ignore) | Should -Be 'Chat', 'Classic'
        Get-Source ($row | Get-DmEvent -Connection $bare -First 3 -WarningAction Ignore) | Should -Be Classic
    }

    It 'is refused if it does not exist: <_>' -ForEach 'Twitter', '1' {
        $row = [pscustomobject]@{ ConversationId = $pair; Source = $_ }
        $problem = Get-ErrorOf { $row | Get-DmEvent -Connection $keyed }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match "'$($row.Source)' is not a valid source"
    }

    It 'loses against -Source' {
        $row = [pscustomobject]@{ ConversationId = $pair; Source = 'Chat' }

        Get-Source ($row | Get-DmEvent -Connection $keyed -Source Classic -First 3 -WarningAction Ignore) | Should -Be Classic
        Get-Source ($row | Get-DmEvent -Connection $keyed -Source All -WarningAction Ignore) | Should -Be 'Chat', 'Classic'
    }

    It 'does not bind to -Source' {
        $parameter = (Get-Command Get-DmEvent).Parameters['Source'].ParameterSets.Values
        $parameter.ValueFromPipeline, $parameter.ValueFromPipelineByPropertyName | Sort-Object -Unique | Should -Be $false
    }

    It 'reads a conversation once from each source, however many rows name it' {
        $rows = 'Chat', 'Classic', 'Chat', 'Classic' | ForEach-Object { [pscustomobject]@{ ConversationId = $pair; Source = $_ } }
        $read = $rows | Get-DmEvent -Connection $keyed -WarningAction Ignore

        @($read.Id | Group-Object | Where-Object Count -GT 1) | Should -BeNullOrEmpty
        Get-Source $read | Should -Be 'Chat', 'Classic'
    }

    It 'still takes strings and users as participants' {
        $user = ($chat | Where-Object SenderUsername -EQ jacqueline)[0].Sender

        ('@jacqueline', $user | Get-DmEvent -Connection $keyed -First 2 -WarningAction Ignore).ConversationId | Sort-Object -Unique | Should -BeExactly $pair
    }
}

Describe 'Get-DmConversation of X Chat' {
    It 'reads the list only, with null counts' {
        $server.Reset()
        $found = Get-DmConversation -Connection $bare -Source Chat -ReportVariable report

        $server.Requests | Sort-Object -Unique | Should -Be 'GET /2/chat/conversations'
        $found | Should -BeOfType 'TwitterDm.DmConversation'
        $found.Source | Sort-Object -Unique | Should -Be Chat
        $found.ConversationId | Should -Contain $group
        @($found | Where-Object { $null -ne $_.EventCount -or $null -ne $_.LastEvent }) | Should -BeNullOrEmpty
        ($found | Where-Object ConversationType -EQ Group).AdminIds | Should -Not -BeNullOrEmpty
        $found | Where-Object IsMuted | Should -Not -BeNullOrEmpty
        $found | Where-Object { -not $_.UpdatedAt } | Should -Not -BeNullOrEmpty
        ($found | Where-Object ConversationId -EQ $pair).Participants.Username | Should -Be jacqueline
        $report.HasMessageRequests | Should -BeTrue
        $report.Sources | Should -Be Chat
        $report.StopReason | Should -BeExactly End
    }

    It 'filters by -Type, -Participant, -Since and -First' {
        $all = Get-DmConversation -Connection $keyed -Source Chat

        (Get-DmConversation -Connection $keyed -Source Chat -Type Group).ConversationType | Sort-Object -Unique | Should -Be Group
        (Get-DmConversation '@jacqueline' -Connection $keyed -Source Chat).ConversationId | Should -Contain $pair
        foreach ($one in Get-DmConversation '@jacqueline' -Connection $keyed -Source Chat) { $one.Participants.Username | Should -Contain jacqueline }
        $recent = Get-DmConversation -Connection $keyed -Source Chat -Since 12h
        $recent.Count | Should -BeLessThan $all.Count
        $recent | Where-Object { $_.UpdatedAt -and $_.UpdatedAt -lt (Get-Date).AddHours(-12) } | Should -BeNullOrEmpty
        (Get-DmConversation -Connection $keyed -Source Chat -First 2).ConversationId | Should -Be $all[0..1].ConversationId
    }

    It 'gets single conversations, also both halves of a one-to-one' {
        (Get-DmConversation -Connection $bare -ConversationId $group).Source | Should -Be Chat
        (Get-DmConversation -Connection $keyed -ConversationId $pair).Source | Sort-Object | Should -Be 'Chat', 'Classic'
        (Get-DmConversation -Connection $keyed -ConversationId $pair -Source Chat).Source | Should -Be Chat
    }

    It 'merges both sources by time with a key, and reads classic ones without' {
        $both = Get-DmConversation -Connection $keyed
        Get-Source $both | Should -Be 'Chat', 'Classic'
        $times = @($both.Timestamp | Where-Object { $_ })
        $times | Should -Be ($times | Sort-Object -Descending)
        Get-Source (Get-DmConversation -Connection $bare -WarningAction Ignore) | Should -Be Classic
        (Get-DmConversation -Connection $keyed -First 3).Timestamp | Should -Be $both[0..2].Timestamp
    }

    It 'says what -Unanswered costs before it reads the newest events' {
        $server.Reset()
        $found = Get-DmConversation -Connection $keyed -Source Chat -Unanswered -Since 1d -WarningVariable warned -WarningAction SilentlyContinue

        "$($warned[0])" | Should -Match 'the newest event of \d+ conversations of X Chat is read, which costs up to \d+\.\d\d USD, beside what classic'
        $found | Should -Not -BeNullOrEmpty
        $found.IsUnanswered | Sort-Object -Unique | Should -Be $true
        $found.LastEvent.Direction | Sort-Object -Unique | Should -Be Incoming
        @($found | Where-Object { $null -ne $_.EventCount }) | Should -BeNullOrEmpty
        $times = $found.LastEvent.Timestamp
        $times | Should -Be ($times | Sort-Object)
    }

    It 'pipes to Get-DmEvent, which reads each from X Chat' {
        $read = Get-DmConversation -Connection $keyed -Source Chat -First 3 | Get-DmEvent -Connection $keyed -First 1 -WarningAction Ignore

        Get-Source $read | Should -Be Chat
        $read | Should -HaveCount 3
    }

    It 'survives a round trip through Clixml' {
        $live = Get-DmConversation -Connection $keyed -Source Chat
        $live | Export-Clixml (Join-Path $TestDrive 'conversations.xml')
        $back = Import-Clixml (Join-Path $TestDrive 'conversations.xml')

        $back | Format-Table | Out-String -Width 140 | Should -BeExactly ($live | Format-Table | Out-String -Width 140)
        ($back | Where-Object Source -EQ Chat).Count | Should -Be $live.Count
    }
}

Describe 'Bad input' {
    It 'a single event of X Chat needs its conversation' {
        $problem = Get-ErrorOf { Get-DmEvent -Connection $keyed -Id 2120000000000000000 -Source Chat }
        Assert-Error $problem DmInvalidRequest InvalidArgument
        "$($problem.ErrorDetails.RecommendedAction)" | Should -Match '-ConversationId'
        Assert-Error (Get-ErrorOf { Get-DmEvent -Connection $keyed -Id 1 -Source All }) DmInvalidRequest InvalidArgument
        Assert-Error (Get-ErrorOf { Get-DmEvent -Connection $keyed -Id 1 -Source Chat -ConversationId $pair, $group }) DmInvalidRequest InvalidArgument
    }

    It 'an event that the conversation does not have is not found' {
        Assert-Error (Get-ErrorOf { Get-DmEvent -Connection $keyed -Id 2125000000000000001 -ConversationId $group }) DmNotFound ObjectNotFound
    }

    It 'a group of X Chat is not classic, and a conversation is not a user' {
        Assert-Error (Get-ErrorOf { Get-DmEvent -Connection $keyed -ConversationId $group -Source Classic }) DmInvalidRequest InvalidArgument
        $problem = Get-ErrorOf { Get-DmEvent -Connection $keyed $group }
        "$($problem.ErrorDetails.RecommendedAction)" | Should -Match '-ConversationId'
    }

    It 'an id such as <_> is not a conversation' -ForEach 'g', 'gx', 'g12345678901234567890', 'G1', '12-', 'g1-2' {
        Assert-Error (Get-ErrorOf { Get-DmEvent -Connection $keyed -ConversationId $_ }) DmInvalidRequest InvalidArgument
        Assert-Error (Get-ErrorOf { Get-DmConversation -Connection $keyed -ConversationId $_ }) DmInvalidRequest InvalidArgument
    }

    It 'a conversation that does not exist is one error, and the others are read' {
        $read = Get-DmEvent -Connection $keyed -ConversationId 'g1', $group -First 2 -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction Ignore

        $read.ConversationId | Sort-Object -Unique | Should -BeExactly $group
        $problem | Should -HaveCount 1
        $problem.FullyQualifiedErrorId | Should -BeLike 'Dm*'
    }

    It 'a token without dm.read is a missing permission' {
        $blind = Connect-TwitterDm -AccessToken sandbox-token-without-dm-read -ApiBaseUri $server.Uri

        (Get-ErrorOf { Get-DmEvent -Connection $blind -Source Chat }).FullyQualifiedErrorId | Should -BeLike 'DmPermission,*'
        (Get-ErrorOf { Get-DmConversation -Connection $blind -Source Chat }).FullyQualifiedErrorId | Should -BeLike 'DmPermission,*'
        (Get-ErrorOf { Connect-TwitterDm -AccessToken sandbox-token-without-dm-read -ApiBaseUri $server.Uri -ChatKey $key.Key }).FullyQualifiedErrorId | Should -BeLike 'DmPermission,*'
    }

    It 'an account that never used X Chat gets a sentence' {
        $server.Answer('GET /2/chat/conversations', 200, '{"meta":{"result_count":0,"has_more":false}}')
        Get-DmEvent -Connection $bare -Source Chat -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -Match 'X Chat has no conversations of @sandbox_admin'
        $server.Answer('GET /2/chat/conversations', 200, '{"meta":{"result_count":0,"has_more":false,"has_message_requests":true}}')
        Get-DmConversation -Connection $bare -Source Chat -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -Match 'X Chat has no conversations of @sandbox_admin\. There are message requests'
    }

    It 'a server without X Chat is named, and the classic half still comes' {
        $answer = { $server.Answer('GET /2/chat/conversations', 404, '{"title":"Not Found","status":404}') }
        & $answer
        $problem = Get-ErrorOf { Get-DmEvent -Connection $bare -Source Chat }
        Assert-Error $problem DmNotFound ObjectNotFound
        "$problem" | Should -Match 'does not offer X Chat'
        & $answer
        Get-Source (Get-DmEvent -Connection $bare -Source All -WarningVariable warned -WarningAction SilentlyContinue) | Should -Be Classic
        "$warned" | Should -Match 'does not offer X Chat'
        & $answer
        "$(Get-ErrorOf { Get-DmConversation -Connection $bare -Source Chat })" | Should -Match 'does not offer X Chat'
        & $answer
        Get-Source (Get-DmConversation -Connection $bare -Source All -WarningVariable warned -WarningAction SilentlyContinue) | Should -Be Classic
        "$warned" | Should -Match 'does not offer X Chat'
    }

    It 'a message request is not in the list, and can be read by its sender' {
        $request = Get-DmEvent '@rafael_nunez' -Connection $keyed -Source Chat -WarningAction Ignore

        $request.Text | Should -Contain 'Hello! We met at the conference. May I write to you?'
        (Get-DmConversation -Connection $keyed -Source Chat).ConversationId | Should -Not -Contain $request[0].ConversationId
        (Get-DmEvent -Connection $keyed -Source Chat -WarningAction Ignore).ConversationId | Should -Not -Contain $request[0].ConversationId
        (Get-DmConversation -Connection $keyed -Source Chat -ConversationId $request[0].ConversationId).Participants.Username | Should -Be rafael_nunez
    }
}
