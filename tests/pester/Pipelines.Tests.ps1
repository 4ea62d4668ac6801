BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $connection = Connect-TwitterDm -Sandbox -EventCount 600
    $all = Get-DmEvent
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Pipeline input of Get-DmEvent' {
    It 'accepts names and ids of participants as strings' {
        $read = '@jacqueline', '987654321' | Get-DmEvent -First 5

        $read | Should -HaveCount 10
        $read.ConversationId | Select-Object -Unique | Should -Be '12-1385551234567890123', '987654321-1385551234567890123'
    }

    It 'accepts users' {
        $users = $all.Sender | Where-Object Username -In 'jacqueline', 'layla_h' | Sort-Object Id -Unique

        ($users | Get-DmEvent -First 2).ConversationId | Select-Object -Unique |
            Should -Be '12-1385551234567890123', '1385551234567890123-1712345678901234567'
    }

    It 'accepts conversations' {
        $conversations = Get-DmConversation
        $read = Get-DmConversation | Get-DmEvent -First 1

        $read.ConversationId | Should -Be $conversations.ConversationId
        $read.Id | Should -Be $conversations.LastEvent.Id
    }

    It 'accepts an event and reads its conversation' {
        $group = $all | Where-Object ConversationType -EQ Group | Select-Object -First 1

        $read = $group | Get-DmEvent -First 12
        $read | Should -HaveCount 12
        $read.ConversationId | Sort-Object -Unique | Should -Be $group.ConversationId
    }

    It 'accepts CSV rows with a ConversationId' {
        $path = Join-Path $TestDrive 'conversations.csv'
        Get-DmConversation -Type OneToOne | Export-Csv $path

        $read = Import-Csv $path | Select-Object -First 3 | Get-DmEvent -First 2
        $read.ConversationId | Select-Object -Unique | Should -Be (Import-Csv $path | Select-Object -First 3).ConversationId
    }

    It 'accepts CSV rows of exported events' {
        $path = Join-Path $TestDrive 'rows.csv'
        $all | Select-Object -First 1 | Export-Csv $path

        (Import-Csv $path | Get-DmEvent -First 1).Id | Should -BeExactly ($all | Where-Object ConversationId -EQ $all[0].ConversationId)[0].Id
    }

    It 'reports an error for an invalid item and processes the others' {
        $problems = $null
        $read = '@jacqueline', 'no such thing', '@layla_h' | Get-DmEvent -First 1 -ErrorVariable problems -ErrorAction SilentlyContinue

        $read | Should -HaveCount 2
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'DmInvalidRequest,TwitterDm.Commands.GetDmEventCommand'
        "$($problems[0].TargetObject)" | Should -Be 'no such thing'
    }

    It 'stops with -ErrorAction Stop' {
        { '@jacqueline', 'no such thing' | Get-DmEvent -First 1 -ErrorAction Stop } | Should -Throw -ErrorId 'DmInvalidRequest,*'
    }
}

