BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-TestServer -EventCount 20
    $uri = Get-TestServerUri $server

    # All that anyone can see of objects, with the usual means. Records of PowerShell lead to everything in it: they are not followed far.
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

Describe 'Secrets stay secret' {
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

    It 'of a connection that works: <_>' -ForEach 'token', 'OAuth1' {
        $keys = $sets[$_]
        $streams = & {
            $VerbosePreference = $DebugPreference = 'Continue'
            Connect-TwitterDm @keys -ApiBaseUri $uri -Verbose -Debug
            Get-DmEvent -First 3 -Verbose -Debug
            Get-DmEvent -Id 1 -Verbose -Debug
            Get-DmRateLimit
        } *>&1

        $streams | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Should -Not -BeNullOrEmpty
        $streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -Not -BeNullOrEmpty
        Get-Visible (Get-DmConnection) | Should -Not -Match $secret
        $streams | Out-String -Width 500 | Should -Not -Match $secret
        Get-Visible $streams -Depth 1 | Should -Not -Match $secret
    }

    It 'of a token that is refused' {
        $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken $canary -ApiBaseUri $uri -Verbose 4> (Join-Path $TestDrive 'verbose.txt') }

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmAuthentication,*'
        Get-VisibleOfError $problem | Should -Not -Match $canary
        $global:Error | ForEach-Object { Get-VisibleOfError $_ } | Should -Not -Match $canary
        Get-Content (Join-Path $TestDrive 'verbose.txt') -Raw | Should -Not -Match $canary
    }

    It 'of keys that are refused' {
        $keys = $sets.OAuth1.Clone()
        $keys.ConsumerSecret = $canary
        $problem = Get-ErrorOf { Connect-TwitterDm @keys -ApiBaseUri $uri }

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmAuthentication,*'
        Get-VisibleOfError $problem | Should -Not -Match "$canary|$secret"
    }

    It 'of a server that is not there' {
        $gone = Start-TestServer -EventCount 1
        $address = [UriBuilder]::new((Get-TestServerUri $gone))
        $address.Scheme = 'https'
        $problem = Get-ErrorOf { Connect-TwitterDm -AccessToken $canary -ApiBaseUri $address.Uri }
        $gone | Stop-TestServer

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmService,*'
        Get-VisibleOfError $problem | Should -Not -Match $canary
    }

    It 'no text of a message is in verbose and debug lines' {
        $null = Connect-TwitterDm -Sandbox -EventCount 200
        $events = $null
        $lines = & { $script:events = Get-DmEvent -Verbose -Debug } 4>&1 5>&1 | Out-String -Width 500

        $texts = $script:events.Text | Where-Object Length -GT 12 | Sort-Object -Unique
        $texts | Should -Not -BeNullOrEmpty
        $lines | Should -Match 'Listed 200 events'
        $texts | Where-Object { $lines.Contains($_) } | Should -BeNullOrEmpty
    }
}
