BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Get-DmConnection' {
    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'returns nothing, without an error, before a connection is opened' {
        Get-DmConnection *>&1 | Should -BeNullOrEmpty
    }

    It 'returns the open connections in the order they were opened' {
        $one = Connect-TwitterDm -Sandbox
        $two = Connect-TwitterDm -Sandbox

        Get-DmConnection | Should -Be $one, $two
    }

    It 'returns the user, the authentication method, and the usage' {
        $null = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 150

        $told = Get-DmConnection
        $told.User | Should -BeOfType 'TwitterDm.DmUser'
        $told.AuthenticationMethod | Should -Be 'OAuth2'
        $told.ApiBaseUri | Should -BeOfType 'uri'
        $told.Usage.Requests | Should -Be 4
        $told.Usage.EventsRead | Should -Be 150
        $told.Usage.EstimatedCost | Should -Be (0.01d * (150 + $told.Usage.UsersRead))
        $told.RateLimits.Endpoint | Should -Contain 'GET /2/dm_events'
    }

    It 'finds a name in any case, in any culture' {
        $null = Connect-TwitterDm -Sandbox
        $previous = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'tr-TR'
            Get-DmConnection SANDBOX_ADMIN | Should -Not -BeNullOrEmpty
        }
        finally {
            [cultureinfo]::CurrentCulture = $previous
        }
    }

    It 'counts an item that is read twice in a day once, as X bills it' {
        $connection = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 20
        $once = $connection.Usage.EstimatedCost
        $null = Get-DmEvent -First 20

        $connection.Usage.EventsRead | Should -Be 20
        $connection.Usage.EstimatedCost | Should -Be $once
    }

    It 'accepts prices as a hashtable or one by one and uses them for estimates' {
        $connection = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 20
        $users = $connection.Usage.UsersRead

        $connection.Prices = @{ Event = 0.005; User = 0 }
        $connection.Usage.EstimatedCost | Should -Be 0.1
        $connection.Prices.Message | Should -Be 0.015
        $connection.Prices.User = 0.02
        $connection.Usage.EstimatedCost | Should -Be (0.1d + 0.02d * $users)
    }

    It 'rejects <name>' -ForEach @(
        @{ name = 'a negative price'; prices = @{ Event = -1 }; words = '*0 or more*' }
        @{ name = 'an unknown price'; prices = @{ Evnt = 1 }; words = '*Evnt*' }
        @{ name = 'null'; prices = $null; words = '*null*' }
    ) {
        $connection = Connect-TwitterDm -Sandbox

        { $connection.Prices = $prices } | Should -Throw $words
        $connection.Prices.Event | Should -Be 0.01
    }

    It 'returns the spending limit, or null if there is none' {
        $null = Connect-TwitterDm -Sandbox -SpendingLimit 2.5
        (Get-DmConnection).SpendingLimit | Should -Be 2.5
        $null = Connect-TwitterDm -Sandbox
        (Get-DmConnection)[1].SpendingLimit | Should -BeNullOrEmpty
    }
}

