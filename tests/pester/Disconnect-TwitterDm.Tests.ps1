BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
}

Describe 'Disconnect-TwitterDm' {
    BeforeEach {
        $first = Connect-TwitterDm -Sandbox -EventCount 5
        $second = Connect-TwitterDm -Sandbox -EventCount 6
    }

    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'closes the current connection and writes no output' {
        Disconnect-TwitterDm *>&1 | Should -BeNullOrEmpty

        $second.IsOpen | Should -BeFalse
        $first.IsOpen | Should -BeTrue
    }

    It 'does not make another account current' {
        Disconnect-TwitterDm

        (Get-ErrorOf { Get-DmEvent }).FullyQualifiedErrorId | Should -BeLike 'DmNotConnected,*'
        Get-DmEvent -Connection $first | Should -HaveCount 5
    }

    It 'keeps the current connection when another one is specified' {
        Disconnect-TwitterDm -Connection $first

        Get-DmConnection | Should -Be $second
        Get-DmEvent | Should -HaveCount 6
    }

    It 'closes connections from the pipeline' {
        Get-DmConnection | Disconnect-TwitterDm

        Get-DmConnection | Should -BeNullOrEmpty
    }

    It 'makes a closed connection unusable' {
        Disconnect-TwitterDm

        $problem = Get-ErrorOf { Get-DmEvent -Connection $second }
        $problem.FullyQualifiedErrorId | Should -Be 'DmNotConnected,TwitterDm.Commands.GetDmEventCommand'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Connect-TwitterDm'
    }

    It 'accepts a connection that is already closed' {
        Disconnect-TwitterDm -Connection $first

        Get-ErrorOf { Disconnect-TwitterDm -Connection $first } | Should -BeNullOrEmpty
    }

    It 'reports an error when there is no connection' {
        Get-DmConnection | Disconnect-TwitterDm

        $problem = Get-ErrorOf { Disconnect-TwitterDm }
        $problem.FullyQualifiedErrorId | Should -Be 'DmNotConnected,TwitterDm.Commands.DisconnectTwitterDmCommand'
        $problem.CategoryInfo.Category | Should -Be 'ConnectionError'
    }
}

Describe 'Disconnect-TwitterDm -Revoke' {
    BeforeAll { $server = Start-SignInServer -EventCount 5 }

    BeforeEach {
        $server.Reset()
        $tokens = New-Token $server
        $signIn = Get-SignIn $server $tokens
        $connection = Connect-TwitterDm @signIn
    }

    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    AfterAll { $server.Dispose() }

    It 'revokes both tokens and writes no output' {
        Disconnect-TwitterDm -Revoke *>&1 | Should -BeNullOrEmpty

        Get-TokenStatus $server $tokens.AccessToken | Should -Be 401
        $server.Api.IsValidRefreshToken($tokens.RefreshToken) | Should -BeFalse
        $server.Count('POST /2/oauth2/revoke') | Should -Be 2
        $connection.IsOpen | Should -BeFalse
    }

    It 'revokes the tokens of the last refresh' {
        Revoke-Token $server $tokens.AccessToken
        $sets = [System.Collections.Generic.List[object]]::new()
        $again = Connect-TwitterDm @signIn -OnTokenRefresh { $sets.Add($args[0]) }
        $again | Disconnect-TwitterDm -Revoke

        Get-TokenStatus $server (Get-PlainSecret $sets[0].AccessToken) | Should -Be 401
        $server.Api.IsValidRefreshToken((Get-PlainSecret $sets[0].RefreshToken)) | Should -BeFalse
    }

    It 'does not revoke tokens when it is omitted' {
        Disconnect-TwitterDm

        Get-TokenStatus $server $tokens.AccessToken | Should -Be 200
        $server.Count('POST /2/oauth2/revoke') | Should -Be 0
    }

    It 'reports a failed revocation, still revokes the other token, and closes the connection' {
        $server.Answer('POST /2/oauth2/revoke', 503, '{"title":"Service Unavailable","detail":"over capacity","status":503}')
        $problem = Get-ErrorOf { Disconnect-TwitterDm -Revoke }

        Assert-Error $problem 'DmService' 'ResourceUnavailable'
        "$problem" | Should -Match 'over capacity.*503 for POST /2/oauth2/revoke'
        $connection.IsOpen | Should -BeFalse
        Get-DmConnection | Should -BeNullOrEmpty
        Get-TokenStatus $server $tokens.AccessToken | Should -Be 401
    }

    It 'reports when nothing can be revoked, and closes the connection: <_>' -ForEach 'token', 'OAuth1' {
        $keys = switch ($_) {
            'token' { @{ AccessToken = 'sandbox-user-token' } }
            'OAuth1' {
                @{
                    ConsumerKey       = 'sandbox-consumer-key'
                    ConsumerSecret    = 'sandbox consumer+secret/é&=%'
                    AccessToken       = '1385551234567890123-sandbox-access-token'
                    AccessTokenSecret = 'sandbox token+secret/ü&=~'
                }
            }
        }
        $plain = Connect-TwitterDm @keys -ApiBaseUri $server.Uri
        $problem = Get-ErrorOf { Disconnect-TwitterDm -Connection $plain -Revoke }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $plain.IsOpen | Should -BeFalse
        $connection.IsOpen | Should -BeTrue
    }

    It 'names the account and does nothing with -WhatIf' {
        $connection | Disconnect-TwitterDm -WhatIf -Revoke

        $connection.IsOpen | Should -BeTrue
        $server.Count('POST /2/oauth2/revoke') | Should -Be 0
        $path = Join-Path $TestDrive 'transcript'
        $null = Start-Transcript $path
        try { $connection | Disconnect-TwitterDm -WhatIf -Revoke }
        finally { $null = Stop-Transcript }
        Get-Content $path -Raw | Should -Match 'Revoke the tokens at X, and disconnect.*"@sandbox_admin at localhost'
    }
}
