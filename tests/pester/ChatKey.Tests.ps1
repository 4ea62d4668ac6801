BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 5
    $null = New-ProfileFolder
    $mine = $server.Api.ChatKeyOf(1, $false)
    $replaced = $server.Api.ChatKeyOf(1, $true)
    $theirs = $server.Api.ChatKeyOf(2, $false)
    $publicKeys = "GET /2/users/$($mine.UserId)/public_keys"

    # The parameters of a sign-in as the first account, or another one.
    function Get-SignInOption([int] $Account = 1) {
        @{ AccessToken = (New-Token $server -Account $Account).AccessToken; ApiBaseUri = $server.Uri }
    }

    function New-KeyFile([string] $Content) {
        $path = Join-Path $TestDrive "$(New-Guid).yml"
        Set-Content -LiteralPath $path -Value $Content -NoNewline
        $path
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    Remove-ProfileFolder
    $server.Dispose()
}

Describe 'A chat key' {
    BeforeEach {
        $server.Reset()
        $signIn = Get-SignInOption
    }

    It 'is accepted as <form>, and checked with one request' -ForEach @(
        @{ form = 'a string'; value = { $mine.Key } }
        @{ form = 'a secure string'; value = { ConvertTo-SecureString $mine.Key -AsPlainText -Force } }
        @{ form = 'a string with white space around it'; value = { "  $($mine.Key)`r`n" } }
    ) {
        $connection = Connect-TwitterDm @signIn -ChatKey (& $value)

        $connection.HasChatKey | Should -BeTrue
        $connection.ChatKeyVersion | Should -BeExactly $mine.Version
        $server.Requests | Should -Be 'GET /2/users/me', $publicKeys
        $connection | Format-List | Out-String | Should -Match "ChatKey +: version $($mine.Version)"
    }

    It 'is accepted from a file with <form>' -ForEach @(
        @{ form = 'base64'; content = { $mine.Key } }
        @{ form = 'base64 and a line end'; content = { "$($mine.Key)`n" } }
        @{ form = 'the YAML of xurl'; content = { "users:`n    `"$($theirs.UserId)`":`n        private_keys_b64: $($theirs.Key)`n    `"$($mine.UserId)`":`n        private_keys_b64: $($mine.Key)`n        key_version: `"$($mine.Version)`"`n" } }
        @{ form = 'the YAML of xurl with Windows line ends'; content = { "users:`r`n  $($mine.UserId): # me`r`n    private_keys_b64: '$($mine.Key)'`r`n" } }
    ) {
        (Connect-TwitterDm @signIn -ChatKeyPath (New-KeyFile (& $content))).ChatKeyVersion | Should -BeExactly $mine.Version
    }

    It 'is read from a path as PowerShell resolves it' {
        Set-Content -LiteralPath (Join-Path $TestDrive 'my key.txt') -Value $mine.Key
        Push-Location $TestDrive
        try { (Connect-TwitterDm @signIn -ChatKeyPath './my key.txt').HasChatKey | Should -BeTrue } finally { Pop-Location }
    }

    It 'is read from the environment with -FromEnvironment, unless another one is given' {
        $env:TWITTERDM_ACCESS_TOKEN = $signIn.AccessToken
        try {
            $env:TWITTERDM_CHAT_KEY = $mine.Key
            (Connect-TwitterDm -FromEnvironment -ApiBaseUri $server.Uri).ChatKeyVersion | Should -BeExactly $mine.Version
            $env:TWITTERDM_CHAT_KEY = 'not a key'
            (Connect-TwitterDm -FromEnvironment -ApiBaseUri $server.Uri -ChatKey $mine.Key).ChatKeyVersion | Should -BeExactly $mine.Version
            $problem = Get-ErrorOf { Connect-TwitterDm -FromEnvironment -ApiBaseUri $server.Uri }
            Assert-Error $problem DmChatKey AuthenticationError
            "$problem" | Should -Match 'TWITTERDM_CHAT_KEY'
            # Only with -FromEnvironment.
            (Connect-TwitterDm @signIn).HasChatKey | Should -BeFalse
        }
        finally { Remove-Item Env:TWITTERDM_ACCESS_TOKEN, Env:TWITTERDM_CHAT_KEY }
    }

    It 'of 32 bytes reads, and Test-TwitterDm says that it cannot sign' {
        $half = [Convert]::ToBase64String([Convert]::FromBase64String($mine.Key)[0..31])

        (Connect-TwitterDm @signIn -ChatKey $half).HasChatKey | Should -BeTrue
        $check = Test-TwitterDm | Where-Object Name -EQ ChatKey
        $check.State | Should -Be Warn
        $check.Detail | Should -Match 'cannot sign'
    }

    It 'that the account has replaced is accepted with a warning' {
        $connection = Connect-TwitterDm @signIn -ChatKey $replaced.Key -WarningVariable warned -WarningAction SilentlyContinue

        $connection.ChatKeyVersion | Should -BeExactly $replaced.Version
        "$warned" | Should -Match "version $($mine.Version) since"
    }

    It 'of the sandbox belongs to a sandbox connection' {
        $connection = Connect-TwitterDm -Sandbox

        $connection.HasChatKey | Should -BeTrue
        $connection.ChatKeyVersion | Should -Match '^\d+$'
    }

    It 'of an account without keys at X is not used, with a warning' {
        $server.Answer($publicKeys, 404, '{"title":"Not Found Error","detail":"No keys","status":404}')

        $connection = Connect-TwitterDm @signIn -ChatKey $mine.Key -WarningVariable warned -WarningAction SilentlyContinue

        $connection.HasChatKey | Should -BeFalse
        $connection.ChatKeyVersion | Should -BeNullOrEmpty
        "$warned" | Should -Match 'The chat key was not used'
        $connection | Format-List | Out-String | Should -Match 'ChatKey +: none'
    }
}

