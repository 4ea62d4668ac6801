BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    $connection = Connect-TwitterDm -Sandbox
    $chat = Get-DmEvent -Source Chat -WarningAction Ignore

    # The single table row of an object.
    function ShowRow($Item, [int] $Width = 160) { ($Item | Format-Table | Out-String -Width $Width -Stream) | Where-Object { $_ } | Select-Object -Last 1 }

    # An event as it comes back from a file, a job or a remote session.
    function Copy-Serialized($Item) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Item, 1)) }

    # An event with these values.
    function New-ChatEvent([hashtable] $Values) {
        $all = @{
            PSTypeName = 'TwitterDm.DmEvent'; Id = '2120000000000000009'; EventType = 'MessageCreate'; Source = 'Chat'; ConversationId = '12-99'
            ConversationType = 'OneToOne'; Direction = 'Incoming'; SenderId = '12'; CreatedAt = [datetime] '2026-11-26T12:00'; ContentState = 'Readable'
        }
        foreach ($name in $Values.Keys) { $all[$name] = $Values[$name] }
        [pscustomobject] $all
    }
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'The table of X Chat events' {
    It 'says why the text of an event is missing: <state>' -ForEach @(
        @{ state = 'NoKey'; mark = '[no key]' }
        @{ state = 'Undecryptable'; mark = '[cannot be decrypted]' }
        @{ state = 'Malformed'; mark = '[malformed]' }
    ) {
        $item = New-ChatEvent @{ ContentState = $state }

        ShowRow $item | Should -Match ('<- 12 +' + [regex]::Escape($mark) + '$')
        ShowRow (Copy-Serialized $item) | Should -BeExactly (ShowRow $item)
    }

    It 'marks what is not verified, and nothing else' {
        ShowRow (New-ChatEvent @{ Text = 'Hi'; IsVerified = $false }) | Should -BeLike '*[[]unverified] Hi'
        ShowRow (New-ChatEvent @{ Text = 'Hi'; IsVerified = $true }) | Should -Not -BeLike '*unverified*'
        ShowRow (New-ChatEvent @{ Text = 'Hi' }) | Should -Not -BeLike '*unverified*'
        ShowRow (Copy-Serialized (New-ChatEvent @{ Text = 'Hi'; IsVerified = $false })) | Should -BeLike '*[[]unverified] Hi'
    }

    It 'shows <what> as such' -ForEach @(
        @{ what = 'an edit'; values = @{ EventType = 'MessageEdit'; TargetId = '5'; Text = 'new' }; row = '[edit of 5] new' }
        @{ what = 'a deletion'; values = @{ EventType = 'MessageDelete'; TargetId = '5' }; row = '[deleted 5]' }
        @{ what = 'a deletion without a target'; values = @{ EventType = 'MessageDelete' }; row = '[deleted a message]' }
        @{ what = 'a reaction'; values = @{ EventType = 'ReactionAdd'; TargetId = '5'; Reaction = '👍' }; row = '[👍 to 5]' }
        @{ what = 'a removed reaction'; values = @{ EventType = 'ReactionRemove'; TargetId = '5'; Reaction = '👍' }; row = '[removed 👍 from 5]' }
        @{ what = 'a hostile reaction'; values = @{ EventType = 'ReactionAdd'; TargetId = "5`e[2J"; Reaction = "`e[31m`u{202E}" }; row = '[␛[31m<U+202E> to 5␛[2J]' }
        @{ what = 'a change'; values = @{ EventType = 'ConversationChange'; EventTypeName = 'GroupTitleChange'; ConversationName = 'Team' }; row = '[GroupTitleChange] Team' }
        @{ what = 'a key change'; values = @{ EventType = 'KeyChange' }; row = '[key changed]' }
        @{ what = 'a receipt'; values = @{ EventType = 'ReadReceipt'; EventTypeName = 'MarkConversationReadEvent' }; row = '[MarkConversationReadEvent]' }
        @{ what = 'a call'; values = @{ EventType = 'Unknown'; EventTypeName = 'AVCallMissed' }; row = '[AVCallMissed]' }
        @{ what = 'a reply without a quote'; values = @{ ReplyToId = '5'; Text = 'yes' }; row = '[reply to 5] yes' }
        @{ what = 'a reply with a quote'; values = @{ ReplyToId = '5'; Text = 'yes'; Quote = [pscustomobject] @{ Text = 'Do you?' } }; row = '[reply to unproven "Do you?"] yes' }
        @{ what = 'a reply with a proven quote'; values = @{ ReplyToId = '5'; Text = 'yes'; Quote = [pscustomobject] @{ Text = 'Do you?'; IsVerified = $true } }; row = '[reply to "Do you?"] yes' }
        @{ what = 'a reply with a false quote'; values = @{ ReplyToId = '5'; Text = 'yes'; Quote = [pscustomobject] @{ Text = 'Do you?'; IsVerified = $false } }; row = '[reply to unverified "Do you?"] yes' }
        @{ what = 'a payment'; values = @{ AdditionalProperties = @{ attachments = @(@{ money = @{ fallback_text = "Sent `$12`e[2J" } }) } }; row = '[money] Sent $12␛[2J' }
        @{ what = 'a payment with a text'; values = @{ Text = 'Lunch'; AdditionalProperties = @{ attachments = @(@{ money = @{ fallback_text = 'Sent $12' } }) } }; row = '[money] Lunch' }
        @{ what = 'a card'; values = @{ AdditionalProperties = @{ attachments = @(@{ unified_card = @{ url = 'https://x.example/1' } }) } }; row = '[card] https://x.example/1' }
        @{ what = 'an interactive view'; values = @{ AdditionalProperties = @{ attachments = @(@{ jetfuel = @{ height = 3 } }) } }; row = '[interactive]' }
        @{ what = 'a link alone'; values = @{ AdditionalProperties = @{ attachments = @(@{ url = @{ url = 'https://x.example/2' } }) } }; row = '[link] https://x.example/2' }
        @{ what = 'a link in a text'; values = @{ Text = 'See https://x.example'; AdditionalProperties = @{ attachments = @(@{ url = @{ url = 'https://x.example' } }) } }; row = ' See https://x.example' }
        @{ what = 'a post with its id'; values = @{ ReferencedPostIds = @('7'); AdditionalProperties = @{ attachments = @(@{ post = @{ rest_id = '7' } }) } }; row = ' [post]' }
        @{ what = 'an attachment of a new kind'; values = @{ AdditionalProperties = @{ attachments = @(@{ field_9 = 'x' }, @{ money = 'x' }) } }; row = '[attachment] [money]' }
        @{ what = 'the lifetime of messages'; values = @{ EventType = 'ConversationChange'; EventTypeName = 'MessageDurationChange'; AdditionalProperties = @{ ttl_msec = 604800000 } }; row = '[MessageDurationChange] 7 days' }
        @{ what = 'a short lifetime'; values = @{ EventType = 'ConversationChange'; EventTypeName = 'MessageDurationChange'; AdditionalProperties = @{ ttl_msec = 3600000 } }; row = '[MessageDurationChange] 1 hour' }
        @{ what = 'a lifetime that is not one'; values = @{ EventType = 'ConversationChange'; EventTypeName = 'MessageDurationChange'; AdditionalProperties = @{ ttl_msec = "`e" } }; row = '[MessageDurationChange]' }
        @{ what = 'a muted conversation'; values = @{ EventType = 'ConversationChange'; EventTypeName = 'MuteConversation'; AdditionalProperties = @{ conversation_ids = @('12:99', "g7`e") } }; row = '[MuteConversation] 12; g7␛' }
        @{ what = 'a new group'; values = @{ EventType = 'ConversationChange'; EventTypeName = 'GroupCreate'; ConversationName = 'Team'; Participants = @('@a', '@b') }; row = '[GroupCreate] Team: @a; @b' }
        @{ what = 'a new admin'; values = @{ EventType = 'ConversationChange'; EventTypeName = 'GroupAdminAddChange'; ConversationName = 'Team'; Participants = @('@a') }; row = '[GroupAdminAddChange] @a' }
        @{ what = 'a new picture'; values = @{ EventType = 'ConversationChange'; EventTypeName = 'GroupAvatarUrlChange'; ConversationName = 'Team' }; row = '[GroupAvatarUrlChange]' }
        @{ what = 'a long quote'; values = @{ Text = 'ok'; Quote = [pscustomobject] @{ Text = 'a' * 23 + '👍 and more' } }; row = '[reply to unproven "aaaaaaaaaaaaaaaaaaaaaaa…"] ok' }
    ) {
        $item = New-ChatEvent $values

        ShowRow $item | Should -Match ([regex]::Escape($row) + '$')
        ShowRow (Copy-Serialized $item) | Should -BeExactly (ShowRow $item)
    }

    It 'shows what is in the additional properties of a copy that has come through JSON' {
        $payment = '{ "attachments": [{ "money": { "fallback_text": "Sent $12" } }] }' | ConvertFrom-Json
        $lifetime = '{ "ttl_msec": 604800000 }' | ConvertFrom-Json

        ShowRow (New-ChatEvent @{ AdditionalProperties = $payment }) | Should -Match '\[money\] Sent \$12$'
        ShowRow (New-ChatEvent @{ EventType = 'ConversationChange'; EventTypeName = 'MessageDurationChange'; AdditionalProperties = $lifetime }) | Should -Match '\[MessageDurationChange\] 7 days$'
    }

    It 'has no row without a text' {
        ($chat | Format-Table | Out-String -Width 120 -Stream) -match '^\d{4}-.{16} *(<-|->) .{0,20} *$' | Should -BeNullOrEmpty
        ShowRow ($chat | Where-Object { $_.AdditionalProperties['attachments'].money }) | Should -Match '\[money\] Sent \$12\.00'
    }

    It 'colors the mark <mark>, except in plain text' -ForEach @(
        @{ mark = '[unverified]'; values = @{ Text = 'Hi'; IsVerified = $false }; color = 33 }
        @{ mark = '[no key]'; values = @{ ContentState = 'NoKey' }; color = 33 }
        @{ mark = '[cannot be decrypted]'; values = @{ ContentState = 'Undecryptable' }; color = 31 }
        @{ mark = '[malformed]'; values = @{ ContentState = 'Malformed' }; color = 31 }
    ) {
        $item = New-ChatEvent $values
        $plain = ShowRow $item
        $plain | Should -Not -Match "`e"
        $PSStyle.OutputRendering = 'Ansi'
        try {
            foreach ($view in @{}, @{ View = 'Wide' }, @{ View = 'Conversation' }) {
                $row = ($item | Format-Table @view | Out-String -Width 160 -Stream) | Where-Object { $_ } | Select-Object -Last 1
                $row | Should -Match ([regex]::Escape("`e[${color}m$mark`e[0m"))
            }
            # A narrow window truncates what is seen, not what is invisible.
            (ShowRow $item 60) -replace "`e\[[\d;]*m" | Should -BeExactly (& { $PSStyle.OutputRendering = 'PlainText'; ShowRow $item 60 })
        }
        finally { $PSStyle.OutputRendering = 'PlainText' }
    }

    It 'has a wide view that leaves room for the text at 120 columns' {
        $text = 'A text of exactly forty characters, ok.!'
        New-ChatEvent @{ Text = $text; IsVerified = $true } | Format-Table -View Wide | Out-String -Width 120 | Should -Match ([regex]::Escape($text))
    }

    It 'shows a reaction with the text of its message, if this session has read it' {
        $reaction = $chat | Where-Object { $_.EventType -eq 'ReactionAdd' -and ($chat | Where-Object Id -EQ $_.TargetId).Text -match '^[\w .]{5,20}$' } | Select-Object -First 1
        $text = ($chat | Where-Object Id -EQ $reaction.TargetId).Text

        ShowRow $reaction | Should -Match ([regex]::Escape("[$($reaction.Reaction) to `"$text`"]") + '$')
        # Imported in a session that has read the message, too.
        ShowRow (Copy-Serialized $reaction) | Should -BeExactly (ShowRow $reaction)
        # Another conversation can have the same id.
        ShowRow (New-ChatEvent @{ EventType = 'ReactionAdd'; TargetId = $reaction.TargetId; Reaction = '👍' }) | Should -Match ([regex]::Escape("[👍 to $($reaction.TargetId)]") + '$')
    }

    It 'shows the id of a message that was not read in this session' {
        $reaction = $chat | Where-Object EventType -EQ ReactionAdd | Select-Object -First 1
        $reaction | Export-Clixml (Join-Path $TestDrive 'reaction.xml')
        $shell = Start-Shell $TestDrive "(Import-Clixml '$TestDrive/reaction.xml' | Format-Table | Out-String -Width 160)"

        Receive-Shell $shell | Should -Match " to $($reaction.TargetId)\]"
    }

    It 'shows the name of a group, and a name like a user in quotes' {
        $group = @{ ConversationId = 'g1'; ConversationType = 'Group'; Text = 'Hi' }
        ShowRow (New-ChatEvent ($group + @{ ConversationName = 'Book club' })) | Should -Match '<- Book club +12: Hi$'
        ShowRow (New-ChatEvent ($group + @{ ConversationName = '@jacqueline' })) | Should -Match '<- "@jacqueline" +12: Hi$'
        ShowRow (New-ChatEvent ($group + @{ ConversationName = "x`e[2J`u{202E}" })) | Should -Match '<- x␛\[2J<U\+202E> +12: Hi$'
        ShowRow (New-ChatEvent $group) | Should -Match '<- g1 +12: Hi$'
        ShowRow ($chat | Where-Object ConversationName -EQ 'Book club' | Select-Object -First 1) | Should -Match ' Book club '
    }

    It 'has one line for each event, safe for a terminal and within the width: <_>' -ForEach 80, 120, 200 {
        $lines = $chat | Format-Table | Out-String -Width $_ -Stream | Where-Object { $_ }

        $lines | Should -HaveCount ($chat.Count + 2)
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $_
        $lines -match '[\x00-\x09\x0B\x0C\x0E-\x1F\x7F-\x9F\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]' | Should -BeNullOrEmpty
    }

    It 'looks the same live and after Clixml, in all views' {
        $chat | Export-Clixml (Join-Path $TestDrive 'chat.xml')
        $back = Import-Clixml (Join-Path $TestDrive 'chat.xml')

        foreach ($view in @{}, @{ View = 'Wide' }, @{ View = 'Conversation' }) {
            $back | Format-Table @view | Out-String -Width 200 | Should -BeExactly ($chat | Format-Table @view | Out-String -Width 200)
        }
        $back | Select-Object -First 60 | Format-List | Out-String -Width 200 | Should -BeExactly ($chat | Select-Object -First 60 | Format-List | Out-String -Width 200)
    }

    It 'filters the same live, after Clixml, JSON and CSV' {
        $chat | Export-Clixml (Join-Path $TestDrive 'filter.xml')
        $chat | Export-Csv (Join-Path $TestDrive 'filter.csv')
        $json = $chat | ConvertTo-Json -Depth 5 | ConvertFrom-Json
        foreach ($other in (Import-Clixml (Join-Path $TestDrive 'filter.xml')), (Import-Csv (Join-Path $TestDrive 'filter.csv')), $json) {
            foreach ($filter in @{ Property = 'EventType'; Value = 'ReactionAdd' }, @{ Property = 'ContentState'; Value = 'Undecryptable' }, @{ Property = 'Source'; Value = 'Chat' }) {
                ($other | Where-Object $filter.Property -EQ $filter.Value).Id | Should -Be ($chat | Where-Object $filter.Property -EQ $filter.Value).Id
            }
            ($other | Where-Object { "$($_.IsVerified)" -eq 'False' }).Id | Should -Be ($chat | Where-Object IsVerified -EQ $false).Id
        }
    }
}

Describe 'The ids of X Chat groups' {
    It 'are completed, with the name of the group' {
        $line = 'Get-DmEvent -ConversationId g'
        $offers = (TabExpansion2 $line $line.Length).CompletionMatches

        $offers.Count | Should -Be @(($chat | Where-Object ConversationType -EQ Group).ConversationId | Sort-Object -Unique).Count
        $offers.CompletionText | Should -Match "^'g\d+'$"
        $offers.ToolTip | Should -Contain 'a group: Book club'
    }

    It 'are completed with their names after their list alone was read' {
        $null = Connect-TwitterDm -Sandbox
        try {
            $names = (Get-DmConversation -Source Chat | Where-Object { $_.ConversationType -eq 'Group' -and $_.Name }).Name
            $line = 'Get-DmEvent -ConversationId g'

            $names | Should -Not -BeNullOrEmpty
            foreach ($name in $names) { (TabExpansion2 $line $line.Length).CompletionMatches.ToolTip | Should -Contain "a group: $name" }
        }
        finally {
            Get-DmConnection | Where-Object { $_ -ne $connection } | Disconnect-TwitterDm
            $connection | Select-DmConnection
        }
    }
}

Describe 'The list of an X Chat event' {
    It 'has the properties of X Chat only where they have a value' {
        $list = New-ChatEvent @{ EventType = 'ReactionAdd'; TargetId = '5'; Reaction = '👍'; MessageId = 'm'; IsVerified = $true } | Format-List | Out-String -Width 120
        foreach ($line in 'TargetId +: 5', 'Reaction +: 👍', 'MessageId +: m', 'IsVerified +: True', 'ContentState +: Readable') { $list | Should -Match "(?m)^$line" }
        $list | Should -Not -Match 'ReplyToId|Quote|ConversationName|ImportedFrom'
        New-ChatEvent @{ Text = 'Hi' } | Format-List | Out-String | Should -Not -Match 'TargetId|Reaction|MessageId|IsVerified'
    }
}

Describe 'Reports and conversations of X Chat' {
    It 'count what is flagged in the table of a report, and each kind in its list' {
        $null = Get-DmEvent -Source Chat -ReportVariable report -WarningAction Ignore

        $flagged = $report.UnverifiedCount + $report.UnreadableCount
        ShowRow $report | Should -Match " $flagged$"
        $report | Format-List | Out-String | Should -Match "UnverifiedCount +: $($report.UnverifiedCount)\s+UnreadableCount +: $($report.UnreadableCount)\s+HasMessageRequests +: True"
        Copy-Serialized $report | Format-Table | Out-String -Width 120 | Should -BeExactly ($report | Format-Table | Out-String -Width 120)
        ($report | Format-Table | Out-String -Width 80 -Stream | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'show the beginning of a page token on one line, and keep the property whole' {
        $null = Get-DmEvent -Source All -First 20 -ReportVariable report -WarningAction Ignore

        $report.PageToken.Length | Should -BeGreaterThan 100
        $line = ($report | Format-List | Out-String -Width 80 -Stream) -match '^PageToken'
        $line | Should -BeExactly "PageToken          : $($report.PageToken.Substring(0, 50))…"
        $report | Format-List | Out-String -Width 80 -Stream | Where-Object { $_ } | Select-Object -Last 1 | Should -BeExactly "$line"
        Copy-Serialized $report | Format-List | Out-String -Width 80 | Should -BeExactly ($report | Format-List | Out-String -Width 80)
    }

    It 'show the source, the name, and the update of a conversation' {
        $named = Get-DmConversation -Source Chat | Where-Object Name | Select-Object -First 1

        ShowRow $named | Should -Match "^$($named.UpdatedAt.ToString('yyyy-MM-dd HH:mm')) Chat +$([regex]::Escape($named.Name)) +$($named.ConversationId)$"
        ShowRow (Copy-Serialized $named) | Should -BeExactly (ShowRow $named)
        ShowRow ([pscustomobject] @{ PSTypeName = 'TwitterDm.DmConversation'; ConversationId = 'g1'; ConversationType = 'Group'; Source = 'Chat'; Name = "@x`e" }) | Should -Match '"@x␛" +g1$'
    }
}
