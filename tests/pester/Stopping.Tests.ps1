BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $longest = [timespan]::FromSeconds(10)
}

Describe 'Ctrl+C' {
    Context 'while it waits for the rate limit' {
        BeforeAll {
            $server = Start-TestServer -EventCount 250 -Fault '3:429-retry-after=900'
            $connection = Connect-TestServer $server
            $stopped = Stop-Command 'Get-DmEvent -Connection $args[0]' $connection { $args[0].Streams.Progress.Count -gt 0 }
        }

        AfterAll {
            Get-DmConnection | Disconnect-TwitterDm
            $server | Stop-TestServer
        }

        It 'was waiting, and said so' {
            $stopped.Waited | Should -BeTrue
            $stopped.Output | Should -HaveCount 100
        }

        It 'ends at once' {
            $stopped.State | Should -Be 'Stopped'
            $stopped.Took | Should -BeLessThan $longest
        }

        It 'is no error' {
            $stopped.Errors | Should -BeNullOrEmpty
        }

        It 'leaves a connection that works' {
            $connection.IsOpen | Should -BeTrue
            Get-DmEvent -Connection $connection -Participant '@jacqueline' -First 2 -OnRateLimit Stop | Should -HaveCount 2
        }
    }

    Context 'while it waits for an answer' {
        It 'ends at once' {
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

    Context 'while events are read' {
        It 'ends at once' {
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