Describe 'A wrong chat key' {
    BeforeAll {
        $current = Connect-TwitterDm -Sandbox
        $bytes = [Convert]::FromBase64String($mine.Key)
    }

    BeforeEach {
        $server.Reset()
        $signIn = Get-SignInOption
    }

    It 'is refused before any request, and the current connection stays: <what>' -ForEach @(
        @{ what = 'empty'; key = { ' ' }; words = 'is empty' }
        @{ what = 'not base64'; key = { 'no-key' }; words = 'not valid base64' }
        @{ what = 'with something around it'; key = { "key=$($mine.Key)" }; words = 'not valid base64' }
        @{ what = '63 bytes'; key = { [Convert]::ToBase64String($bytes[0..62]) }; words = 'has 63 bytes, and has to have 64' }
        @{ what = 'zeros'; key = { [Convert]::ToBase64String([byte[]]::new(64)) }; words = 'consists of zeros' }
        @{ what = 'two keys'; key = { $mine.Key + $mine.Key }; words = 'not valid base64' }
    ) {
        $wrong = & $key
        $problem = Get-ErrorOf { Connect-TwitterDm @signIn -ChatKey $wrong }

        Assert-Error $problem DmChatKey AuthenticationError
        $problem.Exception.Message | Should -Match $words
        $problem.ErrorDetails.RecommendedAction | Should -Match 'about_TwitterDm_Chat'
        $server.Requests | Should -BeNullOrEmpty
        $current.IsOpen | Should -BeTrue
        (Get-DmConnection | Format-Table | Out-String -Width 200) | Should -Match '(?m)^\* .*sandbox\.invalid'
    }

    It 'of another account is refused, and the current connection stays' {
        $problem = Get-ErrorOf { Connect-TwitterDm @signIn -ChatKey $theirs.Key }

        Assert-Error $problem DmChatKey AuthenticationError
        $problem.Exception.Message | Should -Match 'is not one that X has registered for @sandbox_admin'
        $problem.Exception.Message | Should -Match "version $($mine.Version)"
        (Get-DmConnection | Format-Table | Out-String -Width 200) | Should -Match '(?m)^\* .*sandbox\.invalid'
    }

    It 'of another account is named, if that account was connected' {
        $second = Get-SignInOption 2
        (Connect-TwitterDm @second -ChatKey $theirs.Key).HasChatKey | Should -BeTrue

        $problem = Get-ErrorOf { Connect-TwitterDm @signIn -ChatKey $theirs.Key }

        $problem.Exception.Message | Should -BeExactly "The chat key is that of @$($theirs.Username) ($($theirs.UserId)), not of @sandbox_admin ($($mine.UserId))."
        $current | Select-DmConnection
    }

    It 'of an account for which X has no keys registered has advice of its own' {
        $null = Connect-TwitterDm @signIn -ChatKey $mine.Key
        $server.Answer($publicKeys, 200, '{"data":[]}')

        (Test-TwitterDm | Where-Object Name -EQ ChatKey).Advice | Should -Match 'set up X Chat'
        $server.Answer($publicKeys, 200, '{"data":[]}')
        $problem = Get-ErrorOf { Connect-TwitterDm @signIn -ChatKey $mine.Key }

        Assert-Error $problem DmChatKey AuthenticationError
        $problem.Exception.Message | Should -Match 'X has no public keys of @sandbox_admin'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'set up X Chat'
        $problem.ErrorDetails.RecommendedAction | Should -Not -Match 'Restore'
        Get-DmConnection | Where-Object { $_ -ne $current } | Disconnect-TwitterDm
        $current | Select-DmConnection
    }

    It 'is outdated, if the version in its file is older than the registered one' {
        $old = [Convert]::ToBase64String([byte[]] (1..64))
        $path = New-KeyFile "users:`n  $($mine.UserId):`n    private_keys_b64: $old`n    key_version: 1000`n"

        $problem = Get-ErrorOf { Connect-TwitterDm @signIn -ChatKeyPath $path }

        Assert-Error $problem DmChatKey AuthenticationError
        $problem.Exception.Message | Should -Match "is outdated: its version is 1000, and @sandbox_admin has registered version $($mine.Version) since"
    }

    It 'in a file without the account names the accounts of the file' {
        $path = New-KeyFile "users:`n  $($theirs.UserId):`n    private_keys_b64: $($theirs.Key)`n  42:`n    private_keys_b64: $($theirs.Key)`n"

        $problem = Get-ErrorOf { Connect-TwitterDm @signIn -ChatKeyPath $path }

        Assert-Error $problem DmChatKey AuthenticationError
        $problem.Exception.Message | Should -Match "has no key for @sandbox_admin .* only for the accounts $($theirs.UserId), 42\."
    }

    It 'in a file of another form is an error that says to pass the base64: <_>' -ForEach @(
        '{"users":{"1":{"private_keys_b64":"x"}}}'
        "users:`n  - id: 1`n"
        'these are not keys'
    ) {
        $path = New-KeyFile $_
        $problem = Get-ErrorOf { Connect-TwitterDm @signIn -ChatKeyPath $path }

        Assert-Error $problem DmChatKey AuthenticationError
        $problem.ErrorDetails.RecommendedAction | Should -Match "'users:'.*'private_keys_b64:'.*Pass the base64 text"
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'in a file that does not exist, or elsewhere than in the file system, is an error about the file' {
        foreach ($path in (Join-Path $TestDrive 'none'), 'Env:\PATH', "$TestDrive") {
            $problem = Get-ErrorOf { Connect-TwitterDm @signIn -ChatKeyPath $path }
            $problem.FullyQualifiedErrorId | Should -BeLike 'DmFile,*'
        }
    }

    It 'cannot be given twice' {
        $problem = Get-ErrorOf { Connect-TwitterDm @signIn -ChatKey $mine.Key -ChatKeyPath none }

        Assert-Error $problem DmInvalidRequest InvalidArgument
        "$problem" | Should -Match '-ChatKey and -ChatKeyPath'
    }

    It 'does not go with -Sandbox' {
        Assert-Error (Get-ErrorOf { Connect-TwitterDm -Sandbox -ChatKey $mine.Key }) DmInvalidRequest InvalidArgument
        Assert-Error (Get-ErrorOf { Connect-TwitterDm -Sandbox -ChatKeyPath none }) DmInvalidRequest InvalidArgument
    }

    It 'that cannot be checked fails the connection: <status>' -ForEach @{ status = 403; id = 'DmPermission' }, @{ status = 402; id = 'DmCredit' } {
        $server.Answer($publicKeys, $status, "{`"title`":`"No`",`"status`":$status}")

        (Get-ErrorOf { Connect-TwitterDm @signIn -ChatKey $mine.Key }).FullyQualifiedErrorId | Should -BeLike "$id,*"
        $current.IsOpen | Should -BeTrue
    }
}

Describe 'A saved chat key' {
    BeforeEach {
        $server.Reset()
        $signIn = Get-SignInOption
    }

    It 'is used by the saved sign-in, and shown by Get-DmProfile without the key' {
        $null = Connect-TwitterDm @signIn -ChatKey $mine.Key -SaveAs full 3> $null

        (Connect-TwitterDm -ProfileName full).ChatKeyVersion | Should -BeExactly $mine.Version
        (Get-DmProfile full).HasChatKey | Should -BeTrue
        Get-DmProfile full | Out-String -Width 120 | Should -Match "full +@sandbox_admin +OAuth2 +\S+ \S+ +yes "
        Get-DmProfile full | Format-List * | Out-String -Width 500 | Should -Not -Match ([regex]::Escape($mine.Key.Substring(0, 12)))
    }

    It 'is added to an existing sign-in, and replaced by another one' {
        $null = Connect-TwitterDm @signIn -SaveAs later 3> $null
        (Get-DmProfile later).HasChatKey | Should -BeFalse

        (Connect-TwitterDm -ProfileName later -SaveAs later -ChatKeyPath (New-KeyFile $replaced.Key) 3> $null).HasChatKey | Should -BeTrue
        (Connect-TwitterDm -ProfileName later 3> $null).ChatKeyVersion | Should -BeExactly $replaced.Version
        $null = Connect-TwitterDm -ProfileName later -SaveAs later -ChatKey $mine.Key 3> $null
        (Connect-TwitterDm -ProfileName later).ChatKeyVersion | Should -BeExactly $mine.Version
    }

    It 'that is given wins over the saved one without -SaveAs, and does not replace it' {
        $null = Connect-TwitterDm @signIn -ChatKey $mine.Key -SaveAs both 3> $null

        (Connect-TwitterDm -ProfileName both -ChatKey $replaced.Key 3> $null).ChatKeyVersion | Should -BeExactly $replaced.Version
        (Connect-TwitterDm -ProfileName both).ChatKeyVersion | Should -BeExactly $mine.Version
    }

    It 'survives a refresh, and a new sign-in of the same account' {
        $tokens = New-Token $server
        $refreshable = Get-SignIn $server $tokens
        $null = Connect-TwitterDm @refreshable -ChatKey $mine.Key -SaveAs refreshed 3> $null
        Revoke-Token $server $tokens.AccessToken
        $null = Connect-TwitterDm -ProfileName refreshed
        $server.Count('POST /2/oauth2/token') | Should -Be 1
        (Get-DmProfile refreshed).HasChatKey | Should -BeTrue

        $again = Get-SignIn $server (New-Token $server)
        $new = Connect-TwitterDm @again -SaveAs refreshed -WarningVariable warned -WarningAction SilentlyContinue
        # The connection does not use what it keeps.
        $new.HasChatKey | Should -BeFalse
        "$warned" | Should -Match "saved as 'refreshed' was kept, but this connection does not use it.*-ProfileName 'refreshed'"
        (Connect-TwitterDm -ProfileName refreshed).ChatKeyVersion | Should -BeExactly $mine.Version
    }

    It 'is not given to another account that is saved under the same name' {
        $null = Connect-TwitterDm @signIn -ChatKey $mine.Key -SaveAs shared 3> $null
        $second = Get-SignInOption 2
        $null = Connect-TwitterDm @second -SaveAs shared 3> $null

        (Get-DmProfile shared).HasChatKey | Should -BeFalse
        (Connect-TwitterDm -ProfileName shared).HasChatKey | Should -BeFalse
    }

    It 'of an OAuth 1.0a sign-in is kept, too' {
        $keys = @{
            ConsumerKey = 'sandbox-consumer-key'; ConsumerSecret = 'sandbox consumer+secret/é&=%'
            AccessToken = '1385551234567890123-sandbox-access-token'; AccessTokenSecret = 'sandbox token+secret/ü&=~'
        }
        $null = Connect-TwitterDm @keys -ApiBaseUri $server.Uri -ChatKey $mine.Key -SaveAs one 3> $null

        (Connect-TwitterDm -ProfileName one).ChatKeyVersion | Should -BeExactly $mine.Version
    }
}
