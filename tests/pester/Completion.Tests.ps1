BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault

    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }
}

Describe 'Completion' {
    BeforeAll {
        $connection = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent
    }

    AfterAll { Get-DmConnection | Disconnect-TwitterDm }

    It 'offers <offer> for <line>' -ForEach @(
        @{ line = 'Get-DmEvent -EventType '; offer = 'ConversationChange', 'KeyChange', 'MessageCreate', 'MessageDelete', 'MessageEdit', 'ParticipantsJoin', 'ParticipantsLeave', 'ReactionAdd', 'ReactionRemove', 'ReadReceipt', 'Unknown' }
        @{ line = 'Get-DmEvent -EventType Message'; offer = 'MessageCreate', 'MessageDelete', 'MessageEdit' }
        @{ line = 'Get-DmEvent -Source '; offer = 'All', 'Chat', 'Classic' }
        @{ line = 'Get-DmConversation -Source '; offer = 'All', 'Chat', 'Classic' }
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
        @{ line = 'Add-DmReaction '; offer = $null }
        @{ line = 'Add-DmReaction thumbs'; offer = "'👍'", "'👎'" }
        @{ line = 'Remove-DmReaction -Reaction hea'; offer = "'❤️'" }
        @{ line = 'New-DmConversation -Participant noam'; offer = "'@noam_levi'" }
        @{ line = 'Block-DmUser jac'; offer = "'@jacqueline'" }
        @{ line = "Unblock-DmUser -User '@zo"; offer = "'@zoe_muller'" }
        @{ line = 'Get-DmEvent -Connection '; offer = "'@sandbox_admin'" }
        @{ line = 'Send-DmMessage -Connection sand'; offer = "'@sandbox_admin'" }
        @{ line = "Get-DmRateLimit -Connection '@sa"; offer = "'@sandbox_admin'" }
        @{ line = 'Disconnect-TwitterDm '; offer = "'@sandbox_admin'" }
        @{ line = 'Get-DmConnection s'; offer = "'@sandbox_admin'" }
        @{ line = 'Select-DmConnection -Name '; offer = "'@sandbox_admin'" }
        @{ line = 'Connect-TwitterDm -Scope dm'; offer = "'dm.read'", "'dm.write'" }
        @{ line = "Connect-TwitterDm -Scope dm.read, off"; offer = "'offline.access'" }
        @{ line = 'Watch-DmEvent -Timeout '; offer = "'15m'", "'1d'", "'1h'", "'7d'", "'8h'" }
        @{ line = 'Get-DmEvent -MaxWait 3'; offer = "'3d'", "'3h'", "'3m'", "'3s'", "'3w'" }
        @{ line = 'Get-DmEvent -MaxWait 1d'; offer = "'1d'" }
        @{ line = 'Get-DmEvent -Since 12'; offer = "'12d'", "'12h'", "'12m'", "'12s'", "'12w'" }
        @{ line = 'Import-DmArchive -Until 7'; offer = "'7d'", "'7h'", "'7m'", "'7s'", "'7w'" }
    ) {
        $found = Complete $line

        if ($offer) { $found.CompletionText | Sort-Object | Should -Be $offer }
        else { $found.Count | Should -BeGreaterThan 5 }
    }

    It 'offers times with their meaning, the dates of the last days among them' {
        $offers = Complete 'Get-DmEvent -Since '
        $offers[0..3].CompletionText | Should -Be "'1h'", "'1d'", "'7d'", "'30d'"
        $offers[0].ToolTip | Should -Match '^1 hour ago: \d{4}-\d\d-\d\d \d\d:\d\d$'
        $offers[2].ToolTip | Should -BeLike '7 days ago: *'
        $offers[4..10].CompletionText | Should -Match "^'\d{4}-\d\d-\d\d'$"
        $offers | Should -HaveCount 11
    }

    It 'offers no control characters' {
        $found = 'Get-DmEvent -Participant ', 'Get-DmEvent -ConversationId ' | ForEach-Object { Complete $_ }

        $found.ListItemText + $found.ToolTip | Where-Object { $_ -match '[\p{Cc}\u202A-\u202E\u2066-\u2069]' } | Should -BeNullOrEmpty
    }

    It 'offers values that the cmdlets accept' {
        $line = "(Get-DmEvent -First 1 -ConversationId $((Complete 'Get-DmEvent -ConversationId 12-').CompletionText)).ConversationId"

        Invoke-Expression $line | Should -Be '12-1385551234567890123'
    }

    It 'offers <parameter> as a constant that is exactly the value, whatever a stranger has written into it' -ForEach @(
        @{ parameter = 'Participant' }, @{ parameter = 'ConversationId' }
    ) {
        $server = Start-SignInServer -EventCount 10
        try {
            $hostile = "eve'; Start-Process calc; '", "a$([char] 0x2019); exit; $([char] 0x2018)", "b$([char] 0x201A)", "c$([char] 0x201B);", 'd$(exit)', "e`r`nexit", "f`e[2J$([char] 0x202E)"
            $users = @(@{ id = '3'; username = 'honest_name'; name = "`e[31mRed`nName" })
            $users += 0..6 | ForEach-Object { @{ id = "$($_ + 4)"; username = $hostile[$_]; name = $hostile[$_] } }
            $events = @(0..6 | ForEach-Object { @{ id = "98765432109876543$(9 - $_)"; event_type = 'MessageCreate'; text = 'x'; sender_id = '3'; dm_conversation_id = $hostile[$_]; created_at = '2026-01-01T00:00:00Z' } })
            $hostileConnection = Connect-SignInServer $server
            $server.Answer('GET /2/dm_events', 200, (@{ data = $events; includes = @{ users = $users }; meta = @{ result_count = $events.Count } } | ConvertTo-Json -Depth 5))
            Get-DmEvent -Connection $hostileConnection -ErrorAction SilentlyContinue | Should -HaveCount 7
            Set-Variable -Name seen -Value $hostileConnection -Scope Global
            $found = Complete "Get-DmEvent -Connection `$seen -$parameter "
        }
        finally {
            Remove-Variable -Name seen -Scope Global -ErrorAction Ignore
            $hostileConnection | Disconnect-TwitterDm
            $server.Dispose()
        }

        $constants = foreach ($offer in $found) {
            $problems = $null
            $ast = [System.Management.Automation.Language.Parser]::ParseInput($offer.CompletionText, [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty
            $ast.EndBlock.Statements | Should -HaveCount 1
            $ast.EndBlock.Statements[0].PipelineElements | Should -HaveCount 1
            $ast.EndBlock.Statements[0].PipelineElements[0].Expression | Should -BeOfType 'System.Management.Automation.Language.StringConstantExpressionAst'
            $ast.EndBlock.Statements[0].PipelineElements[0].Expression.Value
        }
        if ($parameter -eq 'Participant') { $constants | Should -Be '10', '4', '5', '6', '7', '8', '9', '@honest_name' }
        else { $constants | Should -Be ($hostile | Where-Object { $_ -notmatch '\p{Cc}' } | Sort-Object { $_ } -Culture '') }
        $found.ListItemText + $found.ToolTip | Should -Not -Match '[\p{Cc}\u202E]'
    }

    It 'builds all of its code in one place' {
        $completers = (Get-Command Get-DmEvent).ImplementingType.Assembly.GetTypes() |
            Where-Object { -not $_.IsAbstract -and [System.Management.Automation.IArgumentCompleter].IsAssignableFrom($_) }
        $used = Get-Command -Module TwitterDm | ForEach-Object { $_.Parameters.Values.Attributes } |
            Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] }

        $completers.BaseType.Name | Select-Object -Unique | Should -BeExactly 'ValueCompleter'
        $used.ScriptBlock | Where-Object { $_ } | Should -BeNullOrEmpty
        $used.Type | Sort-Object Name -Unique | Should -Be ($completers | Sort-Object Name)
    }

    It 'makes no requests' {
        Measure-Request $connection { Complete 'Get-DmEvent -Participant '; Complete 'Get-DmEvent -ConversationId ' } | Should -Be 0
    }

    It 'offers the values seen by the connection on the command line' {
        $fresh = Connect-TwitterDm -Sandbox

        Complete 'Get-DmEvent -ConversationId 12-' | Where-Object CompletionText -Match '^.?12-' | Should -BeNullOrEmpty
        Set-Variable -Name seen -Value $connection -Scope Global
        (Complete 'Get-DmEvent -Connection $seen -ConversationId 12-').CompletionText | Should -Be "'12-1385551234567890123'"
        (Complete "Get-DmEvent -Connection '@sandbox_admin' -ConversationId 12-").CompletionText | Should -Not -Contain "'12-1385551234567890123'" -Because 'the name fits two connections'
        Remove-Variable -Name seen -Scope Global
        $fresh | Disconnect-TwitterDm
    }
}

