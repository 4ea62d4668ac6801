BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'The advice of an error' {
    BeforeAll {
        $connection = Connect-TwitterDm -Sandbox -EventCount 150

        function Get-Advice([scriptblock] $Command) { @(Get-ErrorOf $Command)[0].ErrorDetails.RecommendedAction }
    }

    It 'about an unknown <what> mentions a group <times> times' -ForEach @(
        @{ what = 'name to block'; command = { Block-DmUser '@nobody_here' }; begins = 'Check the name'; times = 0 }
        @{ what = 'id to block'; command = { Block-DmUser 999999 }; begins = 'Check the id'; times = 0 }
        @{ what = 'name of a conversation'; command = { Get-DmEvent '@nobody_here' }; begins = 'Check the name'; times = 0 }
        @{ what = 'name of a conversation to list'; command = { Get-DmConversation '@nobody_here' }; begins = 'Check the name'; times = 0 }
        @{ what = 'id of a recipient'; command = { Send-DmMessage 999999 'canary' }; begins = 'If it is the id of a group, use -ConversationId. Check the id'; times = 1 }
        @{ what = 'id of a conversation'; command = { Get-DmEvent 999999 -Source Classic }; begins = 'If it is the id of a group, use -ConversationId. Check the id'; times = 1 }
    ) {
        $advice = Get-Advice $command
        $advice | Should -BeLike "$begins*"
        [regex]::Matches($advice, 'group').Count | Should -Be $times
    }

    It 'about a page token of other sources says -Source <source>' -ForEach @(
        @{ source = 'Classic'; first = 'Classic'; then = 'All' }, @{ source = 'Classic'; first = 'Classic'; then = 'Chat' }
        @{ source = 'All'; first = 'All'; then = 'Classic' }, @{ source = 'Chat'; first = 'Chat'; then = 'All' }
    ) {
        $null = Get-DmEvent -First 25 -Source $first -ReportVariable report
        Get-Advice { Get-DmEvent -PageToken $report.PageToken -Source $then } | Should -BeLike "Add -Source $source,*"
        { Get-DmEvent -PageToken $report.PageToken -Source $source -First 1 -ErrorAction Stop } | Should -Not -Throw
    }

    It 'about a page token of another conversation says to use it there' {
        $null = Get-DmEvent -First 25 -Source All -ReportVariable report
        Get-Advice { Get-DmEvent -ConversationId 12-1385551234567890123 -PageToken $report.PageToken -Source All } | Should -BeLike 'Use it with the parameters*'
    }

    It 'says how to resume with a token that is too long to copy, and has no hint where nothing was read' {
        $limited = Connect-TwitterDm -Sandbox -SpendingLimit 1
        $problem = @((Read-ToError { Get-DmEvent -Connection $limited -Source All }).Problems)[0]
        $problem.TargetObject.PageToken.Length | Should -BeGreaterThan 60
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*add -PageToken $Error`[0`].TargetObject.PageToken (*$_.TargetObject.PageToken)*'
        $problem.ErrorDetails.RecommendedAction.Length | Should -BeLessThan 400
        $problem = @((Read-ToError { Get-DmEvent -Connection $limited -Source Classic }).Problems)[0]
        if ($problem.TargetObject.PageToken) { $problem.ErrorDetails.RecommendedAction | Should -BeLike "*-PageToken '$($problem.TargetObject.PageToken)'*" }
        $limited | Disconnect-TwitterDm
        $null = $connection | Select-DmConnection

        foreach ($command in { Get-DmEvent -ConversationId 1590000000000009999 }, { Get-DmEvent -ConversationId g1590000000000009999 }, { Get-DmEvent 999999 -Source All }) {
            $advice = Get-Advice $command
            $advice | Should -Not -BeNullOrEmpty
            $advice | Should -Not -BeLike '*-PageToken*'
        }
    }

    It 'about an answer whose text became the recipient says so' {
        $item = Get-DmEvent -First 1 -Source Classic
        foreach ($text in 'my answer', 'Thanks') {
            $problem = Get-ErrorOf { $item | Send-DmMessage $text }
            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            "$problem" | Should -BeExactly 'The message is empty: what may be its text was taken as its recipient (-To).'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike '*use -Text*'
        }
    }
}

