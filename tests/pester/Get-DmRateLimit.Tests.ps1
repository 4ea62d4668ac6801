BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
}

Describe 'Get-DmRateLimit' {
    BeforeEach { $connection = Connect-TwitterDm -Sandbox }

    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'makes no requests' {
        Measure-Request $connection { Get-DmRateLimit } | Should -Be 0
    }

    It 'returns the limits that the connection check reported' {
        (Get-DmRateLimit).Endpoint | Should -Be 'GET /2/users/me', 'GET /2/users/{id}/public_keys'
        $limit = (Get-DmRateLimit)[0]

        $limit | Should -BeOfType 'TwitterDm.DmRateLimit'
        $limit.Endpoint | Should -Be 'GET /2/users/me'
        $limit.Window | Should -Be 'FifteenMinutes'
        $limit.Remaining | Should -Be ($limit.Limit - 1)
    }

    It 'counts down with every request, separately for each endpoint' {
        $null = Get-DmEvent -First 1
        $first = Get-DmRateLimit | Where-Object Endpoint -EQ 'GET /2/dm_events'
        $null = Get-DmEvent -First 1
        $second = Get-DmRateLimit | Where-Object Endpoint -EQ 'GET /2/dm_events'

        $second.Remaining | Should -Be ($first.Remaining - 1)
        $second.ResetsAt | Should -BeGreaterThan ([datetime]::Now)
        $second.ResetsAt | Should -BeLessThan ([datetime]::Now.AddMinutes(16))
    }

    It 'reports one endpoint for all conversations' {
        Get-DmConversation | Select-Object -First 2 | Get-DmEvent -First 1 | Out-Null

        @((Get-DmRateLimit).Endpoint -like '*conversations*') | Should -Be 'GET /2/dm_conversations/{id}/dm_events'
    }

    It 'reads the specified connection' {
        $null = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 1

        Get-DmRateLimit -Connection $connection | Should -HaveCount 2
        Get-DmRateLimit | Should -HaveCount 3
    }

    It 'reports which endpoints share a window, once responses show it' {
        $null = Get-DmEvent -First 1
        (Get-DmRateLimit | Where-Object Endpoint -EQ 'GET /2/dm_events').SharedWith | Should -BeNullOrEmpty
        $null = Get-DmEvent -Participant 12 -First 1

        $shared = Get-DmRateLimit | Where-Object SharedWith
        $shared.Endpoint | Should -Be 'GET /2/dm_conversations/with/{participant_id}/dm_events', 'GET /2/dm_events'
        $shared[1].SharedWith | Should -Be $shared[0].Endpoint
        $shared[0].Remaining | Should -Be $shared[1].Remaining
        ($shared[1] | Format-Table | Out-String -Width 200) | Should -Match 'GET /2/dm_events \(shared with 1\)'
    }

    It 'does not share limits with another sandbox' {
        $null = Get-DmEvent -First 1
        $other = Connect-TwitterDm -Sandbox

        Get-DmRateLimit -Connection $other | Should -HaveCount 2
    }
}

Describe 'Get-DmRateLimit -EventCount' {
    BeforeAll { $connection = Connect-TwitterDm -Sandbox }

    AfterAll { Get-DmConnection | Disconnect-TwitterDm }

    It 'has no duration before the first list request' {
        $forecast = Get-DmRateLimit -EventCount 250

        $forecast | Should -BeOfType 'TwitterDm.DmRateLimitForecast'
        $forecast.EventCount, $forecast.Requests | Should -Be 250, 3
        $forecast.EstimatedCost | Should -Be 2.5
        $forecast.Duration | Should -BeNullOrEmpty
        $forecast.EndsAt | Should -BeNullOrEmpty
        ($forecast | Format-Table | Out-String -Width 100) | Should -Match '(?m)^250 +3 +unknown +2\.50\r?$'
    }

    It 'makes no requests for a forecast' {
        Measure-Request $connection { Get-DmRateLimit -EventCount 1000 } | Should -Be 0
    }

    It 'includes the wait for exhausted windows' {
        $null = Get-DmEvent -First 1

        (Get-DmRateLimit -EventCount 100).Duration | Should -BeLessThan '00:01:00'
        # 299 requests remain in this window, so 600 requests extend into a third one.
        $forecast = Get-DmRateLimit -EventCount 60000
        $forecast.Requests | Should -Be 600
        $forecast.Duration | Should -BeGreaterThan '00:29:00'
        $forecast.EndsAt | Should -BeGreaterThan ([datetime]::Now.AddMinutes(29))
        ($forecast | Format-Table | Out-String -Width 100) | Should -Match '(?m)^60000 +600 +00:\d\d:\d\d \d{4}-\d\d-\d\d \d\d:\d\d +600\.00\r?$'
    }

    It 'rejects <_> events' -ForEach 0, -1, 100000001 {
        { Get-DmRateLimit -EventCount $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
