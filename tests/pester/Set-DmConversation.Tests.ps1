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

Describe 'Set-DmConversation' {
    BeforeEach {
        $id = $server.Api.AddChatMessage('12', 'Are you there?', '12', 1)
        $server.Reset()
    }

    It 'marks <what> as read' -ForEach @(
        @{ what = 'a conversation by its id'; call = { Set-DmConversation $pair -Read } }
        @{ what = 'a conversation by its id from the pipeline'; call = { $pair | Set-DmConversation -Read } }
        @{ what = 'a conversation from the pipeline'; call = { Get-DmConversation -ConversationId $pair -Source Chat | Set-DmConversation -Read } }
        @{ what = 'the conversation of an event'; call = { Get-Newest | Set-DmConversation -Read } }
        @{ what = 'the conversation of several events'; call = { Get-Newest 5 | Set-DmConversation -Read } }
        @{ what = 'the conversation of a row'; call = { Get-Newest | ConvertTo-Csv | ConvertFrom-Csv | Set-DmConversation -Read } }
        @{ what = 'a conversation without a chat key'; call = { Set-DmConversation $pair -Read -Connection $bare } }
    ) {
        & $call | Should -BeNullOrEmpty

        $server.Api.ChatSeenUntil('12', 1) | Should -Be $id
        Get-Post | Should -Be 'read'
    }

    It 'refuses <_> before any request' -ForEach '12', '99-7', '1590000000000000001', 'abc' {
        Assert-Error (Get-ErrorOf { Set-DmConversation $_ -Read }) 'DmInvalidRequest' 'InvalidArgument'

        $server.Requests | Should -BeNullOrEmpty
    }

    It 'sends nothing with -WhatIf' {
        Set-DmConversation $pair -Read -WhatIf

        $server.Requests | Should -BeNullOrEmpty
    }

    It 'refuses the conversation of classic events, once' {
        $events = Get-DmEvent -Participant 12 -Source Classic -First 3
        $server.Reset()
        $problems = @(Get-ErrorOf { $events | Set-DmConversation -Read })

        $problems | Should -HaveCount 1
        Assert-Error $problems[0] 'DmInvalidRequest' 'InvalidArgument'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'warns about a conversation of which X returns no events' {
        $server.Answer("GET /2/chat/conversations/$pair/events", 200, '{"meta":{"result_count":0,"has_more":false}}')
        $pair, $pair | Set-DmConversation -Read -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings | Should -BeExactly "X returned no events of the conversation $pair, so nothing was marked as read."
        Get-Post | Should -BeNullOrEmpty
    }

    It 'cannot mark as unread' {
        Assert-Error (Get-ErrorOf { Set-DmConversation $pair -Read:$false }) 'DmInvalidRequest' 'InvalidArgument'
        Get-Post | Should -BeNullOrEmpty
    }
}
