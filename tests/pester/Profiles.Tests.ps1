BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $folder = New-ProfileFolder
    $keys = @{
        ConsumerKey       = 'sandbox-consumer-key'
        ConsumerSecret    = 'sandbox consumer+secret/é&=%'
        AccessToken       = '1385551234567890123-sandbox-access-token'
        AccessTokenSecret = 'sandbox token+secret/ü&=~'
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    Remove-ProfileFolder
    $server.Dispose()
}

Describe 'A saved sign-in' {
    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'is absent, without an error, before anything is saved' {
        Get-DmProfile *>&1 | Should -BeNullOrEmpty
        Test-Path $folder | Should -BeFalse -Because 'looking makes nothing'
    }

    It 'is not saved if the API rejects the tokens' {
        Get-ErrorOf { Connect-TwitterDm -AccessToken wrong -ApiBaseUri $server.Uri -SaveAs wrong } | ForEach-Object FullyQualifiedErrorId | Should -BeLike 'DmAuthentication,*'

        Get-DmProfile | Should -BeNullOrEmpty
    }

    It 'works in the next session with <set>' -ForEach @(
        @{ set = 'a token'; method = 'OAuth2' }
        @{ set = 'tokens that refresh'; method = 'OAuth2' }
        @{ set = 'OAuth 1.0a'; method = 'OAuth1' }
        @{ set = 'the environment'; method = 'OAuth2' }
    ) {
        $saved = switch ($set) {
            'a token' { Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs $set 3> $null }
            'tokens that refresh' { $signIn = Get-SignIn $server (New-Token $server -Account 2); Connect-TwitterDm @signIn -SaveAs $set 3> $null }
            'OAuth 1.0a' { Connect-TwitterDm @keys -ApiBaseUri $server.Uri -SaveAs $set 3> $null }
            'the environment' {
                $env:TWITTERDM_REFRESH_TOKEN = (New-Token $server -Account 4).RefreshToken
                $env:TWITTERDM_CLIENT_ID = 'sandbox-public-client'
                try { Connect-TwitterDm -FromEnvironment -ApiBaseUri $server.Uri -SaveAs $set 3> $null }
                finally { Remove-Item Env:TWITTERDM_REFRESH_TOKEN, Env:TWITTERDM_CLIENT_ID }
            }
        }
        Disconnect-TwitterDm

        $all = Connect-TwitterDm -ProfileName $set *>&1
        $all | Should -HaveCount 1
        $all.User.Id | Should -Be $saved.User.Id
        $all.AuthenticationMethod | Should -Be $method
        $all.ApiBaseUri | Should -Be $server.Uri
        @(Get-DmEvent) | Should -HaveCount 20

        $listed = Get-DmProfile | Where-Object Name -EQ $set
        $listed | Should -BeOfType 'TwitterDm.DmProfile'
        $listed.UserId, $listed.Username | Should -Be $saved.User.Id, $saved.User.Username
        $listed.AuthenticationMethod | Should -Be $method
        $listed.SavedAt | Should -BeGreaterThan ([datetime]::Now.AddMinutes(-5))
        $listed.Problem | Should -BeNullOrEmpty
    }

    It 'is replaced under the same name, also by another account' {
        $signIn = Get-SignIn $server (New-Token $server -Account 5)
        $null = Connect-TwitterDm @signIn -SaveAs again
        $signIn = Get-SignIn $server (New-Token $server -Account 6)
        $null = Connect-TwitterDm @signIn -SaveAs again

        (Connect-TwitterDm -ProfileName again).User.Username | Should -Be 'sandbox_user6'
        Get-DmProfile | Where-Object Name -EQ again | Should -HaveCount 1
    }

    It 'is accessible only to its owner' -Skip:$IsWindows {
        (Get-Item $folder).UnixFileMode | Should -Be ([System.IO.UnixFileMode] 'UserRead, UserWrite, UserExecute')
        Get-ChildItem $folder -Filter *.json | ForEach-Object UnixFileMode | Sort-Object -Unique | Should -Be ([System.IO.UnixFileMode] 'UserRead, UserWrite')
    }

    It 'contains no plain-text token in a file marked as encrypted' {
        foreach ($saved in Get-DmProfile | Where-Object Protection -EQ Platform) {
            Get-Content $saved.Path -Raw | Should -Not -Match 'sandbox-(access|refresh|user)-|consumer.secret|token.secret'
        }
        Get-ChildItem $folder | Where-Object Name -Match '\.tmp$' | Should -BeNullOrEmpty
    }

    It 'is listed without secrets in any output format' {
        $saved = Get-DmProfile
        $shown = @(
            $saved | Format-Table | Out-String -Width 300
            $saved | Format-List * -Force | Out-String -Width 300
            $saved | ConvertTo-Json -Depth 9
        )

        $shown[0] | Should -Match '@sandbox_user6 +OAuth2'
        $shown | Should -Not -Match 'sandbox-(access|refresh|user)-|consumer.secret|token.secret'
    }

    It 'completes its name' {
        (TabExpansion2 'Connect-TwitterDm -ProfileName ' 31).CompletionMatches.CompletionText | Should -Contain "'OAuth 1.0a'"
        (TabExpansion2 'Remove-DmProfile oau' 20).CompletionMatches.CompletionText | Should -Be "'OAuth 1.0a'"
    }
}

