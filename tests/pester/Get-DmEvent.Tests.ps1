BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $connection = Connect-TwitterDm -Sandbox -EventCount 450
    $all = Get-DmEvent
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Get-DmEvent' {
    Context 'without parameters' {
        It 'returns all events, newest first, each once' {
            $all | Should -HaveCount 450
            $all | Should -BeOfType 'TwitterDm.DmEvent'
            @($all.Id | Sort-Object -Unique) | Should -HaveCount 450
            $all.Id | Should -Be ($all.Id | Sort-Object { [long] $_ } -Descending)
        }

        It 'includes the sender names without a second request' {
            $all | Where-Object { $_.SenderId -and -not $_.SenderUsername } | Should -BeNullOrEmpty
            $all | Where-Object Direction -EQ Outgoing | Where-Object SenderId -NE $connection.User.Id | Should -BeNullOrEmpty
        }
    }

    Context 'request count' {
        It 'reads 450 events with 5 requests' {
            Measure-Request $connection { Get-DmEvent } | Should -Be 5
        }

        It 'makes one request with Select-Object -First 5' {
            $few = $null
            Measure-Request $connection { $script:few = Get-DmEvent | Select-Object -First 5 } | Should -Be 1

            $script:few.Id | Should -Be $all[0..4].Id
        }

        It 'limits the size of each page to -PageSize' {
            Measure-Request $connection { Get-DmEvent -PageSize 50 -First 120 } | Should -Be 3
        }

        It 'emits the first event before the second request' {
            $script:seen = 0
            $before = $connection.Usage.Requests

            Get-DmEvent | ForEach-Object { if ($script:seen++ -eq 0) { $atFirst = $connection.Usage.Requests } }
            $atFirst - $before | Should -Be 1
        }
    }

    Context 'filters' {
        It 'returns only <_> with -EventType <_>' -ForEach 'MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave' {
            $type = $_
            $wanted = $all | Where-Object EventType -EQ $type

            $wanted | Should -Not -BeNullOrEmpty
            (Get-DmEvent -EventType $type).Id | Should -Be $wanted.Id
        }

        It 'accepts several values and the type itself for -EventType' {
            $some = Get-DmEvent -EventType ([TwitterDm.DmEventType]::ParticipantsJoin), ParticipantsLeave

            $some.Id | Should -Be ($all | Where-Object EventType -NE MessageCreate).Id
        }

        It 'applies -Since and -Until' {
            $since = $all[180].CreatedAt
            $until = $all[30].CreatedAt

            (Get-DmEvent -Since $since -Until $until).Id | Should -Be $all[30..180].Id
            Measure-Request $connection { Get-DmEvent -Since $since -Until $until } | Should -BeLessOrEqual 5
        }

        It 'accepts common date formats for -Since' {
            $days = (Get-Date).AddDays(-3)

            (Get-DmEvent -Since $days).Count | Should -Be @($all | Where-Object CreatedAt -GE $days).Count
            (Get-DmEvent -Since $days.ToString('yyyy-MM-dd HH:mm:ss')).Count | Should -Be @($all | Where-Object CreatedAt -GE $days.AddMilliseconds(-$days.Millisecond)).Count
        }

        It 'stops before -SinceId after small pages' {
            (Get-DmEvent -SinceId $all[7].Id).Id | Should -Be $all[0..6].Id
            Measure-Request $connection { Get-DmEvent -SinceId $all[7].Id } | Should -Be 1
        }

        It 'warns when -Since is older than the API window' {
            $null = Get-DmEvent -Since (Get-Date).AddDays(-31) -First 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match '30 days'
        }

        It 'does not warn when -Since is older than the window for a conversation' {
            $old = Get-DmEvent -Participant '@old_friend' -Since (Get-Date).AddDays(-365) -WarningVariable warnings

            $warnings | Should -BeNullOrEmpty
            $old | Should -Not -BeNullOrEmpty
            $old[0].CreatedAt | Should -BeLessThan ([datetime]::Now.AddDays(-30))
        }
    }

    Context '-Participant' {
        It 'accepts <what>' -ForEach @(
            @{ what = 'an id'; who = '12' }, @{ what = 'a number'; who = 12 }, @{ what = 'an @name'; who = '@jacqueline' }, @{ what = 'an @Name'; who = '@Jacqueline' }
        ) {
            (Get-DmEvent -Participant $who -First 20).ConversationId | Sort-Object -Unique | Should -Be '12-1385551234567890123'
        }

        It 'accepts a DmUser' {
            $person = ($all | Where-Object SenderUsername -EQ zoe_muller | Select-Object -First 1).Sender

            $read = Get-DmEvent $person -First 3
            $read.ConversationId | Sort-Object -Unique | Should -Be '987654321-1385551234567890123'
        }
    }

    Context '-ConversationId' {
        It 'reads one conversation, including older events' {
            $read = Get-DmEvent -ConversationId 1590000000000000001

            $read.ConversationId | Sort-Object -Unique | Should -Be '1590000000000000001'
            $read.Count | Should -BeGreaterThan @($all | Where-Object ConversationId -EQ 1590000000000000001).Count
        }

        It 'accepts several' {
            $read = Get-DmEvent -ConversationId 158000000000001, 17012345678901234 -First 4

            $read | Should -HaveCount 8
            $read.ConversationType | Sort-Object -Unique | Should -Be 'Group'
        }
    }

    Context '-Id' {
        It 'reads single events in the requested order' {
            $ids = $all[300, 2, 17].Id

            (Get-DmEvent -Id $ids).Id | Should -Be $ids
        }

        It 'returns the same properties for a single event as for a listed one' {
            $one = $all | Where-Object { $_.Media.Count -and $_.Text } | Select-Object -First 1

            (Get-DmEvent -Id $one.Id | ConvertTo-Json -Depth 6) | Should -Be ($one | ConvertTo-Json -Depth 6)
        }
    }

    Context '-SafeText' {
        It 'leaves no text that a spreadsheet treats as a formula' {
            $formula = $all | Where-Object { $_.Text -match '^[=+\-@\t]' }
            $formula | Should -Not -BeNullOrEmpty

            (Get-DmEvent -Id $formula.Id -SafeText).Text | Should -Match "^'"
            (Get-DmEvent -Id $formula.Id).Text | Should -Be $formula.Text
        }

        It 'leaves no control characters' {
            $all | Where-Object Text -Match '\p{Cc}' | Should -Not -BeNullOrEmpty

            Get-DmEvent -SafeText | Where-Object Text -Match '\p{Cc}' | Should -BeNullOrEmpty
        }
    }
}

