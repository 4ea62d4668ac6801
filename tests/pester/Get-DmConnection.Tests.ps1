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