Describe 'Times and own accounts' {
    BeforeAll { $connection = Connect-TwitterDm -Sandbox -EventCount 20 }

    It 'a time in an error has its offset' {
        "$(Get-ErrorOf { Get-DmEvent -Since 2026-02-01 -Until 2026-01-01 })" | Should -Match 'start time 2026-02-01 00:00:00 [+-]\d\d:\d\d is after the end time 2026-01-01 00:00:00 [+-]\d\d:\d\d'
    }

    It 'a listing that starts in the future requests nothing, and says so (<source>)' -ForEach @{ source = 'Classic' }, @{ source = 'Chat' }, @{ source = 'All' } {
        Measure-Request $connection { Get-DmEvent -Since 2099-01-01 -Source $source -ReportVariable script:report -WarningAction Ignore | Should -BeNullOrEmpty } | Should -Be 0
        $script:report.StopReason | Should -Be 'Window'
    }

    It 'a checkpoint and -First exclude each other in words that fit both' {
        $problem = Get-ErrorOf { Get-DmEvent -First 1 -Checkpoint (Join-Path $TestDrive 'x.checkpoint') }
        "$problem" | Should -BeLike 'A checkpoint cannot be combined with a number of events: *'
        $problem.ErrorDetails.RecommendedAction | Should -BeExactly 'Omit -First or -Checkpoint.'
    }

    It 'the own account is refused as a recipient before any request, also in a preview: <to>' -ForEach @{ to = '@Sandbox_Admin' }, @{ to = '1385551234567890123' } {
        foreach ($source in 'Classic', 'Chat') {
            $problems = @()
            Measure-Request $connection { Send-DmMessage -To $to -Text hello -Source $source -WhatIf -ErrorVariable +problems -ErrorAction SilentlyContinue } | Should -Be 0
            $problem = Get-ErrorOf { Send-DmMessage -To $to -Text hello -Source $source -WhatIf }
            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            "$problem" | Should -BeExactly 'The recipient is the account that sends the message.'
        }
    }
}

Describe 'Several connections of one account' {
    BeforeAll {
        Get-DmConnection | Disconnect-TwitterDm
        $first, $second = 1..2 | ForEach-Object { Connect-TwitterDm -Sandbox }
    }

    It 'are each offered by the Tab key, by code that works: <line>' -ForEach @{ line = 'Select-DmConnection ' }, @{ line = 'Select-DmConnection -Connection ' }, @{ line = 'Get-DmRateLimit -Connection ' } {
        $offers = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        $offers | Should -HaveCount 2
        $chosen = $offers | ForEach-Object { & ([scriptblock]::Create("Select-DmConnection $_ -PassThru")) }
        $chosen[0] | Should -Be $first
        $chosen[1] | Should -Be $second
        { & ([scriptblock]::Create("$line$($offers[0])")) } | Should -Not -Throw
    }

    It 'are offered by their name where a command takes several, and not where only a name fits' {
        (TabExpansion2 'Get-DmConnection ' 17).CompletionMatches.CompletionText | Should -BeExactly "'@sandbox_admin'"
        @((TabExpansion2 'Select-DmConnection -Name ' 26).CompletionMatches.CompletionText) -like '*sandbox_admin*' | Should -BeNullOrEmpty
    }

    It 'are named where none is the current one' {
        $null = $second | Select-DmConnection
        Disconnect-TwitterDm
        foreach ($command in { Get-DmEvent }, { Disconnect-TwitterDm }) {
            $problem = Get-ErrorOf $command
            Assert-Error $problem 'DmNotConnected' 'ConnectionError'
            "$problem" | Should -BeLike 'There is no current connection in this session. The open one is @sandbox_admin at *'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike '*Select-DmConnection*-Connection*'
        }
        $first | Disconnect-TwitterDm
        "$(Get-ErrorOf { Get-DmEvent })" | Should -BeExactly 'There is no connection to X in this session.'
    }
}
