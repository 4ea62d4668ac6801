BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-TestServer -EventCount 20
    $uri = Get-TestServerUri $server

    # Everything that common cmdlets show of objects. PowerShell records refer to large object graphs, so the depth is limited.
    function Get-Visible($Objects, [int] $Depth = 9) {
        $path = Join-Path $TestDrive "$(New-Guid).xml"
        $Objects | Export-Clixml $path -Depth ([Math]::Min($Depth, 4))
        $Objects | Format-List * -Force | Out-String -Width 500
        $Objects | ConvertTo-Json -Depth $Depth -WarningAction SilentlyContinue
        $Objects | ForEach-Object ToString
        Get-Content $path -Raw
    }

    function Get-VisibleOfError($Record) {
        Get-Visible $Record -Depth 1
        $Record | Get-Error | Out-String -Width 500
        for ($exception = $Record.Exception; $exception; $exception = $exception.InnerException) {
            "$exception"
            $exception.Data.Values
        }
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server | Stop-TestServer
}

Describe 'Secrets and message texts' {
    BeforeAll {
        $global:Error.Clear()
        $sets = @{
            token  = @{ AccessToken = 'sandbox-user-token' }
            OAuth1 = @{
                ConsumerKey       = 'sandbox-consumer-key'
                ConsumerSecret    = 'sandbox consumer+secret/é&=%'
                AccessToken       = '1385551234567890123-sandbox-access-token'
                AccessTokenSecret = 'sandbox token+secret/ü&=~'
            }
        }
        $canary = 'canary-7f3a9c51e0d24b68'
        $secret = 'sandbox-user-token|consumer.secret|sandbox-access-token|token.secret|sandbox-consumer-key|[Bb]earer|[Oo]auth_signature'
    }

    It 'are not exposed by a working connection: <_>' -ForEach 'token', 'OAuth1' {
        $keys = $sets[$_]
        $streams = & {
            $VerbosePreference = $DebugPreference = 'Continue'
            Connect-TwitterDm @keys -ApiBaseUri $uri -Verbose -Debug
            # With -Debug, PowerShell prompts at each warning.
            Get-DmEvent -First 3 -Verbose -Debug -WarningAction Continue
            Get-DmEvent -Id 1 -Verbose -Debug -WarningAction Continue
            Get-DmRateLimit
        } *>&1

        $streams | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Should -Not -BeNullOrEmpty
        $streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -Not -BeNullOrEmpty
        Get-Visible (Get-DmConnection) | Should -Not -Match $secret
        $streams | Out-String -Width 500 | Should -Not -Match $secret
        Get-Visible $streams -Depth 1 | Should -Not -Match $secret
    }

    It 'are not exposed when a token is rejected' {
        $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken $canary -ApiBaseUri $uri -Verbose 4> (Join-Path $TestDrive 'verbose.txt') }

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmAuthentication,*'
        Get-VisibleOfError $problem | Should -Not -Match $canary
        $global:Error | ForEach-Object { Get-VisibleOfError $_ } | Should -Not -Match $canary
        Get-Content (Join-Path $TestDrive 'verbose.txt') -Raw | Should -Not -Match $canary
    }

    It 'are not exposed when keys are rejected' {
        $keys = $sets.OAuth1.Clone()
        $keys.ConsumerSecret = $canary
        $problem = Get-ErrorOf { Connect-TwitterDm @keys -ApiBaseUri $uri }

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmAuthentication,*'
        Get-VisibleOfError $problem | Should -Not -Match "$canary|$secret"
    }

    It 'are not exposed when the server is unavailable' {
        $gone = Start-TestServer -EventCount 1
        $address = [UriBuilder]::new((Get-TestServerUri $gone))
        $address.Scheme = 'https'
        $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken $canary -ApiBaseUri $address.Uri }
        $gone | Stop-TestServer

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmService,*'
        Get-VisibleOfError $problem | Should -Not -Match $canary
    }

    It 'are not exposed in verbose and debug output of a listing' {
        $null = Connect-TwitterDm -Sandbox -EventCount 200
        $events = $null
        $lines = & { $script:events = Get-DmEvent -Verbose -Debug -WarningAction SilentlyContinue } 4>&1 5>&1 | Out-String -Width 500

        $texts = $script:events.Text | Where-Object Length -GT 12 | Sort-Object -Unique
        $texts | Should -Not -BeNullOrEmpty
        $lines | Should -Match 'Listed \d{3} events'
        $texts | Where-Object { $lines.Contains($_) } | Should -BeNullOrEmpty
    }
}

