BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $null = Connect-SignInServer $server
    $group = '1590000000000000001'
    $canary = 'canary text 7f3a9c51'

    # Imports the lines from a CSV file.
    function Import-Row([string[]] $Lines) {
        $path = Join-Path $TestDrive "$(New-Guid).csv"
        Set-Content -LiteralPath $path -Value $Lines
        Import-Csv -LiteralPath $path
    }

    function Get-Post { @($server.Requests) -like 'POST *' }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Rows of a CSV file' {
    BeforeEach { $server.Reset() }

    It 'are sent as messages if they have To and Text, and other columns are ignored' {
        $rows = Import-Row 'Name,To,Text,Length,Id', 'J,@jacqueline,"Hello, J",3,99', 'R,1460000000000000001,"two', 'lines",5,98'
        $sent = $rows | Send-DmMessage

        $sent.Text | Should -Be 'Hello, J', $rows[1].Text
        $server.Sent.Text | Should -Be 'Hello, J', $rows[1].Text
        $server.Sent.RecipientIds | Should -Be '12', '1460000000000000001'
    }

    It 'treat an empty cell as no value' {
        $rows = Import-Row 'To,ConversationId,Text,MediaPath,MediaId', '12,,to a user,,', ",$group,into a group,,", '" "," 1590000000000000001 ",spaces,," "'
        $sent = $rows | Send-DmMessage

        $sent.Text | Should -Be 'to a user', 'into a group', 'spaces'
        $server.Sent.ConversationId | Should -Be '12-1385551234567890123', $group, $group
    }

    It 'treat a null property as no value' {
        $rows = [pscustomobject]@{ To = $null; ConversationId = $group; Text = 'one'; MediaId = $null }, [pscustomobject]@{ To = 12; ConversationId = $null; Text = 'two'; MediaPath = $null }
        ($rows | Send-DmMessage).Text | Should -Be 'one', 'two'
        $server.Sent.ConversationId | Should -Be $group, '12-1385551234567890123'
    }

    It 'do not carry values over to the next row' {
        $rows = [pscustomobject]@{ To = 12; Text = 'one' }, [pscustomobject]@{ To = ''; ConversationId = $group; Text = 'two' }, [pscustomobject]@{ To = 783214 }, 'four'
        $sent = $rows | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        $sent.ConversationId | Should -Be '12-1385551234567890123', $group
        "$($problems[0])" | Should -Be 'The message to 783214 is empty.'
        "$($problems[1])" | Should -Be 'The message has no recipient.'
    }

    It 'are named in the advice of an error: <name>' -ForEach @(
        @{ name = 'other columns'; lines = 'Handle,Body', '@jacqueline,Hello'; advice = '*Its columns are Handle, Body. Messages need a column To*-To { $_.NAME }*row 1 of the input.' }
        @{ name = 'another delimiter'; lines = 'To;Text', '12;Hello'; advice = "*-Delimiter ';'*row 1 of the input." }
        @{ name = 'an empty cell'; lines = 'To,Text', ',Hello'; advice = 'Its column To is empty*row 1 of the input.' }
        @{ name = 'an empty text'; lines = 'To,Text', '12,'; advice = '*row 1 of the input.' }
    ) {
        $rows = Import-Row $lines
        (Get-ErrorOf { $rows | Send-DmMessage }).ErrorDetails.RecommendedAction | Should -BeLike $advice
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'do not send their string form if they have no Text' {
        $rows = Import-Row 'To,Note', '12,hello', '@jacqueline,hello'
        $problems = Get-ErrorOf { $rows | Send-DmMessage }

        $problems | Should -HaveCount 2
        $problems | ForEach-Object ToString | Should -Be 'The message to 12 is empty.', 'The message to @jacqueline is empty.'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'can provide other columns through script blocks' {
        $rows = Import-Row 'Handle,Name,Room', '@jacqueline,Jacqueline,12', '@support_desk,Zoë,7'
        $null = $rows | Send-DmMessage -To { $_.Handle } -Text { "Hello $($_.Name), your room is $($_.Room)." }

        $server.Sent.Text | Should -Be 'Hello Jacqueline, your room is 12.', 'Hello Zoë, your room is 7.'
        $server.Sent.RecipientIds | Should -Be '12', '783214'
    }

    It 'fail individually if a script block throws' {
        $rows = Import-Row 'Handle,Room', '@jacqueline,12', '@support_desk,none', '12,8'
        $sent = $rows | Send-DmMessage -To { $_.Handle } -Text { "Room $([int] $_.Room)" } -ErrorVariable problems -ErrorAction SilentlyContinue

        $sent.Text | Should -Be 'Room 12', 'Room 8'
        $problems | Should -HaveCount 1
        $problems[0].TargetObject | Should -Be $rows[1]
    }

    It 'fail individually if the script block of -<name> returns nothing, whatever else the row has' -ForEach @(
        @{ name = 'ConversationId'; value = '1590000000000000001' }
        @{ name = 'MediaPath'; value = 'picture.png' }
        @{ name = 'MediaId'; value = '99' }
    ) {
        $block = @{ $name = { $_.Value } }
        $rows = [pscustomobject]@{ To = '12'; Id = '12'; Username = 'jacqueline'; Value = $null }, [pscustomobject]@{ Id = '12'; Username = 'jacqueline'; Value = ' ' }
        $problems = @(Get-ErrorOf { $rows | Send-DmMessage -Text 'for the group' @block }) + @(Get-ErrorOf { 'jacqueline' | Send-DmMessage -Text 'x' @block })

        $problems | Should -HaveCount 3
        $problems | ForEach-Object {
            Assert-Error $_ 'DmInvalidRequest' 'InvalidArgument'
            "$_" | Should -Match "-$name is null or empty"
        }
        $problems[0].TargetObject, $problems[1].TargetObject | Should -Be $rows
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'use -Text for all rows, even those with a Text' {
        $null = Import-Row 'To,Text', '12,a', '783214,b' | Send-DmMessage -Text 'for all'

        $server.Sent.Text | Should -Be 'for all', 'for all'
    }

    It 'go to the same conversations when they are messages exported with Export-Csv' {
        $path = Join-Path $TestDrive 'sent.csv'
        'one', 'two' | Send-DmMessage -To 12 | Export-Csv -Path $path
        $server.Reset()
        $null = Import-Csv $path | Send-DmMessage -Text 'again'

        $server.Sent.ConversationId | Should -Be '12-1385551234567890123', '12-1385551234567890123'
        $server.Sent.Text | Should -Be 'again', 'again'
    }
}

Describe 'An invalid row' {
    BeforeEach { $server.Reset() }

    It 'reports an error for <what> before any request, and the others are sent' -ForEach @(
        @{ what = 'no recipient'; row = @{ To = ''; Text = 'canary text 7f3a9c51' }; name = 'no recipient'; words = 'has no recipient' }
        @{ what = 'no columns for a recipient'; row = @{ Text = 'canary text 7f3a9c51' }; name = 'no recipient'; words = 'has no recipient' }
        @{ what = 'an invalid user'; row = @{ To = 'Zoe Muller'; Text = 'canary text 7f3a9c51' }; name = 'Zoe Muller'; words = '''Zoe Muller'' is not a valid user id or @name' }
        @{ what = 'a name of 16 characters'; row = @{ To = 'zoe_muller_of_it'; Text = 'canary text 7f3a9c51' }; name = 'zoe_muller_of_it'; words = '''zoe_muller_of_it'' is not a valid user id or @name' }
        @{ what = 'two recipients'; row = @{ To = '@jacqueline'; ConversationId = '1590000000000000001'; Text = 'canary text 7f3a9c51' }; name = '@jacqueline'; words = 'two recipients' }
        @{ what = 'the conversation of another user'; row = @{ To = '1385551234567890123'; ConversationId = '1385551234567890123-20'; Text = 'canary text 7f3a9c51' }; name = '1385551234567890123'; words = 'two recipients' }
        @{ what = 'the conversation of two others'; row = @{ To = '30'; ConversationId = '20-30'; Text = 'canary text 7f3a9c51' }; name = '30'; words = 'two recipients' }
        @{ what = 'an invalid conversation'; row = @{ To = ''; ConversationId = 'abc'; Text = 'canary text 7f3a9c51' }; name = 'abc'; words = '''abc'' is not a valid conversation id' }
        @{ what = 'nothing to send'; row = @{ To = '12'; Text = '' }; name = '12'; words = 'is empty' }
        @{ what = 'white space'; row = @{ To = '12'; Text = " `t`r`n " }; name = '12'; words = 'is empty' }
        @{ what = 'a text that is too long'; row = @{ To = '12'; Text = 'canary text 7f3a9c51' + 'x' * 10000 }; name = '12'; words = '10,020 characters' }
        @{ what = 'an invalid media id'; row = @{ To = '12'; Text = 'canary text 7f3a9c51'; MediaId = 'x1' }; name = '12'; words = '''x1'' is not a valid media id' }
        @{ what = 'two attachments'; row = @{ To = '12'; Text = 'canary text 7f3a9c51'; MediaId = '1'; MediaPath = 'a.png' }; name = '12'; words = 'one attachment' }
        @{ what = 'a missing file'; row = @{ To = '12'; Text = 'canary text 7f3a9c51'; MediaPath = '/no/such/file.png' }; name = '12'; words = 'file'; id = 'DmFile'; category = 'ReadError' }
        @{ what = 'a hostile recipient'; row = @{ To = "x`e[31m$([char] 0x202E)"; Text = 'canary text 7f3a9c51' }; name = 'x␛[31m<U+202E>'; words = 'is not a valid user id or @name' }
        @{ what = 'a hostile conversation'; row = @{ To = $null; ConversationId = "1`e[2J"; Text = 'canary text 7f3a9c51' }; name = '1␛[2J'; words = 'is not a valid conversation id' }
    ) {
        $bad = [pscustomobject] $row
        $good = [pscustomobject]@{ To = '12'; Text = 'good' }
        $whenBadCame = $null
        $sent = & { $good; $bad; $script:whenBadCame = $server.Requests.Count; $good } | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        Assert-Error $problems ($id ?? 'DmInvalidRequest') ($category ?? 'InvalidArgument')
        $script:whenBadCame | Should -Be 0
        "$($problems[0])" | Should -BeLike "*$([wildcardpattern]::Escape($words))*"
        "$($problems[0])" | Should -Not -Match '[\p{Cc}\u202E]'
        $problems[0].CategoryInfo.TargetName | Should -BeExactly $name
        [object]::ReferenceEquals($problems[0].TargetObject, $bad) | Should -BeTrue
        "$($problems[0])", "$($problems[0].CategoryInfo)", "$($problems[0].Exception)" | Should -Not -Match 'canary'
        $sent | Should -HaveCount 2
        $server.Sent.Text | Should -Be 'good', 'good'
    }

    It 'prevents any sending with -ErrorAction Stop' {
        { [pscustomobject]@{ To = 12; Text = 'one' }, [pscustomobject]@{ To = 'x y'; Text = 'two' }, [pscustomobject]@{ To = 12; Text = 'three' } | Send-DmMessage -ErrorAction Stop } |
            Should -Throw -ErrorId 'DmInvalidRequest,*'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'reports an error also with -WhatIf' {
        $problem = Get-ErrorOf { [pscustomobject]@{ To = 'x y'; Text = 'two' } | Send-DmMessage -WhatIf }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
    }
}

Describe 'A row that X rejects' {
    BeforeEach {
        $server.Reset()
        $rows = @(
            [pscustomobject]@{ To = '@reader_0001'; Text = "$canary 1" }
            [pscustomobject]@{ To = '@sato_kenji'; Text = "$canary 2" }
            [pscustomobject]@{ To = '@no_such_name'; Text = "$canary 3" }
            [pscustomobject]@{ To = '4242'; Text = "$canary 4" }
            [pscustomobject]@{ To = $null; ConversationId = '1590000000000000777'; Text = "$canary 5" }
            [pscustomobject]@{ To = '@reader_0002'; Text = "$canary 6" }
        )
    }

    It 'reports an error, and the others are sent' {
        $sent = $rows | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        $sent.Recipient | ForEach-Object ToString | Should -Be '@reader_0001', '@reader_0002'
        $server.Sent.Text | Should -Be "$canary 1", "$canary 6"
        $problems.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be 'DmPermission', 'DmNotFound', 'DmNotFound', 'DmPermission'
        $problems.CategoryInfo.Category | Should -Be 'PermissionDenied', 'ObjectNotFound', 'ObjectNotFound', 'PermissionDenied'
        $problems.CategoryInfo.TargetName | Should -Be '@sato_kenji', '@no_such_name', '4242', '1590000000000000777'
        foreach ($i in 0..3) {
            Assert-Error $problems[$i] ($problems[$i].FullyQualifiedErrorId.Split(',')[0]) $problems[$i].CategoryInfo.Category
            [object]::ReferenceEquals($problems[$i].TargetObject, $rows[$i + 1]) | Should -BeTrue
            "$($problems[$i])", "$($problems[$i].CategoryInfo)", $problems[$i].ErrorDetails.RecommendedAction, "$($problems[$i].Exception)" | Should -Not -Match 'canary'
        }
    }

    It 'can be piped in again once the cause is fixed' {
        $null = Block-DmUser 1460000000000000003
        $null = [pscustomobject]@{ To = '1460000000000000003'; Text = 'later' }, [pscustomobject]@{ To = '@reader_0004'; Text = 'at once' } |
            Send-DmMessage -ErrorVariable failed -ErrorAction SilentlyContinue
        $null = Unblock-DmUser 1460000000000000003
        $null = $failed.TargetObject | Send-DmMessage

        $server.Sent.Text | Should -Be 'at once', 'later'
    }

    It 'can be piped in again if it was only a text' {
        $null = Block-DmUser 1460000000000000003
        $null = 'one', 'two' | Send-DmMessage -To 1460000000000000003 -ErrorVariable failed -ErrorAction SilentlyContinue
        $null = Unblock-DmUser 1460000000000000003
        $failed.TargetObject | Should -BeOfType 'TwitterDm.DmOutgoingMessage'
        $null = $failed.TargetObject | Send-DmMessage

        $server.Sent.Text | Should -Be 'one', 'two'
        $server.Sent.RecipientIds | Should -Be '1460000000000000003', '1460000000000000003'
    }

    It 'stops the command with -ErrorAction Stop, without trying later rows' {
        $sent = [System.Collections.Generic.List[object]]::new()
        { $rows | Send-DmMessage -ErrorAction Stop | ForEach-Object { $sent.Add($_) } } | Should -Throw -ErrorId 'DmPermission,*'

        $sent | Should -HaveCount 1
        $server.Sent.Text | Should -Be "$canary 1"
    }
}

Describe 'An error that affects all rows' {
    BeforeEach {
        $server.Reset()
        $rows = 1..4 | ForEach-Object { [pscustomobject]@{ To = "146000000000000000$_"; Text = "text $_" } }
    }

    It 'stops sending on <id> with one error that has all rows that are left' -ForEach @(
        @{ id = 'DmAuthentication'; category = 'AuthenticationError'; status = 401; action = 'Sign in again'; body = '{"title":"Unauthorized","detail":"Unauthorized","status":401}' }
        @{ id = 'DmCredit'; category = 'LimitsExceeded'; status = 402; action = 'Add credit'; body = '' }
        @{ id = 'DmCredit'; category = 'LimitsExceeded'; status = 402; action = 'Add credit'; body = '<html>Payment Required</html>' }
        @{ id = 'DmPermission'; category = 'PermissionDenied'; status = 403; action = 'unlock it'; body = '{"errors":[{"code":326,"message":"To protect our users from spam, this account is temporarily locked."}]}' }
        @{ id = 'DmRateLimit'; category = 'LimitsExceeded'; status = 429; action = 'no wait lifts'; body = '{"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap","type":"https://api.x.com/2/problems/usage-capped"}' }
    ) {
        $server.Answer('POST /2/dm_conversations/with/1460000000000000002/messages', $status, $body)
        $sent = $rows | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        $sent.Text | Should -Be 'text 1'
        $server.Sent.Text | Should -Be 'text 1'
        Get-Post | Should -HaveCount 2
        Assert-Error $problems $id $category
        "$problems" | Should -Match "\($status for POST .*\)\. The 2 messages after it were not tried\.$"
        $problems[0].ErrorDetails.RecommendedAction | Should -Match $action
        $problems[0].ErrorDetails.RecommendedAction | Should -Match 'TargetObject'
        $problems[0].TargetObject | Should -HaveCount 3
        foreach ($i in 0..2) { [object]::ReferenceEquals($problems[0].TargetObject[$i], $rows[$i + 1]) | Should -BeTrue }
        "$($problems[0].CategoryInfo)" | Should -Not -Match 'text 2'

        $null = $problems[0].TargetObject | Send-DmMessage
        $server.Sent.Text | Should -Be 'text 1', 'text 2', 'text 3', 'text 4'
    }

    It 'has the messages as they would have been sent as its targets if the command line completes the rows, also after <what>' -ForEach @(
        @{ what = 'nothing'; copy = { $input } }
        @{ what = 'Clixml'; copy = { $input | Export-Clixml TestDrive:/left.xml; Import-Clixml TestDrive:/left.xml } }
        @{ what = 'CSV'; copy = { $input | Export-Csv TestDrive:/left.csv; Import-Csv TestDrive:/left.csv } }
    ) {
        $picture = Join-Path $TestDrive 'blue[1].png'
        [System.IO.File]::WriteAllBytes($picture, [Convert]::FromBase64String('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mOQnf4BK2IYWhIANm9qAbB7GTYAAAAASUVORK5CYII='))
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ Handle = "146000000000000000$_"; Name = "Name $_"; Text = 'Hello {0}!'; Pair = "1385551234567890123-146000000000000000$_" } }
        foreach ($place in @{ To = { $_.Handle } }, @{ ConversationId = { $_.Pair } }) {
            $server.Reset()
            $path = if ($place.To) { 'with/1460000000000000002' } else { '1385551234567890123-1460000000000000002' }
            $server.Answer("POST /2/dm_conversations/$path/messages", 402, '')
            $null = $rows | Send-DmMessage @place -Text { $_.Text -f $_.Name } -MediaPath $picture -ErrorVariable problems -ErrorAction SilentlyContinue

            Assert-Error $problems 'DmCredit' 'LimitsExceeded'
            $problems[0].ErrorDetails.RecommendedAction | Should -Match 'pipe the TargetObject of this error to Send-DmMessage\.$'
            $null = $problems[0].TargetObject | & $copy | Send-DmMessage
            $server.Sent.Text | Should -Be 'Hello Name 1!', 'Hello Name 2!', 'Hello Name 3!'
            $server.Sent.ConversationId | Should -Be $rows.Pair
            $server.Sent.MediaId | Select-Object -Unique | Should -HaveCount 1
        }
    }

    It 'has the row itself as its target if no row is left' {
        $server.Answer('POST /2/dm_conversations/with/1460000000000000004/messages', 402, '')
        $null = $rows | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        Assert-Error $problems 'DmCredit' 'LimitsExceeded'
        "$problems" | Should -Not -Match 'not tried'
        [object]::ReferenceEquals($problems[0].TargetObject, $rows[3]) | Should -BeTrue
    }

    It 'keeps what was sent, and shows the error once with -ErrorAction Stop' {
        $server.Answer('POST /2/dm_conversations/with/1460000000000000003/messages', 402, '')
        $sent = [System.Collections.Generic.List[object]]::new()
        { $rows | Send-DmMessage -ErrorAction Stop | ForEach-Object { $sent.Add($_) } } | Should -Throw '*The message after it was not tried.' -ErrorId 'DmCredit,*'

        $sent.Text | Should -Be 'text 1', 'text 2'
    }

    It 'stops sending on <id> during a look-up' -ForEach @(
        @{ id = 'DmProtocol'; category = 'InvalidResult'; status = 200; body = '<html>a proxy</html>' }
        @{ id = 'DmService'; category = 'ResourceUnavailable'; status = 501; times = 5; body = '{"title":"Not Implemented","status":501}' }
    ) {
        1..($times ?? 1) | ForEach-Object { $server.Answer('GET /2/users/by', $status, $body) }
        $named = '@reader_0101', '@reader_0102' | ForEach-Object { [pscustomobject]@{ To = $_; Text = 'hello' } }
        $null = @($rows[0]) + $named + $rows[1] | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        Assert-Error $problems $id $category
        $problems.TargetObject | Should -Be ($named + $rows[1])
        $server.Sent.Text | Should -Be 'text 1'
    }
}

Describe 'Multiple rows' {
    BeforeAll {
        # Runs in its own runspace, so that its progress records can be read.
        $mine = Connect-SignInServer $server
        $server.Reset()
        $rows = 1..250 | ForEach-Object { [pscustomobject]@{ To = '@reader_{0:d4}' -f $_; Text = "$canary $_" } }
        $rows[6].To = '@no_such_name'
        $run = Invoke-Runspace '$args[1] | Send-DmMessage -Connection $args[0] -Verbose' $mine, $rows
        $bars = @($run.Progress | Where-Object Activity -Like 'Sending*')
    }

    It 'are looked up by name in batches of 100' {
        $server.Count('GET /2/users/by') | Should -Be 3
        $server.Requests | Should -HaveCount (3 + 249)
    }

    It 'are sent in order, each once' {
        $run.Output | Should -HaveCount 249
        $server.Sent.Text | Should -Be @($rows | Where-Object To -NE '@no_such_name').Text
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].TargetObject | Should -Be $rows[6]
    }

    It 'report progress with counts and the estimated end' {
        $bars[0].Activity | Should -Be 'Sending Direct Messages as @sandbox_admin'
        $bars[0].StatusDescription | Should -Match '^0 sent, 0 failed, 250 left; done at about (\d{4}-\d\d-\d\d )?\d\d:\d\d'
        $bars[100].StatusDescription | Should -Match '^99 sent, 1 failed, 150 left; done at about '
        $bars.PercentComplete | Should -Be ($bars.PercentComplete | Sort-Object)
        $bars[100].SecondsRemaining | Should -BeGreaterThan 0
        $bars | Where-Object RecordType -EQ Processing | Should -HaveCount 250
    }

    It 'complete the progress bar' {
        $bars[-1].RecordType | Should -Be 'Completed'
        $bars[-1].StatusDescription | Should -Be '249 sent, 1 failed'
    }

    It 'do not show texts in progress and verbose output' {
        $run.Verbose | Should -Not -BeNullOrEmpty
        $run.Progress | Out-String -Width 500 | Should -Not -Match 'canary'
        $run.Progress.CurrentOperation, $run.Verbose | Out-String -Width 500 | Should -Not -Match 'canary'
    }

    It 'show no progress bar for one message, and complete it when stopped' {
        (Invoke-Runspace 'Send-DmMessage -To 12 -Text hello -Connection $args[0]' $mine).Progress | Should -BeNullOrEmpty
        $stopped = Invoke-Runspace '[pscustomobject]@{ To = 4242; Text = 1 }, [pscustomobject]@{ To = 12; Text = 2 } | Send-DmMessage -Connection $args[0]' $mine
        $stopped.Output | Should -HaveCount 1
        $stopped.Progress[-1].RecordType | Should -Be 'Completed'
    }
}

Describe 'Multiple runspaces with one connection' {
    It 'send each message once with ForEach-Object -Parallel' {
        $server.Reset()
        $mine = Connect-SignInServer $server
        $manifest = Get-TestedManifest
        $sent = 1..24 | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module $using:manifest
            Send-DmMessage -To ('@reader_{0:d4}' -f $_) -Text "parallel $_" -Connection $using:mine
        }

        $sent | Should -HaveCount 24
        $server.Sent.Text | Sort-Object | Should -Be (1..24 | ForEach-Object { "parallel $_" } | Sort-Object)
        $sent.EventId | Sort-Object | Should -Be ($server.Sent.EventId | Sort-Object)
        $mine.Usage.MessagesSent | Should -Be 24
    }
}
