BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
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

    It 'reads only as far as -Since requires' {
        $since = $events[120].CreatedAt

        $counted = Get-DmConversation -Since $since | Measure-Object EventCount -Sum
        $counted.Sum | Should -Be 121
        Measure-Request $connection { Get-DmConversation -Since $since } | Should -Be 2
    }

    It 'rejects a name with spaces before any request' {
        $problem = $null
        Measure-Request $connection { $script:problem = Get-ErrorOf { Get-DmConversation -Participant 'Zoe Muller' } } | Should -Be 0

        $script:problem.FullyQualifiedErrorId | Should -Be 'DmInvalidRequest,TwitterDm.Commands.GetDmConversationCommand'
    }

    It 'can be piped to Get-DmEvent' {
        $group = $conversations | Where-Object ConversationType -EQ Group | Select-Object -First 1

        $piped = Get-DmConversation | Where-Object ConversationId -EQ $group.ConversationId | Get-DmEvent -First $group.EventCount
        $piped.Id | Should -Be ($events | Where-Object ConversationId -EQ $group.ConversationId).Id
    }
}
