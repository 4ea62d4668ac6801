BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Connect-TwitterDm -SpendingLimit' {
    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'is available in every parameter set' {
        $sets = (Get-Command Connect-TwitterDm).ParameterSets

        $sets | Where-Object { 'SpendingLimit' -notin $_.Parameters.Name } | Should -BeNullOrEmpty
    }

    It 'stops reading before the limit is exceeded and returns the position to resume' {
        $connection = Connect-TwitterDm -Sandbox -SpendingLimit 1

        $read = Read-ToError { Get-DmEvent }

        Assert-Error $read.Problems 'DmSpendingLimit' 'LimitsExceeded'
        $connection.Usage.EstimatedCost | Should -BeGreaterThan 0.98
        $connection.Usage.EstimatedCost | Should -BeLessOrEqual 1
        $read.Problems[0].ErrorDetails.Message | Should -Match 'could cost 0\.02 .*limit of 1\.00'
        $read.Problems[0].ErrorDetails.RecommendedAction | Should -Match '-SpendingLimit.* -PageToken'
        $read.Problems[0].TargetObject.PageToken | Should -Not -BeNullOrEmpty
        $read.Problems[0].TargetObject.EventCount | Should -Be $read.Events.Count
        $read.Events | Should -HaveCount $connection.Usage.EventsRead
    }

    It 'allows reading to resume with another connection' {
        $server = Start-TestServer -EventCount 150
        try {
            $uri = Get-TestServerUri $server
            $null = Connect-TestServer $server
            $all = Get-DmEvent
            $null = Connect-TwitterDm -AccessToken 'sandbox-user-token' -ApiBaseUri $uri -SpendingLimit 0.75
            $read = Read-ToError { Get-DmEvent }
            $null = Connect-TwitterDm -AccessToken 'sandbox-user-token' -ApiBaseUri $uri -SpendingLimit 50
            $rest = Get-DmEvent -PageToken $read.Problems[0].TargetObject.PageToken

            @($read.Events.Id) + @($rest.Id) | Should -Be $all.Id
        }
        finally {
            $server | Stop-TestServer
        }
    }

    It 'stops sending, and later messages are not tried' {
        $connection = Connect-TwitterDm -Sandbox -SpendingLimit 0.05
        $sent = 1..4 | ForEach-Object { [pscustomobject]@{ To = '12'; Text = "$_" } } | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        $sent.Text | Should -Be '1', '2'
        $problems = $problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
        Assert-Error $problems 'DmSpendingLimit' 'LimitsExceeded'
        $problems.ErrorDetails.Message | Should -Match 'The message after it was not tried\.$'
        $connection.Usage.MessagesSent | Should -Be 2
    }

    It 'rejects a limit that the connection check would exceed and keeps no connection' {
        $problem = Get-ErrorOf { Connect-TwitterDm -Sandbox -SpendingLimit 0.001 }

        Assert-Error $problem 'DmSpendingLimit' 'LimitsExceeded'
        Get-DmConnection | Should -BeNullOrEmpty
    }

    It 'rejects <_>' -ForEach 0, -1 {
        { Connect-TwitterDm -Sandbox -SpendingLimit $_ } | Should -Throw '*greater than 0*' -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'is shared by all threads' {
        $connection = Connect-TwitterDm -Sandbox -EventCount 2000 -SpendingLimit 2
        $manifest = Get-TestedManifest

        $ids = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            try { Get-DmEvent -Connection $using:connection | Out-Null } catch { $_.FullyQualifiedErrorId }
        }

        $ids | Should -Be (@('DmSpendingLimit,TwitterDm.Commands.GetDmEventCommand') * 4)
        $connection.Usage.EstimatedCost | Should -BeLessOrEqual 2
    }
}
