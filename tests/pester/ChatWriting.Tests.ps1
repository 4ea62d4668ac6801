BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $bare = Connect-SignInServer $server
    $connection = Connect-ChatServer $server
    $pair = "12-$($connection.User.Id)"

    function Get-Newest([int] $Count = 1) { Get-DmEvent -ConversationId $pair -Source Chat -First $Count }
    function Copy-ByClixml { process { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 2)) } }
    function Get-Post { @($server.Requests) -like 'POST *' -replace '.*/' }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Send-DmMessage by X Chat' {
    BeforeEach { $server.Reset() }

    It 'sends by X Chat only if <what>' -ForEach @(
        @{ what = 'nothing says so: then classic'; call = { Send-DmMessage 12 'Hi' }; source = 'Classic' }
        @{ what = '-Source says so'; call = { Send-DmMessage 12 'Hi' -Source Chat }; source = 'Chat' }
        @{ what = 'the conversation is a group of X Chat'; call = { Send-DmMessage -ConversationId (Get-DmConversation -Source Chat -Type Group)[0].ConversationId -Text 'Hi' }; source = 'Chat' }
        @{ what = 'an event of X Chat is piped'; call = { Get-Newest | Send-DmMessage -Text 'Hi' }; source = 'Chat' }
        @{ what = 'a conversation of X Chat is piped'; call = { Get-DmConversation -Source Chat -ConversationId $pair | Send-DmMessage -Text 'Hi' }; source = 'Chat' }
        @{ what = 'a message of X Chat is piped'; call = { Send-DmMessage 12 'Hi' -Source Chat | Send-DmMessage -Text 'Hi again' }; source = 'Chat' }
        @{ what = 'a row of an event of X Chat is piped'; call = { Get-Newest | ConvertTo-Csv | ConvertFrom-Csv | Send-DmMessage -Text 'Hi' }; source = 'Chat' }
        @{ what = 'a classic event is not piped'; call = { Get-DmEvent -Participant 12 -Source Classic -First 1 | Send-DmMessage -Text 'Hi' }; source = 'Classic' }
        @{ what = '-Source does not say otherwise'; call = { Get-Newest | Send-DmMessage -Text 'Hi' -Source Classic }; source = 'Classic' }
        @{ what = 'a column of a row says so'; call = { [pscustomobject]@{ To = 12; Text = 'Hi'; Source = 'Chat' } | Send-DmMessage }; source = 'Chat' }
        @{ what = '-Source does not say otherwise than a row'; call = { [pscustomobject]@{ To = 12; Text = 'Hi'; Source = 'Chat' } | Send-DmMessage -Source Classic }; source = 'Classic' }
        @{ what = 'a column does not name an archive'; call = { [pscustomobject]@{ To = 12; Text = 'Hi'; Source = 'Archive' } | Send-DmMessage }; source = 'Classic' }
        @{ what = 'an event of X Chat without its source is known'; call = { Get-Newest | Select-Object Id, ConversationId, Text | Send-DmMessage -Text 'Hi' }; source = 'Chat' }
        @{ what = 'a classic event without its source is not piped'; call = { Get-DmEvent -Participant 12 -Source Classic -First 1 | Select-Object Id, ConversationId, Text | Send-DmMessage -Text 'Hi' }; source = 'Classic' }
    ) {
        (& $call).Source | Should -Be $source
    }

    It 'refuses a row with the source "<source>", and sends the others' -ForEach @(
        @{ source = 'XChat' }, @{ source = 'X Chat' }, @{ source = 'Encrypted' }, @{ source = 'Caht' }, @{ source = 'All' }, @{ source = '1' }, @{ source = 'Chat,Classic' }
    ) {
        $rows = [pscustomobject]@{ To = '12'; Text = 'secret'; Source = $source }, [pscustomobject]@{ To = '12'; Text = 'public'; Source = '' }
        $problem = $( $sent = $rows | Send-DmMessage -ErrorAction SilentlyContinue -ErrorVariable problems; $problems )

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match "'$source'"
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Classic or Chat'
        $problem.TargetObject | Should -Be $rows[0]
        $sent.Text, $sent.Source | Should -Be 'public', 'Classic'
        Get-Post | Should -HaveCount 1
    }

    It 'reads the source of a row without the white space around it' {
        ([pscustomobject]@{ To = '12'; Text = 'Hi'; Source = ' Chat ' } | Send-DmMessage).Source | Should -Be 'Chat'
    }

    It '<name> refuses an event whose source does not exist' -ForEach @(
        @{ name = 'Send-DmMessage'; call = { $item | Send-DmMessage -Text 'x' } }
        @{ name = 'Remove-DmEvent'; call = { $item | Remove-DmEvent -Confirm:$false } }
        @{ name = 'Edit-DmMessage'; call = { $item | Edit-DmMessage 'x' } }
        @{ name = 'Add-DmReaction'; call = { $item | Add-DmReaction '👍' } }
        @{ name = 'Set-DmConversation'; call = { $item | Set-DmConversation -Read } }
        @{ name = 'Get-DmEvent'; call = { $item | Get-DmEvent } }
        @{ name = 'Export-DmTranscript'; call = { $item | Export-DmTranscript (Join-Path $TestDrive 'none.html') } }
    ) {
        $null = Send-DmMessage 12 'Mine' -Source Chat
        $item = Get-Newest | Select-Object * -ExcludeProperty Source
        $item | Add-Member -NotePropertyName Source -NotePropertyValue 'Chatt'
        $server.Reset()

        Assert-Error (Get-ErrorOf $call) 'DmInvalidRequest' 'InvalidArgument'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'sends by X Chat what a selection without its source was read from: <what>' -ForEach @(
        @{ what = 'a conversation'; select = { Get-DmConversation -Source Chat -ConversationId $pair -Connection $own | Select-Object ConversationId, ParticipantIds } }
        @{ what = 'an event'; select = { Get-DmEvent -ConversationId $pair -Source Chat -First 1 -Connection $own | Select-Object ConversationId } }
        @{ what = 'an event whose source is empty'; select = { Get-DmEvent -ConversationId $pair -Source Chat -First 1 -Connection $own | Select-Object ConversationId, @{ Name = 'Source'; Expression = { } } } }
        @{ what = 'a row of an event'; select = { Get-DmEvent -ConversationId $pair -Source Chat -First 1 -Connection $own | Select-Object ConversationId | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ what = 'a conversation from a job'; select = { Get-DmConversation -Source Chat -ConversationId $pair -Connection $own | Select-Object ConversationId | Copy-ByClixml } }
    ) {
        $own = Connect-ChatServer $server
        try { (& $select | Send-DmMessage -Text 'Hi' -Connection $own).Source | Should -Be Chat }
        finally { Disconnect-TwitterDm $own; $connection | Select-DmConnection | Out-Null }
    }

    It 'refuses a selection without its source if <what>' -ForEach @(
        @{ what = 'the conversation was not read over the connection'; read = {} }
        @{ what = 'it was read from both'; read = { Get-DmEvent -ConversationId $pair -Source All -First 40 -Connection $own } }
    ) {
        $conversation = Get-DmConversation -Source Chat -ConversationId $pair | Select-Object ConversationId, ParticipantIds
        $own = Connect-ChatServer $server
        try {
            $null = & $read
            $server.Reset()
            $problem = Get-ErrorOf { $conversation | Send-DmMessage -Text 'Hi' -Connection $own }
            $sent = $conversation | Send-DmMessage -Text 'Hi' -Connection $own -Source Chat
        }
        finally { Disconnect-TwitterDm $own; $connection | Select-DmConnection | Out-Null }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-Source Chat'
        $sent.Source | Should -Be Chat
        Get-Post | Should -Be 'messages'
    }

    It 'answers in the conversation of the event, without a quote' {
        $newest = Get-Newest
        $sent = $newest | Send-DmMessage -Text 'Answered'

        $sent.ConversationId | Should -Be $newest.ConversationId
        (Get-Newest).ReplyToId | Should -BeNullOrEmpty
    }

    It 'answers both worlds of a conversation without a warning, and the same event twice with one' {
        $events = @(Get-Newest; Get-DmEvent -Participant 12 -Source Classic -First 1)
        $sent = $events | Send-DmMessage -Text 'Both' -WarningVariable none -WarningAction SilentlyContinue
        $events[0], $events[0] | Send-DmMessage -Text 'Twice' -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null

        $sent.Source | Should -Be 'Chat', 'Classic'
        $none | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
    }

    It 'quotes by X Chat when the target of an error is piped in again, also after <what>' -ForEach @(
        @{ what = 'nothing'; copy = { $input } }, @{ what = 'Clixml'; copy = { $input | Copy-ByClixml } }, @{ what = 'CSV'; copy = { $input | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $id = (Send-DmMessage 12 'Where are the keys?' -Source Chat).EventId
        $server.Answer("POST /2/chat/conversations/$pair/messages", 402, '')
        $null = [pscustomobject]@{ To = '12'; Text = 'x' } | Send-DmMessage -Text { 'In the drawer.' } -Source Chat -ReplyTo $id -ErrorVariable problems -ErrorAction SilentlyContinue
        Assert-Error $problems 'DmCredit' 'LimitsExceeded'

        $null = $problems[0].TargetObject | & $copy | Send-DmMessage
        $read = Get-Newest
        $read.Text, $read.ReplyToId, $read.Source | Should -Be 'In the drawer.', $id, 'Chat'
    }

    It 'refuses a -ReplyTo whose script block returns nothing (<_>)' -ForEach '$_.NoSuchProperty', "''", "' '" {
        $problem = Get-ErrorOf { Get-Newest | Send-DmMessage -Text 'In the drawer.' -ReplyTo ([scriptblock]::Create($_)) }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -BeExactly '-ReplyTo is null or empty.'
        Get-Post | Should -BeNullOrEmpty
    }

    It 'sends a row with an empty ReplyTo without a quote' {
        $null = 'To,Text,Source,ReplyTo', '12,plain,Chat,' | ConvertFrom-Csv | Send-DmMessage

        $read = Get-Newest
        $read.Text, $read.ReplyToId | Should -Be 'plain', $null
    }

    It 'quotes with -ReplyTo' {
        $id = $server.Api.AddChatMessage('12', 'Where are the keys?', '12', 1)
        $newest = Get-Newest
        $newest | Send-DmMessage -Text 'In the drawer.' -ReplyTo $newest.Id | Out-Null

        $read = Get-Newest
        $read.ReplyToId, $read.Quote.Text, $read.Quote.IsVerified | Should -Be $id, 'Where are the keys?', $true
    }

    It 'sends rows with a journal once' {
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ To = 12; Text = "row $_" } }
        $journal = Join-Path $TestDrive 'chat.jsonl'
        $sent = $rows | Send-DmMessage -Source Chat -Journal $journal
        $server.Reset()
        $again = $rows | Send-DmMessage -Source Chat -Journal $journal

        $sent.Source | Sort-Object -Unique | Should -Be 'Chat'
        $again | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
        Get-Content $journal -Raw | Should -Not -Match 'row 1'
    }

    It 'does not send the rows of a journal again unencrypted' {
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ To = 12; Text = "row $_" } }
        $journal = Join-Path $TestDrive 'again.jsonl'
        $rows | Send-DmMessage -Source Chat -Journal $journal | Out-Null
        $failed = [pscustomobject]@{ To = '@nobody_yet'; Text = 'row 3' }
        Get-ErrorOf { $failed | Send-DmMessage -Source Chat -Journal $journal } | Out-Null
        $server.Reset()

        $problem = Get-ErrorOf { @($rows) + $failed | Send-DmMessage -Journal $journal }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-Source Chat'
        Get-Post | Should -BeNullOrEmpty
    }

    It 'replies to an event' {
        $id = $server.Api.AddChatMessage('12', 'Where are the keys?', '12', 1)
        $newest = Get-Newest
        Send-DmMessage 12 'In the drawer.' -Source Chat -ReplyTo $newest | Out-Null

        (Get-Newest).ReplyToId | Should -Be $id
    }

    It 'attaches a file of any type' {
        Set-Content (Join-Path $TestDrive 'notes.txt') 'some notes'
        Send-DmMessage 12 -MediaPath (Join-Path $TestDrive 'notes.txt') -Source Chat | Out-Null

        $media = (Get-Newest).Media[0]
        $media.FileName, $media.Type, $media.Size | Should -Be 'notes.txt', 'file', (Get-Item (Join-Path $TestDrive 'notes.txt')).Length
    }

    It 'names the account and X Chat with -WhatIf, and sends nothing' {
        Send-DmMessage 12 'canary' -Source Chat -WhatIf

        $server.Requests | Should -BeNullOrEmpty
    }

    It 'refuses <what> before any request' -ForEach @(
        @{ what = 'a classic message to a group of X Chat'; call = { Send-DmMessage -ConversationId g1950000000000000101 -Text 'x' -Source Classic } }
        @{ what = 'X Chat in a classic group'; call = { Send-DmMessage -ConversationId 1590000000000000001 -Text 'x' -Source Chat } }
        @{ what = 'a classic reply'; call = { Send-DmMessage 12 'x' -ReplyTo 12345 } }
        @{ what = 'a reply to a classic event'; call = { $e = Get-DmEvent -Participant 12 -Source Classic -First 1; $server.Reset(); Send-DmMessage 12 'x' -Source Chat -ReplyTo $e } }
        @{ what = 'a classic upload'; call = { Send-DmMessage 12 'x' -MediaId 99 -Source Chat } }
        @{ what = 'a text that is too long'; call = { Send-DmMessage 12 ('x' * 10001) -Source Chat } }
    ) {
        Assert-Error (Get-ErrorOf $call) 'DmInvalidRequest' 'InvalidArgument'

        $server.Requests | Should -BeNullOrEmpty
    }

    It 'needs a chat key, once for all rows' {
        $problems = @(Get-ErrorOf { 1..3 | ForEach-Object { [pscustomobject]@{ To = 12; Text = "row $_" } } | Send-DmMessage -Source Chat -Connection $bare })

        $problems | Should -HaveCount 1
        Assert-Error $problems[0] 'DmChatKey' 'AuthenticationError'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'names a recipient without keys' {
        $problem = Get-ErrorOf { Send-DmMessage '@nobody_yet' 'Hello' -Source Chat }

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        "$problem" | Should -Match '@nobody_yet'
        Get-Post | Should -BeNullOrEmpty
    }
}