Describe '-Debug without -Verbose' {
    It 'shows the requests, and asks nothing about each line of -Verbose' {
        $connection = Connect-TwitterDm -Sandbox -EventCount 150
        $lines = Get-DmEvent -Source Classic -Connection $connection -Debug 4>&1 5>&1

        @($lines | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Count | Should -Be 0
        @($lines | Where-Object { $_ -is [System.Management.Automation.DebugRecord] }).Count | Should -BeGreaterThan 1
        @($lines | Where-Object { $_ -is [TwitterDm.DmEvent] }).Count | Should -BeGreaterThan 100
    }
}

Describe 'Message texts' {
    BeforeAll {
        $sendServer = Start-SignInServer -EventCount 20
        $null = Connect-SignInServer $sendServer
        $blind = Connect-TwitterDm -AccessToken 'sandbox-token-without-dm-read' -ApiBaseUri $sendServer.Uri
        $words = 'words for one pair of eyes'
        $journal = Join-Path $TestDrive 'texts.jsonl'

        # Messages that are sent, rejected, invalid, and not confirmed.
        function Send-All([switch] $FromRows) {
            $how = @{ Connection = $blind; Verbose = $true }
            $who = '12', '4242', '1655555555555555555', '783214'
            if ($FromRows) { $who + 'no user' | ForEach-Object { [pscustomobject]@{ To = $_; Text = $words } } | Send-DmMessage @how -Journal $journal }
            else { $who + 'no user' | ForEach-Object { $words | Send-DmMessage @how -To $_ } }
            New-DmConversation 12, 4242 $words @how -Confirm:$false
        }

        function Read-Stream([scriptblock] $Command) {
            $global:Error.Clear()
            $sendServer.Answer('POST /2/dm_conversations/with/783214/messages', 503, '{"title":"Service Unavailable","status":503}')
            & { $DebugPreference = 'Continue'; try { & $Command } catch { $_ } } *>&1 | Where-Object { $_ -isnot [TwitterDm.DmMessage] }
        }
    }

    AfterAll {
        Get-DmConnection | Disconnect-TwitterDm
        $sendServer.Dispose()
    }

    It 'do not appear in any stream or error when they come from parameters or strings' {
        $streams = Read-Stream { Send-All }

        $problems = @($streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -Be 'DmNotFound', 'DmPermission', 'DmSendUncertain', 'DmInvalidRequest', 'DmNotFound'
        @($streams | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Count | Should -BeGreaterThan 8
        $streams | Out-String -Width 500 | Should -Not -Match 'pair of eyes'
        $streams | ForEach-Object ToString | Should -Not -Match 'pair of eyes'
        foreach ($record in @($problems) + $global:Error) {
            $record | Format-List * -Force | Out-String -Width 500 | Should -Not -Match 'pair of eyes'
            $record | Get-Error | Out-String -Width 500 | Should -Not -Match 'pair of eyes'
            for ($exception = $record.Exception; $exception; $exception = $exception.InnerException) { "$exception", $exception.Data.Values | Should -Not -Match 'pair of eyes' }
        }
    }

    It 'appear only in the error target when they come from rows' {
        $streams = Read-Stream { Send-All -FromRows }

        $problems = @($streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $problems | Should -HaveCount 5
        @($problems.TargetObject.Text) -eq $words | Should -HaveCount 4
        $streams | Out-String -Width 500 | Should -Not -Match 'pair of eyes'
        foreach ($record in $problems) {
            "$record", "$($record.CategoryInfo)", "$($record.Exception)", "$($record.ErrorDetails)", $record.ErrorDetails.RecommendedAction | Should -Not -Match 'pair of eyes'
        }
        Get-Content $journal -Raw | Should -Not -Match 'pair of eyes'
    }

    It 'do not appear in a transcript or in terminal output' {
        $transcript = Join-Path $TestDrive 'sending.txt'
        Set-Content (Join-Path $TestDrive 'people.csv') 'To,Text', "12,$words", "4242,$words", "no user,$words"
        $shell = Start-Shell $TestDrive @"
            `$null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $($sendServer.Uri)
            `$null = Start-Transcript '$transcript'
            `$VerbosePreference = `$DebugPreference = 'Continue'
            `$sent = Import-Csv '$TestDrive/people.csv' | Send-DmMessage -Journal '$TestDrive/transcript.jsonl' -Verbose
            `$sent | Remove-DmEvent -Confirm:`$false
            `$sent | Remove-DmEvent -Confirm:`$false
            `$Error | ForEach-Object { `$_.CategoryInfo }
            `$null = Stop-Transcript
"@
        $texts = (Receive-Shell $shell), (Get-Content $transcript -Raw)

        foreach ($text in $texts) {
            $text | Should -Match 'There is no user 4242'
            $text | Should -Match 'Could not find event'
            $text | Should -Match 'Send a Direct Message as @sandbox_admin'
            $text | Should -Not -Match 'pair of eyes'
        }
    }
}

Describe 'Sign-in secrets' {
    BeforeAll {
        $signInServer = Start-SignInServer -EventCount 20
        $clientSecret = 'sandbox client+secret/%é:&='
        $basic = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("sandbox-confidential-client:$([System.Net.WebUtility]::UrlEncode($clientSecret))"))
        # As plain text, as UTF-16 in hexadecimal (the form of an exported SecureString without DPAPI), and as a header.
        $parts = 'sandbox-access-', 'sandbox-refresh-', 'client+secret'
        $secret = @(
            $parts | ForEach-Object { [regex]::Escape($_) }
            $parts | ForEach-Object { [Convert]::ToHexString([Text.Encoding]::Unicode.GetBytes($_)) }
            'sandbox.client%2Bsecret'
            [regex]::Escape($basic)
        ) -join '|'

        function Revoke-ConfidentialToken([switch] $All) {
            $headers = @{ Authorization = "Basic $basic" }
            foreach ($token in @($tokens.AccessToken) + @($tokens.RefreshToken | Where-Object { $All })) {
                $null = Invoke-RestMethod -Method Post -Uri "$($signInServer.Uri)2/oauth2/revoke" -Body @{ token = $token } -Headers $headers -Verbose:$false -Debug:$false
            }
        }

        # Everything that a command leaves behind: the output of all six streams, its errors, and the connections.
        function Read-Everything([scriptblock] $Command) {
            $global:Error.Clear()
            $streams = & {
                $VerbosePreference = $DebugPreference = 'Continue'
                try { & $Command } catch { $_ }
            } *>&1
            [pscustomobject]@{
                Errors = @($streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
                Text   = @(
                    $streams | Out-String -Width 500
                    Get-Visible $streams -Depth 1
                    $global:Error | ForEach-Object { Get-VisibleOfError $_ }
                    Get-DmConnection | ForEach-Object { Get-Visible $_ }
                ) -join "`n"
            }
        }
    }

    BeforeEach {
        $tokens = New-Token $signInServer -ClientId sandbox-confidential-client
        $signIn = Get-SignIn $signInServer $tokens
        $signIn.ClientSecret = $clientSecret
        $signInServer.Reset()
    }

    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    AfterAll { $signInServer.Dispose() }

    It 'are detected by these tests when they are exposed' {
        foreach ($leak in $tokens.AccessToken, $tokens.RefreshToken, $clientSecret, "Basic $basic") { $leak | Should -Match $secret }
        (Read-Everything { Write-Verbose $tokens.AccessToken }).Text | Should -Match $secret
        (Read-Everything { Write-Error 'no' -TargetObject ([pscustomobject]@{ Token = $tokens.RefreshToken }) }).Text | Should -Match $secret
    }

    It 'are not exposed by a sign-in that refreshes and is revoked' {
        $seen = Read-Everything {
            $null = Connect-TwitterDm @signIn -Verbose -Debug -WarningAction Continue
            Revoke-ConfidentialToken
            Get-DmEvent -Verbose -Debug -WarningAction Continue | Select-Object -First 2
            Get-DmConnection
            # Without -Debug, because PowerShell would prompt before it continues.
            Disconnect-TwitterDm -Revoke -Verbose
        }

        $seen.Errors | Should -BeNullOrEmpty
        $seen.Text | Should -Match 'was refreshed'
        $seen.Text | Should -Not -Match $secret
    }

    It 'are not exposed when a refresh is refused' {
        $seen = Read-Everything {
            $null = Connect-TwitterDm @signIn -Verbose -Debug -WarningAction Continue
            Revoke-ConfidentialToken -All
            Get-DmEvent -Verbose -Debug -WarningAction Continue
        }

        $seen.Errors.FullyQualifiedErrorId | Should -BeLike 'DmAuthentication,*'
        $seen.Text | Should -Not -Match $secret
    }

    It 'are not exposed when the client secret is wrong' {
        $signIn.ClientSecret = 'client+secret-that-is-wrong'
        $seen = Read-Everything {
            $null = Connect-TwitterDm @signIn -Verbose -Debug -WarningAction Continue
            Revoke-ConfidentialToken
            try { Get-DmEvent -Verbose -Debug -WarningAction Continue } catch { $_ }
            Disconnect-TwitterDm -Revoke -Verbose
        }

        $seen.Errors | Should -HaveCount 2
        $seen.Errors.FullyQualifiedErrorId | Should -BeLike 'DmAuthentication,*'
        $seen.Text | Should -Not -Match $secret
    }

    It 'are not exposed when the token response <what>' -ForEach @(
        @{ what = 'is truncated'; status = 200; body = '{"token_type":"bearer","access_token":"sandbox-access-0123456789' }
        @{ what = 'lacks the access token'; status = 200; body = '{"token_type":"bearer","refresh_token":"sandbox-refresh-0123456789"}' }
        @{ what = 'has a token of another type'; status = 200; body = '{"access_token":["sandbox-access-0123456789"],"expires_in":7200}' }
        @{ what = 'has a token that is not valid in a header'; status = 200; body = '{"access_token":"sandbox-access-0123\n456789","refresh_token":"sandbox-refresh-0123456789","expires_in":7200}' }
        @{ what = 'repeats the refresh token'; status = 400; body = '{"error":"invalid_request","error_description":"REFRESH is no token of sandbox-confidential-client"}' }
        @{ what = 'repeats the refresh token in an HTML page'; status = 502; body = '<html><body>POST grant_type=refresh_token REFRESH</body></html>' }
    ) {
        # A token request that fails is sent three times.
        1..3 | ForEach-Object { $signInServer.Answer('POST /2/oauth2/token', $status, $body.Replace('REFRESH', $tokens.RefreshToken)) }
        $seen = Read-Everything {
            $null = Connect-TwitterDm @signIn -Verbose -Debug -WarningAction Continue
            Revoke-ConfidentialToken
            Get-DmEvent -Verbose -Debug -WarningAction Continue
        }

        $seen.Errors | Should -Not -BeNullOrEmpty
        $seen.Errors.FullyQualifiedErrorId | Should -BeLike 'Dm*'
        $seen.Text | Should -Not -Match $secret
    }

    It 'are not sent to the target of a redirect' {
        # Credentials are sent only to the API host: first with a refresh, then with an authenticated request.
        $elsewhere = Start-SignInServer -EventCount 1
        $redirecting = Start-TestServer -EventCount 1 -Fault "1:redirect=$($elsewhere.Uri)", "2:redirect=$($elsewhere.Uri)"
        $env:TWITTERDM_REFRESH_TOKEN = 'sandbox-refresh-token'
        $env:TWITTERDM_CLIENT_ID = 'sandbox-public-client'
        try {
            $refreshed = Get-ErrorOf { Connect-TwitterDm -FromEnvironment -ApiBaseUri (Get-TestServerUri $redirecting) }
            $requested = Get-ErrorOf { Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri (Get-TestServerUri $redirecting) }
            $elsewhere.Requests | Should -BeNullOrEmpty
        }
        finally {
            Remove-Item Env:TWITTERDM_REFRESH_TOKEN, Env:TWITTERDM_CLIENT_ID
            $redirecting | Stop-TestServer
            $elsewhere.Dispose()
        }

        "$refreshed" | Should -Match '302 for POST /2/oauth2/token'
        "$requested" | Should -Match '302 for GET /2/users/me'
    }

    It 'are not exposed when the token set of -OnTokenRefresh is printed' {
        $sets = [System.Collections.Generic.List[object]]::new()
        $null = Connect-TwitterDm @signIn -OnTokenRefresh { $sets.Add($args[0]) }
        Revoke-ConfidentialToken
        $null = Get-DmEvent

        $sets | Should -HaveCount 1
        $shown = @(
            $sets | Format-Table | Out-String -Width 500
            $sets | Format-List * -Force | Out-String -Width 500
            $sets | ConvertTo-Json -Depth 9 -WarningAction SilentlyContinue
            $sets | ConvertTo-Csv
            $sets | ForEach-Object ToString
            $sets | Export-Clixml (Join-Path $TestDrive 'set.xml')
            Get-Content (Join-Path $TestDrive 'set.xml') -Raw
        ) -join "`n"
        $shown | Should -Not -Match $secret
        $shown | Should -Match 'sandbox-confidential-client'
        # Outside Windows, a secure string would be exported as its characters in hexadecimal.
        $exported = Import-Clixml (Join-Path $TestDrive 'set.xml')
        $exported.ClientId | Should -BeExactly 'sandbox-confidential-client'
        $exported.PSObject.Properties.Value | Where-Object { $_ -is [securestring] } | Should -BeNullOrEmpty
    }

    It 'are not exposed when the -OnTokenRefresh script block fails' {
        $seen = Read-Everything {
            $null = Connect-TwitterDm @signIn -OnTokenRefresh { throw 'the vault is gone' }
            Revoke-ConfidentialToken
            Get-DmEvent -First 1 -Verbose -Debug -WarningAction Continue
        }

        $seen.Errors.FullyQualifiedErrorId | Should -BeLike 'DmTokenHandlerFailed,*'
        $seen.Text | Should -Match 'the vault is gone'
        $seen.Text | Should -Not -Match 'sandbox-(access|refresh)-|client\+secret'
        # The error target contains the tokens, but Export-Clixml omits them.
        $seen.Text | Should -Not -Match '<SS'
    }

    It 'do not appear in a transcript or in terminal output' {
        # Like a runbook: signs in, refreshes, and is rejected.
        $transcript = Join-Path $TestDrive 'transcript.txt'
        $shell = Start-Shell $TestDrive @"
            `$null = Start-Transcript '$transcript'
            `$VerbosePreference = `$DebugPreference = 'Continue'
            `$revoke = @{ Method = 'Post'; Uri = '$($signInServer.Uri)2/oauth2/revoke'; Headers = @{ Authorization = 'Basic ' + `$env:CANARY_BASIC }; Verbose = `$false; Debug = `$false }
            Connect-TwitterDm -FromEnvironment -ApiBaseUri $($signInServer.Uri) -OnTokenRefresh { `$global:set = `$args[0]; `$args[0] | Out-Host } | Format-List * -Force
            `$null = Invoke-RestMethod @revoke -Body @{ token = ConvertFrom-SecureString `$set.AccessToken -AsPlainText }
            Get-DmEvent -First 2
            `$null = Invoke-RestMethod @revoke -Body @{ token = ConvertFrom-SecureString `$set.AccessToken -AsPlainText }
            `$null = Invoke-RestMethod @revoke -Body @{ token = ConvertFrom-SecureString `$set.RefreshToken -AsPlainText }
            Get-DmEvent -First 2
            `$Error[0] | Format-List * -Force
            Get-Error
            `$null = Stop-Transcript
"@ -Environment @{ TWITTERDM_REFRESH_TOKEN = $tokens.RefreshToken; TWITTERDM_CLIENT_ID = $tokens.ClientId; TWITTERDM_CLIENT_SECRET = $clientSecret; CANARY_BASIC = $basic }
        $texts = (Receive-Shell $shell), (Get-Content $transcript -Raw)

        foreach ($text in $texts) {
            $text | Should -Match 'was refreshed'
            $text | Should -Match 'X refused the refresh token'
            $text | Should -Not -Match $secret
        }
    }
}

Describe 'Chat keys' {
    BeforeAll {
        $chatServer = Start-SignInServer -EventCount 20
        $null = New-ProfileFolder
        $mine = $chatServer.Api.ChatKeyOf(1, $false)
        $theirs = $chatServer.Api.ChatKeyOf(2, $false)
        # Any ten characters of a key, as text, as UTF-16 in hexadecimal, and as bytes in hexadecimal and decimal.
        $secret = @(
            foreach ($key in $mine.Key, $theirs.Key) {
                for ($start = 0; $start -lt 80; $start += 8) {
                    $part = $key.Substring($start, 8)
                    [regex]::Escape($part)
                    [Convert]::ToHexString([Text.Encoding]::Unicode.GetBytes($part))
                }
                $bytes = [Convert]::FromBase64String($key)
                [Convert]::ToHexString($bytes[0..5])
                $bytes[0..5] -join '[,;\s]+'
            }
        ) -join '|'

        function Read-Everything([scriptblock] $Command) {
            $global:Error.Clear()
            $streams = & {
                $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
                try { & $Command } catch { $_ }
            } *>&1
            @(
                $streams | Out-String -Width 500
                Get-Visible $streams -Depth 1
                $global:Error | ForEach-Object { Get-VisibleOfError $_ }
                Get-DmConnection | ForEach-Object { Get-Visible $_ }
                Get-DmProfile | ForEach-Object { Get-Visible $_ }
            ) -join "`n"
        }
    }

    BeforeEach { $signIn = @{ AccessToken = (New-Token $chatServer).AccessToken; ApiBaseUri = $chatServer.Uri } }

    AfterAll {
        Get-DmConnection | Disconnect-TwitterDm
        Remove-ProfileFolder
        $chatServer.Dispose()
    }

    It 'are detected by these tests when they are exposed' {
        Read-Everything { Write-Verbose "the key is $($mine.Key)" } | Should -Match $secret
        Read-Everything { [pscustomobject]@{ Key = [Convert]::FromBase64String($mine.Key)[0..63] } } | Should -Match $secret
        Read-Everything { ConvertTo-SecureString $mine.Key -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText } | Should -Match $secret
    }

    It 'are not exposed by a connection that uses one, saves it, and reads' {
        $seen = Read-Everything {
            Connect-TwitterDm @signIn -ChatKey $mine.Key -SaveAs chat -Verbose -Debug -WarningAction Continue
            Get-DmEvent -Source Chat -First 20 -Verbose -Debug -WarningAction Continue
            Get-DmConversation -Source Chat -Verbose
            Test-TwitterDm -Detailed -Verbose
            Connect-TwitterDm -ProfileName chat -Verbose
            Get-DmProfile -Verbose
        }

        $seen | Should -Match $mine.Version
        $seen | Should -Not -Match $secret
    }

    It 'are not exposed when one is refused: <what>' -ForEach @(
        @{ what = 'of another account'; key = { $theirs.Key } }
        @{ what = 'cut'; key = { $mine.Key.Substring(0, 80) } }
        @{ what = 'with something around it'; key = { "key: $($mine.Key)" } }
        @{ what = 'mixed'; key = { [Convert]::ToBase64String([byte[]] ([Convert]::FromBase64String($mine.Key)[0..31] + [Convert]::FromBase64String($theirs.Key)[32..63])) } }
    ) {
        $wrong = & $key
        Set-Content (Join-Path $TestDrive 'wrong.txt') $wrong
        $seen = Read-Everything {
            try { Connect-TwitterDm @signIn -ChatKey $wrong -Verbose -Debug } catch { $_ }
            Connect-TwitterDm @signIn -ChatKeyPath (Join-Path $TestDrive 'wrong.txt') -Verbose -Debug
        }

        $seen | Should -Match 'DmChatKey'
        $seen | Should -Not -Match $secret
    }

    It 'are not sent to the server' {
        $chatServer.Reset()
        $null = Connect-TwitterDm @signIn -ChatKey $mine.Key
        $null = Get-DmEvent -Source Chat -First 5
        $chatServer.Requests -join "`n" | Should -Not -Match $secret
    }

    It 'do not appear in a transcript or in terminal output' {
        $transcript = Join-Path $TestDrive 'chat.txt'
        $shell = Start-Shell $TestDrive @"
            `$null = Start-Transcript '$transcript'
            `$VerbosePreference = `$DebugPreference = 'Continue'
            Connect-TwitterDm -FromEnvironment -ApiBaseUri $($chatServer.Uri) | Format-List * -Force
            Get-DmEvent -Source Chat -First 3
            `$env:TWITTERDM_CHAT_KEY = `$env:TWITTERDM_CHAT_KEY.Substring(4)
            Connect-TwitterDm -FromEnvironment -ApiBaseUri $($chatServer.Uri)
            `$Error[0] | Format-List * -Force
            Get-Error
            `$null = Stop-Transcript
"@ -Environment @{ TWITTERDM_ACCESS_TOKEN = $signIn.AccessToken; TWITTERDM_CHAT_KEY = $mine.Key }
        foreach ($text in (Receive-Shell $shell), (Get-Content $transcript -Raw)) {
            $text | Should -Match "ChatKeyVersion +: $($mine.Version)"
            $text | Should -Match 'TWITTERDM_CHAT_KEY has 61 bytes'
            $text | Should -Not -Match $secret
        }
    }
}
