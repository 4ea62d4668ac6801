BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $null = Connect-SignInServer $server
    $mine = @(Get-DmEvent | Where-Object Direction -EQ Outgoing | Select-Object -First 3)
    $credit = '{"title":"CreditsDepleted","detail":"Your enrolled account does not have any credits.","type":"https://api.x.com/2/problems/credits"}'
    $scope = '{"title":"Forbidden","detail":"The token lacks the scope [dm.write].","type":"about:blank","status":403}'
    $refused = '{"title":"Forbidden","detail":"You cannot do that.","type":"about:blank","status":403}'
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'A problem with the account' {
    BeforeEach { $server.Reset() }

    It 'stops <command> after one request, and says how many items were not tried' -ForEach @(
        @{ command = 'Block-DmUser 12, 783214, 1460000000000000003'; request = 'POST /2/users/12/dm/block'; words = 'The 2 users after it were not tried.' }
        @{ command = 'Unblock-DmUser 12, 783214'; request = 'POST /2/users/12/dm/unblock'; words = 'The user after it was not tried.' }
        @{ command = 'Get-DmEvent -Participant 12, 783214, 1460000000000000003'; request = 'GET /2/dm_conversations/with/12/dm_events'; words = 'The 2 users after it were not tried.' }
        @{ command = 'Get-DmEvent -ConversationId 1590000000000000001, 12-13'; request = 'GET /2/dm_conversations/1590000000000000001/dm_events'; words = 'The conversation after it was not tried.' }
        @{ command = 'Get-DmEvent -Id 11, 12'; request = 'GET /2/dm_events/11'; words = 'The event after it was not tried.' }
        @{ command = 'Remove-DmEvent 11, 12, 13 -Confirm:$false'; request = 'DELETE /2/dm_events/11'; words = 'The 2 events after it were not tried.' }
    ) {
        $server.Answer($request, 402, $credit)
        $after = [System.Collections.Generic.List[object]]::new()
        try { & ([scriptblock]::Create($command)); $after.Add('continued') } catch { $problem = $_ }

        Assert-Error $problem 'DmCredit' 'LimitsExceeded'
        $after | Should -BeNullOrEmpty
        $problem.Exception.Message | Should -BeLike "*$words"
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Add credit'
        $server.Requests | Should -Be $request
    }

    It 'stops the commands before it in the pipeline, too' {
        $server.Answer('POST /2/users/12/dm/block', 403, $scope)
        $passed = [System.Collections.Generic.List[object]]::new()
        $problem = Get-ErrorOf { 12, 783214, 1460000000000000003 | ForEach-Object { $passed.Add($_); $_ } | Block-DmUser }

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        "$problem" | Should -BeLike '*Any later users from the pipeline were not tried.'
        $passed | Should -Be 12
        @($server.Requests) -like 'POST *' | Should -HaveCount 1
    }

    It 'ends New-DmConversation' {
        $server.Answer('POST /2/dm_conversations', 402, '')
        Assert-Error (Get-ErrorOf { New-DmConversation 12, 783214 Hello -Confirm:$false }) 'DmCredit' 'LimitsExceeded'
        $server.Requests | Should -HaveCount 1
    }

    It 'does not end a run if the refusal is about one item: <command>' -ForEach @(
        @{ command = 'Block-DmUser 12, 783214'; request = 'POST /2/users/12/dm/block'; next = 'POST /2/users/783214/dm/block' }
        @{ command = 'Get-DmEvent -Id 11, 12'; request = 'GET /2/dm_events/11'; next = 'GET /2/dm_events/12' }
        @{ command = '12, 783214 | Get-DmEvent'; request = 'GET /2/dm_conversations/with/12/dm_events'; next = 'GET /2/dm_conversations/with/783214/dm_events' }
    ) {
        $server.Answer($request, 403, $refused)
        $problems = Get-ErrorOf ([scriptblock]::Create($command))

        Assert-Error $problems[0] 'DmPermission' 'PermissionDenied'
        "$($problems[0])" | Should -Not -Match 'not tried'
        $server.Requests | Should -Contain $next
    }
}

