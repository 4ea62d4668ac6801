BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $server = Start-TestServer
    $uri = Get-TestServerUri $server
}

AfterAll {
    $server | Stop-TestServer
}

Describe 'Connect-TwitterDm' {
    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    Context '-Sandbox' {
        It 'returns the open connection and nothing else' {
            $all = Connect-TwitterDm -Sandbox *>&1

            $all | Should -HaveCount 1
            $all | Should -BeOfType 'TwitterDm.DmConnection'
            $all.IsOpen | Should -BeTrue
            $all.IsSandbox | Should -BeTrue
            $all.User.ToString() | Should -BeExactly '@sandbox_admin'
        }

        It 'makes the connection the current one' {
            $null = Connect-TwitterDm -Sandbox -EventCount 3
            $second = Connect-TwitterDm -Sandbox -EventCount 4

            Get-DmEvent | Should -HaveCount 4
            $second.Usage.EventsRead | Should -Be 4
        }

        It 'verifies the connection with one request, and its chat key with another' {
            (Connect-TwitterDm -Sandbox).Usage.Requests | Should -Be 2
        }

        It 'provides the number of events that -EventCount specifies: <_>' -ForEach 0, 1, 123 {
            $null = Connect-TwitterDm -Sandbox -EventCount $_

            @(Get-DmEvent) | Should -HaveCount $_
        }

        It 'rejects -EventCount <_>' -ForEach -1, 1000001 {
            { Connect-TwitterDm -Sandbox -EventCount $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        }
    }

    Context '-Sandbox -RateLimit' {
        It 'has the documented limits, one window for each endpoint' {
            $null = Connect-TwitterDm -Sandbox -RateLimit Documented
            $sent = Send-DmMessage 12 'Hello'
            $null = Get-DmEvent -First 1
            $null = Get-DmEvent -Participant 12 -First 1
            Block-DmUser 12 -Confirm:$false | Out-Null
            $sent | Remove-DmEvent -Confirm:$false

            $limits = Get-DmRateLimit | Group-Object Endpoint, Window -AsHashTable -AsString
            $limits['GET /2/dm_events, FifteenMinutes'] | ForEach-Object { $_.Limit, $_.Remaining } | Should -Be 15, 14
            $limits['GET /2/dm_conversations/with/{participant_id}/dm_events, FifteenMinutes'] | ForEach-Object { $_.Limit, $_.Remaining } | Should -Be 15, 14
            $limits['POST /2/dm_conversations/with/{participant_id}/messages, FifteenMinutes'].Limit | Should -Be 15
            $limits['POST /2/dm_conversations/with/{participant_id}/messages, UserDay'].Limit | Should -Be 1440
            $limits['POST /2/users/{id}/dm/block, FifteenMinutes'].Limit | Should -Be 10
            $limits['DELETE /2/dm_events/{event_id}, FifteenMinutes'].Limit | Should -Be 300
        }

        It 'stops at the sixteenth request with -OnRateLimit Stop' {
            $null = Connect-TwitterDm -Sandbox -RateLimit Documented -EventCount 2000
            $events = [System.Collections.Generic.List[object]]::new()
            $problem = Get-ErrorOf { Get-DmEvent -OnRateLimit Stop | ForEach-Object { $events.Add($_) } }

            $events | Should -HaveCount 1500
            $problem.FullyQualifiedErrorId | Should -BeLike 'DmRateLimit,*'
        }

        It 'has higher limits by default' {
            $null = Connect-TwitterDm -Sandbox
            $null = Get-DmEvent -First 1
            (Get-DmRateLimit | Where-Object Endpoint -EQ 'GET /2/dm_events').Limit | Should -Be 300
        }

        It 'rejects other values, and other parameter sets' {
            { Connect-TwitterDm -Sandbox -RateLimit Unlimited } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
            { Connect-TwitterDm -AccessToken x -RateLimit Documented } | Should -Throw -ErrorId 'DmInvalidRequest,*'
        }
    }

    Context 'with an access token' {
        It 'accepts a plain string' {
            (Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $uri).AuthenticationMethod | Should -Be 'OAuth2'
        }

        It 'accepts a SecureString' {
            $token = ConvertTo-SecureString sandbox-user-token -AsPlainText -Force

            (Connect-TwitterDm -AccessToken $token -ApiBaseUri $uri).User.Username | Should -Be 'sandbox_admin'
        }

        It 'returns the same events over HTTP as the in-process sandbox' {
            $null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $uri

            $over = Get-DmEvent
            $null = Connect-TwitterDm -Sandbox -EventCount 250
            $over.Text | Should -Be (Get-DmEvent).Text
        }

        It 'rejects a token that is too long for any, and does not repeat it' {
            $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken ('x' * 100000) -ApiBaseUri $uri }

            $problem.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
            "$problem" | Should -BeLike "*on parameter 'AccessToken'. It has 100,000 characters, more than any key or token of X."
        }

        It 'rejects a null for -<_>' -ForEach 'ApiBaseUri', 'AuthorizeUri' {
            $address = @{ $_ = $null }
            (Get-ErrorOf { Connect-TwitterDm -AccessToken x @address }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
        }

        It 'rejects a token that is not valid in a header and does not repeat it' {
            $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken "two`nlines-of-a-token" -ApiBaseUri $uri }

            $problem.FullyQualifiedErrorId | Should -Be 'DmInvalidRequest,TwitterDm.Commands.ConnectTwitterDmCommand'
            "$problem $($problem.TargetObject)" | Should -Not -Match 'lines-of-a-token'
        }

        It 'keeps the current connection when it fails' {
            $first = Connect-TwitterDm -Sandbox -EventCount 2
            Get-ErrorOf { Connect-TwitterDm -AccessToken wrong -ApiBaseUri $uri } | Should -Not -BeNullOrEmpty

            Get-DmConnection | Should -Be $first
            Get-DmEvent | Should -HaveCount 2
        }
    }

    Context 'with OAuth 1.0a keys' {
        BeforeAll {
            $keys = @{
                ConsumerKey       = 'sandbox-consumer-key'
                ConsumerSecret    = 'sandbox consumer+secret/é&=%'
                AccessToken       = '1385551234567890123-sandbox-access-token'
                AccessTokenSecret = 'sandbox token+secret/ü&=~'
            }
        }

        It 'signs every request with a signature that the server accepts' {
            $connection = Connect-TwitterDm @keys -ApiBaseUri $uri

            $connection.AuthenticationMethod | Should -Be 'OAuth1'
            Get-DmEvent -EventType MessageCreate, ParticipantsJoin -First 3 | Should -HaveCount 3
        }

        It 'is rejected with a wrong secret' {
            $keys.AccessTokenSecret = 'another one'

            Get-ErrorOf { Connect-TwitterDm @keys -ApiBaseUri $uri } | ForEach-Object FullyQualifiedErrorId | Should -BeLike 'DmAuthentication,*'
        }
    }

    Context '-FromEnvironment' {
        AfterEach { Remove-Item Env:TWITTERDM_* }

        It 'reads a token' {
            $env:TWITTERDM_ACCESS_TOKEN = 'sandbox-user-token'

            (Connect-TwitterDm -FromEnvironment -ApiBaseUri $uri).AuthenticationMethod | Should -Be 'OAuth2'
        }

        It 'reads OAuth 1.0a keys' {
            $env:TWITTERDM_ACCESS_TOKEN = '1385551234567890123-sandbox-access-token'
            $env:TWITTERDM_CONSUMER_KEY = 'sandbox-consumer-key'
            $env:TWITTERDM_CONSUMER_SECRET = 'sandbox consumer+secret/é&=%'
            $env:TWITTERDM_ACCESS_TOKEN_SECRET = 'sandbox token+secret/ü&=~'

            (Connect-TwitterDm -FromEnvironment -ApiBaseUri $uri).AuthenticationMethod | Should -Be 'OAuth1'
        }

        It 'names the missing variables' {
            $env:TWITTERDM_CONSUMER_KEY = 'sandbox-consumer-key'

            $problem = Get-ErrorOf { Connect-TwitterDm -FromEnvironment -ApiBaseUri $uri }
            $problem.FullyQualifiedErrorId | Should -BeLike 'DmInvalidRequest,*'
            "$problem" | Should -Match 'TWITTERDM_ACCESS_TOKEN, TWITTERDM_CONSUMER_SECRET, TWITTERDM_ACCESS_TOKEN_SECRET'
        }
    }

    Context 'without parameters' {
        BeforeEach { $null = New-ProfileFolder }

        AfterEach { Remove-ProfileFolder }

        BeforeAll {
            function Save-Profile { $args | ForEach-Object { Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $uri -SaveAs $_ 3> $null | Disconnect-TwitterDm } }
        }

        It 'uses the only saved sign-in, whatever its name' {
            Save-Profile support
            $all = Connect-TwitterDm *>&1

            $all | Should -HaveCount 1
            $all.ProfileName | Should -Be 'support'
            $all.User.Username | Should -Be 'sandbox_admin'
        }

        It 'uses the saved sign-in that is called default if there are several' {
            Save-Profile support Default sales

            (Connect-TwitterDm).ProfileName | Should -Be 'Default'
        }

        It 'takes a name at the first position' {
            Save-Profile support sales

            (Connect-TwitterDm sales).ProfileName | Should -Be 'sales'
        }

        It 'shows the usual commands if nothing is saved' {
            $problem = Get-ErrorOf { Connect-TwitterDm }

            Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
            "$problem" | Should -Match 'Connect-TwitterDm -ClientId .* -SaveAs default.*\n.*Connect-TwitterDm -Sandbox.*\n.*Connect-TwitterDm \('
        }

        It 'shows the usual commands, with a name that exists, if several are saved and none is called default' {
            Save-Profile support sales
            $problem = Get-ErrorOf { Connect-TwitterDm }

            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            "$problem" | Should -Match "2 sign-ins are saved.*\n.*-ClientId .* -SaveAs default.*\n.*-Sandbox.*\n.*Connect-TwitterDm -ProfileName 'sales' .*: sales, support"
        }

        It 'does not use another sign-in for a name that is not saved, or that is empty' {
            Save-Profile support
            $unset = $null

            Assert-Error (Get-ErrorOf { Connect-TwitterDm -ProfileName nobody }) 'DmNotFound' 'ObjectNotFound'
            (Get-ErrorOf { Connect-TwitterDm -ProfileName $unset }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
            Get-DmConnection | Should -BeNullOrEmpty
        }
    }

    Context '-ProfileName with -SaveAs' {
        BeforeAll {
            $signInServer = Start-SignInServer -EventCount 5
            $null = New-ProfileFolder
        }

        AfterAll {
            Get-DmConnection | Disconnect-TwitterDm
            Remove-ProfileFolder
            $signInServer.Dispose()
        }

        It 'writes the sign-in again under the same name' {
            $signIn = Get-SignIn $signInServer (New-Token $signInServer -Account 2)
            $null = Connect-TwitterDm @signIn -SaveAs same 3> $null
            $before = (Get-DmProfile same).SavedAt
            $all = Connect-TwitterDm -ProfileName same -SaveAs same *>&1

            $all | Should -HaveCount 1
            (Get-DmProfile same).SavedAt | Should -BeGreaterThan $before
            (Connect-TwitterDm same).User.Username | Should -Be 'sandbox_user2'
            Get-DmProfile | Should -HaveCount 1
        }

        It 'keeps the tokens of a refresh by another process in the meantime' {
            $tokens = New-Token $signInServer -Account 3
            $signIn = Get-SignIn $signInServer $tokens
            $null = Connect-TwitterDm @signIn -SaveAs shared 3> $null
            $held = $signInServer.Hold('GET /2/users/me')
            $again = Start-Shell $TestDrive 'Connect-TwitterDm -ProfileName shared -SaveAs shared | ForEach-Object Name' @{ TWITTERDM_PROFILE_PATH = $env:TWITTERDM_PROFILE_PATH }
            $limit = [datetime]::Now.AddSeconds(30)
            while ($signInServer.Count('GET /2/users/me') -lt 2 -and [datetime]::Now -lt $limit) { Start-Sleep -Milliseconds 20 }
            # The other process has read the profile, and asks X who is signed in. Now this one refreshes.
            Revoke-Token $signInServer $tokens.AccessToken
            $null = Get-DmEvent -First 1 -WarningAction SilentlyContinue
            $held.Release()
            $output = Receive-Shell $again
            Disconnect-TwitterDm

            $output | Should -Match 'sandbox_user3'
            $problem = Get-ErrorOf { $script:connection = Connect-TwitterDm -ProfileName shared }
            $problem | Should -BeNullOrEmpty
            $script:connection.User.Username | Should -Be 'sandbox_user3'
        }

        It 'copies it to another name, and warns if both now hold the same refresh token' {
            $signIn = Get-SignIn $signInServer (New-Token $signInServer -Account 4)
            $null = Connect-TwitterDm @signIn -SaveAs original 3> $null
            $warnings = Connect-TwitterDm -ProfileName original -SaveAs copy 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }

            "$warnings" | Should -Match "'original' and 'copy' now hold the same refresh token.*Remove-DmProfile 'original'"
            (Get-DmProfile copy).Username | Should -Be 'sandbox_user4'
        }

        It 'needs a name or a sign-in' {
            $problem = Get-ErrorOf { Connect-TwitterDm -SaveAs new }

            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            "$problem" | Should -Match '-SaveAs needs a sign-in'
        }

        It 'takes another address with -ApiBaseUri, and saves it' {
            $null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $signInServer.Uri -SaveAs moved 3> $null
            $connection = Connect-TwitterDm -ProfileName moved -ApiBaseUri $uri
            $connection.ApiBaseUri | Should -Be $uri
            (Connect-TwitterDm moved).ApiBaseUri | Should -Be $signInServer.Uri

            $null = Connect-TwitterDm -ProfileName moved -ApiBaseUri $uri -SaveAs moved
            (Connect-TwitterDm moved).ApiBaseUri | Should -Be $uri
            Assert-Error (Get-ErrorOf { Connect-TwitterDm -ProfileName moved -ApiBaseUri http://example.com }) 'DmInvalidRequest' 'InvalidArgument'
        }
    }

    Context '-ApiBaseUri' {
        It 'rejects <_>' -ForEach 'http://api.x.com', 'http://127.0.0.1.example.com/', 'ftp://localhost/', 'api.x.com', 'https://api.x.com/?a=b' {
            $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken token -ApiBaseUri $_ }

            $problem.FullyQualifiedErrorId | Should -Be 'DmInvalidRequest,TwitterDm.Commands.ConnectTwitterDmCommand'
            $problem.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $problem.TargetObject | Should -Be $_
            $problem.ErrorDetails.RecommendedAction | Should -Match 'https'
        }

        It 'does not repeat a password from the URI' {
            $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken token -ApiBaseUri 'https://me:hunter2@api.x.com' }

            $problem.FullyQualifiedErrorId | Should -BeLike 'DmInvalidRequest,*'
            "$problem $($problem.TargetObject)" | Should -Not -Match 'hunter2'
        }

        It 'accepts http for <_>' -ForEach '127.0.0.1', 'localhost' {
            $address = [UriBuilder]::new('http', $_, $uri.Port).Uri

            (Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $address).ApiBaseUri | Should -Be $address
        }
    }
}
