BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Get-DmConnection' {
    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'returns nothing, without an error, before a connection is opened' {
        Get-DmConnection *>&1 | Should -BeNullOrEmpty
    }

    It 'returns the open connections in the order they were opened' {
        $one = Connect-TwitterDm -Sandbox
        $two = Connect-TwitterDm -Sandbox

        Get-DmConnection | Should -Be $one, $two
    }

    It 'returns the user, the authentication method, and the usage' {
        $null = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 150

        $told = Get-DmConnection
        $told.User | Should -BeOfType 'TwitterDm.DmUser'
        $told.AuthenticationMethod | Should -Be 'OAuth2'
        $told.ApiBaseUri | Should -BeOfType 'uri'
        $told.Usage.Requests | Should -Be 3
        $told.Usage.EventsRead | Should -Be 150
        $told.Usage.EstimatedCost | Should -Be (0.01d * (150 + $told.Usage.UsersRead))
        $told.RateLimits.Endpoint | Should -Contain 'GET /2/dm_events'
    }

    It 'counts an item that is read twice in a day once, as X bills it' {
        $connection = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 20
        $once = $connection.Usage.EstimatedCost
        $null = Get-DmEvent -First 20

        $connection.Usage.EventsRead | Should -Be 20
        $connection.Usage.EstimatedCost | Should -Be $once
    }

    It 'accepts prices as a hashtable or one by one and uses them for estimates' {
        $connection = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 20
        $users = $connection.Usage.UsersRead

        $connection.Prices = @{ Event = 0.005; User = 0 }
        $connection.Usage.EstimatedCost | Should -Be 0.1
        $connection.Prices.Message | Should -Be 0.015
        $connection.Prices.User = 0.02
        $connection.Usage.EstimatedCost | Should -Be (0.1d + 0.02d * $users)
    }

    It 'rejects <name>' -ForEach @(
        @{ name = 'a negative price'; prices = @{ Event = -1 }; words = '*0 or more*' }
        @{ name = 'an unknown price'; prices = @{ Evnt = 1 }; words = '*Evnt*' }
        @{ name = 'null'; prices = $null; words = '*null*' }
    ) {
        $connection = Connect-TwitterDm -Sandbox

        { $connection.Prices = $prices } | Should -Throw $words
        $connection.Prices.Event | Should -Be 0.01
    }

    It 'returns the spending limit, or null if there is none' {
        $null = Connect-TwitterDm -Sandbox -SpendingLimit 2.5
        (Get-DmConnection).SpendingLimit | Should -Be 2.5
        $null = Connect-TwitterDm -Sandbox
        (Get-DmConnection)[1].SpendingLimit | Should -BeNullOrEmpty
    }
}

Describe 'Multiple connections' {
    BeforeAll {
        $few = Connect-TwitterDm -Sandbox -EventCount 11
        $many = Connect-TwitterDm -Sandbox -EventCount 120
    }

    It 'use -Connection if it is specified, or else the current one' {
        Get-DmEvent -Connection $few | Should -HaveCount 11
        Get-DmEvent | Should -HaveCount 120
    }

    It 'track their usage separately' {
        Measure-Request $few { Get-DmEvent -Connection $many } | Should -Be 0
    }

    It 'are not shared with a new runspace' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('Import-Module $args[0]; Get-DmConnection; Get-DmEvent').AddArgument((Get-TestedManifest))
            $shell.Invoke() | Should -BeNullOrEmpty
            $shell.Streams.Error.FullyQualifiedErrorId | Should -Be 'DmNotConnected,TwitterDm.Commands.GetDmEventCommand'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'work in ForEach-Object -Parallel through $using:' {
        $manifest = Get-TestedManifest
        $counts = 1..6 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $connection = $_ % 2 ? $using:few : $using:many
            @(Get-DmEvent -Connection $connection).Count
        }

        ($counts | Sort-Object) -join ' ' | Should -Be '11 11 11 120 120 120'
    }

    It 'keep a separate current connection for each runspace' {
        $manifest = Get-TestedManifest
        $counts = 21..24 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $null = Connect-TwitterDm -Sandbox -EventCount $_
            @(Get-DmEvent).Count
            Disconnect-TwitterDm
        }

        ($counts | Sort-Object) -join ' ' | Should -Be '21 22 23 24'
        Get-DmConnection | Should -Be $few, $many
    }
}
