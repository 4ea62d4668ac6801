BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $other = Connect-SignInServer $server -Account 2
    $null = Connect-SignInServer $server
    $user = (Get-DmEvent -Participant 12 -First 9 | Where-Object Direction -EQ Incoming)[0].Sender

    function Get-Blocked { @($server.Requests) -match '^POST /2/users/\d+/dm/block$' -replace '\D*2/users/' -replace '/.*' }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Block-DmUser' {
    BeforeEach { $server.Reset() }

    It 'accepts <what>' -ForEach @(
        @{ what = 'an id'; call = { Block-DmUser -User 12 }; ids = '12' }
        @{ what = 'a name by position'; call = { Block-DmUser '@jacqueline' }; ids = '12' }
        @{ what = 'a DmUser'; call = { Block-DmUser $user }; ids = '12' }
        @{ what = 'several'; call = { Block-DmUser '@reader_0002', 1460000000000000003 }; ids = '1460000000000000002', '1460000000000000003' }
        @{ what = 'the pipeline'; call = { $user, '@reader_0002', 1460000000000000003 | Block-DmUser }; ids = '12', '1460000000000000002', '1460000000000000003' }
        @{ what = 'rows with a User'; call = { 'User,Reason', '@reader_0004,spam', '12,spam' | ConvertFrom-Csv | Block-DmUser }; ids = '1460000000000000004', '12' }
    ) {
        & $call | Should -BeNullOrEmpty
        Get-Blocked | Should -Be $ids
    }

    It 'returns each blocked user with -PassThru, also for a CSV file' {
        $problems = $null
        $blocked = '@reader_0005', '@no_such_name', '12' | Block-DmUser -PassThru -ErrorVariable problems -ErrorAction SilentlyContinue

        $blocked | Should -BeOfType 'TwitterDm.DmUser'
        $blocked.Username | Should -Be 'reader_0005', 'jacqueline'
        $problems | Should -HaveCount 1
        ($blocked | Select-Object Id, Username | ConvertTo-Csv | ConvertFrom-Csv).Id | Should -Be '1460000000000000005', '12'
    }

    It 'blocks messages in both directions' {
        Block-DmUser 1440000000000000002
        $problems = @(
            Get-ErrorOf { Send-DmMessage 1440000000000000002 'Hello' }
            Get-ErrorOf { Send-DmMessage 1385551234567890123 'Hello' -Connection $other }
        )

        $problems | ForEach-Object { Assert-Error $_ 'DmPermission' 'PermissionDenied' }
        $server.Sent | Should -BeNullOrEmpty
        Unblock-DmUser 1440000000000000002
    }

    It 'reports an invalid user and blocks the others' {
        $problems = $null
        'no user', '@no_such_name', '4242', '1385551234567890123', '@reader_0006' | Block-DmUser -ErrorVariable problems -ErrorAction SilentlyContinue

        $problems.FullyQualifiedErrorId | Should -Be @('DmInvalidRequest', 'DmNotFound', 'DmNotFound', 'DmInvalidRequest' | ForEach-Object { "$_,TwitterDm.Commands.BlockDmUserCommand" })
        $problems | ForEach-Object { Assert-Error $_ ($_.FullyQualifiedErrorId -replace ',.*') $_.CategoryInfo.Category }
        $problems.TargetObject | ForEach-Object ToString | Should -Be 'no user', '@no_such_name', '4242', '1385551234567890123'
        Get-Blocked | Should -Be '4242', '1460000000000000006'
    }

    It 'succeeds when the user is already blocked' {
        { 12, 12 | Block-DmUser -ErrorAction Stop } | Should -Not -Throw
    }
}
