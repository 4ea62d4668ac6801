BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    $connection = Connect-TwitterDm -Sandbox -EventCount 1000
    $all = Get-DmEvent

    # The terminal output, line by line.
    function Show($Objects, [int] $Width = 120) {
        ($Objects | Out-String -Width $Width -Stream) | Where-Object { $_ }
    }

    # The single table row of an object.
    function ShowRow($Item, [int] $Width = 120) { Show $Item $Width | Select-Object -Last 1 }

    # Control characters other than line breaks, and characters that reorder text.
    $hostile = '[\x00-\x09\x0B\x0C\x0E-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]'
    $messages = $all | Where-Object EventType -EQ MessageCreate
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'The event table' {
    It 'shows the local time, the direction, the other user, and the text' {
        $incoming = $messages | Where-Object { $_.Text -eq 'On it.' -and $_.Direction -eq 'Incoming' -and -not $_.Media.Count } | Select-Object -First 1
        $outgoing = $messages | Where-Object { $_.Text -eq 'On it.' -and $_.Direction -eq 'Outgoing' -and -not $_.Media.Count } | Select-Object -First 1

        foreach ($item in $incoming, $outgoing) {
            $arrow = $item.Direction -eq 'Incoming' ? '<-' : '->'
            $time = $item.CreatedAt.ToString('yyyy-MM-dd HH:mm')
            $other = $item.Participants | Where-Object Id -NE $connection.User.Id
            ShowRow $item | Should -Match "^$time $arrow $other +On it\.$"
        }
    }

    It 'shows a group by its id, and the sender of what came from others' {
        $incoming = $messages | Where-Object { $_.ConversationType -eq 'Group' -and $_.Direction -eq 'Incoming' -and $_.Text -eq 'On it.' -and -not $_.Media.Count } | Select-Object -First 1
        $outgoing = $messages | Where-Object { $_.ConversationType -eq 'Group' -and $_.Direction -eq 'Outgoing' -and $_.Text -match '^[\w ]{5,30}[.!?]?$' } | Select-Object -First 1

        ShowRow $incoming | Should -Match "<- $($incoming.ConversationId) +@$($incoming.SenderUsername): On it\.$"
        ShowRow $outgoing | Should -Match "-> $($outgoing.ConversationId) +(\[\w+\] )*$([regex]::Escape($outgoing.Text))$"
    }

    It 'has a wide view with ids, and one for each conversation' {
        $item = $messages | Where-Object { $_.Text -eq 'On it.' -and $_.Direction -eq 'Outgoing' -and $_.ConversationType -eq 'OneToOne' -and -not $_.Media.Count } | Select-Object -First 1

        $item | Format-Table -View Wide | Out-String -Width 120 | Should -Match "-> @sandbox_admin +@\w+ +$($item.Id) +On it\."
        $item | Format-Table -View Conversation | Out-String -Width 100 | Should -Match "Conversation: $($item.ConversationId)\s[\s\S]*-> @sandbox_admin +On it\."
        $item | Format-Table -GroupBy ConversationId | Out-String -Width 100 | Should -Match "ConversationId: $($item.ConversationId)"
    }

    It 'colors the arrow, except in plain text' {
        $PSStyle.OutputRendering = 'Ansi'
        try { ShowRow $messages[0] | Should -Match "`e\[3[26]m(<-|->)`e\[0m" } finally { $PSStyle.OutputRendering = 'PlainText' }
        ShowRow $messages[0] | Should -Not -Match "`e"
    }

    It 'fits into <_> columns and marks truncated text' -ForEach 80, 120, 200 {
        $lines = Show $messages $_

        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $_
        $long = $messages | Where-Object { $_.Text.Length -gt 200 } | Select-Object -First 1
        ShowRow $long $_ | Should -Match '…$'
    }

    It 'leaves room for the text in the wide view at 120 columns' {
        $long = $messages | Where-Object { $_.Text -match '^[\w ,.]{40,}' } | Select-Object -First 1

        $long | Format-Table -View Wide | Out-String -Width 120 | Should -Match ([regex]::Escape($long.Text.Substring(0, 35)))
    }

    It 'shows each event on one line, whatever its text contains' {
        Show $all | Should -HaveCount ($all.Count + 2)
    }

    It 'marks <kind>' -ForEach @(
        @{ kind = 'a photo'; mark = '\[photo\]'; test = { $_.Media.Type -eq 'photo' } }
        @{ kind = 'a video'; mark = '\[video\]'; test = { $_.Media.Type -eq 'video' } }
        @{ kind = 'a post'; mark = '\[post\] Have you seen'; test = { $_.ReferencedPostIds.Count } }
        @{ kind = 'a join'; mark = '\[joined\] @\w+'; test = { $_.EventType -eq 'ParticipantsJoin' } }
        @{ kind = 'a leave'; mark = '\[left\] @\w+'; test = { $_.EventType -eq 'ParticipantsLeave' } }
    ) {
        $item = $all | Where-Object $test | Select-Object -First 1

        $item | Should -Not -BeNullOrEmpty
        ShowRow $item | Should -Match $mark
    }
}

