BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 120
    $manifest = Get-TestedManifest
    $refresh = 'POST /2/oauth2/token'

    # The tokens, a connection, and the events of each account.
    $tokens = 1..8 | ForEach-Object { New-Token $server -Account $_ }
    $connections = foreach ($one in $tokens) { $signIn = Get-SignIn $server $one; Connect-TwitterDm @signIn }
    $events = foreach ($connection in $connections) { , @(Get-DmEvent -Connection $connection | ForEach-Object Id) }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Multiple accounts' {
    It 'have their own identity and their own events' {
        $connections.User.Username | Should -Be (@('sandbox_admin') + (2..8 | ForEach-Object { "sandbox_user$_" }))
        $events | ForEach-Object { $_ } | Sort-Object -Unique | Should -HaveCount (8 * 120)
    }

    It 'do not mix in one session, even when their commands interleave' {
        $null = Connect-TwitterDm -AccessToken $tokens[0].AccessToken -ApiBaseUri $server.Uri
        $mixed = Get-DmEvent -First 3 | ForEach-Object {
            $_.Id
            Get-DmEvent -First 1 -Connection $connections[4] | ForEach-Object Id
        }
        Disconnect-TwitterDm

        $mixed | Should -Be $events[0][0], $events[4][0], $events[0][1], $events[4][0], $events[0][2], $events[4][0]
    }

    It 'work with every cmdlet that takes -Connection' {
        $commands = Get-Command -Module TwitterDm | Where-Object { $_.Parameters.ContainsKey('Connection') -and $_.Verb -eq 'Get' }

        foreach ($command in $commands) {
            $used = $connections[6].Usage.Requests
            $others = $connections[0..5].Usage.Requests
            $arguments = @{ Connection = $connections[6] }
            if ($command.Name -eq 'Get-DmUser') { $arguments.User = '@jacqueline' }
            $null = & $command @arguments
            $connections[0..5].Usage.Requests | Should -Be $others
            if ($command.Name -ne 'Get-DmRateLimit') { $connections[6].Usage.Requests | Should -BeGreaterThan $used }
        }
    }

    It 'use the right account and refresh once with one connection in eight threads' {
        $server.Reset()
        $mine = $connections[1]
        Revoke-Token $server $tokens[1].AccessToken
        # Holds the token response until every thread has received a 401.
        $held = $server.Hold($refresh)
        $job = 1..8 | ForEach-Object -ThrottleLimit 8 -AsJob -Parallel {
            Import-Module $using:manifest
            (Get-DmEvent -Connection $using:mine).Id -join ' '
        }
        $limit = [datetime]::Now.AddSeconds(30)
        while ($server.Count('GET /2/dm_events') -lt 8 -and [datetime]::Now -lt $limit) { Start-Sleep -Milliseconds 20 }
        $server.Count('GET /2/dm_events') | Should -Be 8
        $held.Release()
        $read = $job | Receive-Job -Wait -AutoRemoveJob

        $read | Should -HaveCount 8
        $read | Sort-Object -Unique | Should -Be ($events[1] -join ' ')
        $server.Count($refresh) | Should -Be 1
    }

    It 'use the right account and refresh once each with eight connections in eight threads' {
        $server.Reset()
        foreach ($i in 0, 2, 3, 4, 5, 6, 7) { Revoke-Token $server $tokens[$i].AccessToken }
        $server.Reset()
        $all = $connections
        $read = 0..7 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:manifest
            $mine = ($using:all)[$_]
            foreach ($round in 1..2) { [pscustomobject]@{ Number = $_; Ids = (Get-DmEvent -Connection $mine).Id -join ' ' } }
        }

        $read | Should -HaveCount 16
        foreach ($one in $read) { $one.Ids | Should -Be ($events[$one.Number] -join ' ') }
        # The second account has already refreshed in the previous test.
        $server.Count($refresh) | Should -Be 7
    }

    It 'refresh once with eight connections of one saved sign-in' {
        $null = New-ProfileFolder
        try {
            $token = New-Token $server -Account 3
            $signIn = Get-SignIn $server $token
            Connect-TwitterDm @signIn -SaveAs one 3> $null | Disconnect-TwitterDm
            $eight = 1..8 | ForEach-Object { Connect-TwitterDm -ProfileName one }
            Revoke-Token $server $token.AccessToken
            $server.Reset()
            $read = $eight | ForEach-Object -ThrottleLimit 8 -Parallel {
                Import-Module $using:manifest
                (Get-DmEvent -Connection $_).Id -join ' '
            }

            $read | Should -HaveCount 8
            $read | Sort-Object -Unique | Should -Be ($events[2] -join ' ')
            $server.Count($refresh) | Should -Be 1
            $eight | Disconnect-TwitterDm
        }
        finally {
            Remove-ProfileFolder
        }
    }

    It 'do not give a new runspace a current connection' {
        $problem = 1 | ForEach-Object -Parallel { Import-Module $using:manifest; try { Get-DmEvent } catch { $_ } }

        $problem.FullyQualifiedErrorId | Should -Be 'DmNotConnected,TwitterDm.Commands.GetDmEventCommand'
    }

    It 'send as themselves, to their own conversations' {
        $server.Reset()
        $sent = foreach ($i in 4, 6, 4) { Send-DmMessage -To 12 -Text "from $i" -Connection $connections[$i] }
        $group = New-DmConversation 12, 783214 'from 6, to all' -Connection $connections[6] -Confirm:$false

        $server.Sent.SenderId | Should -Be $connections[4, 6, 4, 6].User.Id
        $sent.ConversationId | Should -Be (4, 6, 4 | ForEach-Object { "12-$($connections[$_].User.Id)" })
        (Get-DmEvent -Participant 12 -First 2 -Connection $connections[4]).Text | Should -Be 'from 4', 'from 4'
        (Get-ErrorOf { $group | Get-DmEvent -Connection $connections[4] }).FullyQualifiedErrorId | Should -BeLike 'DmPermission,*'
    }
}