Describe 'Completion of saved sign-ins and vaults' {
    BeforeAll {
        $null = New-ProfileFolder
        $server = Start-SignInServer -EventCount 5
        foreach ($name in 'support', 'my sales') { $null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs $name 3> $null }
        $server.Reset()
    }

    AfterAll {
        Get-DmConnection | Disconnect-TwitterDm
        Remove-ProfileFolder
        $server.Dispose()
    }

    It 'offers the saved sign-ins for <_>, without a request' -ForEach @(
        'Connect-TwitterDm ', 'Connect-TwitterDm -ProfileName ', 'Connect-TwitterDm -SaveAs ', 'Get-DmProfile ', 'Remove-DmProfile -Name '
    ) {
        (Complete $_).CompletionText | Should -Be "'my sales'", "'support'"
        (Complete "${_}su").CompletionText | Should -Be "'support'"
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'offers the sign-ins that connections were opened with' {
        (Complete 'Get-DmEvent -Connection my').CompletionText | Should -Be "'my sales'"
    }

    It 'does not read a vault, which could prompt' {
        Complete 'Connect-TwitterDm -SecretVault Work -ProfileName s' | Where-Object ResultType -EQ ParameterValue | Should -BeNullOrEmpty
    }

    It 'offers nothing, without an error, where the folder cannot be used' {
        $folder = $env:TWITTERDM_PROFILE_PATH
        $count = $Error.Count
        $env:TWITTERDM_PROFILE_PATH = 'not a full path'
        try { Complete 'Get-DmProfile s' | Where-Object ResultType -EQ ParameterValue | Should -BeNullOrEmpty }
        finally { $env:TWITTERDM_PROFILE_PATH = $folder }

        $Error.Count | Should -Be $count
    }
}

Describe 'Events' {
    BeforeAll {
        $connection = Connect-TwitterDm -Sandbox
        $seen = Get-DmEvent -First 3
    }
    AfterAll { $connection | Disconnect-TwitterDm }

    It 'are completed by the ids of those that were read last: <_>' -ForEach 'Get-DmEvent -Id ', 'Get-DmEvent -SinceId ', 'Remove-DmEvent -Id ' {
        Measure-Request $connection { $script:found = [System.Management.Automation.CommandCompletion]::CompleteInput($_, $_.Length, $null).CompletionMatches } | Should -Be 0

        $found.ListItemText | Should -Be $seen.Id
        $found[0].CompletionText | Should -BeExactly "'$($seen[0].Id)'"
        $found[0].ToolTip | Should -Match '^\d{4}-\d\d-\d\d \d\d:\d\d @\w+: '
    }
}

Describe 'Groups' {
    It 'have the members that were seen as their tool tip' {
        $connection = Connect-TwitterDm -Sandbox
        $null = Get-DmEvent -First 100
        $line = 'Get-DmEvent -ConversationId 1590000000000000001'
        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches

        $found[0].ToolTip | Should -Match '^a group: @\w+, @\w+'
        $found[0].ToolTip | Should -Not -Match 'sandbox_admin'
        $connection | Disconnect-TwitterDm
    }
}