Describe 'Other views' {
    It 'show each item of an event list on its own line, and the full text' {
        $item = $messages | Where-Object Text -Match '\n' | Select-Object -First 1
        $lines = $item | Format-List | Out-String -Width 200 -Stream | Where-Object { $_ }

        $lines | Where-Object { $_ -notmatch '^\w+ +: ' } | Should -BeNullOrEmpty
        $lines -match '^Text ' | Should -Match '␊'
        $lines -match '^ConversationId ' | Should -Match $item.ConversationId
    }

    It 'show the time, source, count, participants, and id of a conversation' {
        $conversation = Get-DmConversation | Where-Object ConversationId -EQ '12-1385551234567890123'
        $time = $conversation.LastEventAt.ToString('yyyy-MM-dd HH:mm')

        ShowRow $conversation | Should -Match "^$time Classic +$($conversation.EventCount) @jacqueline +12-1385551234567890123$"
    }

    It 'show conversations and sent messages with whole headers at <width> columns, and with whole ids from 120 on' -ForEach @{ width = 64 }, @{ width = 80 }, @{ width = 120 }, @{ width = 200 } {
        $conversations = Get-DmConversation
        $long = ($conversations.ConversationId | Sort-Object Length)[-1]
        $long.Length | Should -BeGreaterThan 36
        $sent = Send-DmMessage -ConversationId $long -Text 'Thanks, we are looking into it.' -Connection $connection
        foreach ($table in @{ objects = $conversations; header = 'Updated Source Events With Conversation' }, @{ objects = $sent; header = 'Sent To EventId Text' }) {
            $lines = $table.objects | Format-Table | Out-String -Width $width -Stream | Where-Object { $_.Trim() }

            $lines[0].Trim() -replace ' +', ' ' | Should -BeExactly $table.header
            $lines[1] | Should -Match '^-+ '
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $width
            if ($width -ge 120 -and $table.header -like 'Updated*') { "$lines" | Should -BeLike "* $long *" }
        }
    }

    It 'show whom an answer went to, live and deserialized, if a connection has read it' {
        $person = Get-DmConversation | Where-Object ConversationType -EQ OneToOne | Sort-Object { $_.ConversationId.Length } | Select-Object -Last 1
        $sent = Send-DmMessage -ConversationId $person.ConversationId -Text 'Thanks' -Connection $connection
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($sent))
        $name = "$($person.Participants | Where-Object Id -NE $connection.User.Id)"

        $sent.Recipient | Should -BeNullOrEmpty
        ShowRow $sent | Should -Match " $name +$($sent.EventId) Thanks$"
        ShowRow $copy | Should -Match " $name +$($sent.EventId) Thanks$"
        ShowRow ([TwitterDm.DmMessage]@{ EventId = '1'; ConversationId = '1-2'; Text = 'to a stranger' }) | Should -Match ' 1-2 +1 +to a stranger$'
    }

    It 'leave the width that recipients do not need to the text of a sent message' {
        $text = 'x' * 150
        Send-DmMessage -To '@jacqueline' -Text $text -Connection $connection | Format-Table | Out-String -Width 220 | Should -Match " $text"
    }

    It 'show saved sign-ins and checks in 80 columns, without broken headers and words' {
        $profiles = [TwitterDm.DmProfile]@{ Name = 'support'; Protection = 'FileModeOnly' } | Format-Table | Out-String -Width 80 -Stream
        $profiles -match 'Name' -replace ' +', ' ' | Should -BeLike '*User Sign-in Saved ChatKey Protection*'
        "$profiles" | Should -Match 'FileModeOnly'
        $check = [TwitterDm.DmCheck]@{ Name = 'Scopes'; State = 'Warn'; Detail = 'The token lacks what this library uses for reading, for writing and for attachments.'; Advice = 'Sign in again with these scopes.' }
        foreach ($width in 80, 120) {
            $lines = @($check | Format-Table | Out-String -Width $width -Stream | Where-Object { $_.Trim() } | Select-Object -Skip 2 | ForEach-Object { $_ -replace '^Scopes +Warn' })
            $lines.Count | Should -BeGreaterThan 1
            $lines.ForEach('Trim') -join ' ' | Should -BeExactly "$($check.Detail) $($check.Advice)"
        }
    }

    It 'show the user and server of a connection, and whether it is current' {
        ShowRow $connection | Should -Match '^\* @sandbox_admin +OAuth2 .* sandbox\.invalid$'
        $other = Connect-TwitterDm -Sandbox
        ShowRow $connection | Should -Match '^ +@sandbox_admin'
        $other | Disconnect-TwitterDm
    }

    It 'show the time, recipient, id, and text of a message' {
        $sent = Send-DmMessage -To '@jacqueline' -Text 'We open at nine.' -Connection $connection
        $time = $sent.SentAt.ToString('yyyy-MM-dd HH:mm')

        ShowRow $sent | Should -Match "^$time @jacqueline +$($sent.EventId) We open at nine\.$"
        (Show $sent 80 | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $lines = $sent | Format-List | Out-String -Width 200 -Stream | Where-Object { $_ }
        $lines -replace ' *:.*' | Should -Be 'EventId', 'Source', 'ConversationId', 'Recipient', 'SentAt', 'Text', 'AttachmentId'
        "$sent" | Should -BeExactly "message $($sent.EventId) to @jacqueline"
    }

    It 'show the id of a message to a conversation, and mark an attachment' {
        $group = Send-DmMessage -ConversationId 158000000000001 -Text 'Hello, all' -Connection $connection

        ShowRow $group | Should -Match '^\S+ \S+ 158000000000001 +\d+ Hello, all$'
        "$group" | Should -BeExactly "message $($group.EventId) to 158000000000001"
        ShowRow ([TwitterDm.DmMessage]@{ EventId = '1'; ConversationId = '2'; Text = 'See'; AttachmentId = '3' }) | Should -Match '\[media\] See$'
        ShowRow ([TwitterDm.DmMessage]@{ EventId = '1'; ConversationId = '2'; AttachmentId = '3' }) | Should -Match '\[media\]$'
    }

    It 'show the window, remaining requests, and limit of a rate limit' {
        $limit = Get-DmRateLimit -Connection $connection | Where-Object Endpoint -EQ 'GET /2/dm_events'

        ShowRow $limit | Should -Match "^FifteenMinutes +$($limit.Remaining) +$($limit.Limit) \d{4}-\d\d-\d\d \d\d:\d\d GET /2/dm_events$"
    }

    It 'show a user as @name, id, and name' {
        $user = ($all | Where-Object SenderUsername -EQ jacqueline)[0].Sender

        ShowRow $user | Should -Match '^@jacqueline +12 +True +Jacqueline'
        "$user" | Should -BeExactly '@jacqueline'
    }

    It 'show the dimensions and the size of attachments: <type>' -ForEach @(
        @{ type = 'a picture'; media = @{ MediaKey = '1'; Type = 'image'; Width = 1920; Height = 1080; Size = 1572864 }; row = '^image +1920x1080 +1\.5 MB' }
        @{ type = 'a file'; media = @{ MediaKey = '1'; Type = 'file'; FileName = 'big.bin'; Size = 12698 }; row = '^file +12\.4 KB +big\.bin' }
        @{ type = 'a small file'; media = @{ MediaKey = '1'; Type = 'file'; FileName = 'a.txt'; Size = 1023 }; row = '^file +1023 B +a\.txt' }
    ) {
        $item = [TwitterDm.DmMedia] $media
        ShowRow $item | Should -Match $row
        ShowRow ([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($item))) | Should -Match $row
    }

    It 'show the type and URL of media' {
        $photo = ($all | Where-Object { $_.Media.Type -eq 'photo' })[0].Media[0]

        ShowRow $photo | Should -Match "^photo +$($photo.Width)x$($photo.Height) .*https://"
    }
}

