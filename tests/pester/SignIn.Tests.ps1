BeforeDiscovery {
    # A script can act as the browser only on Linux: Windows and macOS open their default browser.
    $canPlayBrowser = $IsLinux -and (Get-Command curl -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $authorizeUri = "$($server.Uri)i/oauth2/authorize"
    $public = @{ ClientId = 'sandbox-public-client'; ApiBaseUri = $server.Uri; AuthorizeUri = $authorizeUri }
    $confidential = @{ ClientId = 'sandbox-confidential-client'; ClientSecret = 'sandbox client+secret/%é:&='; ApiBaseUri = $server.Uri; AuthorizeUri = $authorizeUri }
    $pinKeys = @{ ConsumerKey = 'sandbox-consumer-key'; ConsumerSecret = 'sandbox consumer+secret/é&=%'; ApiBaseUri = $server.Uri }

    function Get-FreeRedirect {
        $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $probe.Start()
        $port = $probe.LocalEndpoint.Port
        $probe.Stop()
        [uri] "http://localhost:$port/callback"
    }

    function Test-Listening([uri] $Address) {
        foreach ($one in '127.0.0.1', '::1') {
            $client = [System.Net.Sockets.TcpClient]::new([System.Net.IPAddress]::Parse($one).AddressFamily)
            try { $client.Connect($one, $Address.Port); return $true }
            catch { continue }
            finally { $client.Dispose() }
        }

        $false
    }

    # Reads the output of a process up to the first line that is a URL, and keeps the lines.
    function Read-Address($Process, $Lines) {
        while ($null -ne ($line = $Process.StandardOutput.ReadLine())) {
            $Lines.Add($line)
            if ($line -match '^https?://\S+$') { return [uri] $line }
        }
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'OAuth 2.0 sign-in in the browser' -Skip:(-not $canPlayBrowser) {
    BeforeAll {
        $browser = $env:BROWSER
        # $BROWSER is split at spaces, and this path has none.
        Copy-Item "$PSScriptRoot/browser.sh" $TestDrive
    }

    BeforeEach {
        $redirect = Get-FreeRedirect
        $server.Reset()
    }

    AfterEach {
        Test-Listening $redirect | Should -BeFalse -Because 'nothing listens after a sign-in'
        Get-DmConnection | Disconnect-TwitterDm
    }

    AfterAll { $env:BROWSER = $browser }

    It 'succeeds for a public app' {
        $env:BROWSER = "/bin/sh $TestDrive/browser.sh $TestDrive allow"

        $all = Connect-TwitterDm @public -RedirectUri $redirect *>&1
        $all | Should -HaveCount 1
        $all.User.ToString() | Should -BeExactly '@sandbox_admin'
        $all.AuthenticationMethod | Should -Be 'OAuth2'
        $all.Scopes | Should -Be 'dm.read', 'dm.write', 'tweet.read', 'users.read', 'media.write', 'offline.access'
        $all.ExpiresAt | Should -BeGreaterThan ([datetime]::Now.AddHours(1.9))
        @(Get-DmEvent) | Should -HaveCount 20
        Get-Content "$TestDrive/page" -Raw | Should -Match 'You are signed in'
    }

    It 'succeeds for a confidential app with another account and fewer scopes' {
        $env:BROWSER = "/bin/sh $TestDrive/browser.sh $TestDrive allow"
        $server.Api.BrowserAccount = 3
        try { $connection = Connect-TwitterDm @confidential -RedirectUri $redirect -Scope tweet.read, users.read, dm.read }
        finally { $server.Api.BrowserAccount = 1 }

        $connection.User.Username | Should -Be 'sandbox_user3'
        $connection.Scopes | Should -Be 'tweet.read', 'users.read', 'dm.read'
        Get-Content "$TestDrive/processes" -Raw | Should -Not -Match 'client.secret|code_verifier|sandbox-(access|refresh)-'
    }

    It 'fails in the terminal and on the page for a confidential app without its secret' {
        $env:BROWSER = "/bin/sh $TestDrive/browser.sh $TestDrive allow"
        $problem = Get-ErrorOf { Connect-TwitterDm -ClientId $confidential.ClientId -ApiBaseUri $server.Uri -AuthorizeUri $authorizeUri -RedirectUri $redirect }

        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-ClientSecret'
        Get-Content "$TestDrive/page" -Raw | Should -Match 'The sign-in failed'
    }

    It 'fails when the user denies access' {
        $env:BROWSER = "/bin/sh $TestDrive/browser.sh $TestDrive deny"
        $problem = Get-ErrorOf { Connect-TwitterDm @public -RedirectUri $redirect }

        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        "$problem" | Should -Match 'denied'
        Get-Content "$TestDrive/page" -Raw | Should -Match 'denied'
        $server.Count('POST /2/oauth2/token') | Should -Be 0
    }

    It 'ignores a redirect with a different state and waits for the real one' {
        $env:BROWSER = "/bin/sh $TestDrive/browser.sh $TestDrive forge"
        $all = Connect-TwitterDm @public -RedirectUri $redirect -Verbose *>&1

        "$($all | Where-Object { $_ -is [TwitterDm.DmConnection] })" | Should -Match '@sandbox_admin'
        Get-Content "$TestDrive/forged" -Raw | Should -Match 'does not belong to this sign-in'
        @($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }) -match 'wrong state' | Should -HaveCount 1
        $all | Out-String -Width 500 | Should -Not -Match 'forged'
        $server.Count('POST /2/oauth2/token') | Should -Be 1
    }

    It 'reports a port in use before the browser opens' {
        $env:BROWSER = "/bin/sh $TestDrive/browser.sh $TestDrive allow"
        $other = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, $redirect.Port)
        $other.Start()
        try { $problem = Get-ErrorOf { Connect-TwitterDm @public -RedirectUri $redirect } }
        finally { $other.Stop() }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match "localhost:$($redirect.Port)"
        $problem.ErrorDetails.RecommendedAction | Should -Match '-RedirectUri.*-NoBrowser'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'warns with the URL when no browser is available, and the sign-in can still be completed' {
        $env:BROWSER = '/no/such/browser'
        $shell = Start-Shell $TestDrive "Connect-TwitterDm -ClientId sandbox-public-client -ApiBaseUri $($server.Uri) -AuthorizeUri $authorizeUri -RedirectUri $redirect 3>&1 | ForEach-Object ToString"
        $address = while ($null -ne ($line = $shell.StandardOutput.ReadLine())) {
            # On a line of its own, so that it can be copied whole.
            if ($line -match '^(http\S+authorize\S+)$') { $Matches[1]; break }
        }
        $page = Invoke-WebRequest -Uri ($server.Api.Decide($address, $true))

        $page.Content | Should -Match 'You are signed in'
        Receive-Shell $shell | Should -Match '@sandbox_admin at localhost'
    }
}

Describe 'Manual sign-in' {
    # One PowerShell process answers the prompts of all these tests.
    BeforeAll {
        $null = New-ProfileFolder
        $script = @"
            `$VerbosePreference = `$DebugPreference = 'Continue'
            `$null = Start-Transcript '$TestDrive/transcript'
            `$public = @{ ClientId = 'sandbox-public-client'; ApiBaseUri = '$($server.Uri)'; AuthorizeUri = '$authorizeUri' }
            `$pin = @{ ConsumerKey = 'sandbox-consumer-key'; ConsumerSecret = 'sandbox consumer+secret/é&=%'; ApiBaseUri = '$($server.Uri)' }
            Connect-TwitterDm @public -NoBrowser -SaveAs one | Format-List * -Force
            Connect-TwitterDm @public -NoBrowser -SaveAs two | ForEach-Object ToString
            foreach (`$i in 1, 2) { try { Connect-TwitterDm @public -NoBrowser } catch { "refused: `$_" } }
            Connect-TwitterDm @pin -UsePin -SaveAs three | Format-List * -Force
            try { Connect-TwitterDm @pin -UsePin } catch { "refused: `$_" }
            Get-DmConnection | ForEach-Object { "open: `$(`$_.AuthenticationMethod) `$_" }
            'listening: ' + ([System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpListeners().Port -contains 8080)
            `$null = Stop-Transcript
"@
        $inUse = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpListeners().Port -contains 8080
        $shell = Start-Shell $TestDrive $script
        $answers = @(
            { param($address) $server.Api.Decide($address, $true).AbsoluteUri }
            { param($address) $null = $server.Api.Decide($address, $true).Query -match 'code=([^&]+)'; [uri]::UnescapeDataString($Matches[1]) }
            { param($address) $server.Api.Decide($address, $false).AbsoluteUri }
            { param($address) $server.Api.Decide($address, $true).AbsoluteUri -replace 'state=[^&]+', 'state=another' }
            { param($address) $server.Api.Authorize($address) }
            { '0000000' }
        )
        $lines = [System.Collections.Generic.List[string]]::new()
        $addresses = foreach ($answer in $answers) {
            $address = Read-Address $shell $lines
            $shell.StandardInput.WriteLine((& $answer $address))
            $address
        }
        $output = ($lines -join "`n") + (Receive-Shell $shell)
    }

    AfterAll { Remove-ProfileFolder }

    It 'shows the authorization URL with the request parameters' {
        $addresses[0].GetLeftPart('Path') | Should -Be $authorizeUri
        $addresses[0].Query | Should -Match 'code_challenge_method=S256'
        $addresses[0].Query | Should -Match 'redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fcallback'
        $addresses[4].GetLeftPart('Path') | Should -Be "$($server.Uri)oauth/authorize"
    }

    It 'accepts the redirect URL or the code alone for -NoBrowser, and the PIN for -UsePin' {
        $output | Should -Match 'open: OAuth2 @sandbox_admin[^\n]*\s+open: OAuth2 @sandbox_admin[^\n]*\s+open: OAuth1 @sandbox_admin'
    }

    It 'rejects a denied request, a different state, and a wrong PIN' {
        $refused = [regex]::Matches($output, 'refused: .*').Value
        $refused | Should -HaveCount 3
        $refused[0] | Should -Match 'denied'
        $refused[1] | Should -Match 'state'
        $refused[2] | Should -Match 'PIN|sign-in'
    }

    It 'does not listen on a port' -Skip:$inUse {
        $output | Should -Match 'listening: False'
    }

    It 'warns at most once about a missing keyring, and only if it is missing' {
        $saved = Get-DmProfile
        $saved.Name | Should -Be 'one', 'three', 'two'
        [regex]::Matches($output, 'without encryption').Count | Should -Be ([int]('FileModeOnly' -in $saved.Protection))
    }

    It 'can be used in another session' {
        (Connect-TwitterDm -ProfileName two).AuthenticationMethod | Should -Be 'OAuth2'
        (Connect-TwitterDm -ProfileName three).AuthenticationMethod | Should -Be 'OAuth1'
        @(Get-DmEvent) | Should -HaveCount 20
    }

    It 'keeps tokens and keys out of the output and the transcript' {
        $transcript = Get-Content "$TestDrive/transcript" -Raw
        $transcript | Should -Match 'sandbox_admin'
        foreach ($text in $output, $transcript) { $text | Should -Not -Match 'sandbox-(access|refresh)-|consumer.secret|sandbox-consumer-key|code_verifier|oauth_signature' }
    }
}

Describe 'Non-interactive sign-in' {
    It 'reports an error with advice for <set> instead of prompting' -ForEach @(
        @{ set = '-NoBrowser'; line = 'Connect-TwitterDm -ClientId sandbox-public-client -NoBrowser -ApiBaseUri $args[1] -AuthorizeUri $args[2]' }
        @{ set = '-UsePin'; line = "Connect-TwitterDm -ConsumerKey sandbox-consumer-key -ConsumerSecret 'sandbox consumer+secret/é&=%' -UsePin -ApiBaseUri `$args[1]" }
    ) {
        # A non-interactive host, as in a runbook.
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module `$args[0]; try { $line } catch { `$_ }").AddArgument((Get-TestedManifest)).AddArgument($server.Uri).AddArgument($authorizeUri)
            $problem = @($shell.Invoke())
        }
        finally {
            $shell.Dispose()
        }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-ProfileName|-FromEnvironment'
    }
}

Describe 'Sign-in parameters' {
    It 'reject -RedirectUri <_>' -ForEach 'http://example.com:8080/callback', 'http://localhost/callback', 'https://localhost:8080/callback', 'http://127.0.0.1.example.com:8080/', 'http://localhost:8080/callback?a=b' {
        $server.Reset()
        $problem = Get-ErrorOf { Connect-TwitterDm @public -RedirectUri $_ }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-RedirectUri'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'reject -AuthorizeUri <_>' -ForEach 'http://x.com/i/oauth2/authorize', 'ftp://localhost/' {
        Assert-Error (Get-ErrorOf { Connect-TwitterDm -ClientId id -AuthorizeUri $_ }) 'DmInvalidRequest' 'InvalidArgument'
    }

    It 'reject -Scope <_>' -ForEach "dm.read`ttweet.read", 'dm read', 'dé' {
        Assert-Error (Get-ErrorOf { Connect-TwitterDm @public -Scope $_ }) 'DmInvalidRequest' 'InvalidArgument'
    }
}