Describe 'New-DmConversation in X Chat' {
    It 'creates a group with a name' {
        $sent = '@jacqueline', '@layla_h' | New-DmConversation -Source Chat -Name 'Summer party' -Text 'Hello!' -Confirm:$false

        $sent.Source, $sent.Text | Should -Be 'Chat', 'Hello!'
        $group = Get-DmConversation -ConversationId $sent.ConversationId -Source Chat
        $group.Name | Should -Be 'Summer party'
        $group.Participants.Username | Sort-Object | Should -Be 'jacqueline', 'layla_h'
        ($sent | Send-DmMessage -Text 'More').ConversationId | Should -Be $sent.ConversationId
    }

    It 'refuses a name for a classic group' {
        $server.Reset()
        Assert-Error (Get-ErrorOf { New-DmConversation 12, 783214 'Hi' -Name 'Party' -Confirm:$false }) 'DmInvalidRequest' 'InvalidArgument'

        $server.Requests | Should -BeNullOrEmpty
    }
}

Describe 'Remove-DmEvent in X Chat' {
    BeforeEach {
        $sent = Send-DmMessage 12 'Oops' -Source Chat
        $server.Reset()
    }

    It 'deletes <what>' -ForEach @(
        @{ what = 'a message that was sent'; call = { $sent | Remove-DmEvent -Confirm:$false } }
        @{ what = 'a message for everyone'; call = { $sent | Remove-DmEvent -ForEveryone -Confirm:$false } }
        @{ what = 'an event'; call = { Get-Newest | Remove-DmEvent -Confirm:$false } }
        @{ what = 'a row'; call = { Get-Newest | ConvertTo-Csv | ConvertFrom-Csv | Remove-DmEvent -Confirm:$false } }
        @{ what = 'an id'; call = { Remove-DmEvent $sent.EventId -ConversationId $pair -Source Chat -Confirm:$false } }
        @{ what = 'an id of a conversation'; call = { Remove-DmEvent $sent.EventId -ConversationId $pair -Confirm:$false } }
        @{ what = 'an id that this session has sent'; call = { Remove-DmEvent $sent.EventId -Confirm:$false } }
        @{ what = 'an event without its source'; call = { Get-Newest | Select-Object Id, ConversationId | Remove-DmEvent -Confirm:$false } }
        @{ what = 'an id for everyone'; call = { Remove-DmEvent $sent.EventId -ConversationId $pair -ForEveryone -Confirm:$false } }
    ) {
        & $call | Should -BeNullOrEmpty

        (Get-Newest 5).Id | Should -Not -Contain $sent.EventId
        Get-Post | Should -Be 'delete'
    }

    It 'deletes a message once that an edit and a reaction of the same listing stand for' {
        $null = $sent | Edit-DmMessage 'Sorry'
        $null = $sent | Add-DmReaction '👍'
        $listed = Get-Newest 3
        $server.Reset()
        $listed | Remove-DmEvent -ForEveryone -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue

        $problems | Should -BeNullOrEmpty
        Get-Post | Should -Be 'delete'
        (Get-Newest 5).Id | Should -Not -Contain $sent.EventId
    }

    It 'tries a deletion that failed again, if the same message comes once more' {
        $server.Answer("POST /2/chat/conversations/$pair/messages/delete", 404, '{"title":"Not Found Error","detail":"Not now","status":404}')
        $sent, $sent | Remove-DmEvent -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue

        $problems | Should -HaveCount 1
        Get-Post | Should -Be 'delete', 'delete'
        (Get-Newest 5).Id | Should -Not -Contain $sent.EventId
    }

    It 'refuses <what>' -ForEach @(
        @{ what = 'an id without its conversation'; call = { Remove-DmEvent 12345 -Source Chat -Confirm:$false } }
        @{ what = 'a classic event for everyone'; call = { Get-DmEvent -Source Classic -First 1 | Remove-DmEvent -ForEveryone -Confirm:$false } }
        @{ what = 'the message of somebody else for everyone'; call = { $null = $server.Api.AddChatMessage('12', 'Mine', '12', 1); Get-Newest | Remove-DmEvent -ForEveryone -Confirm:$false } }
    ) {
        Assert-Error (Get-ErrorOf $call) 'DmInvalidRequest' 'InvalidArgument'

        Get-Post | Should -BeNullOrEmpty
    }

    It 'leaves classic rows classic' {
        $row = Get-DmEvent -Participant 12 -Source Classic | Where-Object Direction -EQ Outgoing | Select-Object -First 1 | Select-Object * -ExcludeProperty Source | ConvertTo-Csv | ConvertFrom-Csv
        $server.Reset()
        $row | Remove-DmEvent -Confirm:$false

        @($server.Requests) -like 'DELETE *' | Should -HaveCount 1
    }

    It 'shows whose message would be deleted, and for whom' {
        $null = $server.Api.AddChatMessage('12', 'Where are the keys?', '12', 1)
        $reaction = Get-Newest | Add-DmReaction '👍'
        $server.Reset()
        $log = Join-Path $TestDrive 'whatif.txt'
        Start-Transcript $log | Out-Null
        try { $reaction | Remove-DmEvent -WhatIf; $sent | Remove-DmEvent -ForEveryone -WhatIf }
        finally { Stop-Transcript | Out-Null }

        $text = (Get-Content $log) -join ' '
        $text | Should -Match 'for you.*from @jacqueline: Where are the keys\?'
        $text | Should -Match 'for everyone.*: Oops'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'leaves the edit and the deletion of a message proven, also of the first one of a conversation' {
        $new = Send-DmMessage '@guest_speaker' 'v1' -Source Chat
        $new | Edit-DmMessage 'v2' | Out-Null
        $new | Remove-DmEvent -ForEveryone -Confirm:$false
        $fresh = Connect-ChatServer $server
        $read = Get-DmEvent -ConversationId $new.ConversationId -Source Chat -Connection $fresh -WarningVariable warnings
        $fresh | Disconnect-TwitterDm
        $null = $connection | Select-DmConnection

        $read.EventType | Should -Be 'MessageDelete', 'MessageEdit'
        $read.IsVerified | Should -Be $true, $true
        $warnings | Should -BeNullOrEmpty
    }

    It 'says that a message may be deleted already' {
        $sent | Remove-DmEvent -ForEveryone -Confirm:$false
        $problem = Get-ErrorOf { Remove-DmEvent $sent.EventId -ConversationId $pair -ForEveryone -Confirm:$false }

        $problem.ErrorDetails.RecommendedAction | Should -Match 'already'
    }
}
