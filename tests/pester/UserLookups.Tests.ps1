BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $me = (Connect-SignInServer $server).User
    $cap = '{"errors":[{"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap","type":"https://api.x.com/2/problems/usage-capped"}]}'
    $suspended = '{"errors":[{"title":"Forbidden","detail":"User has been suspended: [gone_now].","type":"https://api.x.com/2/problems/resource-not-found","resource_type":"user","resource_id":"gone_now","parameter":"usernames","value":"gone_now"}]}'
    $lookups = @(
        @{ what = 'Get-DmUser'; command = { Get-DmUser '@one_name', '@two_names', '@gone_now' } }
        @{ what = 'Send-DmMessage'; command = { '@one_name', '@two_names', '@gone_now' | Send-DmMessage -Text 'Hello' } }
        @{ what = 'New-DmConversation'; command = { New-DmConversation '@one_name', '@two_names', '@gone_now' -Text 'Hello' -Confirm:$false } }
    )
    function Get-Call { @($server.Requests) }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'A look-up of users' {
    BeforeEach {
        # Another connection has looked up no one yet.
        Get-DmConnection | Disconnect-TwitterDm
        $null = Connect-SignInServer $server
        $server.Reset()
    }

    It 'ends with what is wrong with the account, after one request: <id>' -ForEach @(
        @{ id = 'DmRateLimit'; category = 'LimitsExceeded'; body = '{"errors":[{"title":"UsageCapExceeded","type":"https://api.x.com/2/problems/usage-capped"}]}' }
        @{ id = 'DmRateLimit'; category = 'LimitsExceeded'; body = '{"data":[],"errors":[{"value":"gone_now","title":"Not Found Error","type":"https://api.x.com/2/problems/resource-not-found"},{"title":"UsageCapExceeded","type":"https://api.x.com/2/problems/usage-capped"}]}' }
        @{ id = 'DmAuthentication'; category = 'AuthenticationError'; body = '{"errors":[{"code":89,"message":"Invalid or expired token."}]}' }
        @{ id = 'DmProtocol'; category = 'InvalidResult'; body = '{}' }
        @{ id = 'DmProtocol'; category = 'InvalidResult'; body = '{"data":"x"}' }
    ) {
        foreach ($lookup in $lookups) {
            $server.Reset()
            $server.Answer('GET /2/users/by', 200, $body)
            $problems = @(Get-ErrorOf $lookup.command)

            $ends = @($problems | Where-Object FullyQualifiedErrorId -NotLike 'DmNotFound,*')
            if ($body -notmatch 'Not Found') { $problems | Should -HaveCount 1 -Because $lookup.what }
            Assert-Error $ends $id $category
            Get-Call | Should -Be 'GET /2/users/by' -Because $lookup.what
        }
    }

    It 'shows what X says about a user who cannot be found' {
        foreach ($lookup in $lookups) {
            $server.Reset()
            $server.Answer('GET /2/users/by', 200, '{"data":[{"id":"12","username":"one_name"},{"id":"783214","username":"two_names"}],' + $suspended.Substring(1))
            $problem = Get-ErrorOf $lookup.command

            Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
            "$problem" | Should -BeLike '*User has been suspended: `[gone_now`]*' -Because $lookup.what
        }
    }

    It 'returns the users that X returned before the problem that ends it' {
        $server.Answer('GET /2/users/by', 200, '{"data":[{"id":"12","username":"one_name"}],' + $cap.Substring(1))
        $users = [System.Collections.Generic.List[object]]::new()
        $problem = try { Get-DmUser '@two_names', '@one_name' | ForEach-Object { $users.Add($_) } } catch { $_ }

        $users.Username | Should -Be 'one_name'
        Assert-Error $problem 'DmRateLimit' 'LimitsExceeded'
    }

    It 'finds no user in an id that is not valid: <id>' -ForEach @{ id = '1.5e3' }, @{ id = '"../../2/users/77/x"' }, @{ id = '"1 2"' }, @{ id = '" "' } {
        $server.Answer('GET /2/users/by', 200, "{`"data`":[{`"id`":$id,`"username`":`"floaty`"}]}")
        $problem = Get-ErrorOf { Send-DmMessage '@floaty' 'Hello' }
        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        "$problem" | Should -BeExactly 'X returned no valid id for the user @floaty.'
        Get-Call | Should -Be 'GET /2/users/by'

        $server.Answer('GET /2/users/by/username/floaty', 200, "{`"data`":{`"id`":$id,`"username`":`"floaty`"}}")
        $problem = Get-ErrorOf { Block-DmUser '@floaty' }
        Assert-Error $problem 'DmProtocol' 'InvalidResult'
        Get-Call | Should -Not -Match '^POST'
    }

    It 'does not take an invalid id from an event for a user who is named later' {
        $server.Answer('GET /2/dm_events', 200, '{"data":[{"id":"99","event_type":"MessageCreate","sender_id":"1/2","text":"x"}],"includes":{"users":[{"id":"1/2","username":"floaty"}]},"meta":{"result_count":1}}')
        (Get-DmEvent -Source Classic).Sender.Username | Should -Be 'floaty'
        Assert-Error (Get-ErrorOf { Send-DmMessage '@floaty' 'Hello' }) 'DmNotFound' 'ObjectNotFound'
        Get-Call | Should -Not -Match '^POST'
    }

    It 'says how many users were not tried: <status>' -ForEach @{ status = 401 }, @{ status = 402 }, @{ status = 403 }, @{ status = 200 } {
        $body = $status -eq 200 ? $cap : '{"title":"No","detail":"The token lacks the scope [users.read]."}'
        1, 2 | ForEach-Object { $server.Answer('GET /2/users', $status, $body) }
        "$(Get-ErrorOf { Get-DmUser (1..250) })" | Should -BeLike '* The remaining 150 users were not tried.'
        Get-Call | Should -Be 'GET /2/users'
        "$(Get-ErrorOf { 1..250 | Get-DmUser })" | Should -BeLike '* Any later users from the pipeline were not tried.'
        $server.Reset()
        $server.Answer('GET /2/users', $status, $body)
        "$(Get-ErrorOf { Get-DmUser (1..100) })" | Should -Not -Match 'not tried'
    }
}

