BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $null = Connect-SignInServer $server
    $user = (Get-DmEvent -Participant 12 -First 9 | Where-Object Direction -EQ Incoming)[0].Sender

    function Get-Unblocked { @($server.Requests) -match '^POST /2/users/\d+/dm/unblock$' -replace '\D*2/users/' -replace '/.*' }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Unblock-DmUser' {
    BeforeEach { $server.Reset() }

    It 'accepts <what>' -ForEach @(
        @{ what = 'an id'; call = { Unblock-DmUser -User 12 }; ids = '12' }
        @{ what = 'a name by position'; call = { Unblock-DmUser '@jacqueline' }; ids = '12' }
        @{ what = 'the pipeline'; call = { $user, '@reader_0002', 1460000000000000003 | Unblock-DmUser }; ids = '12', '1460000000000000002', '1460000000000000003' }
        @{ what = 'rows with a User'; call = { 'User,Reason', '@reader_0004,sorry', '12,sorry' | ConvertFrom-Csv | Unblock-DmUser }; ids = '1460000000000000004', '12' }
    ) {
        & $call | Should -BeNullOrEmpty
        Get-Unblocked | Should -Be $ids
    }

    It 'removes the block, so that messages by id and by name arrive again' {
        Block-DmUser $user
        (Get-ErrorOf { Send-DmMessage $user 'before' }).FullyQualifiedErrorId | Should -BeLike 'DmPermission,*'
        Unblock-DmUser $user -PassThru | ForEach-Object ToString | Should -Be '@jacqueline'
        $null = Send-DmMessage 12 'by id'
        $null = Send-DmMessage '@jacqueline' 'by name'

        $server.Sent.Text | Should -Be 'by id', 'by name'
    }

    It 'repeats the look-up of a user who did not accept messages' {
        Block-DmUser '@reader_0007'
        $fresh = Connect-SignInServer $server
        Assert-Error (Get-ErrorOf { Send-DmMessage '@reader_0007' 'before' -Connection $fresh }) 'DmPermission' 'PermissionDenied'
        Unblock-DmUser 1460000000000000007
        $null = Send-DmMessage '@reader_0007' 'after' -Connection $fresh

        $server.Sent.Text | Should -Be 'after'
    }

    It 'reports an invalid user and unblocks the others' {
        $problems = $null
        $done = 'no user', '@no_such_name', '4242', '@reader_0006' | Unblock-DmUser -PassThru -ErrorVariable problems -ErrorAction SilentlyContinue

        $problems.FullyQualifiedErrorId | Should -Be @('DmInvalidRequest', 'DmNotFound', 'DmNotFound' | ForEach-Object { "$_,TwitterDm.Commands.UnblockDmUserCommand" })
        $problems.TargetObject | ForEach-Object ToString | Should -Be 'no user', '@no_such_name', '4242'
        "$done" | Should -Be '@reader_0006'
    }

    It 'succeeds when the user is not blocked' {
        { Unblock-DmUser 1460000000000000008 -ErrorAction Stop } | Should -Not -Throw
    }
}
