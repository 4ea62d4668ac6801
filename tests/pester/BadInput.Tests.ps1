BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Invalid input' {
    BeforeAll {
        $connection = Connect-TwitterDm -Sandbox
    }

    It 'rejects <command> before any request' -ForEach @(
        @{ command = 'Get-DmEvent -Id 12ab'; target = '12ab' }
        @{ command = 'Get-DmEvent -Id "12345678901234567890"'; target = '12345678901234567890' }
        @{ command = 'Get-DmEvent -Participant "Zoe Muller"'; target = 'Zoe Muller' }
        @{ command = 'Get-DmEvent -Participant "@zoe muller"'; target = '@zoe muller' }
        @{ command = 'Get-DmEvent -Participant zoe_muller_of_it'; target = 'zoe_muller_of_it' }
        @{ command = 'Get-DmEvent -Participant "@more_than_fifteen"'; target = '@more_than_fifteen' }
        @{ command = 'Get-DmEvent -ConversationId 12'; target = '12' }
        @{ command = 'Get-DmEvent -ConversationId 12-34-56'; target = '12-34-56' }
        @{ command = 'Get-DmEvent -ConversationId ../users/me'; target = '../users/me' }
        @{ command = 'Get-DmEvent -SinceId latest'; target = 'latest' }
        @{ command = 'Get-DmEvent -Since 2026-01-02 -Until 2026-01-01'; target = $null }
        @{ command = 'Send-DmMessage -To "Zoe Muller" -Text Hello'; target = 'Zoe Muller' }
        @{ command = 'Send-DmMessage -ConversationId 12-34-56 -Text Hello'; target = '12-34-56' }
        @{ command = 'Send-DmMessage -Text Hello'; target = 'no recipient' }
        @{ command = 'Send-DmMessage -To 12'; target = '12' }
        @{ command = 'New-DmConversation -Participant "Zoe Muller", 12 -Text Hello'; target = 'Zoe Muller' }
        @{ command = 'New-DmConversation -Participant 12 -Text Hello'; target = $null }
        @{ command = 'Remove-DmEvent -Id 12ab -Confirm:$false'; target = '12ab' }
        @{ command = 'Remove-DmEvent -Id "12345678901234567890" -Confirm:$false'; target = '12345678901234567890' }
        @{ command = 'Block-DmUser -User zoe_muller_of_it'; target = 'zoe_muller_of_it' }
        @{ command = 'Unblock-DmUser -User "@more_than_fifteen"'; target = '@more_than_fifteen' }
    ) {
        Measure-Request $connection { $script:problem = Get-ErrorOf ([scriptblock]::Create($command)) } | Should -Be 0

        Assert-Error $script:problem 'DmInvalidRequest' 'InvalidArgument'
        if ($target) {
            "$($script:problem.TargetObject)" | Should -BeExactly $target
            "$($script:problem)" | Should -BeLike "*$target*"
        }
    }

    It 'suggests a fix for <command>' -ForEach @(
        @{ command = 'Get-DmEvent -Since 2026-01-02 -Until 2026-01-01'; advice = 'Swap -Since and -Until.' }
        @{ command = 'Get-DmEvent -PageToken nonsense'; advice = 'Use the PageToken of an error''s TargetObject or of a report.' }
        @{ command = 'Get-DmEvent -EventType Unknown -Source Classic'; advice = 'Add -Source Chat or -Source All; or name other types of events, or none for all types.' }
    ) {
        (Get-ErrorOf ([scriptblock]::Create($command))).ErrorDetails.RecommendedAction | Should -BeExactly $advice
    }

    It 'rejects <_> in parameter validation' -ForEach @(
        'Get-DmEvent -PageSize 0', 'Get-DmEvent -PageSize 101', 'Get-DmEvent -First 0'
        'Send-DmMessage 12 Hello -Journal ""'
    ) {
        $command = [scriptblock]::Create($_)

        Measure-Request $connection { $script:problem = Get-ErrorOf $command } | Should -Be 0
        $script:problem.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,TwitterDm.Commands.*'
    }

    It 'rejects the wait of <_>' -ForEach @(
        'Get-DmEvent -MaxWait 900', 'Get-DmEvent -MaxWait -00:01:00', 'Get-DmConversation -MaxWait 900'
        'Send-DmMessage 12 Hello -MaxWait 900', 'Block-DmUser 12 -MaxWait 900'
    ) {
        $command = [scriptblock]::Create($_)

        Measure-Request $connection { $script:problem = Get-ErrorOf $command } | Should -Be 0
        "$problem" | Should -Match "'(900|-00:01:00)' is not a valid duration"
    }

    It 'escapes control characters in the rejected value' {
        $strange = "1`e[31m$([char] 0x202E)"
        $problems = @(
            Get-ErrorOf { Get-DmEvent -Id $strange }
            Get-ErrorOf { Send-DmMessage -To $strange -Text Hello }
            Get-ErrorOf { Send-DmMessage -ConversationId $strange -Text Hello }
            Get-ErrorOf { Send-DmMessage -To 12 -MediaId $strange }
            Get-ErrorOf { Send-DmMessage -To 12 -MediaPath $strange }
            Get-ErrorOf { Send-DmMessage -To 12 -Text Hello -Journal "$TestDrive/no such folder/$strange" }
            Get-ErrorOf { New-DmConversation $strange, 12 Hello -Confirm:$false }
            Get-ErrorOf { Remove-DmEvent $strange -Confirm:$false }
            Get-ErrorOf { Block-DmUser $strange }
        )

        $problems | Should -HaveCount 9
        $problems | ForEach-Object {
            $_.FullyQualifiedErrorId | Should -Match '^(DmInvalidRequest|DmFile),'
            $_.Exception | Should -BeOfType 'TwitterDm.DmException'
            "$_", "$($_.Exception.Message)" | Should -Not -Match '[\p{Cc}\u202E]'
        }
    }
}

Describe 'One invalid id among several' {
    It 'reports an error for that id and processes the others' {
        $null = Connect-TwitterDm -Sandbox
        $known = (Get-DmEvent -First 2).Id
        $read = Get-DmEvent -Id $known[0], 12ab, 1, $known[1] -ErrorVariable problems -ErrorAction SilentlyContinue

        $read.Id | Should -Be $known
        $problems.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be 'DmInvalidRequest', 'DmNotFound'
        $problems.TargetObject | Should -Be '12ab', '1'
    }
}
