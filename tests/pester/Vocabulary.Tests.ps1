BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $expected = Connect-TwitterDm -Sandbox -EventCount 250
    $sandboxCount = @(Get-DmEvent -Connection $expected).Count
}

AfterAll { Get-DmConnection | Disconnect-TwitterDm }

Describe 'An API that accepts only the names of version <vocabulary>' -ForEach @{ vocabulary = '2.166' }, @{ vocabulary = '2.167' } {
    BeforeAll { $server = Start-TestServer -Vocabulary $vocabulary }

    AfterAll { $server | Stop-TestServer }

    It 'is read completely <how>' -ForEach @(
        @{ how = 'without a limit'; limit = @{} }
        @{ how = 'with -SpendingLimit'; limit = @{ SpendingLimit = 20 } }
    ) {
        $connection = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri (Get-TestServerUri $server) @limit

        $events = @(Get-DmEvent -WarningVariable warnings)
        $changes = $events | Where-Object EventType -In ParticipantsJoin, ParticipantsLeave
        $one = Get-DmEvent -Id $changes[0].Id

        $events | Should -HaveCount $sandboxCount
        $changes | ForEach-Object { $_.ParticipantIds.Count | Should -BeGreaterThan 0 }
        $changes.Participants.Username | Should -Not -Contain $null
        $one.Participants.Username | Should -Be $changes[0].Participants.Username
        @(Get-DmEvent -Participant '@zoe_muller' -First 5) | Should -HaveCount 5
        @(Get-DmConversation -Type OneToOne).Participants.Username | Should -Not -Contain $null
        @($warnings -notmatch 'X Chat') | Should -BeNullOrEmpty
        $connection.Usage.EventsRead | Should -BeLessThan ($events.Count + 6)
    }
}
