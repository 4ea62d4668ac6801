BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Get-DmConnection' {
    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'has nothing to tell, and no complaint, before a connection' {
        Get-DmConnection *>&1 | Should -BeNullOrEmpty
    }

    It 'tells the open connections, in the order of opening' {
        $one = Connect-TwitterDm -Sandbox
        $two = Connect-TwitterDm -Sandbox

        Get-DmConnection | Should -Be $one, $two
    }

    It 'tells who is signed in, how, and what was used' {
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

    It 'counts what is read twice in a day once, as X bills it' {
        $connection = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 20
        $once = $connection.Usage.EstimatedCost
        $null = Get-DmEvent -First 20

        $connection.Usage.EventsRead | Should -Be 20
        $connection.Usage.EstimatedCost | Should -Be $once
    }

    It 'takes prices as a hashtable, in part or one by one, and estimates with them' {
        $connection = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 20
        $users = $connection.Usage.UsersRead

        $connection.Prices = @{ Event = 0.005; User = 0 }
        $connection.Usage.EstimatedCost | Should -Be 0.1
        $connection.Prices.Message | Should -Be 0.015
        $connection.Prices.User = 0.02
        $connection.Usage.EstimatedCost | Should -Be (0.1d + 0.02d * $users)
    }

    It 'refuses <name>' -ForEach @(
        @{ name = 'a price below nothing'; prices = @{ Event = -1 }; words = '*0 or more*' }
        @{ name = 'a price of what X does not bill'; prices = @{ Evnt = 1 }; words = '*Evnt*' }
        @{ name = 'no prices'; prices = $null; words = '*null*' }
    ) {
        $connection = Connect-TwitterDm -Sandbox

        { $connection.Prices = $prices } | Should -Throw $words
        $connection.Prices.Event | Should -Be 0.01
    }

    It 'tells the spending limit, and that there is none' {
        $null = Connect-TwitterDm -Sandbox -SpendingLimit 2.5
        (Get-DmConnection).SpendingLimit | Should -Be 2.5
        $null = Connect-TwitterDm -Sandbox
        (Get-DmConnection)[1].SpendingLimit | Should -BeNullOrEmpty
    }
}

Describe 'Several connections' {
    BeforeAll {
        $few = Connect-TwitterDm -Sandbox -EventCount 11
        $many = Connect-TwitterDm -Sandbox -EventCount 120
    }

    It 'goes where -Connection says, else to the current one' {
        Get-DmEvent -Connection $few | Should -HaveCount 11
        Get-DmEvent | Should -HaveCount 120
    }

    It 'keeps what each of them used apart' {
        Measure-Request $few { Get-DmEvent -Connection $many } | Should -Be 0
    }

    It 'gives a new runspace none' {
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

    It 'serves ForEach-Object -Parallel through $using:' {
        $manifest = Get-TestedManifest
        $counts = 1..6 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $connection = $_ % 2 ? $using:few : $using:many
            @(Get-DmEvent -Connection $connection).Count
        }

        ($counts | Sort-Object) -join ' ' | Should -Be '11 11 11 120 120 120'
    }

    It 'keeps the current connection of each runspace apart' {
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
