BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Without a connection' {
    BeforeAll { Get-DmConnection | Disconnect-TwitterDm }

    It '<_> fails' -ForEach @(
        'Get-DmEvent', 'Get-DmConversation', 'Get-DmRateLimit', 'Disconnect-TwitterDm', 'Send-DmMessage 12 Hello', '1..3 | Send-DmMessage -To 12'
        'Send-DmMessage 12 Hello -WhatIf', 'New-DmConversation 12, 783214 Hello -Confirm:$false', 'Remove-DmEvent 1 -Confirm:$false', 'Block-DmUser 12', 'Unblock-DmUser 12'
    ) {
        $problem = Get-ErrorOf ([scriptblock]::Create($_))

        Assert-Error $problem 'DmNotConnected' 'ConnectionError'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Connect-TwitterDm'
    }
}

Describe 'Server errors' {
    BeforeAll {
        $server = Start-TestServer -EventCount 20
    }

    AfterAll { $server | Stop-TestServer }

    It 'returns <id> for <token>' -ForEach @(
        @{ token = 'no-such-token'; id = 'DmAuthentication'; category = 'AuthenticationError'; status = 401; action = 'Sign in again' }
        @{ token = 'sandbox-expired-token'; id = 'DmAuthentication'; category = 'AuthenticationError'; status = 401; action = 'Sign in again' }
        @{ token = 'sandbox-app-only-token'; id = 'DmPermission'; category = 'PermissionDenied'; status = 403; action = 'app-only' }
    ) {
        $problem = Get-ErrorOf { Connect-TestServer $server -Token $token }

        Assert-Error $problem $id $category
        $problem.Exception.StatusCode | Should -Be $status
        $problem.Exception.Request | Should -Be 'GET /2/users/me'
        $problem.Exception.TransactionId | Should -Not -BeNullOrEmpty
        "$problem" | Should -Match $problem.Exception.TransactionId
        $problem.ErrorDetails.RecommendedAction | Should -Match $action
    }

    It 'returns DmPermission for a token without the scope dm.read' {
        $null = Connect-TestServer $server -Token 'sandbox-token-without-dm-read'
        $problem = Get-ErrorOf { Get-DmEvent }

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        "$problem" | Should -Match 'dm\.read'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'dm\.read'
    }

    It 'returns DmPermission for a token without the scope dm.write: <_>' -ForEach @(
        'Send-DmMessage 12 Hello', 'New-DmConversation 12, 783214 Hello -Confirm:$false', 'Remove-DmEvent (Get-DmEvent -First 1).Id -Confirm:$false', 'Block-DmUser 12'
    ) {
        $null = Connect-TestServer $server -Token 'sandbox-token-without-dm-write'
        $problem = Get-ErrorOf ([scriptblock]::Create($_))

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        $problem.Exception.StatusCode | Should -Be 403
        $problem.ErrorDetails.RecommendedAction | Should -Match 'dm\.write'
    }

    It 'returns DmPermission with the conversation id for another user''s conversation' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -ConversationId 1590000000000000777 }

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        $problem.TargetObject.ConversationId | Should -Be '1590000000000000777'
    }

    It 'returns DmNotFound for an unknown event' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -Id 1 }

        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        $problem.TargetObject | Should -Be '1'
        $problem.Exception.Problem.Title | Should -Be 'Not Found Error'
    }

    It 'returns DmNotFound for an unknown username' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -Participant '@nobody_there' }

        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        "$($problem.TargetObject)" | Should -Be '@nobody_there'
    }

    It 'returns DmInvalidRequest with the parameter that X names for an expired page token' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -PageToken 0123456789ABCDEF0123 }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'pagination_token'
    }
}

Describe 'The rate limit' {
    BeforeAll {
        $server = Start-TestServer -EventCount 250 -RateLimit 2
        $null = Connect-TestServer $server
        $read = Read-ToError { Get-DmEvent -OnRateLimit Stop }
    }

    AfterAll { $server | Stop-TestServer }

    It 'is respected before X rejects a request' {
        $read.Events | Should -HaveCount 200
        (Get-DmConnection | Select-Object -Last 1).Usage.Requests | Should -Be 3
    }

    It 'returns DmRateLimit with the end of the window for -OnRateLimit Stop' {
        $record = $read.Problems[0]

        Assert-Error $record 'DmRateLimit' 'LimitsExceeded'
        $record.Exception.ResetsAt | Should -BeGreaterThan ([datetime]::Now)
        $record.TargetObject.PageToken | Should -Not -BeNullOrEmpty
    }

    It 'returns DmRateLimit for a wait beyond -MaxWait' {
        Assert-Error (Get-ErrorOf { Get-DmEvent -MaxWait 00:00:01 }) 'DmRateLimit' 'LimitsExceeded'
    }

    It 'lets Get-DmConversation return what it has read before the error' {
        $small = Start-TestServer -EventCount 250 -RateLimit 1
        $null = Connect-TestServer $small
        $found = Read-ToError { Get-DmConversation -OnRateLimit Stop }
        $small | Stop-TestServer

        ($found.Events | Measure-Object EventCount -Sum).Sum | Should -Be 100
        $found.Problems.FullyQualifiedErrorId | Should -Be 'DmRateLimit,TwitterDm.Commands.GetDmConversationCommand'
    }
}