Describe 'A journal that cannot be written anymore' {
    It 'ends the run with one error that has all rows that are left' -Skip:(-not $IsLinux) {
        $server.Reset()
        $script = @'
            $rows = 1..12 | ForEach-Object { [pscustomobject]@{ To = '12'; Text = "$_" } }
            $null = Connect-TwitterDm -AccessToken $env:TOKEN -ApiBaseUri $env:SERVER
            $sent = @($rows | Send-DmMessage -Journal $env:JOURNAL -ErrorVariable problems -ErrorAction SilentlyContinue)
            @{ Sent = $sent.Text; Errors = @($problems | ForEach-Object { "$_" }); Left = @($problems.TargetObject.Text) } | ConvertTo-Json -Compress
'@
        # A limit on the size of files, in blocks of 512 or 1024 bytes; otherwise, a signal would end the process.
        $path = Join-Path $TestDrive 'run.ps1'
        Set-Content -LiteralPath $path -Value "Import-Module '$(Get-TestedManifest)'", $script
        $start = New-ShellStart -NoProfile -File $path
        $command = (@($start.FileName) + $start.ArgumentList | ForEach-Object { "'$_'" }) -join ' '
        $env:TOKEN, $env:SERVER, $env:JOURNAL = (New-Token $server).AccessToken, $server.Uri, (Join-Path $TestDrive 'run.jsonl')
        # The runtime itself would create a large file to map its code.
        $env:NO_COLOR, $env:DOTNET_EnableDiagnostics, $env:DOTNET_EnableWriteXorExecute = '1', '0', '0'
        try { $run = sh -c "trap '' XFSZ; ulimit -f 2; exec $command" | Select-Object -Last 1 | ConvertFrom-Json }
        finally { $env:TOKEN = $env:SERVER = $env:JOURNAL = $env:NO_COLOR = $env:DOTNET_EnableDiagnostics = $env:DOTNET_EnableWriteXorExecute = $null }

        $run.Errors | Should -HaveCount 1
        $run.Errors[0] | Should -Match "run\.jsonl.* (after it|remaining \d+ messages) were not tried\.$"
        $run.Sent.Count | Should -BeGreaterThan 0
        @($run.Sent) + @($run.Left) | Should -Be (1..12)
        $server.Sent.Text | Should -Be $run.Sent
    }
}

Describe 'Advice' {
    BeforeEach { $server.Reset() }

    It 'names the parameter <own> for X''s <parameter>' -ForEach @(
        @{ parameter = 'pagination_token'; own = '-PageToken' }, @{ parameter = '$.attachments[0].media_id'; own = '-MediaPath or -MediaId' }
        @{ parameter = 'participant_id'; own = 'the user' }, @{ parameter = 'dm_conversation_id'; own = '-ConversationId' }, @{ parameter = '$.text'; own = '-Text' }
    ) {
        $body = @{ errors = @(@{ parameters = @{ $parameter = @('x') }; message = "The $parameter is wrong." }); title = 'Invalid Request' } | ConvertTo-Json -Depth 5
        $server.Answer('POST /2/dm_conversations/with/12/messages', 400, $body)
        $problem = Get-ErrorOf { Send-DmMessage 12 Hello }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match "$own\)? \(X calls it '$([regex]::Escape($parameter))'"
    }

    It 'does not refer to values that X does not name' {
        $server.Answer('POST /2/dm_conversations/with/12/messages', 400, '')
        (Get-ErrorOf { Send-DmMessage 12 Hello }).ErrorDetails.RecommendedAction | Should -Not -Match 'the message names'
    }

    It 'names the keys of OAuth 1.0a if X does not accept them' {
        $server.Answer('GET /2/users/me', 401, '{"errors":[{"code":32,"message":"Could not authenticate you."}]}')
        $problem = Get-ErrorOf { Connect-TwitterDm -ConsumerKey k -ConsumerSecret s -AccessToken t -AccessTokenSecret u -ApiBaseUri $server.Uri }

        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-ConsumerKey.*-AccessTokenSecret'
    }

    It 'names the client secret of a confidential app, and keeps the refresh token' {
        $tokens = New-Token $server -ClientId 'sandbox-confidential-client'
        $server.Answer('GET /2/users/me', 401, '{"title":"Unauthorized","status":401}')
        $parameters = Get-SignIn $server $tokens
        $problem = Get-ErrorOf { Connect-TwitterDm @parameters -WarningAction SilentlyContinue }

        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        $problem.ErrorDetails.RecommendedAction | Should -Match '-ClientSecret'
        "$problem" | Should -Match 'POST /2/oauth2/token'
        $server.Api.IsValidRefreshToken($tokens.RefreshToken) | Should -BeTrue
    }
}