Describe 'A connection by its name' {
    BeforeAll {
        $server = Start-SignInServer -EventCount 5
        $null = New-ProfileFolder
        $admin = Connect-SignInServer $server -Account 1
        $saved = Connect-TwitterDm -AccessToken (New-Token $server -Account 2).AccessToken -ApiBaseUri $server.Uri -SaveAs sales 3> $null
        $last = Connect-SignInServer $server -Account 3
        $commands = Get-Command -Module TwitterDm | Where-Object { $_.Parameters.ContainsKey('Connection') }
    }

    AfterAll {
        Get-DmConnection | Disconnect-TwitterDm
        Remove-ProfileFolder
        $server.Dispose()
    }

    It 'is found by Get-DmConnection <name>' -ForEach @(
        @{ name = "'@sandbox_admin'"; names = 'sandbox_admin' }
        @{ name = 'SANDBOX_USER2'; names = 'sandbox_user2' }
        @{ name = '$admin.User.Id'; names = 'sandbox_admin' }
        @{ name = 'sales'; names = 'sandbox_user2' }
        @{ name = 'sandbox_user*'; names = 'sandbox_user2', 'sandbox_user3' }
        @{ name = "'@sandbox_user?'"; names = 'sandbox_user2', 'sandbox_user3' }
        @{ name = "sales, '@sandbox_user2'"; names = 'sandbox_user2' }
        @{ name = "'@sal*'"; names = $null }
    ) {
        (Invoke-Expression "Get-DmConnection $name -ErrorAction Stop").Name | Should -Be $names
    }

    It 'is an error in Get-DmConnection if no connection has it' {
        $found = Get-DmConnection nobody, sandbox_admin -ErrorVariable problem -ErrorAction SilentlyContinue

        $found | Should -Be $admin
        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        $problem.TargetObject | Should -Be 'nobody'
    }

    It 'has the name of its saved sign-in' {
        $saved.ProfileName | Should -Be 'sales'
        $admin.ProfileName | Should -BeNullOrEmpty
        $again = Connect-TwitterDm sales
        $again.ProfileName | Should -Be 'sales'
        $again | Disconnect-TwitterDm
        Select-DmConnection -Connection $last
    }

    It 'is taken by -Connection of a command: <_>' -ForEach "'@sandbox_admin'", 'sandbox_admin', '$admin.User.Id', '([long] $admin.User.Id)' {
        $id = (Get-DmEvent -First 1 -Connection $admin).Id

        Invoke-Expression "(Get-DmEvent -First 1 -Connection $_).Id" | Should -Be $id
        (Get-DmEvent -First 1).Id | Should -Be (Get-DmEvent -First 1 -Connection $last).Id
        Invoke-Expression "(Get-DmRateLimit -Connection $_)" | Should -Not -BeNullOrEmpty
    }

    It 'is taken by every command with -Connection, which completes it' {
        $commands.Count | Should -BeGreaterThan 8
        foreach ($command in $commands) {
            $attributes = $command.Parameters['Connection'].Attributes
            $attributes.TypeId.FullName | Should -Contain 'TwitterDm.Binding.ConnectionArgumentAttribute' -Because $command.Name
            ($attributes | Where-Object { $_ -is [ArgumentCompleter] }).Type.Name | Should -Be 'ConnectionCompleter' -Because $command.Name
        }
    }

    It 'is an error in every command if no connection has it; so is null, which is never the current connection' {
        $nothing = $null
        $server.Reset()
        foreach ($command in $commands) {
            foreach ($given in 'nobody', $nothing, '') {
                $problem = Get-ErrorOf { & $command -Connection $given }
                $problem[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*' -Because "$($command.Name) '$given'"
                "$($problem[0])" | Should -Match ($given ? "named 'nobody': the open connections are @sandbox_admin at" : 'null or empty')
            }
        }

        $server.Requests | Should -BeNullOrEmpty
        $last.IsOpen | Should -BeTrue
    }

    It 'is an error that lists both connections if two have it' {
        $again = Connect-SignInServer $server -Account 1
        try { $problem = Get-ErrorOf { Get-DmEvent -Connection '@sandbox_admin' } }
        finally { $again | Disconnect-TwitterDm }

        "$problem" | Should -Match "'@sandbox_admin' matches 2 open connections: @sandbox_admin at [^;]*; @sandbox_admin at [^;]*\. Pass the connection itself"
        (Get-DmEvent -First 1 -Connection '@sandbox_admin').Id | Should -Be (Get-DmEvent -First 1 -Connection $admin).Id
    }

    It 'is not taken from a connection of another session' {
        $path = Join-Path $TestDrive connection.xml
        $admin | Export-Clixml $path
        $problem = Get-ErrorOf { Get-DmEvent -Connection (Import-Clixml $path) }

        $problem.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        "$problem" | Should -Match 'comes from a job, a file or another session'
    }

    It 'shows no control characters of the name that was given' {
        "$(Get-ErrorOf { Get-DmEvent -Connection "x`e[31m" })" | Should -Not -Match '\e'
    }
}

Describe 'A closed connection' {
    It 'is refused by every command that takes one' {
        $open = Connect-TwitterDm -Sandbox
        $closed = Connect-TwitterDm -Sandbox
        $closed | Disconnect-TwitterDm
        $mandatory = @{
            'Add-DmReaction'      = @{ Id = '1'; ConversationId = 'g1000000000'; Reaction = '👍' }
            'Block-DmUser'        = @{ User = '12' }
            'Edit-DmMessage'      = @{ Id = '1'; ConversationId = 'g1000000000'; Text = 'Hello' }
            'Export-DmTranscript' = @{ ConversationId = 'g1000000000'; Path = (Join-Path $TestDrive 'transcripts') }
            'Get-DmUser'          = @{ User = '12' }
            'Import-DmArchive'    = @{ Path = 'x'; ResolveUser = $true }
            'New-DmConversation'  = @{ Participant = '12', '13'; Text = 'Hello' }
            'Remove-DmEvent'      = @{ Id = '1' }
            'Remove-DmReaction'   = @{ Id = '1'; ConversationId = 'g1000000000'; Reaction = '👍' }
            'Save-DmMedia'        = @{ InputObject = 'x' }
            'Send-DmMessage'      = @{ To = '12'; Text = 'Hello' }
            'Set-DmConversation'  = @{ ConversationId = 'g1000000000'; Read = $true }
            'Unblock-DmUser'      = @{ User = '12' }
            'Watch-DmEvent'       = @{ Timeout = '1s' }
        }
        foreach ($command in Get-Command -Module TwitterDm | Where-Object { $_.Parameters.ContainsKey('Connection') -and $_.Name -ne 'Disconnect-TwitterDm' }) {
            $arguments = $mandatory[$command.Name] ?? @{}
            if ($command.Parameters.ContainsKey('Confirm')) { $arguments.Confirm = $false }
            $problem = Get-ErrorOf { & $command @arguments -Connection $closed }

            Assert-Error $problem 'DmNotConnected' 'ConnectionError'
            $problem.ErrorDetails.RecommendedAction | Should -Match 'Connect-TwitterDm'
        }

        $open | Disconnect-TwitterDm
    }

    It 'is no longer listed, also in another runspace' {
        $connection = Connect-TwitterDm -Sandbox
        $manifest = Get-TestedManifest
        1 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $using:connection | Disconnect-TwitterDm
        }

        Get-DmConnection | Should -BeNullOrEmpty
        Assert-Error (Get-ErrorOf { Get-DmRateLimit }) 'DmNotConnected' 'ConnectionError'
        Disconnect-TwitterDm
    }
}

Describe 'The list view of a connection' {
    AfterAll { Get-DmConnection | Disconnect-TwitterDm }

    It 'shows who, how, the limits, the usage and the cost, live and <_>' -ForEach 'after Clixml', 'from a job' {
        $connection = Connect-TwitterDm -Sandbox -SpendingLimit 2
        $null = Get-DmEvent -First 5 -WarningAction SilentlyContinue
        $live = $connection | Format-List | Out-String -Width 120
        $path = Join-Path $TestDrive list.xml
        $connection | Export-Clixml $path
        $manifest = Get-TestedManifest
        $other = switch ($_) {
            'after Clixml' { Import-Clixml $path }
            # A serialized object crosses the border of a process.
            'from a job' { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($connection, 1)) }
        }

        $live | Should -Match '(?m)^User +: @sandbox_admin\r?$'
        $live | Should -Match '(?m)^AuthenticationMethod +: OAuth2\r?$'
        $live | Should -Match '(?m)^RateLimits +: GET /2/dm_events: 299 of 300 until \d{4}-\d\d-\d\d \d\d:\d\d\r?$'
        $live | Should -Match '(?m)^Usage +: \d requests, \d events and \d+ users read'
        $live | Should -Match '(?m)^EstimatedCost +: 0\.\d\d of 2\.00 USD\r?$'
        $live | Should -Match '(?m)^IsOpen +: True\r?$'
        $other | Format-List | Out-String -Width 120 | Should -Be $live
        $connection | Disconnect-TwitterDm
    }

    It 'shows the scopes, the expiry and the saved sign-in' {
        $server = Start-SignInServer -EventCount 5
        $null = New-ProfileFolder
        try {
            $signIn = Get-SignIn $server (New-Token $server -Account 2)
            $connection = Connect-TwitterDm @signIn -SaveAs sales 3> $null
            Revoke-Token $server (ConvertFrom-SecureString (ConvertTo-SecureString $signIn.AccessToken -AsPlainText) -AsPlainText)
            $null = Get-DmEvent -First 1 -WarningAction SilentlyContinue
            $shown = $connection | Format-List | Out-String -Width 200
            $connection | Disconnect-TwitterDm
        }
        finally {
            Remove-ProfileFolder
            $server.Dispose()
        }

        $shown | Should -Match '(?m)^Scopes +: .*dm\.read'
        $shown | Should -Match '(?m)^ExpiresAt +: \d{4}-\d\d-\d\d \d\d:\d\d \(refreshed automatically\)\r?$'
        $shown | Should -Match '(?m)^ProfileName +: sales\r?$'
    }
}

Describe 'Multiple connections' {
    BeforeAll {
        $few = Connect-TwitterDm -Sandbox -EventCount 11
        $many = Connect-TwitterDm -Sandbox -EventCount 120
    }

    It 'use -Connection if it is specified, or else the current one' {
        Get-DmEvent -Connection $few | Should -HaveCount 11
        Get-DmEvent | Should -HaveCount 120
    }

    It 'track their usage separately' {
        Measure-Request $few { Get-DmEvent -Connection $many } | Should -Be 0
    }

    It 'are not shared with a new runspace' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('Import-Module $args[0]; Get-DmConnection; Get-DmEvent').AddArgument((Get-TestedManifest))
            $shell.Invoke() | Should -BeNullOrEmpty
            $shell.Streams.Error.FullyQualifiedErrorId | Should -Be 'DmNotConnected,TwitterDm.Commands.GetDmEventCommand'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'work in ForEach-Object -Parallel through $using:' {
        $manifest = Get-TestedManifest
        $counts = 1..6 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $connection = $_ % 2 ? $using:few : $using:many
            @(Get-DmEvent -Connection $connection -Source Classic).Count
        }

        ($counts | Sort-Object) -join ' ' | Should -Be '11 11 11 120 120 120'
    }

    It 'keep a separate current connection for each runspace' {
        $manifest = Get-TestedManifest
        $counts = 21..24 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $null = Connect-TwitterDm -Sandbox -EventCount $_
            @(Get-DmEvent -Source Classic).Count
            Disconnect-TwitterDm
        }

        ($counts | Sort-Object) -join ' ' | Should -Be '21 22 23 24'
        Get-DmConnection | Should -Be $few, $many
    }
}
