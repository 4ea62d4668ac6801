BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
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

        It 'verifies the connection with one request' {
            (Connect-TwitterDm -Sandbox).Usage.Requests | Should -Be 1
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
            { Connect-TwitterDm -AccessToken x -RateLimit Documented } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
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
