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

Describe 'Edit-DmMessage' {
    BeforeEach {
        $sent = Send-DmMessage 12 'We open at nine.' -Source Chat
        $server.Reset()
    }

    It 'edits <what>' -ForEach @(
        @{ what = 'a message that was sent'; call = { $sent | Edit-DmMessage 'We open at ten.' } }
        @{ what = 'an event'; call = { Get-Newest | Edit-DmMessage -Text 'We open at ten.' } }
        @{ what = 'an event as a parameter'; call = { Edit-DmMessage -Id (Get-Newest) -Text 'We open at ten.' } }
        @{ what = 'a message with a text that is computed for it'; call = { $sent | Edit-DmMessage -Text { $_.Text -replace 'nine', 'ten' } } }
        @{ what = 'an edit that was returned'; call = { $sent | Edit-DmMessage 'We open at eight.' | Edit-DmMessage 'We open at ten.' } }
        @{ what = 'an id'; call = { Edit-DmMessage -Id $sent.EventId -ConversationId $sent.ConversationId -Text 'We open at ten.' } }
        @{ what = 'a row of a CSV file'; call = { Get-Newest | ConvertTo-Csv | ConvertFrom-Csv | Edit-DmMessage 'We open at ten.' } }
        @{ what = 'a deserialized event'; call = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Newest), 4)) | Edit-DmMessage 'We open at ten.' } }
    ) {
        $edit = & $call

        $read = Get-Newest
        $edit.EventId, $edit.Text, $edit.Source, $edit.ConversationId | Should -Be $read.Id, 'We open at ten.', 'Chat', $pair
        $read.EventType, $read.TargetId, $read.Text, $read.IsVerified | Should -Be 'MessageEdit', $sent.EventId, 'We open at ten.', $true
    }

    It 'edits the original again if an edit is piped' {
        $sent | Edit-DmMessage 'ten' | Out-Null
        Get-Newest | Edit-DmMessage 'eleven' | Out-Null

        (Get-Newest).TargetId | Should -Be $sent.EventId
    }

    It 'refuses <what> before any request' -ForEach @(
        @{ what = 'an empty text'; call = { $sent | Edit-DmMessage '' }; words = 'is empty' }
        @{ what = 'a text that is too long'; call = { $sent | Edit-DmMessage ('x' * 10001) }; words = '10,001 characters' }
        @{ what = 'half an emoji'; call = { $sent | Edit-DmMessage "ab$([char] 0xD83D)" }; words = 'character 3' }
        @{ what = 'an id without its conversation'; call = { Edit-DmMessage -Id 12345 -Text 'x' }; words = 'without its conversation' }
        @{ what = 'a classic event'; call = { [pscustomobject]@{ EventType = 'MessageCreate'; Id = '12345'; Source = 'Classic'; ConversationId = $pair } | Edit-DmMessage 'x' }; words = 'is not one of X Chat' }
        @{ what = 'the message of somebody else'; call = { [pscustomobject]@{ EventType = 'MessageCreate'; Id = '12345'; Source = 'Chat'; ConversationId = $pair; SenderId = '12' } | Edit-DmMessage 'x' }; words = 'only its sender' }
    ) {
        $problem = Get-ErrorOf $call

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match ([regex]::Escape($words))
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'names the account and sends nothing with -WhatIf' {
        $sent | Edit-DmMessage 'x' -WhatIf

        $server.Requests | Should -BeNullOrEmpty
    }

    It 'needs a chat key' {
        $problem = Get-ErrorOf { $sent | Edit-DmMessage 'x' -Connection $bare }

        Assert-Error $problem 'DmChatKey' 'AuthenticationError'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-ChatKey'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'does not take the text of the event' {
        Assert-Error (Get-ErrorOf { $sent | Edit-DmMessage }) 'DmInvalidRequest' 'InvalidArgument'

        Get-Post | Should -BeNullOrEmpty
    }

    It 'names the message that was edited or reacted to' {
        $edit = $sent | Edit-DmMessage 'We open at ten.'
        $reaction = $sent | Add-DmReaction '👍'
        $removal = $reaction | Remove-DmReaction

        $edit.TargetId, $reaction.TargetId, $removal.TargetId | Should -Be $sent.EventId, $sent.EventId, $sent.EventId
        $reaction.Reaction, $removal.Reaction | Should -Be '👍', '👍'
        $edit, $reaction, $removal | ForEach-Object { [TwitterDm.Output.Display]::Sent($_) } |
            Should -Be '[edit of "We open at nine."] We open at ten.', '[👍 to "We open at nine."]', '[removed 👍 from "We open at nine."]'
    }
}
