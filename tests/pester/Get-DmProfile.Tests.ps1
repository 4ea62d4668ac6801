BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 5
    $null = New-ProfileFolder
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    Remove-ProfileFolder
    $server.Dispose()
}

Describe 'Get-DmProfile' {
    It 'returns nothing, without an error, before anything is saved' {
        Get-DmProfile *>&1 | Should -BeNullOrEmpty
        Get-DmProfile s* *>&1 | Should -BeNullOrEmpty
    }

    Context 'with saved sign-ins' {
        BeforeAll {
            foreach ($name in 'support', 'Sales', 'archive') { $null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs $name 3> $null }
            $server.Reset()
        }

        It 'returns them sorted by name, without a request' {
            (Get-DmProfile).Name | Should -Be 'archive', 'Sales', 'support'
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'returns <names> for <name>' -ForEach @(
            @{ name = 'support'; names = 'support' }
            @{ name = 'SALES'; names = 'Sales' }
            @{ name = 's*'; names = 'Sales', 'support' }
            @{ name = 'support', 'a*'; names = 'support', 'archive' }
            @{ name = 'x*'; names = $null }
        ) {
            $found = Get-DmProfile -Name $name -ErrorAction Stop

            $found.Name | Should -Be $names
        }

        It 'reports a name that does not exist, and returns the others' {
            $found = Get-DmProfile nobody, support -ErrorVariable problem -ErrorAction SilentlyContinue

            $found.Name | Should -Be 'support'
            Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
            $problem.TargetObject | Should -Be 'nobody'
        }

        It 'is shown as a table with the account and the protection' {
            Get-DmProfile sup* | Out-String -Width 120 | Should -Match 'support +@sandbox_admin +OAuth2 .*(FileModeOnly|Platform)'
        }
    }
}
