BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 250
    $folder = New-ProfileFolder
    $refresh = 'POST /2/oauth2/token'
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    Remove-ProfileFolder
    $server.Dispose()
}

Describe 'Token refresh' {
    BeforeEach {
        $tokens = New-Token $server
        $signIn = Get-SignIn $server $tokens
        $server.Reset()
    }

    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'runs before the access token expires during a listing, without skipping or repeating a page' {
        # Shorter than the module's refresh margin, so every request needs a refresh.
        $brief = Start-SignInServer -EventCount 250 -TokenLifetime '00:01:00'
        try {
            $env:TWITTERDM_REFRESH_TOKEN = 'sandbox-refresh-token'
            $env:TWITTERDM_CLIENT_ID = 'sandbox-public-client'
            $connection = Connect-TwitterDm -FromEnvironment -ApiBaseUri $brief.Uri
            $events = Get-DmEvent

            $events | Should -HaveCount 250
            $events.Id | Sort-Object -Unique | Should -HaveCount 250
            $brief.Count('GET /2/dm_events') | Should -Be 3
            $brief.Count($refresh) | Should -Be 4
            $brief.Api.RefreshCount | Should -Be 4
            $connection.ExpiresAt | Should -BeLessThan ([datetime]::Now.AddMinutes(2))
        }
        finally {
            Remove-Item Env:TWITTERDM_REFRESH_TOKEN, Env:TWITTERDM_CLIENT_ID
            $brief.Dispose()
        }
    }

    It 'runs after a 401 during a listing' {
        $null = Connect-TwitterDm @signIn
        $all = Get-DmEvent

        $events = Get-DmEvent | ForEach-Object {
            if ($_.Id -eq $all[0].Id) { Revoke-Token $server $tokens.AccessToken }
            $_
        }
        $events.Id | Should -Be $all.Id
        $server.Count($refresh) | Should -Be 1
        # The rejected request and its retry.
        $server.Count('GET /2/dm_events') | Should -Be 7
    }

    It 'writes only a verbose message' {
        $null = Connect-TwitterDm @signIn
        Revoke-Token $server $tokens.AccessToken
        $other = Get-DmEvent -First 1 -Verbose -WarningAction SilentlyContinue *>&1

        $other | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Out-String | Should -Match 'was refreshed'
        $other | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] } | Should -HaveCount 1
    }

    It 'explains what to do when it is refused and keeps the saved sign-in' {
        $null = Connect-TwitterDm @signIn -SaveAs refused 3> $null
        $before = Get-Content "$folder/refused.json" -Raw
        Revoke-Token $server $tokens.AccessToken
        Revoke-Token $server $tokens.RefreshToken
        $problem = Get-ErrorOf { Get-DmEvent }

        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        "$problem" | Should -Match 'refresh token'
        "$problem" | Should -Match ([regex]::Escape("$folder"))
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Sign in again: Connect-TwitterDm'
        Get-Content "$folder/refused.json" -Raw | Should -Be $before
    }

    It 'reports an error for a malformed token response (<body>) and does not retry' -ForEach @(
        @{ body = '{"access_token":"sandbox-access-'; id = 'DmProtocol'; category = 'InvalidResult' }
        @{ body = '{}'; id = 'DmProtocol'; category = 'InvalidResult' }
        @{ body = '<html>Sign in to the network</html>'; id = 'DmProtocol'; category = 'InvalidResult' }
    ) {
        $null = Connect-TwitterDm @signIn
        Revoke-Token $server $tokens.AccessToken
        $server.Answer($refresh, 200, $body)

        Assert-Error (Get-ErrorOf { Get-DmEvent }) $id $category
        $server.Count($refresh) | Should -Be 1
        # The refresh token is not used up, so the next command succeeds.
        @(Get-DmEvent) | Should -HaveCount 250
    }

    It 'treats an invalid token lifetime (<_> s) as unknown' -ForEach '9223372036854775807', '-1', '0', 'null' {
        $connection = Connect-TwitterDm @signIn
        Revoke-Token $server $tokens.AccessToken
        $fresh = New-Token $server
        $server.Answer($refresh, 200, '{"access_token":"' + $fresh.AccessToken + '","refresh_token":"' + $fresh.RefreshToken + '","expires_in":' + $_ + '}')

        @(Get-DmEvent) | Should -HaveCount 250
        $connection.ExpiresAt | Should -BeNullOrEmpty
        $server.Count($refresh) | Should -Be 1
    }

    It 'does not use the refresh token when the saved sign-in is no longer readable' {
        $null = Connect-TwitterDm @signIn -SaveAs broken 3> $null
        Set-Content "$folder/broken.json" '{"format":1,"prot'
        Revoke-Token $server $tokens.AccessToken
        $problem = Get-ErrorOf { Get-DmEvent }

        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        "$problem" | Should -Match ([regex]::Escape((Join-Path $folder 'broken.json')))
        $server.Count($refresh) | Should -Be 0
        $server.Api.IsValidRefreshToken($tokens.RefreshToken) | Should -BeTrue
    }
}