Describe 'Untrusted text' {
    BeforeAll {
        $strange = $messages | Where-Object Text -Match $hostile
        $texts = $strange.Text | Sort-Object -Unique | Select-Object -First 50
        $stranger = [TwitterDm.DmUser]@{ Id = '99'; Username = "evil`e[31m"; Name = "`e[2J$([char] 0x202E)" }
        $sent = @($texts | Send-DmMessage -To 12 -Connection $connection) + [TwitterDm.DmMessage]@{ EventId = '1'; ConversationId = '2'; Recipient = $stranger; Text = "`e[2J" }
    }

    It 'covers every kind of hostile text' {
        foreach ($one in "`e", "`a", "`b", "`r", "`n", "`t", 0x7F, 0x9B, 0x85, 0x2028, 0x2029, 0x202E, 0x2067, 0xFEFF) {
            $character = $one -is [int] ? [string][char] $one : $one
            @($strange.Text) + @($messages.Text) | Where-Object { $_ -and $_.Contains($character) } | Should -Not -BeNullOrEmpty
        }
    }

    It 'is escaped in terminal output: <view>' -ForEach @(
        @{ view = 'as it comes'; show = { $all | Out-String -Width 250 } }
        @{ view = 'in 80 columns'; show = { $all | Out-String -Width 80 } }
        @{ view = 'Format-Table'; show = { $all | Format-Table | Out-String -Width 120 } }
        @{ view = 'Format-Table -Wrap'; show = { $all | Format-Table -Wrap | Out-String -Width 120 } }
        @{ view = 'Format-List'; show = { $all | Format-List | Out-String -Width 120 } }
        @{ view = 'after objects of another type'; show = { @(Get-Item $PSScriptRoot) + $strange + $connection | Out-String -Width 120 } }
        @{ view = 'mixed with users and media'; show = { @($connection) + $strange + $all.Sender + $all.Media | Out-String -Width 120 } }
        @{ view = 'mixed, as lists'; show = { $connection, $strange, $all.Sender, $all.Media | ForEach-Object { $_ } | Format-List | Out-String -Width 120 } }
        @{ view = 'in conversations'; show = { Get-DmConversation -Connection $connection | Out-String -Width 120 } }
        @{ view = 'in conversations, as lists'; show = { Get-DmConversation -Connection $connection | Format-List * | Out-String -Width 120 } }
        @{ view = 'as strings'; show = { $strange | ForEach-Object ToString } }
    ) {
        $shown = (& $show) -join "`n"

        $shown | Should -Not -BeNullOrEmpty
        [regex]::Matches($shown, $hostile) | Should -BeNullOrEmpty
    }

    It 'is shown with visible replacement symbols' {
        $red = $strange | Where-Object Text -Match "^`e\[31mred" | Select-Object -First 1
        $override = $strange | Where-Object Text -Match 'invoice' | Select-Object -First 1

        ShowRow $red | Should -Match '␛\[31mred alert'
        ShowRow $override | Should -Match 'invoice<U\+202E>fdp\.exe'
    }

    It 'is escaped in terminal output of a sent message: <view>' -ForEach @(
        @{ view = 'as it comes'; show = { $sent | Out-String -Width 250 } }
        @{ view = 'Format-Table -Wrap'; show = { $sent | Format-Table -Wrap | Out-String -Width 120 } }
        @{ view = 'Format-List'; show = { $sent | Format-List | Out-String -Width 120 } }
        @{ view = 'after objects of another type'; show = { @(Get-Item $PSScriptRoot) + $sent + $connection | Out-String -Width 120 } }
        @{ view = 'mixed with events and users'; show = { @($connection) + $strange[0] + $sent + $all[0].Sender | Out-String -Width 120 } }
        @{ view = 'as strings'; show = { $sent | ForEach-Object ToString } }
    ) {
        $shown = (& $show) -join "`n"

        $shown | Should -Not -BeNullOrEmpty
        [regex]::Matches($shown, $hostile) | Should -BeNullOrEmpty
    }

    It 'stays unchanged in the objects, received or sent' {
        $sent[0..($sent.Count - 2)].Text | Should -BeExactly $texts
        ($strange | Where-Object Text -Match 'red alert')[0].Text | Should -BeExactly "`e[31mred alert`e[0m `e[2J`e[H gone"
    }
}
