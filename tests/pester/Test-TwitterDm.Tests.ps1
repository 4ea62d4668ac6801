BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

AfterAll { Get-DmConnection | Disconnect-TwitterDm }

Describe 'Test-TwitterDm' {
    It 'passes every check of a sandbox with two requests' {
        $connection = Connect-TwitterDm -Sandbox
        Measure-Request $connection { $script:checks = Test-TwitterDm } | Should -Be 2

        $checks | Should -BeOfType 'TwitterDm.DmCheck'
        $checks.Name | Should -Be 'Reach', 'Clock', 'Token', 'RefreshToken', 'ChatKey', 'Limits'
        $checks.State | Should -Be @('Pass', 'Pass', 'Pass', 'Pass', 'Pass', 'Pass')
        ($checks | Out-String -Width 120) | Should -Match 'Token +Pass +@sandbox_admin is signed in with OAuth2\.'
    }

    It 'reads the newest event and the list of X Chat with -Detailed' {
        $connection = Connect-TwitterDm -Sandbox
        Measure-Request $connection { $script:checks = Test-TwitterDm -Detailed } | Should -Be 4

        $checks[-2].Name | Should -Be ClassicList
        $checks[-2].Detail | Should -Match '^The newest event is from \d{4}-\d\d-\d\d'
        $checks[-1].Name | Should -Be ChatList
        $checks[-1].State | Should -Be Pass
        $checks[-1].Detail | Should -Match '^X lists \d+ conversations of X Chat; the newest was updated at \d{4}-\d\d-\d\d'
        Connect-TwitterDm -Sandbox -EventCount 0 | Out-Null
        (Test-TwitterDm -Detailed | Where-Object Name -EQ ClassicList).State | Should -Be Warn
    }

    It 'warns without a chat key, and says what it found at X with one' {
        $server = Start-SignInServer
        try {
            $token = (New-Token $server).AccessToken
            $null = Connect-TwitterDm -AccessToken $token -ApiBaseUri $server.Uri
            $check = Test-TwitterDm | Where-Object Name -EQ ChatKey
            $check.State | Should -Be Warn
            $check.Detail | Should -Match 'has no chat key'
            $null = Connect-TwitterDm -AccessToken $token -ApiBaseUri $server.Uri -ChatKey $server.Api.ChatKeyOf(1, $true).Key -WarningAction Ignore
            $check = Test-TwitterDm | Where-Object Name -EQ ChatKey
            $check.State | Should -Be Warn
            $check.Detail | Should -Match "registered version $($server.Api.ChatKeyOf(1, $false).Version) since"
            $server.Answer("GET /2/users/$($server.Api.ChatKeyOf(1, $false).UserId)/public_keys", 200, '{"data":[]}')
            $check = Test-TwitterDm | Where-Object Name -EQ ChatKey
            $check.State | Should -Be Fail
            $check.Advice | Should -Match 'about_TwitterDm_Chat'
        }
        finally { $server.Dispose() }
    }

    It 'warns about an empty list of X Chat, and fails without X Chat' {
        $server = Start-SignInServer
        try {
            $null = Connect-TwitterDm -AccessToken (New-Token $server).AccessToken -ApiBaseUri $server.Uri
            $server.Answer('GET /2/chat/conversations', 200, '{"meta":{"result_count":0,"has_more":false,"has_message_requests":true}}')
            $check = Test-TwitterDm -Detailed | Where-Object Name -EQ ChatList
            $check.State | Should -Be Warn
            $check.Detail | Should -Match 'There are message requests'
            $server.Answer('GET /2/chat/conversations', 404, '{"title":"Not Found","status":404}')
            (Test-TwitterDm -Detailed | Where-Object Name -EQ ChatList).State | Should -Be Fail
        }
        finally { $server.Dispose() }
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

    It 'warns about a missing refresh token and about one that is not saved' {
        $server = Start-SignInServer
        try {
            $tokens = New-Token $server
            $null = Connect-TwitterDm -AccessToken $tokens.AccessToken -ApiBaseUri $server.Uri
            (Test-TwitterDm | Where-Object Name -EQ RefreshToken).State | Should -Be Warn
            $null = Connect-TwitterDm -AccessToken $tokens.AccessToken -RefreshToken $tokens.RefreshToken -ClientId sandbox-public-client -ApiBaseUri $server.Uri -WarningAction Ignore
            (Test-TwitterDm | Where-Object Name -EQ RefreshToken).Detail | Should -Match 'not saved'
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