Describe '-OnTokenRefresh' {
    BeforeEach {
        $tokens = New-Token $server
        $signIn = Get-SignIn $server $tokens
        $server.Reset()
        $global:Error.Clear()
    }

    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'receives each new token set as secure strings and adds nothing to the pipeline' {
        $sets = [System.Collections.Generic.List[object]]::new()
        $null = Connect-TwitterDm @signIn -OnTokenRefresh { param($set) $sets.Add($set); 'said by the script block' }
        $sets | Should -BeNullOrEmpty
        Revoke-Token $server $tokens.AccessToken
        $events = Get-DmEvent -First 3
        Revoke-Token $server (Get-PlainSecret $sets[0].AccessToken)
        $null = Get-DmEvent -First 1

        $events | Should -HaveCount 3
        $events | Should -BeOfType 'TwitterDm.DmEvent'
        $sets | Should -HaveCount 2
        $sets[0] | Should -BeOfType 'TwitterDm.DmTokenSet'
        $sets[0].AccessToken, $sets[0].RefreshToken | Should -BeOfType securestring
        $sets[0].ClientId | Should -Be 'sandbox-public-client'
        $sets[0].Scopes | Should -Contain 'offline.access'
        $sets[1].ExpiresAt | Should -BeGreaterThan ([datetime]::Now.AddHours(1.9))
        Get-TokenStatus $server (Get-PlainSecret $sets[1].AccessToken) | Should -Be 200
        $server.Api.IsValidRefreshToken((Get-PlainSecret $sets[1].RefreshToken)) | Should -BeTrue
        $server.Api.IsValidRefreshToken((Get-PlainSecret $sets[0].RefreshToken)) | Should -BeFalse
    }

    It 'receives the token set when Connect-TwitterDm itself refreshes' {
        $sets = [System.Collections.Generic.List[object]]::new()
        Revoke-Token $server $tokens.AccessToken
        $null = Connect-TwitterDm @signIn -OnTokenRefresh { $sets.Add($args[0]) }

        $sets | Should -HaveCount 1
    }

    It 'reports an error with the tokens when it fails (<how>), and the listing continues' -ForEach @(
        @{ how = 'throws'; handler = { throw 'the vault is gone' } }
        @{ how = 'writes a non-terminating error'; handler = { Write-Error 'the vault is gone' } }
        @{ how = 'calls an unknown command'; handler = { Set-NoSuchVariable } }
    ) {
        $connection = Connect-TwitterDm @signIn -OnTokenRefresh $handler
        Revoke-Token $server $tokens.AccessToken
        $problems = @()
        $events = Get-DmEvent -ErrorVariable problems -ErrorAction SilentlyContinue

        $events | Should -HaveCount 250
        $problem = $problems | Where-Object FullyQualifiedErrorId -Like 'DmTokenHandlerFailed,*'
        $problem | Should -HaveCount 1
        $problem.ErrorDetails.Message | Should -Match 'vault is gone|Set-NoSuchVariable'
        $problem.ErrorDetails.RecommendedAction | Should -Match '\$Error\[0\]\.TargetObject'
        $global:Error[0].TargetObject | Should -BeOfType 'TwitterDm.DmTokenSet'
        Get-TokenStatus $server (Get-PlainSecret $global:Error[0].TargetObject.AccessToken) | Should -Be 200
        @(Get-DmEvent -Connection $connection) | Should -HaveCount 250
        $server.Count($refresh) | Should -Be 1
    }

    It 'does not lose events when it fails during a listing with -ErrorAction Stop' {
        $null = Connect-TwitterDm @signIn -OnTokenRefresh { throw 'the vault is gone' }
        Revoke-Token $server $tokens.AccessToken
        $events = [System.Collections.Generic.List[object]]::new()
        $problem = Get-ErrorOf { Get-DmEvent -ErrorAction Stop 3> $null | ForEach-Object { $events.Add($_) } }

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmTokenHandlerFailed,*'
        $events | Should -HaveCount 250
    }

    It 'does not prevent saving when it fails in Connect-TwitterDm, even with -ErrorAction Stop' {
        Revoke-Token $server $tokens.AccessToken
        $problem = Get-ErrorOf { Connect-TwitterDm @signIn -SaveAs 'kept all the same' -OnTokenRefresh { throw 'no' } -ErrorAction Stop 3> $null }

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmTokenHandlerFailed,*'
        (Connect-TwitterDm -ProfileName 'kept all the same').User.Username | Should -Be 'sandbox_admin'
    }

    It 'runs for tokens that another thread refreshed, at the latest on disconnect' {
        $sets = [System.Collections.Generic.List[object]]::new()
        $connection = Connect-TwitterDm @signIn -OnTokenRefresh { $sets.Add($args[0]) }
        Revoke-Token $server $tokens.AccessToken
        $manifest = Get-TestedManifest
        $null = 1 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-DmEvent -First 1 -Connection $using:connection }
        Disconnect-TwitterDm

        $sets | Should -HaveCount 1
    }

    It 'needs neither an access token nor a prompt with -FromEnvironment' {
        $sets = [System.Collections.Generic.List[object]]::new()
        $env:TWITTERDM_REFRESH_TOKEN = $tokens.RefreshToken
        $env:TWITTERDM_CLIENT_ID = 'sandbox-public-client'
        try { $connection = Connect-TwitterDm -FromEnvironment -ApiBaseUri $server.Uri -OnTokenRefresh { $sets.Add($args[0]) } }
        finally { Remove-Item Env:TWITTERDM_REFRESH_TOKEN, Env:TWITTERDM_CLIENT_ID }

        $connection.User.Username | Should -Be 'sandbox_admin'
        $sets | Should -HaveCount 1
        $server.Requests | Should -Be $refresh, 'GET /2/users/me'
    }
}

