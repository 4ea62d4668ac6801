BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 60
    $connection = Connect-SignInServer $server
    $events = @(Get-DmEvent -EventType MessageCreate | Where-Object Text | Select-Object -First 3)
    $messages = @('one', 'two', 'three' | Send-DmMessage -To 12)

    function Get-Post { @($server.Requests) -like 'POST *' }

    # The forms in which events come back to a script.
    $forms = @{
        'live'            = { $args[0] }
        'CSV'             = { $args[0] | ConvertTo-Csv | ConvertFrom-Csv }
        'Clixml'          = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0], 2)) }
        'JSON'            = { $args[0] | ConvertTo-Json -Depth 5 | ConvertFrom-Json }
        'a job'           = { $items = $args[0]; Start-ThreadJob { $using:items } | Receive-Job -Wait -AutoRemoveJob }
        'Select-Object'   = { $args[0] | Select-Object ConversationId, Text }
        'selected and CSV' = { $args[0] | Select-Object ConversationId, Text | ConvertTo-Csv | ConvertFrom-Csv }
        'text only'       = { $args[0] | Select-Object Text }
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'The text of <kind> that come as <form>' -ForEach @(
    foreach ($kind in 'events', 'messages') { foreach ($form in 'live', 'CSV', 'Clixml', 'JSON', 'a job', 'Select-Object', 'selected and CSV', 'text only') { @{ kind = $kind; form = $form } } }
) {
    BeforeEach {
        $items = @(& $forms[$form] (Get-Variable $kind -ValueOnly))
        $server.Reset()
    }

    It 'is never sent back' {
        $items | Should -HaveCount 3
        $problems = @(
            Get-ErrorOf { $items | Send-DmMessage }
            # Also not to a recipient that is given.
            Get-ErrorOf { $items | Send-DmMessage -To 783214 }
        )

        $problems | Should -HaveCount 6
        foreach ($problem in $problems) {
            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            $problem.ErrorDetails.RecommendedAction | Should -Match ([regex]::Escape('-Text { $_.Text }'))
        }
        Get-Post | Should -BeNullOrEmpty
    }

    It 'is replaced by the text of the answer' -Skip:($form -eq 'text only') {
        $sent = $items | Send-DmMessage -Text 'Thank you'

        $sent.ConversationId | Should -Be $items.ConversationId
        $server.Sent.Text | Should -Be 'Thank you', 'Thank you', 'Thank you'
        Get-Post | Should -HaveCount 3
    }

    It 'is sent if a script block says so' -Skip:($form -eq 'text only') {
        $null = $items | Send-DmMessage -Text { $_.Text }

        $server.Sent.Text | Should -Be @($items.Text)
        Get-Post | Should -HaveCount 3
    }
}

Describe 'A file that Export-Csv wrote from sent messages' {
    It 'is not sent again' {
        $path = Join-Path $TestDrive 'sent.csv'
        $messages | Export-Csv $path
        $server.Reset()
        $problems = Get-ErrorOf { Import-Csv $path | Send-DmMessage }

        $problems | Should -HaveCount 3
        $server.Requests | Should -BeNullOrEmpty
    }
}

Describe 'A send list' {
    BeforeEach { $server.Reset() }

    It 'is what has a To, even if its rows look like events' {
        $null = $events | Select-Object *, @{ Name = 'To'; Expression = { '12' } } -ExcludeProperty ConversationId | Send-DmMessage
        $server.Sent.Text | Should -Be $events.Text
        $server.Sent.RecipientIds | Should -Be '12', '12', '12'
    }

    It 'can have its text in a column Message' {
        $null = [pscustomobject]@{ To = 12; Message = 'a' }, [pscustomobject]@{ To = 12; Text = 'b'; Message = 'not this' } | Send-DmMessage

        $server.Sent.Text | Should -Be 'a', 'b'
        (Send-DmMessage 12 -Message 'c').Text | Should -Be 'c'
    }

    It 'has one recipient in a cell' {
        $problems = @(
            Get-ErrorOf { [pscustomobject]@{ To = '@jacqueline, @layla_h'; Text = 'x' } | Send-DmMessage }
            Get-ErrorOf { [pscustomobject]@{ To = '@jacqueline', '@layla_h'; Text = 'x' } | Send-DmMessage }
        )

        $problems | ForEach-Object { Assert-Error $_ 'DmInvalidRequest' 'InvalidArgument' }
        "$($problems[1])" | Should -Be 'A row has one recipient, but this one has 2.'
        Get-Post | Should -BeNullOrEmpty
    }

    It 'does not have a list as its text' {
        $problem = Get-ErrorOf { [pscustomobject]@{ To = 12; Text = 'a', 'b' } | Send-DmMessage }

        "$problem" | Should -BeLike '*An object of the type Object`[`] is not a text.'
        Get-Post | Should -BeNullOrEmpty
    }
}

