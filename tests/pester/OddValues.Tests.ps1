BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 3
    $connection = Connect-SignInServer $server
    $list = 'GET /2/dm_events'
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Odd values in a response' {
    AfterEach { $server.Reset() }

    It 'do not end a list, and are counted in the report' {
        $server.Answer($list, 200, '{"data":[{"id":"9","text":"Hello \ud83d\ude2d\ud83d..."},{"id":8,"sender_id":12,"created_at":""},null,{"id":"7","attachments":[],"text":{"a":1}}],"meta":{"result_count":"4","next_token":""}}')

        $events = Get-DmEvent -Connection $connection -ReportVariable report -WarningVariable warnings -WarningAction SilentlyContinue

        $events.Id | Should -Be '9', '8', '7'
        $events[0].Text | Should -Be "Hello $([char]::ConvertFromUtf32(0x1F62D))$([char]0xFFFD)..."
        $events[1].SenderId | Should -Be '12'
        $events[2].AdditionalProperties.text.a | Should -Be 1
        $report.StopReason | Should -Be 'End'
        $report.MalformedValueCount | Should -Be 9
        $report | Format-List | Out-String | Should -Match 'MalformedValueCount +: 9'
        "$warnings" | Should -Match '1 of the 4 events of the page could not be read'
    }

    It 'are not mentioned in the report where there are none' {
        $null = Get-DmEvent -Connection $connection -ReportVariable report

        $report.MalformedValueCount | Should -Be 0
        $report | Format-List | Out-String | Should -Not -Match 'Malformed'
    }

    It 'can be shown and exported' {
        $server.Answer($list, 200, '{"data":[{"id":"nonsense","text":"\ud83d","new":[[[[[[[[{"\ud83d":"\ude2d"}]]]]]]]],"sender_id":"\ud83d"}],"meta":{"result_count":1}}')

        $events = Get-DmEvent -Connection $connection

        $events | Out-String | Should -Not -BeNullOrEmpty
        $events | Format-List * | Out-String | Should -Match 'nonsense'
        $events | ConvertTo-Csv | Should -HaveCount 2
        { $events | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue } | Should -Not -Throw
        $events | Export-Clixml (Join-Path $TestDrive odd.xml)
        (Import-Clixml (Join-Path $TestDrive odd.xml)).Id | Should -Be 'nonsense'
    }

    It 'do not prevent a connection' {
        $server.Answer('GET /2/users/me', 200, '{"data":{"id":12,"username":"jack","name":"\ud83d","created_at":""}}')

        $other = Connect-SignInServer $server

        $other.User.Username | Should -Be 'jack'
        $other | Disconnect-TwitterDm
    }

    It 'do not lose a message that was accepted' {
        $server.Answer('POST /2/dm_conversations/with/12/messages', 201, '{"data":{"dm_event_id":2119012658382548176,"dm_conversation_id":null},"errors":[null]}')

        (Send-DmMessage -Connection $connection -To 12 -Text 'Hello' -Confirm:$false).EventId | Should -Be '2119012658382548176'
    }
}
