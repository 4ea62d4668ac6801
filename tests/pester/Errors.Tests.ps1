BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'No connection' {
    BeforeAll { Get-DmConnection | Disconnect-TwitterDm }

    It '<_>' -ForEach 'Get-DmEvent', 'Get-DmConversation', 'Get-DmRateLimit', 'Disconnect-TwitterDm' {
        $problem = Get-ErrorOf ([scriptblock]::Create($_))

        Assert-Error $problem 'DmNotConnected' 'ConnectionError'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Connect-TwitterDm'
    }
}

Describe 'What the server refuses' {
    BeforeAll {
        $server = Start-TestServer -EventCount 20
    }

    AfterAll { $server | Stop-TestServer }

    It '<token>: <id>' -ForEach @(
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

    It 'a token without the scope dm.read: DmPermission' {
        $null = Connect-TestServer $server -Token 'sandbox-token-without-dm-read'
        $problem = Get-ErrorOf { Get-DmEvent }

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        "$problem" | Should -Match 'dm\.read'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'dm\.read'
    }

    It 'somebody else''s conversation: DmPermission, with its id' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -ConversationId 1590000000000000777 }

        Assert-Error $problem 'DmPermission' 'PermissionDenied'
        $problem.TargetObject.ConversationId | Should -Be '1590000000000000777'
    }

    It 'an event that is not there: DmNotFound' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -Id 1 }

        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        $problem.TargetObject | Should -Be '1'
        $problem.Exception.Problem.Title | Should -Be 'Not Found Error'
    }

    It 'a name that nobody has: DmNotFound' {
        $null = Connect-TestServer $server
        $problem = Get-ErrorOf { Get-DmEvent -Participant '@nobody_there' }

        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        "$($problem.TargetObject)" | Should -Be '@nobody_there'
    }

    It 'a page token of another time: DmInvalidRequest, with the parameter that X names' {
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

    It 'is known before a request is refused' {
        $read.Events | Should -HaveCount 200
        (Get-DmConnection | Select-Object -Last 1).Usage.Requests | Should -Be 3
    }

    It '-OnRateLimit Stop: DmRateLimit with the end of the window' {
        $record = $read.Problems[0]

        Assert-Error $record 'DmRateLimit' 'LimitsExceeded'
        $record.Exception.ResetsAt | Should -BeGreaterThan ([DateTimeOffset]::Now)
        $record.TargetObject.PageToken | Should -Not -BeNullOrEmpty
    }

    It 'a wait beyond -MaxWait: the same' {
        Assert-Error (Get-ErrorOf { Get-DmEvent -MaxWait 00:00:01 }) 'DmRateLimit' 'LimitsExceeded'
    }

    It 'Get-DmConversation tells what it has read, and then the error' {
        $small = Start-TestServer -EventCount 250 -RateLimit 1
        $null = Connect-TestServer $small
        $found = Read-ToError { Get-DmConversation -OnRateLimit Stop }
        $small | Stop-TestServer

        ($found.Events | Measure-Object EventCount -Sum).Sum | Should -Be 100
        $found.Problems.FullyQualifiedErrorId | Should -Be 'DmRateLimit,TwitterDm.Commands.GetDmConversationCommand'
    }
}