Describe 'Several recipients' {
    It 'each get a message of their own, and each failure can be sent again' {
        $server.Reset()
        $sent = Send-DmMessage -To '@jacqueline', 783214, '@no_such_name' -Text 'Hello' -ErrorVariable problems -ErrorAction SilentlyContinue

        $sent.Recipient | ForEach-Object ToString | Should -Be '@jacqueline', '@support_desk'
        $server.Sent.RecipientIds | Should -Be '12', '783214'
        Assert-Error $problems 'DmNotFound' 'ObjectNotFound'
        "$($problems.TargetObject.To)" | Should -Be '@no_such_name'
        $problems.TargetObject.Text | Should -Be 'Hello'
    }

    It 'each get every text of the pipeline' {
        $server.Reset()
        $null = 'one', 'two' | Send-DmMessage -To 12, 783214

        $server.Sent | ForEach-Object { "$($_.RecipientIds) $($_.Text)" } | Should -Be '12 one', '783214 one', '12 two', '783214 two'
    }
}

Describe 'A string from the pipeline' {
    BeforeEach { $server.Reset() }

    It 'is a recipient if a text or an attachment is given, and no recipient' {
        $null = '@jacqueline', '783214', 'https://x.com/layla_h' | Send-DmMessage -Text 'Hello'
        $null = 12 | Send-DmMessage -Text { "Dear $_" }
        $null = 'same' | Send-DmMessage -To 12 -Text { $_ } -ErrorVariable problem -ErrorAction SilentlyContinue

        $server.Sent.Text | Should -Be 'Hello', 'Hello', 'Hello', 'Dear 12'
        Get-Post | Should -HaveCount 4
        $server.Sent.RecipientIds | Should -Be '12', '783214', '1712345678901234567', '12'
        "$problem" | Should -BeLike 'A string from the pipeline is the text or the recipient*'
    }

    It 'is not also the text if only an attachment is given' {
        $path = Join-Path $TestDrive 'a.png'
        [System.IO.File]::WriteAllBytes($path, [System.Convert]::FromBase64String('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mOQnf4BK2IYWhIANm9qAbB7GTYAAAAASUVORK5CYII='))
        $sent = '@jacqueline' | Send-DmMessage -MediaPath $path

        $sent.Text | Should -BeNullOrEmpty
        $server.Sent.RecipientIds | Should -Be '12'
    }

    It 'is neither if both or none are given: <call>' -ForEach @(
        @{ call = "'x' | Send-DmMessage -To 12 -Text y"; words = 'A string from the pipeline is the text or the recipient*' }
        @{ call = "'x' | Send-DmMessage -ConversationId 12-1385551234567890123 -Text y"; words = 'A string from the pipeline is the text or the recipient*' }
        @{ call = "'x' | Send-DmMessage"; words = 'The message has no recipient.' }
        @{ call = "'x'[0] | Send-DmMessage -Text y"; words = "'x' is a single character*" }
    ) {
        $problem = Get-ErrorOf ([scriptblock]::Create($call))

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -BeLike $words
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'can also be a user, live or deserialized, as the recipient' {
        $user = $messages[0].Recipient
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($user))
        $null = $user, $copy | Send-DmMessage -Text 'Hello'

        $server.Sent.RecipientIds | Should -Be '12', '12'
        Assert-Error (Get-ErrorOf { $user | Send-DmMessage -To 783214 -Text 'Hello' }) 'DmInvalidRequest' 'InvalidArgument'
    }
}

Describe 'A text that looks like a recipient' {
    BeforeEach { $server.Reset() }

    It 'is not sent: <line>' -ForEach @(
        @{ line = "'@jacqueline' | Send-DmMessage 'canary hi'" }, @{ line = "Send-DmMessage 'canary hi' '@jacqueline'" }, @{ line = "'@jacqueline' | Send-DmMessage -To layla_h" }
    ) {
        $problem = Get-ErrorOf ([scriptblock]::Create($line))

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -BeExactly 'The text looks like a recipient, and the value of -To may be the text.'
        "$($problem.CategoryInfo) $($problem.ErrorDetails.RecommendedAction)" | Should -Not -Match 'canary'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike "Name both parameters*"
        @($server.Requests) -match '^(POST|DELETE) ' | Should -BeNullOrEmpty
    }
}

Describe 'Identical messages' {
    It 'are warned about, also in a preview, and sent (<name>)' -ForEach @(
        @{ name = 'recipients'; command = { Send-DmMessage '@jacqueline', '@layla_h', '@Jacqueline' 'dup' @args } }
        @{ name = 'rows'; command = { '12,dup', '783214,dup', '12,dup' | ConvertFrom-Csv -Header To, Text | Send-DmMessage @args } }
    ) {
        $null = . $command -WhatIf -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '1 message is identical to an earlier one to the same recipient*'
        $server.Reset()
        $null = . $command -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $server.Sent | Should -HaveCount 3
    }

    It 'are not those with another text, recipient or attachment' {
        $rows = 'a,1', 'a,2', 'b,1' | ConvertFrom-Csv -Header To, Text
        $null = $rows | Send-DmMessage -WhatIf -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'Several events of a conversation' {
    It 'are warned about if they get the same answer' {
        $events = Get-DmEvent -Participant '@jacqueline' -First 3
        $null = $events | Send-DmMessage -Text 'Thanks' -WhatIf -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match '^2 messages repeat the same answer to a conversation.*Sort-Object ConversationId -Unique'

        $null = $events[0] | Send-DmMessage -Text 'Thanks' -WhatIf -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
    }
}