Describe 'A refresh token that is not saved' {
    BeforeEach {
        $server.Reset()
        $tokens = New-Token $server
        $parameters = Get-SignIn $server $tokens
    }

    AfterEach { $env:TWITTERDM_ACCESS_TOKEN = $env:TWITTERDM_REFRESH_TOKEN = $env:TWITTERDM_CLIENT_ID = $null }

    It 'is warned about when connecting with -RefreshToken' {
        $null = Connect-TwitterDm @parameters -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match 'works once.*-SaveAs.*-OnTokenRefresh'
        "$warnings" | Should -Not -Match ([regex]::Escape($tokens.RefreshToken))
    }

    It 'is warned about when connecting with -FromEnvironment, and again before it is spent' {
        $env:TWITTERDM_REFRESH_TOKEN, $env:TWITTERDM_CLIENT_ID = $tokens.RefreshToken, $tokens.ClientId
        $null = Connect-TwitterDm -FromEnvironment -ApiBaseUri $server.Uri -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings | Should -HaveCount 2
        "$($warnings[1])" | Should -Match 'now exchanged.*-SaveAs'
        "$warnings" | Should -Not -Match ([regex]::Escape($tokens.RefreshToken))
    }

    It 'is not warned about with <_>' -ForEach '-OnTokenRefresh', '-SaveAs' {
        $folder = New-ProfileFolder
        try {
            if ($_ -eq '-SaveAs') { $parameters.SaveAs = 'kept' } else { $parameters.OnTokenRefresh = { } }
            $null = Connect-TwitterDm @parameters -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Where-Object Message -Match 'works once|exchanged' | Should -BeNullOrEmpty
        }
        finally {
            Remove-ProfileFolder
        }
    }
}

Describe 'An error that nothing has foreseen' {
    It 'has an id and a category of the module' {
        $connection = Connect-TwitterDm -Sandbox
        $connection.Prices = [TwitterDm.DmPrices] @{ Event = [decimal]::MaxValue }
        $problem = Get-ErrorOf { Get-DmRateLimit -EventCount 1000 -Connection $connection }
        $connection | Disconnect-TwitterDm

        Assert-Error $problem 'DmProtocol' 'InvalidResult'
        "$problem" | Should -Match 'OverflowException'
        $problem.Exception.InnerException | Should -BeOfType ([OverflowException])
    }
}

Describe '-ReportVariable' {
    It 'refuses <_>, before any request' -ForEach 'PID', '+PID', 'true', 'no:such:drive' {
        $server.Reset()
        $problem = Get-ErrorOf { Get-DmEvent -ReportVariable $_ }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match '-ReportVariable'
        $server.Requests | Should -BeNullOrEmpty
    }
}

Describe 'A closed connection' {
    It 'makes Get-DmRateLimit fail, <name>' -ForEach @{ name = 'as such'; more = @{} }, @{ name = 'with -EventCount'; more = @{ EventCount = 10 } } {
        $closed = Connect-SignInServer $server
        $closed | Disconnect-TwitterDm

        Assert-Error (Get-ErrorOf { Get-DmRateLimit -Connection $closed @more }) 'DmNotConnected' 'ConnectionError'
        $null = Connect-SignInServer $server
    }
}
