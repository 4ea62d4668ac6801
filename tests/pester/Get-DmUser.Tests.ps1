BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $connection = Connect-TwitterDm -Sandbox
}

AfterAll { Get-DmConnection | Disconnect-TwitterDm }

Describe 'Get-DmUser' {
    It 'returns users by id and by name, in the order of the input' {
        (Get-DmUser -User '@jacqueline', 2244994945, '@rafael_nunez', '12').Username | Should -Be 'jacqueline', 'dev_relations', 'rafael_nunez', 'jacqueline'
    }

    It 'says whether a user accepts messages, and how the accounts are connected' {
        $user = Get-DmUser '@jacqueline'
        $user.ReceivesYourDm | Should -BeTrue
        $user.ConnectionStatus | Should -Be 'following', 'followed_by'
        Get-DmUser '@nobody_yet' | ForEach-Object ConnectionStatus | Should -BeNullOrEmpty
        ($user | Out-String) | Should -Match '@jacqueline +12 +True +yes +Jacqueline'
    }

    It 'takes one request for 100 users from the pipeline' {
        Measure-Request $connection { $script:users = 1..100 | ForEach-Object { "@reader_{0:0000}" -f $_ } | Get-DmUser } | Should -Be 1
        $users | Should -HaveCount 100
        Measure-Request $connection { $script:users = 1..101 | ForEach-Object { "@reader_{0:0000}" -f $_ } | Get-DmUser } | Should -Be 2
        $users | Should -HaveCount 101
    }

    It 'writes one error for each user who does not exist or is invalid, and continues' {
        $users = Get-DmUser '@jacqueline', '@missing_user', 'no one', '99999', '@rafael_nunez' -ErrorAction SilentlyContinue -ErrorVariable problems

        $users.Username | Should -Be 'jacqueline', 'rafael_nunez'
        $problems.FullyQualifiedErrorId | Should -Be @('DmNotFound', 'DmInvalidRequest', 'DmNotFound').ForEach({ "$_,TwitterDm.Commands.GetDmUserCommand" })
        "$($problems[0])" | Should -BeExactly 'There is no user @missing_user.'
    }

    It 'makes no request for invalid input alone' {
        Measure-Request $connection { Get-DmUser 'no one' -ErrorAction SilentlyContinue } | Should -Be 0
    }

    It 'takes the users of events, and returns each as given' {
        $senders = Get-DmEvent -First 20 | ForEach-Object Sender | Where-Object { $_ }
        ($senders | Get-DmUser).Id | Should -Be $senders.Id
    }

    It 'takes an event for its sender, each once, and not what the account sent itself' {
        $events = Get-DmEvent -First 30
        $expected = $events | Where-Object { $_.Direction -eq 'Incoming' -and $_.SenderId } | ForEach-Object SenderId | Select-Object -Unique
        ($events | Get-DmUser -WarningVariable warning -WarningAction SilentlyContinue).Id | Should -Be $expected
        "$warning" | Should -Match '^\d+ events were skipped: @sandbox_admin sent them, or they have no sender\.$'
        ($events | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Get-DmUser -WarningAction Ignore).Id | Should -Be $expected
    }

    It 'takes a conversation for its participants' {
        $conversations = Get-DmConversation -First 5
        $expected = $conversations | ForEach-Object ParticipantIds
        $expected.Count | Should -BeGreaterThan 5
        ($conversations | Get-DmUser).Id | Should -Be $expected
        (Get-DmUser $conversations).Id | Should -Be $expected
        ($conversations | ConvertTo-Csv | ConvertFrom-Csv | Get-DmUser).Id | Should -Be $expected
        ($conversations | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Get-DmUser).Id | Should -Be $expected
        { $conversations[0] | Select-Object ConversationId | Get-DmUser -ErrorAction Stop } | Should -Throw '* is a conversation, not a user.'
    }

    It 'counts the users who were read' {
        $fresh = Connect-TwitterDm -Sandbox
        $null = Get-DmUser '@jacqueline', '@rafael_nunez' -Connection $fresh
        $fresh.Usage.UsersRead | Should -Be 3
    }
}
