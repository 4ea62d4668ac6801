BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

Describe 'Disconnect-TwitterDm' {
    BeforeEach {
        $first = Connect-TwitterDm -Sandbox -EventCount 5
        $second = Connect-TwitterDm -Sandbox -EventCount 6
    }

    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'closes the current connection, and prints nothing' {
        Disconnect-TwitterDm *>&1 | Should -BeNullOrEmpty

        $second.IsOpen | Should -BeFalse
        $first.IsOpen | Should -BeTrue
    }

    It 'makes no other account the current one' {
        Disconnect-TwitterDm

        (Get-ErrorOf { Get-DmEvent }).FullyQualifiedErrorId | Should -BeLike 'DmNotConnected,*'
        Get-DmEvent -Connection $first | Should -HaveCount 5
    }

    It 'leaves the current connection when another one is named' {
        Disconnect-TwitterDm -Connection $first

        Get-DmConnection | Should -Be $second
        Get-DmEvent | Should -HaveCount 6
    }

    It 'closes what comes down the pipeline' {
        Get-DmConnection | Disconnect-TwitterDm

        Get-DmConnection | Should -BeNullOrEmpty
    }

    It 'leaves nothing that works behind' {
        Disconnect-TwitterDm

        $problem = Get-ErrorOf { Get-DmEvent -Connection $second }
        $problem.FullyQualifiedErrorId | Should -Be 'DmNotConnected,TwitterDm.Commands.GetDmEventCommand'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Connect-TwitterDm'
    }

    It 'takes a closed connection without complaint' {
        Disconnect-TwitterDm -Connection $first

        Get-ErrorOf { Disconnect-TwitterDm -Connection $first } | Should -BeNullOrEmpty
    }

    It 'says so where there is no connection' {
        Get-DmConnection | Disconnect-TwitterDm

        $problem = Get-ErrorOf { Disconnect-TwitterDm }
        $problem.FullyQualifiedErrorId | Should -Be 'DmNotConnected,TwitterDm.Commands.DisconnectTwitterDmCommand'
        $problem.CategoryInfo.Category | Should -Be 'ConnectionError'
    }
}
