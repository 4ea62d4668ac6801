BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Faults after the first page' {
    BeforeAll {
        # The second page of a list is the third request.
        $faults = 'html', 'cut-json', 'no-credit', 'locked', 'client-forbidden', '429-cap', 'bad-gzip', 'cut-brotli', 'status=400', 'redirect=https://example.com/', '429', '429-day',
        'unknown-type', 'without-data', 'empty-page', 'partial', 'unknown-fields', 'repeat-events'
        $servers = @{}
        $faults | ForEach-Object { $servers[$_] = Start-TestServer -EventCount 250 -Fault "3:$_" }
        $servers['status=501'] = Start-TestServer -EventCount 250 -Fault (3..7 | ForEach-Object { "${_}:status=501" })
        # A page whose token refers to itself, or that lacks a part, is requested two more times.
        'same-token', 'without-data', 'without-meta' |
            ForEach-Object { $servers["$_, three times"] = Start-TestServer -EventCount 250 -Fault "3:$_", "4:$_", "5:$_" }

        function Read-WithFault([string] $Fault) {
            $null = Connect-TestServer $servers[$Fault]
            Read-ToError { Get-DmEvent -OnRateLimit Stop }
        }
    }

    AfterAll { $servers.Values | Stop-TestServer }

    It 'returns <id> for <fault>, with all earlier pages and the token to resume' -ForEach @(
        @{ fault = 'html'; id = 'DmProtocol'; category = 'InvalidResult'; before = 100; words = 'HTML' }
        @{ fault = 'cut-json'; id = 'DmProtocol'; category = 'InvalidResult'; before = 100; words = 'broken JSON' }
        @{ fault = 'redirect=https://example.com/'; id = 'DmProtocol'; category = 'InvalidResult'; before = 100; words = '302' }
        @{ fault = 'without-data, three times'; id = 'DmProtocol'; category = 'InvalidResult'; before = 100; words = 'reports 100 events but contains 0' }
        @{ fault = 'without-meta, three times'; id = 'DmProtocol'; category = 'InvalidResult'; before = 200; words = 'whether more events follow' }
        @{ fault = 'status=400'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; before = 100; words = '400' }
        @{ fault = 'same-token, three times'; id = 'DmProtocol'; category = 'InvalidResult'; before = 200; words = 'pagination token' }
        @{ fault = 'status=501'; id = 'DmService'; category = 'ResourceUnavailable'; before = 100; words = '501' }
        @{ fault = '429'; id = 'DmRateLimit'; category = 'LimitsExceeded'; before = 100; words = 'the window ends at' }
        @{ fault = 'no-credit'; id = 'DmCredit'; category = 'LimitsExceeded'; before = 100; words = 'CreditsDepleted' }
        @{ fault = 'locked'; id = 'DmPermission'; category = 'PermissionDenied'; before = 100; words = 'temporarily locked' }
        @{ fault = 'client-forbidden'; id = 'DmPermission'; category = 'PermissionDenied'; before = 100; words = 'Client Forbidden' }
        @{ fault = '429-cap'; id = 'DmRateLimit'; category = 'LimitsExceeded'; before = 100; words = 'UsageCapExceeded: Usage cap exceeded' }
        @{ fault = '429-day'; id = 'DmRateLimit'; category = 'LimitsExceeded'; before = 100; words = 'the window ends at' }
    ) {
        $read = Read-WithFault $fault

        Assert-Error $read.Problems $id $category
        $record = $read.Problems[0]
        "$record" | Should -Match $words
        "$record" | Should -Match 'GET /2/dm_events|pagination token|requested again'
        $read.Events | Should -HaveCount $before
        $record.TargetObject.LastEventId | Should -Be $read.Events[-1].Id
        $record.TargetObject.EventCount | Should -Be $before
        $record.ErrorDetails.RecommendedAction | Should -Match $record.TargetObject.PageToken
        if ($fault -in '429', '429-day') { $record.Exception.ResetsAt | Should -BeGreaterThan ([datetime]::Now) }

        # The fault is over: the token returns exactly the missing events, without duplicates.
        if ($id -ne 'DmRateLimit') {
            $rest = Get-DmEvent -PageToken $record.TargetObject.PageToken
            @($read.Events.Id) + $rest.Id | Should -Be (Get-DmEvent).Id
        }
    }

    It 'keeps an unknown event type and its name' {
        $read = Read-WithFault 'unknown-type'

        $read.Problems | Should -BeNullOrEmpty
        $read.Events | Should -HaveCount 250
        $strange = $read.Events | Where-Object EventType -EQ ([TwitterDm.DmEventType]::Unknown)
        $strange | Should -HaveCount 1
        $strange.EventTypeName | Should -Be 'ReactionCreate'
        $strange | Out-String | Should -Match '\[ReactionCreate\]'
    }

    It 'does not report an error for <fault> and returns <count> events' -ForEach @(
        @{ fault = 'without-data'; count = 250 }, @{ fault = 'empty-page'; count = 250 }, @{ fault = 'repeat-events'; count = 250 }
        @{ fault = 'bad-gzip'; count = 250 }, @{ fault = 'cut-brotli'; count = 250 }
    ) {
        $read = Read-WithFault $fault

        $read.Problems | Should -BeNullOrEmpty
        @($read.Events.Id | Sort-Object -Unique) | Should -HaveCount $count
        $read.Events | Should -HaveCount $count
    }

    It 'emits the events of a partial success and warns once for each problem' {
        $read = Read-WithFault 'partial'

        $read.Events | Should -HaveCount 250
        $read.Problems | Should -BeNullOrEmpty
        $warnings = $read.Warnings | Where-Object Message -NotMatch 'X Chat'
        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match 'Could not find user with sender_id: \[4242\]'
    }

    It 'keeps unknown fields under their own names' {
        $kept = (Read-WithFault 'unknown-fields').Events[100].AdditionalProperties

        $kept.weight | Should -Be 0.5
        $kept.pinned | Should -BeTrue
        $kept.reactions[0].count | Should -Be 2
    }
}