Describe 'Multiple processes with one saved sign-in' {
    BeforeAll {
        $tokens = New-Token $server -Account 2
        $signIn = Get-SignIn $server $tokens
        $mine = Connect-TwitterDm @signIn -SaveAs shared 3> $null
        $use = 'Connect-TwitterDm -ProfileName shared | ForEach-Object ToString; @(Get-DmEvent -WarningAction SilentlyContinue).Count; $Error.Count'

        # Waits until the server has received a request the given number of times.
        function Wait-Request([string] $Request, [int] $Count) {
            $limit = [datetime]::Now.AddSeconds(60)
            while ($server.Count($Request) -lt $Count) {
                if ([datetime]::Now -gt $limit) { throw "$Request has not come $Count times." }
                Start-Sleep -Milliseconds 20
            }
        }
    }

    AfterAll { $mine | Disconnect-TwitterDm }

    It 'share one refresh when they refresh at the same time, and later processes use its result' {
        $server.Reset()
        Revoke-Token $server $tokens.AccessToken
        $held = $server.Hold($refresh)
        $shells = @(1..2 | ForEach-Object { Start-Shell $TestDrive $use })
        # Both were rejected, and one of them has used the refresh token, before either receives a response.
        Wait-Request 'GET /2/users/me' 2
        $held.WaitUntilReached() | Should -BeTrue
        # A process that started later has reached the same point, so the first two had enough time to cause a conflict.
        $shells += Start-Shell $TestDrive $use
        Wait-Request 'GET /2/users/me' 3
        $held.Release()
        $shells | ForEach-Object { (Receive-Shell $_) -replace '\s+', ' ' | Should -Be "$mine 250 0 " }
        $server.Count($refresh) | Should -Be 1

        (Receive-Shell (Start-Shell $TestDrive $use)) -replace '\s+', ' ' | Should -Be "$mine 250 0 "
        @(Get-DmEvent -Connection $mine) | Should -HaveCount 250
        $server.Count($refresh) | Should -Be 1 -Because 'a connection that was open before reads what the others saved'
    }

    It 'are not blocked by one that is killed before it gets the response, and the next one reports what to do' {
        $signIn = Get-SignIn $server (New-Token $server -Account 3)
        Connect-TwitterDm @signIn -SaveAs killed | Disconnect-TwitterDm
        $before = Get-Content "$folder/killed.json" -Raw
        Revoke-Token $server $signIn.AccessToken
        $held = $server.Hold($refresh)
        $shell = Start-Shell $TestDrive 'Connect-TwitterDm -ProfileName killed'
        $held.WaitUntilReached() | Should -BeTrue
        $null = Receive-Shell $shell -Kill
        $held.Release()

        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $problem = Get-ErrorOf { Connect-TwitterDm -ProfileName killed }
        $watch.Elapsed | Should -BeLessThan ([timespan]::FromSeconds(5))
        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'interrupted before its result was saved'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Sign in again'
        Get-Content "$folder/killed.json" -Raw | Should -Be $before

        # Signing in again works.
        $signIn = Get-SignIn $server (New-Token $server -Account 3)
        Connect-TwitterDm @signIn -SaveAs killed | Disconnect-TwitterDm
        (Connect-TwitterDm -ProfileName killed).User.Username | Should -Be 'sandbox_user3'
    }
}
