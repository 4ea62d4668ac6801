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

Describe 'Remove-DmReaction' {
    BeforeEach {
        $id = $server.Api.AddChatMessage('12', 'Done.', '12', 1)
        $message = Get-Newest
        $message | Add-DmReaction '👍' | Out-Null
        $reaction = Get-Newest
        $server.Reset()
    }

    It 'takes back <what>' -ForEach @(
        @{ what = 'a reaction from the pipeline'; call = { $reaction | Remove-DmReaction } }
        @{ what = 'a row of a CSV file'; call = { $reaction | ConvertTo-Csv | ConvertFrom-Csv | Remove-DmReaction } }
        @{ what = 'the given reaction to a message'; call = { $message | Remove-DmReaction '👍' } }
        @{ what = 'the given reaction to an id'; call = { Remove-DmReaction -Id $id -ConversationId $pair -Reaction '👍' } }
    ) {
        $removal = & $call

        $read = Get-Newest
        $removal.EventId | Should -Be $read.Id
        $read.EventType, $read.TargetId, $read.Reaction | Should -Be 'ReactionRemove', $id, '👍'
    }

    It 'asks which reaction is meant' {
        $problem = Get-ErrorOf { $message | Remove-DmReaction }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-Reaction'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'sends nothing with -WhatIf' {
        $reaction | Remove-DmReaction -WhatIf

        $server.Requests | Should -BeNullOrEmpty
    }
}
