BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $connection = Connect-TwitterDm -Sandbox -EventCount 250
    $all = Get-DmEvent -WarningAction SilentlyContinue
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe '-ReportVariable' {
    It 'returns the stop reason <reason>' -ForEach @(
        @{ reason = 'End'; count = 250; command = { Get-DmEvent -ReportVariable report } }
        @{ reason = 'First'; count = 7; command = { Get-DmEvent -First 7 -ReportVariable report } }
        @{ reason = 'Since'; count = 8; command = { Get-DmEvent -Since $all[7].CreatedAt -ReportVariable report } }
        @{ reason = 'SinceId'; count = 7; command = { Get-DmEvent -SinceId $all[7].Id -ReportVariable report } }
        @{ reason = 'Stopped'; count = 5; command = { Get-DmEvent -ReportVariable report | Select-Object -First 5 } }
    ) {
        . $command | Should -HaveCount $count

        $report | Should -HaveCount 1
        $report[0] | Should -BeOfType 'TwitterDm.DmListingReport'
        $report.StopReason | Should -Be $reason
        $report.Events | Should -Be $count
        $report.Newest | Should -Be $all[0].CreatedAt
        $report.Oldest | Should -Be $all[$count - 1].CreatedAt
    }

    It 'returns the stop reason Checkpoint when a checkpoint is reached' {
        $null = Get-DmEvent -Checkpoint $TestDrive/all.checkpoint -ReportVariable report
        $report.StopReason | Should -Be 'End'

        Get-DmEvent -Checkpoint $TestDrive/all.checkpoint -ReportVariable report | Should -BeNullOrEmpty
        $report.StopReason | Should -Be 'Checkpoint'
        $report.Events | Should -Be 0
    }

    It 'returns a page token that resumes at the next event' {
        $some = Get-DmEvent -ReportVariable report | Select-Object -First 130
        $rest = Get-DmEvent -PageToken $report.PageToken

        @($some.Id) + $rest.Id | Should -Be $all.Id
    }

    It 'is set in the scope of the calling script, function, or function of another module, and nowhere else' {
        function Get-Reason { $null = Get-DmEvent -First 1 -ReportVariable inFunction; "$($inFunction.StopReason)" }
        $other = New-Module { function Get-OtherReason($Connection) { $null = Get-DmEvent -Connection $Connection -First 1 -ReportVariable inModule; "$($inModule.StopReason)" } }
        $script = Join-Path $TestDrive 'runbook.ps1'
        Set-Content $script '$null = Get-DmEvent -First 1 -ReportVariable inScript; "$($inScript.StopReason)"'

        Get-Reason | Should -Be 'First'
        Get-OtherReason $connection | Should -Be 'First'
        & $script | Should -Be 'First'
        $inFunction, $inModule, $inScript | Should -Be $null, $null, $null
        $other | Remove-Module
    }

    It 'is set in the scope of the caller when a function feeds the pipeline' {
        function Get-Name { '@jacqueline'; '@layla_h' }

        $null = Get-Name | Get-DmEvent -First 2 -ReportVariable report | ForEach-Object { $_.Id }

        $report | Should -HaveCount 2
        $report.Events | Should -Be 2, 2
        $report.ParticipantId | Should -Be '12', ($all | Where-Object SenderUsername -EQ layla_h)[0].SenderId
    }

    It 'appends with a plus sign and replaces without it' {
        $null = Get-DmEvent -First 1 -ReportVariable report
        $null = Get-DmEvent -First 2 -ReportVariable +report
        $report.Events | Should -Be 1, 2

        $null = Get-DmEvent -First 3 -ReportVariable report
        $report.Events | Should -Be 3

        $single = 'one thing'
        $null = Get-DmEvent -First 1 -ReportVariable +single
        $single | Should -HaveCount 2
    }

    It 'is set with the message after an error: <reason>' -ForEach @(
        @{ reason = 'Error'; fault = '3:html' }, @{ reason = 'RateLimit'; fault = '3:429' }
    ) {
        $server = Start-TestServer -Fault $fault
        try {
            $faulty = Connect-TestServer $server
            $problem = try { Get-DmEvent -Connection $faulty -OnRateLimit Stop -ReportVariable report -WarningAction SilentlyContinue | Out-Null } catch { $_ }

            $report.StopReason | Should -Be $reason
            $report.Events | Should -Be 100
            $report.Error | Should -Be $problem.Exception.Message
            $report.PageToken | Should -Be $problem.TargetObject.PageToken
        }
        finally {
            Disconnect-TwitterDm -Connection $faulty
            $server | Stop-TestServer
        }
    }

    It 'is set after a checkpoint is rejected' {
        Set-Content $TestDrive/foreign 'mine'
        $problem = try { Get-DmEvent -Connection $connection -Checkpoint $TestDrive/foreign -ReportVariable report } catch { $_ }

        $report.StopReason | Should -Be 'Error'
        $report.Error | Should -Be $problem.Exception.Message
        $report.Requests | Should -Be 0
    }

    It 'is set after Ctrl+C' {
        $many = Connect-TwitterDm -Sandbox -EventCount 1000000
        try {
            $stopped = Stop-Command 'Get-DmEvent -Connection $args[0] -ReportVariable report' $many { $args[1].Count -gt 300 } -Variable report

            $stopped.State | Should -Be 'Stopped'
            $stopped.Value | Should -HaveCount 1
            $stopped.Value[0].StopReason | Should -Be 'Stopped'
            $stopped.Value[0].Events | Should -BeGreaterThan 300
        }
        finally {
            Disconnect-TwitterDm -Connection $many
        }
    }

    It 'needs the name of a variable that can be set: <name>' -ForEach @{ name = '+' }, @{ name = ' ' }, @{ name = '+ ' }, @{ name = 'global:' }, @{ name = '+no-drive:x' }, @{ name = '+true' } {
        foreach ($command in { Get-DmEvent -Connection $connection -First 1 -ReportVariable $name }, { Send-DmMessage 12 x -Connection $connection -ReportVariable $name }) {
            $problem = Get-ErrorOf $command
            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            "$problem" | Should -Match '^-ReportVariable '
        }
    }

    It 'is an empty list for single events' {
        $null = Get-DmEvent -Connection $connection -Id $all[0].Id -ReportVariable report
        $report | Should -BeNullOrEmpty
    }

    It 'works with Get-DmConversation' {
        $null = Get-DmConversation -Connection $connection -ReportVariable report

        $report.StopReason | Should -Be 'End'
        $report.Events | Should -Be 250
    }

    It 'is displayed as a table, and in full as a list' {
        $null = Get-DmEvent -Connection $connection -First 3 -ReportVariable report

        $report | Out-String | Should -Match 'StopReason +Events[\s\S]*First +3 '
        $report | Format-List | Out-String | Should -Match 'PageToken +: \w{16}'
    }
}