Describe 'Conversations' {
    BeforeEach { $server.Reset() }

    It 'are not read one after the other if the account is the problem: <id>' -ForEach @(
        @{ id = 'DmRateLimit'; category = 'LimitsExceeded'; body = '{"errors":[{"title":"UsageCapExceeded","type":"https://api.x.com/2/problems/usage-capped"}]}' }
        @{ id = 'DmRateLimit'; category = 'LimitsExceeded'; body = '{"errors":[{"title":"UsageCapExceeded"}],"meta":{"result_count":0}}' }
        @{ id = 'DmAuthentication'; category = 'AuthenticationError'; body = '{"errors":[{"code":89,"message":"Invalid or expired token."}]}' }
    ) {
        $server.Answer('GET /2/dm_conversations/12-20/dm_events', 200, $body)
        Assert-Error (Get-ErrorOf { Get-DmEvent -ConversationId '12-20', '12-21', '12-22' -Source Classic }) $id $category
        Get-Call | Should -HaveCount 1
    }
}

Describe 'A single event' {
    It 'is the one that was requested' {
        $server.Reset()
        $server.Answer('GET /2/dm_events/99', 200, '{"data":{"id":"98","event_type":"MessageCreate","sender_id":"12","text":"x"}}')
        Assert-Error (Get-ErrorOf { Get-DmEvent -Id 99 }) 'DmProtocol' 'InvalidResult'
    }
}

Describe 'A change that X does not make' {
    BeforeEach { $server.Reset() }

    It 'comes with advice about that change: <command>' -ForEach @(
        @{ command = 'Block-DmUser 12'; request = 'POST /2/users/12/dm/block'; body = '{"data":{"blocked":false}}'; advice = 'Try again later, or change the block*' }
        @{ command = 'Unblock-DmUser 12'; request = 'POST /2/users/12/dm/unblock'; body = '{"data":{"blocked":true}}'; advice = 'Try again later, or change the block*' }
        @{ command = 'Block-DmUser 12'; request = 'POST /2/users/12/dm/block'; status = 403; body = '{"title":"Forbidden","detail":"You cannot do that."}'; advice = 'Try again later, or change the block*' }
        @{ command = 'Remove-DmEvent 99 -Confirm:$false'; request = 'DELETE /2/dm_events/99'; body = '{"data":{"deleted":false}}'; advice = 'You can delete only what you sent*' }
    ) {
        $server.Answer($request, $status ?? 200, $body)
        $problem = Get-ErrorOf ([scriptblock]::Create($command))
        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike $advice
    }

    It 'is not asked for if a name turns out to be that of the account itself: <_>' -ForEach 'Block-DmUser', 'Unblock-DmUser' {
        $server.Answer('GET /2/users/by/username/new_name', 200, "{`"data`":{`"id`":`"$($me.Id)`",`"username`":`"new_name`"}}")
        Assert-Error (Get-ErrorOf { & $_ '@new_name' }) 'DmInvalidRequest' 'InvalidArgument'
        Get-Call | Should -Not -Match '^POST'
    }
}
