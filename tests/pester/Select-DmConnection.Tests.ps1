BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 5
    $null = New-ProfileFolder
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    Remove-ProfileFolder
    $server.Dispose()
}

Describe 'Select-DmConnection' {
    BeforeAll {
        $first = Connect-SignInServer $server -Account 1
        $second = Connect-SignInServer $server -Account 2
        $saved = Connect-TwitterDm -AccessToken (New-Token $server -Account 3).AccessToken -ApiBaseUri $server.Uri -SaveAs Sales 3> $null
    }

    BeforeEach {
        Select-DmConnection -Connection $saved
        $server.Reset()
    }

    It 'makes a connection current by <_>, and writes no output' -ForEach @(
        '$first | Select-DmConnection', 'Select-DmConnection -Connection $first', 'Select-DmConnection sandbox_admin', "Select-DmConnection '@SANDBOX_admin'"
        'Select-DmConnection -Name $first.User.Id', "'@sandbox_admin' | Select-DmConnection"
    ) {
        Invoke-Expression $_ *>&1 | Should -BeNullOrEmpty

        (Get-DmConnection | Out-String) -split "`n" | Where-Object { $_ -match '^\*' } | Should -Match '^\* @sandbox_admin'
        $server.Requests | Should -BeNullOrEmpty
        $used = $first.Usage.Requests
        $null = Get-DmEvent -First 1
        $first.Usage.Requests | Should -BeGreaterThan $used
    }

    It 'finds a connection by the name of its saved sign-in' {
        Select-DmConnection -Connection $first
        Select-DmConnection sales -PassThru | Should -Be $saved
    }

    It 'returns the connection with -PassThru' {
        $second | Select-DmConnection -PassThru | Should -Be $second
    }

    It 'reports a name that no connection has, lists the open ones, and keeps the current one' {
        $problem = Get-ErrorOf { Select-DmConnection nobody }

        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        "$problem" | Should -Match "named 'nobody'.*@sandbox_admin at.*@sandbox_user2 at.*@sandbox_user3 at .*'Sales'"
        $problem.TargetObject | Should -Be 'nobody'
        (Get-DmEvent -First 1).Id | Should -Be (Get-DmEvent -First 1 -Connection $saved).Id
    }

    It 'reports a name that fits two connections, and lists both' {
        $again = Connect-SignInServer $server -Account 2
        try { $problem = Get-ErrorOf { Select-DmConnection '@sandbox_user2' } }
        finally { $again | Disconnect-TwitterDm }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match 'matches 2 open connections: @sandbox_user2 at [^;]*; @sandbox_user2 at [^;]*\.$'
    }

    It 'does not take the name of a saved sign-in with an @' {
        Assert-Error (Get-ErrorOf { Select-DmConnection '@Sales' }) 'DmNotFound' 'ObjectNotFound'
    }

    It 'refuses <what>' -ForEach @(
        @{ what = 'null'; value = { $null }; words = 'null or empty' }
        @{ what = 'an empty name'; value = { '' }; words = 'null or empty' }
        @{ what = 'something else'; value = { Get-Item $TestDrive }; words = 'is not a connection' }
    ) {
        $given = & $value
        $problem = Get-ErrorOf { Select-DmConnection -Connection $given }
        $problem.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        "$problem" | Should -Match $words
    }

    It 'refuses a closed connection' {
        $closed = Connect-SignInServer $server -Account 4
        $closed | Disconnect-TwitterDm

        Assert-Error (Get-ErrorOf { $closed | Select-DmConnection }) 'DmNotConnected' 'ConnectionError'
    }

    It 'makes a connection of another runspace current' {
        $manifest = Get-TestedManifest
        $result = 1 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $using:first | Select-DmConnection
            (Get-DmEvent -First 1).Id
            (Get-DmConnection).Name
        }

        $result | Should -Be (Get-DmEvent -First 1 -Connection $first).Id, 'sandbox_admin'
    }
}
