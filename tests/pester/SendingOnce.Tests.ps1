BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $canary = 'canary text 7f3a9c51'

    # The look-up of a message without a response takes about 18 seconds, so the other tests run in the meantime.
    $deaf = Start-TestServer -EventCount 5 -Fault '2:refuse'
    $search = [powershell]::Create()
    $null = $search.AddScript('Import-Module $args[0]; Send-DmMessage 12 "canary text 7f3a9c51" -Connection $args[1]').AddArgument((Get-TestedManifest)).AddArgument((Connect-TestServer $deaf))
    $searching = $search.BeginInvoke()

    $server = Start-SignInServer -EventCount 5
    $reader = Connect-SignInServer $server
    # Without read permission, the look-up fails immediately.
    $blind = Connect-TwitterDm -AccessToken 'sandbox-token-without-dm-read' -ApiBaseUri $server.Uri
    $out = '{"title":"Service Unavailable","detail":"Service Unavailable","type":"about:blank","status":503}'
}

AfterAll {
    $search.Dispose()
    Get-DmConnection | Disconnect-TwitterDm
    $deaf | Stop-TestServer
    $server.Dispose()
}

Describe 'A message whose response is lost' {
    BeforeAll {
        # The first request is sent by Connect-TwitterDm. After that, messages and their look-ups alternate.
        $lossy = Start-TestServer -EventCount 5 -Fault '2:reset', '4:cut-body', '6:status-after=503'
        $connection = Connect-TestServer $lossy
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ To = 12; Text = "$canary $_" } }
        $sent = $rows | Send-DmMessage -Connection $connection -ErrorVariable problems -ErrorAction SilentlyContinue
    }

    AfterAll { $lossy | Stop-TestServer }

    It 'is found in the conversation and returned normally' {
        $problems | Should -BeNullOrEmpty
        $sent.Text | Should -Be $rows.Text
        $events = @(Get-DmEvent -Participant 12 -First 3 -Connection $connection)
        $events.Text | Should -Be $rows[2..0].Text
        $events.Id | Should -Be $sent[2..0].EventId
        $connection.Usage.MessagesSent | Should -Be 3
    }
}

Describe 'A message that cannot be confirmed' {
    BeforeAll {
        $server.Reset()
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ To = "@reader_000$_"; Text = "$canary $_" } }
        $server.Answer('POST /2/dm_conversations/with/1460000000000000002/messages', 503, $out)
        $start = [datetime]::Now
        $sent = $rows | Send-DmMessage -Connection $blind -ErrorVariable problems -ErrorAction SilentlyContinue
    }

    It 'reports DmSendUncertain for its row, and the others are sent' {
        Assert-Error $problems 'DmSendUncertain' 'OperationTimeout'
        [object]::ReferenceEquals($problems[0].TargetObject, $rows[1]) | Should -BeTrue
        $problems[0].CategoryInfo.TargetName | Should -Be '@reader_0002'
        $sent.Text | Should -Be $rows[0].Text, $rows[2].Text
        $server.Sent.Text | Should -Be $sent.Text
    }

    It 'is not sent a second time' {
        $server.Count('POST /2/dm_conversations/with/1460000000000000002/messages') | Should -Be 1
    }

    It 'has an error that explains why and where to check' {
        "$($problems[0])" | Should -BeLike 'Delivery of the message to @reader_0002 could not be confirmed: *503*could not be read:*dm.read*'
        $problems[0].ErrorDetails.RecommendedAction | Should -Match 'Get-DmEvent'
        $problems[0].Exception.StatusCode | Should -Be 503
        $problems[0].Exception.Request | Should -Be 'POST /2/dm_conversations/with/1460000000000000002/messages'
    }

    It 'is in the UncertainMessage property of the error' {
        $message = $problems[0].Exception.UncertainMessage
        $message | Should -BeOfType 'TwitterDm.DmMessage'
        $message.EventId | Should -BeNullOrEmpty
        $message.ConversationId | Should -Be '1385551234567890123-1460000000000000002'
        "$($message.Recipient)" | Should -Be '@reader_0002'
        $message.Text | Should -Be "$canary 2"
        $message.SentAt | Should -BeGreaterOrEqual $start.AddSeconds(-2)
        $problems.Exception.UncertainMessage | Where-Object ConversationId | Get-DmEvent -First 5 -Connection $reader | Should -BeNullOrEmpty
    }

    It 'can be excluded when failed messages are sent again' {
        $refused = Get-ErrorOf { [pscustomobject]@{ To = 4242; Text = 'refused' } | Send-DmMessage -Connection $blind }
        @($problems) + $refused | Where-Object FullyQualifiedErrorId -NotLike 'DmSendUncertain,*' | ForEach-Object { $_.TargetObject.Text } | Should -Be 'refused'
    }

    It 'has an error target that can be sent again if it did not come from a row' {
        $server.Answer('POST /2/dm_conversations/with/12/messages', 503, $out)
        $problem = Get-ErrorOf { Send-DmMessage -To 12 -Text $canary -Connection $blind }

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmSendUncertain,*'
        $problem.TargetObject | Should -BeOfType 'TwitterDm.DmOutgoingMessage'
        ($problem.TargetObject | Send-DmMessage -Connection $reader).Text | Should -Be $canary
    }

    It 'stays uncertain in the journal until it is found' {
        $server.Reset()
        $journal = Join-Path $TestDrive 'uncertain.jsonl'
        $server.Answer('POST /2/dm_conversations/with/1460000000000000007/messages', 503, $out)
        $row = [pscustomobject]@{ To = '@reader_0007'; Text = $canary }
        (Get-ErrorOf { $row | Send-DmMessage -Journal $journal -Connection $blind }).FullyQualifiedErrorId | Should -BeLike 'DmSendUncertain,*'
        (Get-ErrorOf { $row | Send-DmMessage -Journal $journal -Connection $blind }).FullyQualifiedErrorId | Should -BeLike 'DmSendUncertain,*'
        $server.Sent | Should -BeNullOrEmpty

        $byHand = $row | Send-DmMessage -Connection $blind
        ($row | Send-DmMessage -Journal $journal -Connection $reader).EventId | Should -Be $byHand.EventId
        $server.Sent | Should -HaveCount 1
    }
}

