BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $connection = Connect-TwitterDm -Sandbox -EventCount 400
    $events = Get-DmEvent
    $conversations = Get-DmConversation
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Get-DmConversation' {
    It 'aggregates all events into conversations' {
        $groups = $events | Group-Object ConversationId -AsHashTable

        $conversations | Should -BeOfType 'TwitterDm.DmConversation'
        $conversations | Should -HaveCount $groups.Count
        foreach ($conversation in $conversations) {
            $own = $groups[$conversation.ConversationId]
            $conversation.EventCount | Should -Be $own.Count
            $conversation.MessageCount | Should -Be @($own | Where-Object EventType -EQ MessageCreate).Count
            $conversation.LastEvent.Id | Should -Be $own[0].Id
            $conversation.FirstEvent.Id | Should -Be $own[-1].Id
        }
    }

    It 'returns the newest conversation first' {
        $conversations.LastEventAt | Should -Be ($conversations.LastEventAt | Sort-Object -Descending)
    }

    It 'reads each event once' {
        Measure-Request $connection { Get-DmConversation } | Should -Be 4
    }

    It 'returns the participants without the account itself' {
        $one = $conversations | Where-Object ConversationId -EQ '12-1385551234567890123'

        "$($one.Participants)" | Should -Be '@jacqueline'
        $conversations.ParticipantIds | Should -Not -Contain $connection.User.Id
    }

    It 'returns only matching conversations for -Type <type>' -ForEach @{ type = 'OneToOne' }, @{ type = 'Group' } {
        $wanted = $conversations | Where-Object ConversationType -EQ $type

        (Get-DmConversation -Type $type).ConversationId | Should -Be $wanted.ConversationId
        $wanted.Count | Should -BeLessThan $conversations.Count
    }

    It 'returns conversations with that user for -Participant <_>' -ForEach '@zoe_muller', '987654321' {
        $found = Get-DmConversation -Participant $_

        $found.Count | Should -BeGreaterThan 1
        $found.Count | Should -BeLessThan $conversations.Count
        foreach ($conversation in $found) { $conversation.Participants.Username | Should -Contain 'zoe_muller' }
    }

    It 'goes on with the other users after one who does not exist' {
        $found = Get-DmConversation -Participant '@nope_nope', '@zoe_muller' -ErrorVariable problems -ErrorAction SilentlyContinue

        @($problems) | Should -HaveCount 1
        $problems.FullyQualifiedErrorId | Should -BeLike 'DmNotFound,*'
        $found.ConversationId | Should -Be (Get-DmConversation -Participant '@zoe_muller').ConversationId
        Get-DmConversation -Participant '@nope_nope' -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'returns no more than -First when an error ends the reading' {
        $limited = Connect-TwitterDm -Sandbox -EventCount 400 -SpendingLimit 1.5
        $found = [System.Collections.Generic.List[object]]::new()
        try {
            { Get-DmConversation -Unanswered -First 1 -Connection $limited | ForEach-Object { $found.Add($_) } } | Should -Throw -ErrorId 'DmSpendingLimit,*'
        }
        finally {
            $limited | Disconnect-TwitterDm
            $connection | Select-DmConnection
        }

        $found | Should -HaveCount 1
    }

    It 'reads only as far as -Since requires' {
        $since = $events[120].CreatedAt

        $counted = Get-DmConversation -Since $since | Measure-Object EventCount -Sum
        $counted.Sum | Should -Be 121
        Measure-Request $connection { Get-DmConversation -Since $since } | Should -BeLessOrEqual 4
    }

    It 'stops reading when -First conversations are found' {
        $script:first = $null
        Measure-Request $connection { $script:first = Get-DmConversation -First 2 } | Should -Be 1

        $script:first.ConversationId | Should -Be $conversations[0..1].ConversationId
        (Get-DmConversation -Top 1000).ConversationId | Should -Be $conversations.ConversationId
        Get-DmConversation -Type Group -Limit 1 | ForEach-Object ConversationId | Should -Be @($conversations | Where-Object ConversationType -EQ Group)[0].ConversationId
    }

    It 'returns unanswered conversations, the one that has waited longest first' {
        $expected = foreach ($group in $events | Where-Object EventType -EQ MessageCreate | Group-Object ConversationId) {
            if ($group.Group[0].Direction -eq 'Incoming') { $group.Group[0] }
        }

        (Get-DmConversation -Unanswered).LastEvent.ConversationId | Should -Be ($conversations | Where-Object ConversationId -In $expected.ConversationId | Sort-Object LastEventAt).ConversationId
        Get-DmConversation -Unanswered -First 1 | ForEach-Object LastEventAt | Should -Be @($conversations | Where-Object IsUnanswered | Sort-Object LastEventAt)[0].LastEventAt
    }

    It 'reads only the conversations of -ConversationId' {
        $group = @($conversations | Where-Object ConversationType -EQ Group)[0]
        $found = Get-DmConversation -ConversationId $group.ConversationId, '12-1385551234567890123'

        $found.ConversationId | Should -Be $group.ConversationId, '12-1385551234567890123'
        $found[0].EventCount | Should -Be $group.EventCount
    }

    It 'says so if -Participant is the id of a group' {
        $group = @($conversations | Where-Object ConversationType -EQ Group)[0]
        $problem = Get-ErrorOf { Get-DmConversation $group.ConversationId -ErrorAction Stop }

        $problem.FullyQualifiedErrorId | Should -Be 'DmNotFound,TwitterDm.Commands.GetDmConversationCommand'
        "$problem" | Should -BeExactly "'$($group.ConversationId)' is the id of a group, not of a user."
        $problem.ErrorDetails.RecommendedAction | Should -BeExactly "Use -ConversationId '$($group.ConversationId)'."
    }

    It 'rejects a name with spaces before any request' {
        $problem = $null
        Measure-Request $connection { $script:problem = Get-ErrorOf { Get-DmConversation -Participant 'Zoe Muller' } } | Should -Be 0

        $script:problem.FullyQualifiedErrorId | Should -Be 'DmInvalidRequest,TwitterDm.Commands.GetDmConversationCommand'
    }

    It 'says how to give names that are piped with -Source' {
        $problem = Get-ErrorOf { '@layla_h' | Get-DmConversation -Source Chat }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match "as an argument: Get-DmConversation '@NAME'"
    }

    It 'can be piped to Get-DmEvent' {
        $group = $conversations | Where-Object ConversationType -EQ Group | Select-Object -First 1

        $piped = Get-DmConversation | Where-Object ConversationId -EQ $group.ConversationId | Get-DmEvent -First $group.EventCount
        $piped.Id | Should -Be ($events | Where-Object ConversationId -EQ $group.ConversationId).Id
    }
}
