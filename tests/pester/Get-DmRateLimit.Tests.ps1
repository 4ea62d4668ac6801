BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

Describe 'Get-DmRateLimit' {
    BeforeEach { $connection = Connect-TwitterDm -Sandbox }

    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'makes no request' {
        Measure-Request $connection { Get-DmRateLimit } | Should -Be 0
    }

    It 'knows what the check of the connection told' {
        $limit = Get-DmRateLimit

        $limit | Should -BeOfType 'TwitterDm.DmRateLimit'
        $limit.Endpoint | Should -Be 'GET /2/users/me'
        $limit.Window | Should -Be 'FifteenMinutes'
        $limit.Remaining | Should -Be ($limit.Limit - 1)
    }

    It 'counts down with every request, endpoint by endpoint' {
        $null = Get-DmEvent -First 1
        $first = Get-DmRateLimit | Where-Object Endpoint -EQ 'GET /2/dm_events'
        $null = Get-DmEvent -First 1
        $second = Get-DmRateLimit | Where-Object Endpoint -EQ 'GET /2/dm_events'

        $second.Remaining | Should -Be ($first.Remaining - 1)
        $second.ResetsAt | Should -BeGreaterThan ([DateTimeOffset]::UtcNow)
        $second.ResetsAt | Should -BeLessThan ([DateTimeOffset]::UtcNow.AddMinutes(16))
    }

    It 'names one endpoint for all conversations' {
        Get-DmConversation | Select-Object -First 2 | Get-DmEvent -First 1 | Out-Null

        @((Get-DmRateLimit).Endpoint -like '*conversations*') | Should -Be 'GET /2/dm_conversations/{id}/dm_events'
    }

    It 'asks the connection that is named' {
        $null = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 1

        Get-DmRateLimit -Connection $connection | Should -HaveCount 1
        Get-DmRateLimit | Should -HaveCount 2
    }
}
