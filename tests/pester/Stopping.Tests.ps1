BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $longest = [timespan]::FromSeconds(10)
}

Describe 'A question that nobody can answer' {
    It 'is an error that says so, as in a job without standard input' {
        $shell = Start-Shell $TestDrive @'
$null = Connect-TwitterDm -Sandbox
$id = (Get-DmEvent -Source Classic -First 1).Id
try { Remove-DmEvent $id } catch { "$($_.FullyQualifiedErrorId): $_ $($_.ErrorDetails.RecommendedAction)" }
"Left: $((Get-DmEvent -Id $id).Id -eq $id)"
'@
        $shell.StandardInput.Close()
        $output = Receive-Shell $shell
        $output | Should -BeLike '*DmInvalidRequest,*: The command asks for confirmation, but standard input has ended.*Add -Confirm:$false*'
        $output | Should -BeLike '*Left: True*'
    }
}

Describe 'Ctrl+C' {
    Context 'while waiting for the rate limit' {
        BeforeAll {
            $server = Start-TestServer -EventCount 250 -Fault '3:429-retry-after=900'
            $connection = Connect-TestServer $server
            $stopped = Stop-Command 'Get-DmEvent -Connection $args[0]' $connection { $args[0].Streams.Progress.Count -gt 0 }
        }

        AfterAll {
            Get-DmConnection | Disconnect-TwitterDm
            $server | Stop-TestServer
        }

        It 'interrupts a wait that shows progress' {
            $stopped.Waited | Should -BeTrue
            $stopped.Output | Should -HaveCount 100
        }

        It 'stops immediately' {
            $stopped.State | Should -Be 'Stopped'
            $stopped.Took | Should -BeLessThan $longest
        }

        It 'does not report an error' {
            $stopped.Errors | Should -BeNullOrEmpty
        }

        It 'leaves the connection usable' {
            $connection.IsOpen | Should -BeTrue
            Get-DmEvent -Connection $connection -Participant '@jacqueline' -First 2 -OnRateLimit Stop | Should -HaveCount 2
        }
    }

    Context 'while waiting for the send rate limit' {
        BeforeAll {
            $server = Start-SignInServer -EventCount 5 -SendLimit 2
            $connection = Connect-SignInServer $server
            $journal = Join-Path $TestDrive 'stopped.jsonl'
            $script = "1..4 | ForEach-Object { `"text `$_`" } | Send-DmMessage -To 12 -Journal '$journal' -ReportVariable report -Connection `$args[0]"
            $stopped = Stop-Command $script $connection { $args[0].Streams.Progress.Activity -contains 'Waiting for X''s rate limit' } -Variable report
        }

        AfterAll {
            Get-DmConnection | Disconnect-TwitterDm
            $server.Dispose()
        }

        It 'interrupts the wait after the limit is used up' {
            $stopped.Waited | Should -BeTrue
            $stopped.Output.Text | Should -Be 'text 1', 'text 2'
            $server.Sent.Text | Should -Be 'text 1', 'text 2'
        }

        It 'reports what was sent and what was not tried' {
            ($stopped.Value.Sent, $stopped.Value.Failed, $stopped.Value.NotTried) | Should -Be 2, 0, 2
        }

        It 'stops immediately, without an error' {
            $stopped.State | Should -Be 'Stopped'
            $stopped.Took | Should -BeLessThan $longest
            $stopped.Errors | Should -BeNullOrEmpty
        }

        It 'leaves no uncertain rows in the journal and releases it' {
            @(Get-Content $journal | ConvertFrom-Json | Where-Object row).state | Should -Be 'Sending', 'Sent', 'Sending', 'Sent'
            $left = Get-ErrorOf { 1..4 | ForEach-Object { "text $_" } | Send-DmMessage -To 12 -Journal $journal -Connection $connection -OnRateLimit Stop }
            Assert-Error $left 'DmRateLimit' 'LimitsExceeded'
            $left.TargetObject.Text | Should -Be 'text 3', 'text 4'
        }
    }

    Context 'while a message is being sent' {
        It 'stops immediately' {
            $server = Start-SignInServer -EventCount 5
            try {
                $connection = Connect-SignInServer $server
                $held = $server.Hold('POST /2/dm_conversations/with/12/messages')
                $stopped = Stop-Command '"one", "two" | Send-DmMessage -To 12 -Connection $args[0] -ReportVariable report' $connection { $server.Requests.Count -gt 1 } -Variable report

                $stopped.Waited | Should -BeTrue
                $stopped.State | Should -Be 'Stopped'
                $stopped.Took | Should -BeLessThan $longest
                $stopped.Errors | Should -BeNullOrEmpty
                @($server.Requests) -like 'POST *' | Should -HaveCount 1
                ($stopped.Value.Sent, $stopped.Value.Unknown, $stopped.Value.NotTried) | Should -Be 0, 1, 1
                "$($stopped.Value)" | Should -BeLike '*1 unknown: it may still arrive, 1 not tried*'
            }
            finally {
                Get-DmConnection | Disconnect-TwitterDm
                $server.Dispose()
            }
        }
    }

    Context 'while X processes an attachment' {
        It 'stops immediately, and nothing is sent' {
            $gif = Join-Path $TestDrive 'dot.gif'
            $frame = '2C000000000100010000' + '02024401' + '00'
            [System.IO.File]::WriteAllBytes($gif, [Convert]::FromHexString('474946383961' + '0100' + '0100' + '800000' + '0000FFFFFFFF' + $frame + $frame + '3B'))
            $server = Start-SignInServer -EventCount 5
            try {
                $stopped = Stop-Command "Send-DmMessage -To 12 -MediaPath '$gif' -Connection `$args[0]" (Connect-SignInServer $server) {
                    $args[0].Streams.Progress.StatusDescription -contains 'X is processing it'
                }

                $stopped.Waited | Should -BeTrue
                $stopped.State | Should -Be 'Stopped'
                $stopped.Took | Should -BeLessThan $longest
                $stopped.Errors | Should -BeNullOrEmpty
                $server.Sent | Should -BeNullOrEmpty
            }
            finally {
                Get-DmConnection | Disconnect-TwitterDm
                $server.Dispose()
            }
        }
    }

    Context 'while waiting for a response' {
        It 'stops immediately' {
            $server = Start-TestServer -Fault '3:slow-headers=60'
            try {
                $connection = Connect-TestServer $server
                $stopped = Stop-Command 'Get-DmEvent -Connection $args[0]' $connection { $args[1].Count -eq 100 }

                $stopped.Waited | Should -BeTrue
                $stopped.State | Should -Be 'Stopped'
                $stopped.Took | Should -BeLessThan $longest
            }
            finally {
                Get-DmConnection | Disconnect-TwitterDm
                $server | Stop-TestServer
            }
        }
    }

    Context 'while reading events' {
        It 'stops immediately' {
            $connection = Connect-TwitterDm -Sandbox -EventCount 1000000
            $stopped = Stop-Command 'Get-DmEvent -Connection $args[0]' $connection { $args[1].Count -gt 300 }

            $stopped.Waited | Should -BeTrue
            $stopped.State | Should -Be 'Stopped'
            $stopped.Took | Should -BeLessThan $longest
            $stopped.Errors | Should -BeNullOrEmpty
            Get-DmEvent -Connection $connection -First 1 | Should -HaveCount 1
            Disconnect-TwitterDm
        }
    }
}