Describe 'Send-DmMessage -ReportVariable' {
    BeforeAll { $connection = Connect-TwitterDm -Sandbox }
    AfterAll { $connection | Disconnect-TwitterDm }

    It 'reports what was sent, failed and what it cost' {
        $null = [pscustomobject]@{ To = 12; Text = 'one' }, [pscustomobject]@{ To = '@missing_user'; Text = 'two' }, [pscustomobject]@{ To = 783214; Text = 'three' } |
            Send-DmMessage -ReportVariable report -ErrorAction SilentlyContinue -Verbose 4>&1 -OutVariable output

        ($report.Sent, $report.Failed, $report.SentBefore, $report.NotTried) | Should -Be 2, 1, 0, 0
        $report.Requests | Should -Be 3
        $report.EstimatedCost | Should -Be 0.03
        "$report" | Should -BeExactly '2 sent, 1 failed, 0 sent before, 0 not tried; 3 requests, about 0.03 USD.'
        @($output | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Contain "$report"
    }

    It 'counts rows that are not valid: <what>' -ForEach @(
        @{ what = 'one of two'; rows = '@jacqueline,', '@layla_h,hi'; expected = '1 sent, 1 failed, 0 sent before, 0 not tried; *' }
        @{ what = 'all'; rows = '@jacqueline,', '@layla_h,'; expected = '0 sent, 2 failed, 0 sent before, 0 not tried; 0 requests, *' }
        @{ what = 'none can be made a message'; rows = 'x y,hi', ',hi'; expected = '0 sent, 2 failed, 0 sent before, 0 not tried; 0 requests, *' }
    ) {
        $streams = $rows | ConvertFrom-Csv -Header To, Text | Send-DmMessage -Connection $connection -ReportVariable report -ErrorAction SilentlyContinue -Verbose 4>&1

        $report | Should -HaveCount 1
        "$report" | Should -BeLike $expected
        @($streams | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Contain "$report"
    }

    It 'is set after a row that is not valid ended the command' {
        $problem = try { '@layla_h,hi', '@jacqueline,', '@layla_h,more' | ConvertFrom-Csv -Header To, Text | Send-DmMessage -Connection $connection -ReportVariable report -ErrorAction Stop } catch { $_ }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$report" | Should -BeLike '0 sent, 1 failed, 0 sent before, 1 not tried; 0 requests, *'
    }

    It 'is set after the input failed' {
        $problem = try { & { [pscustomobject]@{ To = '12'; Text = 'hi' }; throw 'the input is gone' } | Send-DmMessage -Connection $connection -ReportVariable report } catch { $_ }

        "$problem" | Should -Be 'the input is gone'
        "$report" | Should -BeLike '0 sent, 0 failed, 0 sent before, 1 not tried; *'
    }

    It 'has no report of a preview' {
        '@jacqueline,', '@layla_h,hi' | ConvertFrom-Csv -Header To, Text | Send-DmMessage -Connection $connection -ReportVariable report -ErrorAction SilentlyContinue -WhatIf

        $report | Should -BeNullOrEmpty
    }

    It 'counts what an error left untried' {
        $limited = Connect-TwitterDm -Sandbox -SpendingLimit 0.03
        $null = 1..4 | ForEach-Object { [pscustomobject]@{ To = 12; Text = "text $_" } } |
            Send-DmMessage -Connection $limited -ReportVariable report -ErrorAction SilentlyContinue

        ($report.Sent, $report.Failed, $report.NotTried) | Should -Be 1, 1, 2
        $limited | Disconnect-TwitterDm
    }
}