Describe 'The send rate limit' {
    BeforeAll {
        $narrow = Start-SignInServer -EventCount 5 -SendLimit 2
        $limited = Connect-SignInServer $narrow
        $rows = 1..5 | ForEach-Object { [pscustomobject]@{ To = "146000000000000000$_"; Text = "$canary $_" } }
        $sent = $rows | Send-DmMessage -OnRateLimit Stop -ErrorVariable problems -ErrorAction SilentlyContinue
    }

    AfterAll { $narrow.Dispose() }

    It 'is respected before X rejects a request' {
        $sent.Text | Should -Be $rows[0].Text, $rows[1].Text
        @($narrow.Requests) -like 'POST *' | Should -HaveCount 2
    }

    It 'reports DmRateLimit with the end of the window for -OnRateLimit Stop and skips later rows' {
        Assert-Error $problems 'DmRateLimit' 'LimitsExceeded'
        $problems[0].TargetObject | Should -Be $rows[2..4]
        $problems[0].Exception.ResetsAt | Should -BeGreaterThan ([datetime]::Now)
        "$problems" | Should -Match 'waiting is turned off\. The 2 messages after it were not tried\.$'
        $problems[0].ErrorDetails.RecommendedAction | Should -Match '-OnRateLimit Wait.*Then send the rest'
    }

    It 'reports DmRateLimit for a wait beyond -MaxWait' {
        $again = Get-ErrorOf { $problems.TargetObject | Send-DmMessage -MaxWait 00:00:01 }

        Assert-Error $again 'DmRateLimit' 'LimitsExceeded'
        $again.TargetObject | Should -Be $rows[2..4]
        @($narrow.Requests) -like 'POST *' | Should -HaveCount 2
    }

    It 'applies to New-DmConversation' {
        Assert-Error (Get-ErrorOf { New-DmConversation 12, 783214 Hello -OnRateLimit Stop -Confirm:$false }) 'DmRateLimit' 'LimitsExceeded'
        Assert-Error (Get-ErrorOf { New-DmConversation 12, 783214 Hello -MaxWait 00:00:01 -Confirm:$false }) 'DmRateLimit' 'LimitsExceeded'
    }

    It 'does not apply to the other cmdlets' {
        Block-DmUser 12 -OnRateLimit Stop -PassThru | Unblock-DmUser -OnRateLimit Stop -PassThru | Should -HaveCount 1
        { Remove-DmEvent (Get-DmEvent -First 1).Id -OnRateLimit Stop -Confirm:$false -ErrorAction Stop } | Should -Not -Throw
    }

    It 'sends the message once after an unexpected 429' {
        $surprising = Start-TestServer -EventCount 5 -Fault '2:429-retry-after=1'
        try {
            $surprised = Connect-TestServer $surprising
            $run = Invoke-Runspace 'Send-DmMessage 12 hello -Connection $args[0]' $surprised
            @(Get-DmEvent -Participant 12 -First 5 -Connection $surprised | Where-Object Text -EQ hello).Id | Should -Be $run.Output.EventId
        }
        finally { $surprising | Stop-TestServer }

        $run.Output | Should -HaveCount 1
        $run.Errors | Should -BeNullOrEmpty
        $run.Progress.Activity | Should -Contain 'Waiting for X''s rate limit'
    }
}

Describe 'A message that the look-up does not find' {
    BeforeAll {
        $output = $search.EndInvoke($searching)
        $problem = @($search.Streams.Error)
    }

    It 'reports DmSendUncertain' {
        $output | Should -BeNullOrEmpty
        Assert-Error $problem 'DmSendUncertain' 'OperationTimeout'
        "$problem" | Should -BeLike 'Delivery of the message to 12 could not be confirmed: *The conversation does not show it.'
        $problem.Exception.UncertainMessage.Text | Should -Be $canary
        $problem.Exception.UncertainMessage.ConversationId | Should -Be '12-1385551234567890123'
    }

    It 'has an error that does not show its text' {
        $problem | Format-List * -Force | Out-String -Width 500 | Should -Not -Match 'canary'
        $problem.Exception | Format-List * -Force | Out-String -Width 500 | Should -Not -Match 'canary'
        "$problem", "$($problem.CategoryInfo)", "$($problem.TargetObject)" | Should -Not -Match 'canary'
    }
}