Describe 'Working with events in a pipeline' {
    It 'filters incoming events by direction name with Where-Object' {
        Get-DmEvent | Where-Object Direction -EQ Incoming | Should -HaveCount @($all | Where-Object { "$($_.Direction)" -eq 'Incoming' }).Count
    }

    It 'counts all events with Group-Object SenderUsername' {
        $groups = Get-DmEvent | Group-Object SenderUsername

        ($groups | Measure-Object Count -Sum).Sum | Should -Be 600
        $groups.Name | Should -Contain 'sandbox_admin'
        $groups.Count | Should -BeGreaterThan 8
    }

    Context 'Export-Csv' {
        BeforeAll {
            $path = Join-Path $TestDrive 'incoming.csv'
            $incoming = $all | Where-Object Direction -EQ Incoming
            Get-DmEvent | Where-Object Direction -EQ Incoming | Export-Csv $path
            $rows = Import-Csv $path
        }

        It 'writes a row for every event of every type' {
            $incoming.EventType | Sort-Object -Unique | Should -Be 'MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave'
            $rows.Id | Should -Be $incoming.Id
        }

        It 'writes a column for every property, whichever type comes first' {
            $properties = [TwitterDm.DmEvent].GetProperties().Name
            $rows[0].psobject.Properties.Name | Should -Be $properties

            foreach ($kind in 'MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave') {
                $first = $all | Where-Object EventType -EQ $kind | Select-Object -First 1
                @($first) + $all | ConvertTo-Csv | Select-Object -First 1 | Should -Be ('"' + ($properties -join '","') + '"')
            }
        }

        It 'writes no type names into cells' {
            $cells = $all | ConvertTo-Csv | ConvertFrom-Csv | ForEach-Object { $_.psobject.Properties.Value }

            $cells | Where-Object { $_ -match 'System\.|TwitterDm\.' } | Should -BeNullOrEmpty
        }

        It 'preserves the text' {
            $rows.Text | Should -BeExactly ($incoming.Text | ForEach-Object { "$_" })
        }

        It 'writes the items of lists' {
            $message = $all | Where-Object { $_.Urls.Count -eq 2 -and $_.ParticipantIds.Count -gt 1 } | Select-Object -First 1
            $row = $message | ConvertTo-Csv | ConvertFrom-Csv

            $row.Urls | Should -Be ($message.Urls -join '; ')
            $row.ParticipantIds | Should -Be ($message.ParticipantIds -join '; ')
            $row.Participants | Should -Match '^@\w+; @\w+'
            $row.Sender | Should -Be "@$($message.SenderUsername)"
        }
    }

    It 'preserves the text with ConvertTo-Json' {
        $strange = $all | Where-Object Text -Match ([char] 27) | Select-Object -First 1

        ($strange | ConvertTo-Json -Depth 5 | ConvertFrom-Json).Text | Should -BeExactly $strange.Text
    }

    It 'round-trips with Export-Clixml' {
        $path = Join-Path $TestDrive 'events.xml'
        $all | Select-Object -First 20 | Export-Clixml $path

        (Import-Clixml $path).Text | Should -BeExactly $all[0..19].Text
    }
}

Describe 'Piping events to cmdlets that write' {
    It 'replies to the last sender in each one-to-one conversation' {
        $conversations = Get-DmConversation -Type OneToOne | Where-Object { $_.LastEvent.Direction -eq 'Incoming' }
        $sent = $conversations | Send-DmMessage -Text 'We have got it.'

        $sent.ConversationId | Should -Be $conversations.ConversationId
        ($conversations | Get-DmEvent -First 1).Id | Should -Be $sent.EventId
    }

    It 'replies to each event as it arrives' {
        $asked = Get-DmEvent -Participant '@layla_h' -First 5 | Where-Object Direction -EQ Incoming
        $sent = $asked | ForEach-Object { $_ | Send-DmMessage -Text "Re: $($_.Id)" }

        $sent.Text | Should -Be ($asked.Id | ForEach-Object { "Re: $_" })
    }

    It 'creates a group with the senders and sends messages to it' {
        $who = $all.Sender | Where-Object Username -In 'jacqueline', 'layla_h', 'zoe_muller' | Sort-Object Id -Unique
        $group = $who | New-DmConversation -Text 'Hello, you three!' -Confirm:$false
        $null = $group | Send-DmMessage -Text 'Shall we meet at nine?'

        @($group | Get-DmEvent -EventType MessageCreate).Text | Should -Be 'Shall we meet at nine?', 'Hello, you three!'
        (Get-DmConversation -Since $group.SentAt.AddSeconds(-1) | Where-Object ConversationId -EQ $group.ConversationId).Participants | ForEach-Object ToString | Sort-Object |
            Should -Be '@jacqueline', '@layla_h', '@zoe_muller'
    }

    It 'deletes sent messages' {
        $before = (Get-DmEvent -Participant 12 -First 1).Id
        1..3 | ForEach-Object { "oops $_" } | Send-DmMessage -To 12 | Remove-DmEvent -Confirm:$false

        (Get-DmEvent -Participant 12 -First 1).Id | Should -Be $before
    }

    It 'blocks the senders of links' {
        $blocked = $all | Where-Object { $_.Direction -eq 'Incoming' -and $_.Urls } | Sort-Object SenderId -Unique | ForEach-Object Sender | Block-DmUser -PassThru

        $blocked.Id | Should -Be ($all | Where-Object { $_.Direction -eq 'Incoming' -and $_.Urls } | Sort-Object SenderId -Unique).SenderId
        $blocked | Unblock-DmUser -PassThru | Should -HaveCount @($blocked).Count
    }
}
