BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 60
    # The last connection is the current one. The other two have not seen any users yet.
    $fresh, $blank, $connection = 1..3 | ForEach-Object { Connect-SignInServer $server }
    $all = Get-DmEvent
    $oneToOne = '12-1385551234567890123'
    $group = '1590000000000000001'

    function Get-Post([string] $Path = '*') { @($server.Requests) -like "POST /2/dm_conversations$Path" }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'The recipient' {
    BeforeEach { $server.Reset() }

    It 'accepts <what>' -ForEach @(
        @{ what = 'an id'; to = { '12' } }, @{ what = 'a number'; to = { 12 } }, @{ what = 'a name'; to = { '@jacqueline' } }
        @{ what = 'a name in another case with spaces'; to = { ' @Jacqueline ' } }
        @{ what = 'a DmUser'; to = { ($all.Sender | Where-Object Username -EQ jacqueline)[0] } }
    ) {
        $sent = Send-DmMessage -To (& $to) -Text 'Hello'

        $server.Sent | Should -HaveCount 1
        $server.Sent[0].RecipientIds | Should -Be '12'
        $sent.ConversationId | Should -Be $oneToOne
        $sent.Recipient.Id | Should -Be '12'
    }

    It 'accepts the conversation <_>' -ForEach '12-1385551234567890123', '1590000000000000001' {
        $sent = Send-DmMessage -ConversationId $_ -Text 'Hello'

        $server.Sent.ConversationId | Should -Be $_
        $sent.ConversationId | Should -Be $_
        $sent.Recipient | Should -BeNullOrEmpty
        Get-Post | Should -Be "POST /2/dm_conversations/$_/messages"
    }

    It 'accepts a user and the conversation with that user' {
        Send-DmMessage -To 12 -ConversationId $oneToOne -Text 'Hello' | Should -HaveCount 1
        $server.Sent.RecipientIds | Should -Be '12'
    }

    It 'reports an empty recipient among others, and sends to the others: <what>' -ForEach @(
        @{ what = 'by itself'; to = @{} }
        @{ what = 'with a conversation'; to = @{ ConversationId = '12-1385551234567890123' } }
    ) {
        $problem = Get-ErrorOf { Send-DmMessage -To '12', '' -Text 'Hello' @to }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match 'No user is given'
        $server.Sent.RecipientIds | Should -Be '12'
    }

    It 'does not accept a recipient that was refused after Clixml or CSV: <what>' -ForEach @(
        @{ what = 'a character'; to = '5x'[0]; words = 'is a single character' }
        @{ what = 'an inexact number'; to = [decimal] 1385551234567890123; words = 'is not a user id: it has a fraction' }
    ) {
        $path = Join-Path $TestDrive 'failed.xml'
        $first = Get-ErrorOf { Send-DmMessage -To $to -Text 'Hello' }
        foreach ($depth in 1, 2, 4) {
            $first.TargetObject, $first.TargetObject.To | ForEach-Object {
                $_ | Export-Clixml -LiteralPath $path -Depth $depth
                $again = Import-Clixml -LiteralPath $path
                $problem = Get-ErrorOf { if ("$($again.PSTypeNames)" -match 'Reference') { Send-DmMessage -To $again -Text 'Hello' } else { $again | Send-DmMessage } }
                Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
                "$problem" | Should -BeLike "*$words*"
            }
        }

        $first.TargetObject | Export-Csv -LiteralPath $path
        Assert-Error (Get-ErrorOf { Import-Csv -LiteralPath $path | Send-DmMessage }) 'DmInvalidRequest' 'InvalidArgument'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'accepts a user and a text by position' {
        (Send-DmMessage '@jacqueline' 'Hello by position').Text | Should -BeExactly 'Hello by position'
        $server.Sent.Text | Should -BeExactly 'Hello by position'
    }

    It 'sends an unquoted number as it was typed: <text>' -ForEach @{ text = '0123' }, @{ text = '1.50' }, @{ text = '1e3' } {
        $null = & ([scriptblock]::Create("Send-DmMessage -To 12 -Text $text"))

        $server.Sent.Text | Should -BeExactly $text
    }

    It 'looks up a name, but not an id' {
        Measure-Request $fresh { Send-DmMessage -To 783214 -Text 'Hello' -Connection $fresh } | Should -Be 1
        Measure-Request $fresh { Send-DmMessage -To '@support_desk' -Text 'Hello' -Connection $fresh } | Should -Be 2
        Measure-Request $fresh { Send-DmMessage -To '@support_desk' -Text 'Hello' -Connection $fresh } | Should -Be 1
    }

    It 'reports an error if X rejects the message, or would: <what>' -ForEach @(
        @{ what = 'no user has the id'; call = { Send-DmMessage 4242 Hello }; id = 'DmNotFound'; category = 'ObjectNotFound'; posts = 1 }
        @{ what = 'no user has the name'; call = { Send-DmMessage '@nobody_there' Hello }; id = 'DmNotFound'; category = 'ObjectNotFound'; posts = 0 }
        @{ what = 'the user does not accept messages, by id'; call = { Send-DmMessage 1655555555555555555 Hello }; id = 'DmPermission'; category = 'PermissionDenied'; posts = 1 }
        @{ what = 'another user''s conversation'; call = { Send-DmMessage -ConversationId 1590000000000000777 -Text Hello }; id = 'DmPermission'; category = 'PermissionDenied'; posts = 1 }
        @{ what = 'the account itself'; call = { Send-DmMessage 1385551234567890123 Hello }; id = 'DmInvalidRequest'; category = 'InvalidArgument'; posts = 0 }
    ) {
        $problem = Get-ErrorOf $call

        Assert-Error $problem $id $category
        $server.Sent | Should -BeNullOrEmpty
        Get-Post | Should -HaveCount $posts
        $problem.TargetObject | Should -BeOfType 'TwitterDm.DmOutgoingMessage'
        $problem.TargetObject.Text | Should -Be 'Hello'
    }

    It 'is rejected after the look-up, without sending, if they do not accept messages' {
        $problem = Get-ErrorOf { Send-DmMessage '@sato_kenji' Hello -Connection $blank }

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        "$problem" | Should -Be '@sato_kenji does not accept messages from @sandbox_admin.'
        Get-Post | Should -BeNullOrEmpty
    }
}

Describe 'The output' {
    BeforeEach { $server.Reset() }

    It 'is a complete message whose id identifies an event' {
        $before = [datetime]::Now.AddSeconds(-2)
        $sent = Send-DmMessage -To '@jacqueline' -Text 'See https://example.com/a?b=c & <more>'

        $sent | Should -HaveCount 1
        $sent | Should -BeOfType 'TwitterDm.DmMessage'
        $sent.EventId | Should -Be $server.Sent[0].EventId
        $sent.ConversationId | Should -Be $oneToOne
        "$($sent.Recipient)" | Should -BeExactly '@jacqueline'
        $sent.SentAt | Should -BeGreaterThan $before
        $sent.SentAt | Should -BeLessThan $before.AddMinutes(1)
        $sent.Text | Should -BeExactly 'See https://example.com/a?b=c & <more>'
        $sent.AttachmentId | Should -BeNullOrEmpty
        $read = Get-DmEvent -Id $sent.EventId
        $read.ConversationId | Should -Be $sent.ConversationId
        $read.Direction | Should -Be 'Outgoing'
    }

    It 'can be piped to Get-DmEvent, Send-DmMessage, and a CSV file' {
        $sent = Send-DmMessage -To 12 -Text 'first'
        ($sent | Get-DmEvent -First 1).Id | Should -Be $sent.EventId
        ($sent | Send-DmMessage -Text 'second').ConversationId | Should -Be $oneToOne
        $server.Sent.Text | Should -Be 'first', 'second'
        $row = $sent | ConvertTo-Csv | ConvertFrom-Csv
        $row.EventId, $row.Text, $row.Recipient | Should -Be $sent.EventId, 'first', '@jacqueline'
    }

    It 'has exactly the text that was sent: <what>' -ForEach @(
        @{ what = 'lines'; text = "one`ntwo`r`n`tthree" }, @{ what = 'escape sequences'; text = "`e[31mred`e[0m`a" }, @{ what = 'an override'; text = "invoice$([char] 0x202E)fdp.exe" }
        @{ what = 'quotes and a formula'; text = '=1+1,"x",''y''' }, @{ what = 'an emoji of several parts'; text = '👩‍👩‍👧 👍🏽 مرحبا' }, @{ what = '10,000 characters'; text = '👍' * 10000 }
    ) {
        (Send-DmMessage -To 12 -Text $text).Text | Should -BeExactly $text
        $server.Sent.Text | Should -BeExactly $text
    }

    It 'is included in the usage' {
        $before = $connection.Usage
        $null = 'a', 'b' | Send-DmMessage -To 12

        $connection.Usage.MessagesSent - $before.MessagesSent | Should -Be 2
        $connection.Usage.EstimatedCost - $before.EstimatedCost | Should -Be 0.03
    }
}

Describe 'The pipeline' {
    BeforeEach { $server.Reset() }

    It 'accepts strings as texts' {
        ('one', 'two' | Send-DmMessage -To 12).Text | Should -Be 'one', 'two'
        $server.Sent.Text | Should -Be 'one', 'two'
    }

    It 'accepts file lines, numbers, and characters as texts' {
        Set-Content (Join-Path $TestDrive 'lines.txt') 'first line', 'second line'
        $null = @(Get-Content (Join-Path $TestDrive 'lines.txt')) + 42 + 'x'[0] | Send-DmMessage -To 12

        $server.Sent.Text | Should -Be 'first line', 'second line', '42', 'x'
    }

    It 'sends to the conversations of piped events' {
        $some = @($all | Where-Object ConversationId -EQ $group)[0], @($all | Where-Object ConversationId -EQ $oneToOne)[0]

        ($some | Send-DmMessage -Text 'Thank you!').ConversationId | Should -Be $group, $oneToOne
        $server.Sent.Text | Should -Be 'Thank you!', 'Thank you!'
    }

    It 'sends to piped conversations' {
        $conversations = Get-DmConversation | Where-Object ConversationId -In $group, $oneToOne

        ($conversations | Send-DmMessage -Text 'Hello').ConversationId | Should -Be $conversations.ConversationId
    }

    It 'rejects <what> without -Text instead of repeating its text' -ForEach @(
        @{ what = 'an event'; item = { @($all | Where-Object { $_.Text -and $_.Direction -eq 'Incoming' })[0] } }
        @{ what = 'a message'; item = { Send-DmMessage -To 12 -Text 'an echo' } }
    ) {
        $one = & $item
        $server.Reset()
        $problem = Get-ErrorOf { $one | Send-DmMessage }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -BeLike '*is empty*'
        [object]::ReferenceEquals($problem.TargetObject, $one) | Should -BeTrue
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'accepts an event with a script block as -Text' {
        $read = @($all | Where-Object ConversationId -EQ $oneToOne)[0]

        ($read | Send-DmMessage -Text { "Re: $($_.Id)" }).Text | Should -Be "Re: $($read.Id)"
    }

    It 'does not accept <what> as a text' -ForEach @(
        @{ what = 'a row'; item = [pscustomobject]@{ Name = 'Zoë' } }, @{ what = 'a table'; item = @{ Text = 'x' } }
        @{ what = 'a version'; item = [version] '1.2' }, @{ what = 'a script block'; item = { 'x' } }
    ) {
        $problem = Get-ErrorOf { , $item | Send-DmMessage -To 12 }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Be 'The message to 12 is empty.'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'sends each message immediately inside ForEach-Object' {
        $counts = 'one', 'two', 'three' | ForEach-Object { $null = Send-DmMessage -To 12 -Text $_; $server.Sent.Count }

        $counts | Should -Be 1, 2, 3
    }

    It 'sends nothing without input' {
        @() | Send-DmMessage -To 12 | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'sends nothing if the input fails' {
        { & { 'one'; throw 'the input is gone' } | Send-DmMessage -To 12 } | Should -Throw 'the input is gone'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'stops with Select-Object -First' {
        (1..5 | ForEach-Object { "text $_" } | Send-DmMessage -To 12 | Select-Object -First 2).Text | Should -Be 'text 1', 'text 2'
        $server.Sent.Text | Should -Be 'text 1', 'text 2'
    }
}

Describe 'An existing upload' {
    BeforeEach { $server.Reset() }

    BeforeAll {
        # Uploads an image in one request, as another program might. It can be used in one message.
        $png = 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mOQnf4BK2IYWhIANm9qAbB7GTYAAAAASUVORK5CYII='
        function New-Upload {
            $body = @{ media = $png; media_category = 'dm_image' } | ConvertTo-Json
            (Invoke-RestMethod -Method Post -Uri "$($server.Uri)2/media/upload" -Headers @{ Authorization = 'Bearer sandbox-user-token' } -ContentType application/json -Body $body).data.id
        }
    }

    It 'is attached with -MediaId, with or without text, and from a row' {
        $ids = 1..3 | ForEach-Object { New-Upload }
        $sent = @(
            Send-DmMessage -To 12 -Text 'Our blue' -MediaId $ids[0]
            Send-DmMessage -To 12 -MediaId $ids[1]
            [pscustomobject]@{ To = 12; Text = ''; MediaId = $ids[2] } | Send-DmMessage
        )

        $sent.AttachmentId | Should -Be $ids
        $server.Sent.MediaId | Should -Be $ids
        $server.Sent | ForEach-Object { "[$($_.Text)]" } | Should -Be '[Our blue]', '[]', '[]'
        (Get-DmEvent -Id $sent[1].EventId).Media | Should -HaveCount 1
    }

    It 'is not attached again when a message is piped to another send' {
        $null = Send-DmMessage -To 12 -Text 'with it' -MediaId (New-Upload) | Send-DmMessage -Text 'without it'

        $server.Sent.Text | Should -Be 'with it', 'without it'
        $server.Sent[1].MediaId | Should -BeNullOrEmpty
    }

    It 'is rejected with an error for the message if it was already used' {
        $id = New-Upload
        $problem = Get-ErrorOf { 'one', 'two' | Send-DmMessage -To 12 -MediaId $id }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.TargetObject.Text | Should -Be 'two'
        $server.Sent.Text | Should -Be 'one'
    }

    It 'is rejected with an error for the message if it does not exist' {
        Assert-Error (Get-ErrorOf { Send-DmMessage -To 12 -Text x -MediaId 1 }) 'DmInvalidRequest' 'InvalidArgument'
        $server.Sent | Should -BeNullOrEmpty
    }
}
