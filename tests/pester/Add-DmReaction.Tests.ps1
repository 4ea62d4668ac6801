BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $bare = Connect-SignInServer $server
    $connection = Connect-ChatServer $server
    $pair = "12-$($connection.User.Id)"

    function Get-Newest([int] $Count = 1) { Get-DmEvent -ConversationId $pair -Source Chat -First $Count }
    function Get-Post { @($server.Requests) -like 'POST *' -replace '.*/' }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Add-DmReaction' {
    BeforeEach {
        $id = $server.Api.AddChatMessage('12', 'Done.', '12', 1)
        $message = Get-Newest
        $server.Reset()
    }

    It 'reacts to <what>' -ForEach @(
        @{ what = 'an event'; call = { $message | Add-DmReaction '👍' } }
        @{ what = 'an id'; call = { Add-DmReaction -Id $id -ConversationId $pair -Reaction '👍' } }
        @{ what = 'a row with the columns Id, ConversationId and Source'; call = { [pscustomobject]@{ Id = $id; ConversationId = $pair; Source = 'Chat' } | Add-DmReaction '👍' } }
        @{ what = 'columns that were selected of a row'; call = { [pscustomobject]@{ Id = $id; ConversationId = $pair; Source = 'Chat'; Other = 1 } | Select-Object Id, ConversationId, Source | Add-DmReaction '👍' } }
        @{ what = 'a row of a CSV file'; call = { $message | ConvertTo-Csv | ConvertFrom-Csv | Add-DmReaction '👍' } }
    ) {
        $reaction = & $call

        $read = Get-Newest
        $reaction.EventId, $reaction.Source | Should -Be $read.Id, 'Chat'
        $read.EventType, $read.TargetId, $read.Reaction, $read.IsVerified | Should -Be 'ReactionAdd', $id, '👍', $true
    }

    It 'advises to connect with a chat key, and no classic message' {
        $problem = Get-ErrorOf { $message | Add-DmReaction '👍' -Connection $bare }

        Assert-Error $problem 'DmChatKey' 'AuthenticationError'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-ChatKey'
        $problem.ErrorDetails.RecommendedAction | Should -Not -Match 'classic'
    }

    It 'reacts to the message if a reaction is piped' {
        $message | Add-DmReaction '👍' | Out-Null
        Get-Newest | Add-DmReaction '❤️' | Out-Null

        (Get-Newest).TargetId | Should -Be $id
    }

    It 'refuses <_> before any request' -ForEach 'ab', 'a', '👍👍', ':+1:', '' {
        $problem = Get-ErrorOf { $message | Add-DmReaction $_ }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match 'A reaction is a single emoji'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'refuses an event that is not in the conversation, and goes on' {
        $output = '1999999999999999999', $id | Add-DmReaction '👍' -ConversationId $pair -ErrorVariable problems -ErrorAction SilentlyContinue

        Assert-Error $problems[0] 'DmNotFound' 'ObjectNotFound'
        $output | Should -HaveCount 1
    }

    It 'sends nothing with -WhatIf' {
        $message | Add-DmReaction '👍' -WhatIf

        $server.Requests | Should -BeNullOrEmpty
    }
}