Describe 'The rate limits of a saved sign-in' {
    It 'are available to another process, without secrets' {
        $connection = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs limits 3> $null
        $null = Get-DmEvent -First 1 -Connection $connection
        $shell = Start-Shell $TestDrive '$null = Connect-TwitterDm -ProfileName limits; Get-DmRateLimit | ForEach-Object { "$_" }' @{ TWITTERDM_PROFILE_PATH = $folder }
        $left = (Get-DmRateLimit -Connection $connection | Where-Object Endpoint -EQ 'GET /2/dm_events').Remaining

        Receive-Shell $shell | Should -Match "GET /2/dm_events: $left of "
        (Get-Content (Join-Path $folder limits.limits) -Raw) | Should -Not -Match 'token|1385551234567890123'
        $connection | Disconnect-TwitterDm
    }
}

Describe 'The name of a saved sign-in' {
    BeforeAll { $server.Reset() }

    It '"<_>" is rejected before any request' -ForEach '../above', 'a/b', 'a\b', 'CON', 'nul.txt', ' before', 'end.', 'q?', '*', ('x' * 65), "a`nb" {
        $name = $_
        foreach ($attempt in { Connect-TwitterDm -AccessToken token -ApiBaseUri $server.Uri -SaveAs $name }, { Connect-TwitterDm -ProfileName $name }, { Remove-DmProfile $name }) {
            $problem = Get-ErrorOf $attempt
            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            $problem.TargetObject | Should -Be $name
            $problem.ErrorDetails.RecommendedAction | Should -Match 'letters'
        }

        $server.Requests | Should -BeNullOrEmpty
    }

    It '"<_>" is accepted' -ForEach 'me', 'Me at work', 'a.b_c-d', '2nd', 'zoë', ('x' * 64) {
        $null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs $_ 3> $null

        (Connect-TwitterDm -ProfileName $_).User.Username | Should -Be 'sandbox_admin'
        Get-DmConnection | Disconnect-TwitterDm
    }
}

Describe 'A broken sign-in file: <how>' -ForEach @(
    @{ how = 'empty'; content = '' }
    @{ how = 'truncated'; content = '{"format":1,"protection":' }
    @{ how = 'from another program'; content = '{"hello":"world"}' }
    @{ how = 'from a later version'; content = '{"format":99}' }
) {
    BeforeAll {
        $path = Join-Path $folder 'broken.json'
        Set-Content -LiteralPath $path -Value $content -NoNewline
        $server.Reset()
    }

    AfterAll { Remove-Item $path -ErrorAction Ignore }

    It 'is reported with its path and kept' {
        $attempts = { Connect-TwitterDm -ProfileName broken }, { Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs broken }
        foreach ($attempt in $attempts) {
            $problem = Get-ErrorOf $attempt

            Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
            "$problem" | Should -Match ([regex]::Escape($path))
            $problem.ErrorDetails.RecommendedAction | Should -Match 'Remove-DmProfile'
            Get-Content -LiteralPath $path -Raw | Should -Be ($content ? $content : $null)
        }

        $server.Requests | Should -BeNullOrEmpty
    }

    It 'is listed with its problem' {
        $listed = Get-DmProfile | Where-Object Name -EQ broken

        $listed.Path | Should -Be $path
        $listed.Problem | Should -Match 'cannot be read'
        $listed | Format-Table | Out-String -Width 500 | Should -Match 'cannot be read'
    }

    It 'can be removed' {
        Remove-DmProfile broken

        Test-Path -LiteralPath $path | Should -BeFalse
    }
}

Describe 'The folder for saved sign-ins' {
    AfterEach { $env:TWITTERDM_PROFILE_PATH = $folder }

    It 'requires a full path' {
        $env:TWITTERDM_PROFILE_PATH = 'profiles'

        Assert-Error (Get-ErrorOf { Get-DmProfile }) 'DmInvalidRequest' 'InvalidArgument'
    }

    It 'is rejected if others can write to it' -Skip:$IsWindows {
        $env:TWITTERDM_PROFILE_PATH = (New-Item (Join-Path $TestDrive 'open') -ItemType Directory).FullName
        [System.IO.File]::SetUnixFileMode($env:TWITTERDM_PROFILE_PATH, 'UserRead, UserWrite, UserExecute, OtherWrite, OtherExecute')
        $server.Reset()
        $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs me }

        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'chmod 700'
        $server.Requests | Should -BeNullOrEmpty
    }
}

Describe 'Text in a saved sign-in file' {
    It 'is escaped in terminal output' {
        $null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs hostile 3> $null
        $path = (Get-DmProfile | Where-Object Name -EQ hostile).Path
        (Get-Content $path -Raw) -replace '"sandbox_admin"', '"evil\u001b]0;owned\u0007"' | Set-Content $path

        Get-DmProfile | Where-Object Name -EQ hostile | Format-Table | Out-String | Should -Match 'evil'
        Get-DmProfile | Where-Object Name -EQ hostile | Format-Table | Out-String | Should -Not -Match '\u001b\]|\u0007'
        (TabExpansion2 'Connect-TwitterDm -ProfileName hos' 34).CompletionMatches.ToolTip | Should -Not -Match '\u001b|\u0007'
    }
}

Describe '-SecretVault alone' {
    It 'is an error, and nothing is saved' {
        $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken token -ApiBaseUri $server.Uri -SecretVault vault }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-SaveAs'
    }
}