Describe 'Get-DmEvent on a new connection' {
    It 'looks up a name once' {
        $fresh = Connect-TwitterDm -Sandbox

        Measure-Request $fresh { Get-DmEvent -Participant '@noam_levi' -First 1 } | Should -Be 2
        Measure-Request $fresh { Get-DmEvent -Participant '@noam_levi' -First 1 } | Should -Be 1
    }
}

Describe 'Get-DmEvent -First' {
    # Items that were read before are not counted again on the same day, so each test has its own connection.
    BeforeEach { $fresh = Connect-TwitterDm -Sandbox -EventCount 450 }

    It 'makes <requests> requests for -First <first> and reads no extra events' -ForEach @(
        @{ first = 1; requests = 1 }, @{ first = 7; requests = 1 }, @{ first = 100; requests = 1 }
        @{ first = 101; requests = 2 }, @{ first = 250; requests = 3 }
    ) {
        Measure-Request $fresh { Get-DmEvent -First $first } | Should -Be $requests
        $fresh.Usage.EventsRead | Should -Be $first
    }
}

Describe 'Events that are piped to Get-DmEvent' {
    It 'name their conversations, each of which is read once' {
        $connection = Connect-TwitterDm -Sandbox
        $events = Get-DmEvent -First 30
        $distinct = @($events.ConversationId | Sort-Object -Unique).Count

        Measure-Request $connection { $script:read = $events | Get-DmEvent -First 1 } | Should -Be $distinct
        $read | Should -HaveCount $distinct
        Measure-Request $connection { $script:read = $events | ConvertTo-Csv | ConvertFrom-Csv | Get-DmEvent -First 1 } | Should -Be $distinct
        $connection | Disconnect-TwitterDm
    }
}

Describe 'A period without events' {
    It 'takes no request: <name>' -ForEach @(
        @{ name = 'before the last 30 days'; query = @{ Until = '40d' } }, @{ name = 'in the future'; query = @{ Since = (Get-Date).AddDays(2) } }
    ) {
        $connection = Connect-TwitterDm -Sandbox
        $requests = $connection.Usage.Requests
        $read = Get-DmEvent @query -ReportVariable report -WarningAction SilentlyContinue

        $connection.Usage.Requests | Should -Be $requests
        $read | Should -BeNullOrEmpty
        $report.StopReason | Should -Be Window
        $connection | Disconnect-TwitterDm
    }
}
