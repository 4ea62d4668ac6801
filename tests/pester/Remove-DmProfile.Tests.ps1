BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 5
    $folder = New-ProfileFolder

    function Save-Profile([string] $Name) { Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs $Name 3> $null }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    Remove-ProfileFolder
    $server.Dispose()
}

Describe 'Remove-DmProfile' {
    BeforeEach { $connection = Save-Profile 'to remove' }

    AfterEach { Get-DmConnection | Disconnect-TwitterDm }

    It 'removes a saved sign-in, writes no output, and keeps open connections' {
        Remove-DmProfile 'to remove' *>&1 | Should -BeNullOrEmpty

        (Get-DmProfile).Name | Should -Not -Contain 'to remove'
        Get-ChildItem $folder -Filter 'to remove*.json' | Should -BeNullOrEmpty
        Get-ChildItem $folder -Filter 'to remove.limits' | Should -BeNullOrEmpty
        $connection.IsOpen | Should -BeTrue
        $problem = Get-ErrorOf { Connect-TwitterDm -ProfileName 'to remove' }
        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        $problem.TargetObject | Should -Be 'to remove'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Get-DmProfile'
    }

    It 'does nothing with -WhatIf' {
        Remove-DmProfile 'to remove' -WhatIf

        (Get-DmProfile).Name | Should -Contain 'to remove'
    }

    It 'reports a name that does not exist, and continues with the others' {
        $problem = Get-ErrorOf { Remove-DmProfile nobody, 'to remove' }

        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        $problem.TargetObject | Should -Be 'nobody'
        Get-DmProfile | Should -BeNullOrEmpty
    }

    It 'does not take wildcards' {
        Assert-Error (Get-ErrorOf { Remove-DmProfile * }) 'DmInvalidRequest' 'InvalidArgument'

        (Get-DmProfile).Name | Should -Be 'to remove'
    }

    It 'takes sign-ins from the pipeline: <_>' -ForEach 'live', 'a part of their properties', 'after Clixml' {
        $null = Save-Profile 'another'
        $all = switch ($_) {
            'live' { Get-DmProfile }
            'a part of their properties' { Get-DmProfile | Select-Object Name }
            'after Clixml' {
                Get-DmProfile | Export-Clixml (Join-Path $TestDrive profiles.xml)
                Import-Clixml (Join-Path $TestDrive profiles.xml)
            }
        }
        $all | Should -HaveCount 2

        $all | Remove-DmProfile
        Get-DmProfile | Should -BeNullOrEmpty
    }

    It 'rejects an empty -SecretVault instead of removing a file' {
        $unset = $null
        Assert-Error (Get-ErrorOf { Remove-DmProfile 'to remove' -SecretVault $unset }) 'DmInvalidRequest' 'InvalidArgument'

        (Get-DmProfile).Name | Should -Be 'to remove'
    }
}
