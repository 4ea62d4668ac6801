BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 60
    $connection = Connect-SignInServer $server
    $all = Get-DmEvent
    $user = ($all.Sender | Where-Object Username -EQ jacqueline)[0]

    # The requests that change something, or that depend on the user.
    function Get-Change { @($server.Requests) -match '^(POST|DELETE) ' }

    function ConvertTo-Deserialized($Value) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Value, 3)) }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'A user' {
    BeforeEach { $server.Reset() }

    It 'can be given as <what>' -ForEach @(
        @{ what = 'an id'; value = { '12' } }, @{ what = 'an int'; value = { 12 } }, @{ what = 'a long'; value = { 12L } }, @{ what = 'an unsigned number'; value = { [uint64] 12 } }
        @{ what = 'a big integer'; value = { [bigint] 12 } }, @{ what = 'a whole double'; value = { 12.0 } }, @{ what = 'a whole decimal'; value = { 12.0d } }
        @{ what = 'an @name'; value = { '@jacqueline' } }, @{ what = 'a bare name'; value = { 'Jacqueline' } }
        @{ what = 'an address'; value = { 'https://x.com/jacqueline' } }, @{ what = 'an old address'; value = { 'https://mobile.twitter.com/jacqueline/?lang=en' } }
        @{ what = 'a DmUser'; value = { $user } }, @{ what = 'a deserialized DmUser'; value = { ConvertTo-Deserialized $user } }
        @{ what = 'a selected DmUser'; value = { $user | Select-Object Id, Username } }, @{ what = 'a list'; value = { , [System.Collections.Generic.List[object]] @('12') } }
    ) {
        $value = & $value
        (Send-DmMessage -To $value -Text 'Hello').ConversationId | Should -Be '12-1385551234567890123'
        (New-DmConversation -Participant @($value; 783214) -Text 'Hello' -Confirm:$false).ConversationId | Should -Not -BeNullOrEmpty
        (Get-DmEvent -Participant $value -First 1).ConversationId | Should -Be '12-1385551234567890123'
        (Block-DmUser -User $value -PassThru).Id | Should -Be '12'
        ($value | Unblock-DmUser -PassThru).Id | Should -Be '12'
        Get-DmConversation -Participant $value | ForEach-Object { $_.ParticipantIds | Should -Contain '12' }
        $server.Sent.RecipientIds | Should -Be '12', '12', '783214'
    }

    It 'is not read from <what>' -ForEach @(
        @{ what = 'a character of an id'; value = { '2244994945'[0] }; words = "'2' is a single character"; advice = 'A string was indexed*@(Get-Content*' }
        @{ what = 'a character of a name'; value = { '@name'[0] }; words = "'@' is a single character"; advice = 'A string was indexed*' }
        @{ what = 'a number that Excel rounded'; value = { 1.580705921830768e18 }; words = '*1.580705921830768E+18 is not a user id*'; advice = 'Excel and JSON*' }
        @{ what = 'a number with a fraction'; value = { 12.5 }; words = '*12.5 is not a user id*'; advice = 'Excel and JSON*' }
        @{ what = 'a double beyond 2^53'; value = { 9007199254740994.0 }; words = '*is not a user id*'; advice = 'Excel and JSON*' }
        @{ what = 'a float'; value = { [float] 16777217000 }; words = '*is not a user id*'; advice = 'Excel and JSON*' }
        @{ what = 'a decimal with a fraction'; value = { 12.5d }; words = '*12.5 is not a user id*'; advice = 'Excel and JSON*' }
        @{ what = 'not a number'; value = { [double]::NaN }; words = '*NaN is not a user id*'; advice = 'Excel and JSON*' }
        @{ what = 'an address that leads nowhere'; value = { 'https://xn--abéc/XDevelopers' }; words = "'https://xn--abéc/XDevelopers' is not a valid user id*"; advice = '*' }
        @{ what = 'a truth value'; value = { $true }; words = "*(True)' is not a valid user id*"; advice = '*' }
        @{ what = 'a date'; value = { [datetime] '2026-01-01' }; words = '*is not a valid user id*'; advice = '*' }
        @{ what = 'null'; value = { , $null }; words = 'No user is given*'; advice = "Quote a name, such as '@XDevelopers'*" }
        @{ what = 'an empty text'; value = { '' }; words = 'No user is given*'; advice = "Quote a name*" }
        @{ what = 'a one-to-one conversation'; value = { '12-1385551234567890123' }; words = "*is a conversation, not a user*"; advice = 'Use -ConversationId*'; withoutConversation = 'Give a user instead*' }
        @{ what = 'an encrypted group'; value = { 'g1234567890' }; words = "*is a conversation, not a user*"; advice = 'Use -ConversationId*'; withoutConversation = 'Give a user instead*' }
        @{ what = 'the address of a post'; value = { 'https://x.com/jacqueline/status/1580705921830768128' }; words = '*is not a valid user id*'; advice = '*' }
    ) {
        $value = (& $value)
        $problems = @(
            Get-ErrorOf { Send-DmMessage -To $value -Text 'Hello' }
            Get-ErrorOf { [pscustomobject]@{ To = $value; Text = 'Hello' } | Send-DmMessage }
            Get-ErrorOf { Block-DmUser -User $value }
            Get-ErrorOf { , $value | Block-DmUser }
            Get-ErrorOf { [pscustomobject]@{ User = $value } | Unblock-DmUser }
            Get-ErrorOf { New-DmConversation -Participant 12, $value, 783214 -Text 'Hello' -Confirm:$false }
            Get-ErrorOf { Get-DmEvent -Participant $value }
            Get-ErrorOf { Get-DmConversation -Participant $value }
            Get-ErrorOf { Get-DmUser $value }
        )

        $problems | Should -HaveCount 9
        foreach ($problem in $problems) {
            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            # An empty cell of a row counts as no recipient.
            if ("$problem" -ne 'The message has no recipient.') {
                "$problem" | Should -BeLike "$words*"
                $hasConversation = $problem.InvocationInfo.MyCommand.Parameters.ContainsKey('ConversationId')
                $problem.ErrorDetails.RecommendedAction | Should -BeLike ($hasConversation -or -not $withoutConversation ? $advice : $withoutConversation)
            }
        }
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'is an error of its own among others' {
        $problems = $null
        $changed = Block-DmUser -User 12, '7'[0], $null, 783214 -PassThru -ErrorVariable problems -ErrorAction SilentlyContinue

        $changed.Id | Should -Be '12', '783214'
        $problems | ForEach-Object ToString | Should -Be "'7' is a single character, not a user.", 'No user is given: the value is null or empty.'
        $changed | Unblock-DmUser
    }

    It 'is not replaced by the conversation of an event if the recipient is null or empty' {
        $nobody = $null
        foreach ($call in { $all[0] | Send-DmMessage -To $nobody -Text 'Hello' }, { $all[0] | Send-DmMessage -To '' -Text 'Hello' }, { $all[0] | Send-DmMessage -To { '' } -Text 'Hello' }, { $all[0] | Send-DmMessage -To { $_.NoSuchColumn } -Text 'Hello' }) {
            $problem = Get-ErrorOf $call
            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            "$problem" | Should -BeLike 'No user is given*'
        }
        Get-Change | Should -BeNullOrEmpty
    }
}

Describe 'An id' {
    BeforeEach { $server.Reset() }

    It 'is not read from a value that PowerShell would change: <call>' -ForEach @(
        @{ call = "Get-DmEvent -Id '2124441296696246272'[0]" }, @{ call = 'Get-DmEvent -Id 1.58e18' }
        @{ call = "Get-DmEvent -ConversationId '1590000000000000001'[0]" }, @{ call = 'Get-DmEvent -ConversationId 1.59e18' }
        @{ call = "Get-DmEvent -SinceId '2124441296696246272'[0]" }, @{ call = 'Get-DmEvent -SinceId 1.58e18' }
        @{ call = "Send-DmMessage -ConversationId '1'[0] -Text x" }, @{ call = 'Send-DmMessage -ConversationId 1.59e18 -Text x' }
        @{ call = "Send-DmMessage 12 x -MediaId '1'[0]" }, @{ call = "New-DmConversation 12, 13 x -MediaId '1'[0] -Confirm:`$false" }
        @{ call = '[pscustomobject]@{ ConversationId = 1.59e18; To = $null; Text = 1 } | Send-DmMessage' }
    ) {
        $problem = Get-ErrorOf ([scriptblock]::Create($call))

        $problem | Should -HaveCount 1
        $problem.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        "$problem" | Should -Match 'is a single character, not an id\. A string was indexed|is not an id: it has a fraction, or is too large to be exact'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'is accepted as an exact number' {
        (Get-DmEvent -Id ([long] $all[0].Id)).Id | Should -Be $all[0].Id
        (Get-DmEvent -ConversationId 1590000000000000001 -First 1).ConversationId | Should -Be '1590000000000000001'
    }

    It 'is warned about once if it ends in three zeros and X has not shown it' {
        $fresh = Connect-SignInServer $server
        $warnings = @(
            & {
                Send-DmMessage -To 1580705921830768000 -Text 'Hello' -Connection $fresh -WhatIf
                [pscustomobject]@{ To = '1580705921830768000'; Text = 'x' }, [pscustomobject]@{ To = '1580705921830769000'; Text = 'x' } | Send-DmMessage -Connection $fresh -WhatIf
                Block-DmUser '1580705921830768000' -Connection $fresh -WhatIf
                Remove-DmEvent '2124441296696246000' -Connection $fresh -WhatIf
                Send-DmMessage -ConversationId '12-1580705921830761000' -Text x -Connection $fresh -WhatIf
                Send-DmMessage -ConversationId '1580705921830762000' -Text x -Connection $fresh -WhatIf
                Send-DmMessage -To '123456789012000' -Text 'too short to be rounded' -Connection $fresh -WhatIf
                Get-DmEvent -Participant 1580705921830763000 -Connection $fresh -ErrorAction Ignore
                Get-DmEvent -ConversationId 1580705921830764000 -Connection $fresh -ErrorAction Ignore
                Get-DmEvent -Id 2124441296696245000 -Connection $fresh -ErrorAction Ignore
            } 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] -and "$_" -like 'The id *' } | ForEach-Object ToString
        )

        $ids = '1580705921830768000', '1580705921830769000', '2124441296696246000', '1580705921830761000', '1580705921830762000', '1580705921830763000', '1580705921830764000', '2124441296696245000'
        $warnings | Should -HaveCount 8
        0..7 | ForEach-Object { $warnings[$_] | Should -BeLike "The id $($ids[$_]) ends in three zeros*Format the column as text*" }
    }

    It 'is not warned about if X has shown it' {
        $fresh = Connect-SignInServer $server
        $data = @{ id = '2124441296696247000'; event_type = 'MessageCreate'; text = 'x'; sender_id = '1580705921830768000'; dm_conversation_id = '1580705921830762000'; created_at = '2026-01-01T00:00:00Z' }
        $server.Answer('GET /2/dm_events', 200, (@{ data = @($data); includes = @{ users = @(@{ id = '1580705921830768000'; username = 'round'; name = 'R' }) }; meta = @{ result_count = 1 } } | ConvertTo-Json -Depth 5))
        Get-DmEvent -Connection $fresh -WarningAction SilentlyContinue | Should -HaveCount 1
        $warnings = & {
            Send-DmMessage -To 1580705921830768000 -Text x -Connection $fresh -WhatIf
            Send-DmMessage -ConversationId 1580705921830762000 -Text x -Connection $fresh -WhatIf
            Remove-DmEvent 2124441296696247000 -Connection $fresh -WhatIf
        } 3>&1

        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'A value that is null or empty' {
    BeforeEach { $server.Reset() }

    It 'does not widen or change the command: <call>' -ForEach @(
        @{ call = 'Get-DmEvent -PageToken $null' }, @{ call = 'Get-DmEvent -PageToken ""' }, @{ call = 'Get-DmEvent -SinceId $null' }, @{ call = 'Get-DmEvent -SinceId ""' }
        @{ call = 'Get-DmEvent -ConversationId $null' }, @{ call = 'Get-DmEvent -ConversationId ""' }, @{ call = 'Get-DmEvent -ConversationId @()' }
        @{ call = 'Get-DmEvent -Participant @()' }, @{ call = 'Get-DmEvent -Participant $null' }, @{ call = 'Get-DmEvent -Id $null' }
        @{ call = 'Get-DmConversation -Participant $null' }, @{ call = 'Get-DmConversation -Participant @()' }, @{ call = 'Get-DmConversation -Participant ""' }
        @{ call = 'Get-DmEvent -Checkpoint $null' }, @{ call = 'Get-DmEvent -Checkpoint ""' }, @{ call = 'Send-DmMessage 12 x -Journal $null' }
        @{ call = 'Send-DmMessage 12 x -MediaPath $null' }, @{ call = 'Send-DmMessage 12 x -MediaPath ""' }
        @{ call = 'Send-DmMessage 12 x -ConversationId $null' }, @{ call = 'Send-DmMessage 12 x -ConversationId ""' }
        @{ call = 'New-DmConversation 12, 13 x -MediaPath "" -Confirm:$false' }
        @{ call = '[pscustomobject]@{ ConversationId = $null } | Get-DmEvent' }, @{ call = '[pscustomobject]@{ ConversationId = "" } | Get-DmEvent' }
    ) {
        $problem = Get-ErrorOf ([scriptblock]::Create($call))

        $problem | Should -HaveCount 1
        "$problem" | Should -Match 'null|empty'
        $server.Requests | Should -BeNullOrEmpty
    }
}

Describe 'Block-DmUser with events' {
    BeforeEach { $server.Reset() }

    It 'blocks each sender once, and skips outgoing events with one warning: <what>' -ForEach @(
        @{ what = 'live'; convert = { $args[0] } }
        @{ what = 'deserialized'; convert = { ConvertTo-Deserialized $args[0] } }
        @{ what = 'from CSV'; convert = { $args[0] | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ what = 'from JSON'; convert = { $args[0] | Select-Object Id, SenderId, Text | ConvertTo-Json | ConvertFrom-Json } }
        @{ what = 'selected'; convert = { $args[0] | Select-Object SenderId, Direction } }
    ) {
        $messages = @($all | Where-Object { "$($_.EventType)" -eq 'MessageCreate' } | Select-Object -First 20)
        $senders = @($messages | Where-Object { "$($_.Direction)" -eq 'Incoming' } | ForEach-Object SenderId | Select-Object -Unique)
        $outgoing = @($messages | Where-Object { "$($_.Direction)" -eq 'Outgoing' }).Count
        $given = & $convert $messages
        $warnings = @($given | Block-DmUser 3>&1)

        $outgoing | Should -BeGreaterThan 1
        @(Get-Change) -replace '\D*2/users/' -replace '/.*' | Should -Be $senders
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "$outgoing events were skipped: @sandbox_admin sent them*"
        $senders | Unblock-DmUser
    }

    It 'does not block the account itself: <_>' -ForEach '1385551234567890123', '@Sandbox_Admin', 'sandbox_admin' {
        $problem = Get-ErrorOf { Block-DmUser $_ }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Be '@sandbox_admin is the account that is signed in.'
        Get-Change | Should -BeNullOrEmpty
    }

    It 'uses the User column of a row that has one' {
        [pscustomobject]@{ User = '783214'; SenderId = '12' } | Block-DmUser

        Get-Change | Should -Be 'POST /2/users/783214/dm/block'
        Unblock-DmUser 783214
    }
}

Describe 'Remove-DmEvent with objects that are not events' {
    BeforeEach { $server.Reset() }

    It 'deletes nothing for <what>' -ForEach @(
        @{ what = 'a user'; item = { $user } }, @{ what = 'a deserialized user'; item = { ConvertTo-Deserialized $user } }
        @{ what = 'a selected user'; item = { $user | Select-Object Id, Name } }, @{ what = 'a user from CSV'; item = { $user | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ what = 'a process'; item = { Get-Process -Id $PID } }, @{ what = 'a selected process'; item = { Get-Process -Id $PID | Select-Object Id } }
        @{ what = 'the id of a selected user'; item = { $user | Select-Object Id } }
        @{ what = 'a character'; item = { '2124'[0] } }, @{ what = 'a rounded number'; item = { 2.124441296696246e18 } }
        @{ what = 'an event with a rounded id'; item = { [pscustomobject]@{ Id = 2.124441296696246e18; EventType = 'MessageCreate' } } }
    ) {
        $item = & $item
        $problems = @(Get-ErrorOf { $item | Remove-DmEvent -Confirm:$false }; Get-ErrorOf { Remove-DmEvent -Id $item -Confirm:$false })

        $problems | ForEach-Object { Assert-Error $_ 'DmInvalidRequest' 'InvalidArgument' }
        $problems | Should -HaveCount 2
        Get-Change | Should -BeNullOrEmpty
    }

    It 'takes the EventId of a row that has both' {
        $sent = Send-DmMessage 12 'one'
        [pscustomobject]@{ Id = '7'; EventId = $sent.EventId } | Remove-DmEvent -Confirm:$false

        Get-Change | Should -Be 'POST /2/dm_conversations/with/12/messages', "DELETE /2/dm_events/$($sent.EventId)"
    }

    It 'takes the Id of a row that has no column of a user' {
        $sent = Send-DmMessage 12 'one'
        "Id`n$($sent.EventId)" | ConvertFrom-Csv | Remove-DmEvent -Confirm:$false

        Get-Change | Should -Contain "DELETE /2/dm_events/$($sent.EventId)"
    }

    It 'takes other ids where a script block says so' {
        $sent = Send-DmMessage 12 'one'
        [pscustomobject]@{ Id = $sent.EventId; Note = 'x' } | Remove-DmEvent -Id { $_.Id } -Confirm:$false

        Get-Change | Should -Contain "DELETE /2/dm_events/$($sent.EventId)"
    }
}

Describe 'The row of a user' {
    BeforeEach { $server.Reset() }

    It 'stands for the user, such as from a CSV file of Get-DmUser' {
        $rows = Get-DmUser '@jacqueline' | Select-Object Id, Username | ConvertTo-Csv | ConvertFrom-Csv

        ($rows | Get-DmUser).Id | Should -Be '12'
        $rows | Block-DmUser
        $rows | Unblock-DmUser
        $null = $rows | Send-DmMessage -Text 'Hello'
        Get-Change | Should -Be 'POST /2/users/12/dm/block', 'POST /2/users/12/dm/unblock', 'POST /2/dm_conversations/with/12/messages'
    }
}
