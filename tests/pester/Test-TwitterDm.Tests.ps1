BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

AfterAll { Get-DmConnection | Disconnect-TwitterDm }

Describe 'Test-TwitterDm' {
    It 'passes every check of a sandbox with one request' {
        $connection = Connect-TwitterDm -Sandbox
        Measure-Request $connection { $script:checks = Test-TwitterDm } | Should -Be 1

        $checks | Should -BeOfType 'TwitterDm.DmCheck'
        $checks.Name | Should -Be 'Reach', 'Clock', 'Token', 'RefreshToken', 'Limits'
        $checks.State | Should -Be @('Pass', 'Pass', 'Pass', 'Pass', 'Pass')
        ($checks | Out-String -Width 120) | Should -Match 'Token +Pass +@sandbox_admin is signed in with OAuth2\.'
    }

    It 'reads the newest event with -Detailed' {
        $connection = Connect-TwitterDm -Sandbox
        Measure-Request $connection { $script:checks = Test-TwitterDm -Detailed } | Should -Be 2

        $checks[-1].Name | Should -Be ClassicList
        $checks[-1].Detail | Should -Match '^The newest event is of \d{4}-\d\d-\d\d'
        Connect-TwitterDm -Sandbox -EventCount 0 | Out-Null
        (Test-TwitterDm -Detailed)[-1].State | Should -Be Warn
    }

    It 'fails a token that X rejects, and goes on' {
        $server = Start-SignInServer
        try {
            $tokens = New-Token $server
            $null = Connect-TwitterDm -AccessToken $tokens.AccessToken -ApiBaseUri $server.Uri
            Revoke-Token $server $tokens.AccessToken
            $checks = Test-TwitterDm

            ($checks | Where-Object Name -EQ Reach).State | Should -Be Pass
            $token = $checks | Where-Object Name -EQ Token
            $token.State | Should -Be Fail
            $token.Advice | Should -Not -BeNullOrEmpty
            $checks.Name | Should -Contain Limits
        }
        finally { $server.Dispose() }
    }

    It 'warns about a missing refresh token and about one that is kept nowhere' {
        $server = Start-SignInServer
        try {
            $tokens = New-Token $server
            $null = Connect-TwitterDm -AccessToken $tokens.AccessToken -ApiBaseUri $server.Uri
            (Test-TwitterDm | Where-Object Name -EQ RefreshToken).State | Should -Be Warn
            $null = Connect-TwitterDm -AccessToken $tokens.AccessToken -RefreshToken $tokens.RefreshToken -ClientId sandbox-public-client -ApiBaseUri $server.Uri -WarningAction Ignore
            (Test-TwitterDm | Where-Object Name -EQ RefreshToken).Detail | Should -Match 'kept nowhere'
            $null = Connect-TwitterDm -AccessToken $tokens.AccessToken -RefreshToken $tokens.RefreshToken -ClientId sandbox-public-client -ApiBaseUri $server.Uri -OnTokenRefresh {}
            (Test-TwitterDm | Where-Object Name -EQ RefreshToken).State | Should -Be Pass
        }
        finally { $server.Dispose() }
    }

    It 'checks the store of a saved sign-in' {
        $server = Start-SignInServer
        $null = New-ProfileFolder
        try {
            $tokens = New-Token $server
            $null = Connect-TwitterDm -AccessToken $tokens.AccessToken -RefreshToken $tokens.RefreshToken -ClientId sandbox-public-client -ApiBaseUri $server.Uri -SaveAs check -WarningAction Ignore
            (Test-TwitterDm | Where-Object Name -EQ Store).State | Should -Be Pass
        }
        finally {
            Remove-ProfileFolder
            $server.Dispose()
        }
    }

    It 'fails the reach of a server that is gone' {
        $server = Start-SignInServer
        $null = Connect-TwitterDm -AccessToken (New-Token $server).AccessToken -ApiBaseUri $server.Uri
        $server.Dispose()
        $reach = Test-TwitterDm | Where-Object Name -EQ Reach

        $reach.State | Should -Be Fail
        $reach.Detail | Should -Match 'could not be reached'
    }

    It 'needs a connection' {
        Get-DmConnection | Disconnect-TwitterDm
        Assert-Error (Get-ErrorOf { Test-TwitterDm }) 'DmNotConnected' 'ConnectionError'
    }
}
