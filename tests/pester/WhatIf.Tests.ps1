BeforeDiscovery {
    # A call of each cmdlet that writes, with the expected action and target.
    $calls = @(
        @{ command = "Send-DmMessage -To '@jacqueline' -Text 'canary hello'"; does = 'Send a Direct Message'; target = '@jacqueline: canary hello' }
        @{ command = "Send-DmMessage -ConversationId 1590000000000000001 -Text 'canary hello'"; does = 'Send a Direct Message'; target = '1590000000000000001: canary hello' }
        @{ command = 'Send-DmMessage -To 12 -MediaId 99'; does = 'Send a Direct Message'; target = '12 [media 99]' }
        @{ command = "'12', '@zoe_muller' | New-DmConversation -Text 'canary hello'"; does = 'Create a group conversation'; target = '12, @zoe_muller: canary hello' }
        @{ command = 'Remove-DmEvent -Id 2124420929156024784'; does = 'Delete a Direct Message event for you'; target = '2124420929156024784' }
        @{ command = 'Set-DmConversation -ConversationId 1385551234567890123-1460000000000000009 -Read'; does = 'Mark an X Chat conversation as read'; target = '1385551234567890123-1460000000000000009' }
        @{ command = "Block-DmUser -User '@jacqueline'"; does = 'Block Direct Messages'; target = '@jacqueline' }
        @{ command = "Unblock-DmUser -User '@jacqueline'"; does = 'Unblock Direct Messages'; target = '@jacqueline' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $connection = Connect-SignInServer $server

    # The output of a connected PowerShell process that receives these answers to its prompts. Wrapped lines are joined.
    function Read-Shell([string[]] $Script, [string[]] $Answer) {
        $shell = Start-Shell $TestDrive (@("`$null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $($server.Uri)") + $Script -join "`n")
        foreach ($line in $Answer) { $shell.StandardInput.WriteLine($line) }
        (Receive-Shell $shell) -replace '\r' -replace ' *\n(?!\n)', ' '
    }

    function Get-Sentence([string] $Does, [string] $Target) { "Performing the operation `"$Does as @sandbox_admin`" on target `"$Target`"." }

    function Measure-Text([string] $Text, [string] $Part) { [regex]::Matches($Text, [regex]::Escape($Part)).Count }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe '-WhatIf' -ForEach @(@{ calls = $calls }) {
    BeforeAll {
        $message = @(Get-DmEvent | Where-Object { $_.Text -and $_.Sender })[0]
        1..3 | ForEach-Object { [pscustomobject]@{ To = "@reader_000$_"; Text = "row $_" } } | Export-Csv (Join-Path $TestDrive 'rows.csv')
        $server.Reset()
        $byParameter, $byPreference, $ofEvents = (Read-Shell @(
                $calls.command | ForEach-Object { "$_ -WhatIf" }
                "Import-Csv '$TestDrive/rows.csv' | Send-DmMessage -WhatIf"
                'Send-DmMessage -To 12 -Text (''0123456789'' * 5) -WhatIf'
                'Send-DmMessage -To 12 -Text "a`e[31mred`n$([char] 0x202E)evil" -WhatIf'
                "'--- next'"
                '$WhatIfPreference = $true'
                $calls.command
                "'--- next'"
                "Get-DmEvent -Id $($message.Id) | Remove-DmEvent"
                'Send-DmMessage -To 12 -Text ''really sent'' -WhatIf:$false | Remove-DmEvent'
            )) -split '--- next'
    }

    It 'describes the action and the account for <command>' -ForEach $calls {
        Measure-Text $byParameter "What if: $(Get-Sentence $does $target)" | Should -BeGreaterThan 0
    }

    It 'is implied by $WhatIfPreference for <command>' -ForEach $calls {
        Measure-Text $byPreference "What if: $(Get-Sentence $does $target)" | Should -BeGreaterThan 0
    }

    It 'describes the action for each row' {
        foreach ($i in 1..3) { Measure-Text $byParameter "What if: $(Get-Sentence 'Send a Direct Message' "@reader_000${i}: row $i")" | Should -Be 1 }
    }

    It 'shows the beginning of a long text' {
        Measure-Text $byParameter (Get-Sentence 'Send a Direct Message' "12: $('0123456789' * 4)…") | Should -Be 1
    }

    It 'escapes control characters' {
        Measure-Text $byParameter (Get-Sentence 'Send a Direct Message' '12: a␛[31mred␊<U+202E>evil') | Should -Be 1
        $byParameter | Should -Not -Match '[\x1B\u202E]'
    }

    It 'shows the type, id, sender, time, and beginning of the text of an event to delete' {
        $text = [TwitterDm.Output.Display]::Text($message.Text)
        $start = "MessageCreate $($message.Id) from $($message.Sender), $($message.CreatedAt.ToString('yyyy-MM-dd HH:mm:ss zzz')): $($text.Substring(0, [Math]::Min(30, $text.Length)))"

        Measure-Text $ofEvents "What if: Performing the operation `"Delete a Direct Message event for you as @sandbox_admin`" on target `"$start" | Should -Be 1
        $ofEvents | Should -Match 'on target "message \d+ to 12 from @sandbox_admin: really sent"|on target "message \d+ to @jacqueline from @sandbox_admin: really sent"'
    }

    It 'makes no requests' {
        # The connection check, the event that was read, and the message sent with -WhatIf:$false.
        $server.Requests | Should -Be 'GET /2/users/me', "GET /2/dm_events/$($message.Id)", 'POST /2/dm_conversations/with/12/messages'
    }
}

Describe 'A preview of answers' {
    It 'names the other user of a one-to-one conversation, and a group by its name and id, if this session has read it' {
        $output = Read-Shell @(
            "Get-DmConversation -Participant '@jacqueline' -Source Classic | Send-DmMessage -Text 'canary' -WhatIf"
            'Send-DmMessage -ConversationId 12-1385551234567890123 -Text ''canary'' -WhatIf -Verbose'
        )
        Measure-Text $output (Get-Sentence 'Send a Direct Message' '@jacqueline: canary') | Should -Be 2

        $key = $server.Api.ChatKeyOf(1, $false).Key
        $output = Read-Shell @(
            "`$null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $($server.Uri) -ChatKey '$key'"
            '$group = Get-DmConversation -Source Chat -Type Group | Where-Object Name | Select-Object -First 1'
            '$group | Set-DmConversation -Read -WhatIf'
            '"group: $($group.Name) ($($group.ConversationId))."'
        )
        $group = [regex]::Match($output, 'group: (.*?)\.').Groups[1].Value
        Measure-Text $output (Get-Sentence 'Mark an X Chat conversation as read' $group) | Should -Be 1
    }
}

Describe '-Confirm' {
    BeforeAll {
        $server.Reset()
        $output = Read-Shell -Answer y, n, a, y, l, y, n, y @(
            '1..5 | ForEach-Object { "canary $_" } | Send-DmMessage -To 12 -Confirm | ForEach-Object { "out: $($_.Text)" }'
            '6..9 | ForEach-Object { "canary $_" } | Send-DmMessage -To 12 -Confirm | ForEach-Object { "out: $($_.Text)" }'
            'Block-DmUser -User ''@jacqueline'' -Confirm'
            'Block-DmUser -User ''@zoe_muller'' -Confirm'
            'Unblock-DmUser -User ''@jacqueline'' -Confirm'
        )
    }

    It 'prompts for each message with the account and the beginning of the text' {
        foreach ($i in 1, 2, 3, 6, 7) { Measure-Text $output "Are you sure you want to perform this action? $(Get-Sentence 'Send a Direct Message' "12: canary $i")" | Should -Be 1 }
        $output | Should -Not -Match 'target "12: canary [4589]"'
    }

    It 'sends the messages that are confirmed with yes or yes to all' {
        $server.Sent.Text | Should -Be 'canary 1', 'canary 3', 'canary 4', 'canary 5', 'canary 6'
        [regex]::Matches($output, 'out: (canary \d)') | ForEach-Object { $_.Groups[1].Value } | Should -Be $server.Sent.Text
    }

    It 'prompts before blocking and unblocking' {
        Measure-Text $output (Get-Sentence 'Block Direct Messages' '@jacqueline') | Should -Be 1
        Measure-Text $output (Get-Sentence 'Block Direct Messages' '@zoe_muller') | Should -Be 1
        Measure-Text $output (Get-Sentence 'Unblock Direct Messages' '@jacqueline') | Should -Be 1
        $server.Requests -like 'POST /2/users/*' | Should -Be 'POST /2/users/12/dm/block', 'POST /2/users/12/dm/unblock'
    }
}

Describe 'Default confirmation' {
    BeforeAll {
        $ids = @(Get-DmEvent -First 3).Id
        $server.Reset()
        $output = Read-Shell -Answer n, y, n, y, n @(
            "'12', '@zoe_muller' | New-DmConversation -Text 'canary hello'"
            "New-DmConversation 12, 783214 'canary hello'"
            "'$($ids[0])', '$($ids[1])', '$($ids[2])' | Remove-DmEvent"
            "Send-DmMessage 12 'no question' | ForEach-Object { `"out: `$(`$_.Text)`" }"
            'Block-DmUser -User 12; Unblock-DmUser -User 12'
            "New-DmConversation 12, 783214 'again' -Confirm:`$false"
            "`$ConfirmPreference = 'None'; New-DmConversation 12, 783214 'once more'"
        )
    }

    It 'prompts once for the group in New-DmConversation' {
        Measure-Text $output "Are you sure you want to perform this action? $(Get-Sentence 'Create a group conversation' '12, @zoe_muller: canary hello')" | Should -Be 1
        Measure-Text $output 'Create a group conversation' | Should -Be 2
    }

    It 'prompts for each event in Remove-DmEvent' {
        # The second 'n' answers the prompt for the first event.
        foreach ($id in $ids) { Measure-Text $output "Are you sure you want to perform this action? $(Get-Sentence 'Delete a Direct Message event for you' $id)" | Should -Be 1 }
        $server.Requests -like 'DELETE *' | Should -Be "DELETE /2/dm_events/$($ids[1])"
    }

    It 'does not prompt for other cmdlets or with -Confirm:$false' {
        Measure-Text $output 'Are you sure' | Should -Be 5
        $server.Sent.Text | Should -Be 'canary hello', 'no question', 'again', 'once more'
    }

    It 'reports an error without a request if the host is not interactive' {
        $server.Reset()
        $run = Invoke-Runspace 'try { "12", "783214" | New-DmConversation -Text hello -Connection $args[0] } catch { $_ }; try { Remove-DmEvent 1 -Connection $args[0] } catch { $_ }' $connection

        $run.Output | Should -HaveCount 2
        $run.Output | ForEach-Object ToString | Should -BeLike '*does not support user interaction*'
        $server.Requests | Should -BeNullOrEmpty
    }
}

Describe '-Verbose' {
    It 'shows the action and the account for <command>, but no text' -ForEach $calls {
        $run = Invoke-Runspace "`$PSDefaultParameterValues = @{ '*-Dm*:Connection' = `$args[0]; '*-Dm*:Verbose' = `$true; '*-Dm*:Confirm' = `$false }; $command" $connection
        $lines = $run.Verbose | Out-String -Width 500

        $lines | Should -BeLike "*Performing the operation `"$does as @sandbox_admin`" on target `"$([wildcardpattern]::Escape(($target -replace ':? ?(canary|\[media).*')))`".*"
        $lines | Should -Not -Match 'canary'
    }
}

Describe '-WhatIf for several messages' {
    It 'ends with the number of messages, the cost, and the end once it is known' {
        Read-Shell '1..3 | ForEach-Object { "text $_" } | Send-DmMessage -To 12 -WhatIf' | Should -Match 'What if: 3 messages, 0\.045 USD\.'
        Read-Shell '$null = Send-DmMessage 12 Hello; 1..3 | ForEach-Object { "text $_" } | Send-DmMessage -To 12 -WhatIf' |
            Should -Match 'What if: 3 messages, 0\.045 USD, done by (\d{4}-\d\d-\d\d )?\d\d:\d\d\.'
        Read-Shell 'Send-DmMessage 12 Hello -WhatIf' | Should -Not -Match 'USD'
    }
}
