BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')

    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }
}

Describe 'Completion' {
    BeforeAll {
        $connection = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent
    }

    AfterAll { Get-DmConnection | Disconnect-TwitterDm }

    It 'offers <offer> for <line>' -ForEach @(
        @{ line = 'Get-DmEvent -EventType '; offer = 'MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave' }
        @{ line = 'Get-DmEvent -EventType MessageCreate, Participants'; offer = 'ParticipantsJoin', 'ParticipantsLeave' }
        @{ line = 'Get-DmEvent -OnRateLimit '; offer = 'Stop', 'Wait' }
        @{ line = 'Get-DmConversation -OnRateLimit S'; offer = 'Stop' }
        @{ line = 'Get-DmConversation -Type '; offer = 'Group', 'OneToOne' }
        @{ line = 'Connect-TwitterDm -Sandbox -RateLimit '; offer = 'Documented' }
        @{ line = 'Get-DmEvent -Participant '; offer = $null }
        @{ line = 'Get-DmEvent -Participant zo'; offer = "'@zoe_muller'" }
        @{ line = "Get-DmEvent -Participant '@ZO"; offer = "'@zoe_muller'" }
        @{ line = 'Get-DmEvent jac'; offer = "'@jacqueline'" }
        @{ line = 'Get-DmConversation -Participant noam'; offer = "'@noam_levi'" }
        @{ line = 'Get-DmEvent -ConversationId 12-'; offer = "'12-1385551234567890123'" }
        @{ line = "Get-DmEvent -ConversationId '15"; offer = "'158000000000001'", "'1590000000000000001'" }
        @{ line = 'Send-DmMessage '; offer = $null }
        @{ line = 'Send-DmMessage -To zo'; offer = "'@zoe_muller'" }
        @{ line = "Send-DmMessage -Text 'Hello' -To '@jac"; offer = "'@jacqueline'" }
        @{ line = 'Send-DmMessage -ConversationId 12-'; offer = "'12-1385551234567890123'" }
        @{ line = 'Send-DmMessage -OnRateLimit '; offer = 'Stop', 'Wait' }
        @{ line = "New-DmConversation '@jacqueline', zo"; offer = "'@zoe_muller'" }
        @{ line = 'New-DmConversation -Participant noam'; offer = "'@noam_levi'" }
        @{ line = 'Block-DmUser jac'; offer = "'@jacqueline'" }
        @{ line = "Unblock-DmUser -User '@zo"; offer = "'@zoe_muller'" }
    ) {
        $found = Complete $line

        if ($offer) { $found.CompletionText | Sort-Object | Should -Be $offer }
        else { $found.Count | Should -BeGreaterThan 5 }
    }

    It 'offers no control characters' {
        $found = 'Get-DmEvent -Participant ', 'Get-DmEvent -ConversationId ' | ForEach-Object { Complete $_ }

        $found.ListItemText + $found.ToolTip | Where-Object { $_ -match '[\p{Cc}\u202A-\u202E\u2066-\u2069]' } | Should -BeNullOrEmpty
    }

    It 'offers values that the cmdlets accept' {
        $line = "(Get-DmEvent -First 1 -ConversationId $((Complete 'Get-DmEvent -ConversationId 12-').CompletionText)).ConversationId"

        Invoke-Expression $line | Should -Be '12-1385551234567890123'
    }

    It 'makes no requests' {
        Measure-Request $connection { Complete 'Get-DmEvent -Participant '; Complete 'Get-DmEvent -ConversationId ' } | Should -Be 0
    }

    It 'offers the values seen by the connection on the command line' {
        $fresh = Connect-TwitterDm -Sandbox

        Complete 'Get-DmEvent -ConversationId 12-' | Where-Object CompletionText -Match '^.?12-' | Should -BeNullOrEmpty
        Set-Variable -Name seen -Value $connection -Scope Global
        (Complete 'Get-DmEvent -Connection $seen -ConversationId 12-').CompletionText | Should -Be "'12-1385551234567890123'"
        Remove-Variable -Name seen -Scope Global
        $fresh | Disconnect-TwitterDm
    }
}
