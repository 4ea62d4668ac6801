BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')

    # The id up to which a checkpoint says that all was read; nothing where there is no file.
    function Get-KnownId([string] $Path) {
        if (Test-Path -LiteralPath $Path) { (Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json).newestEventId }
    }

    function Send-New([int] $Count = 1) { 1..$Count | ForEach-Object { (Send-DmMessage -To '@jacqueline' -Text "new $_").EventId } }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Get-DmEvent -Checkpoint' {
    BeforeAll {
        $connection = Connect-TwitterDm -Sandbox -EventCount 250
        $all = Get-DmEvent -WarningAction SilentlyContinue
    }

    BeforeEach {
        $file = Join-Path $TestDrive "$(New-Guid).checkpoint"
        $null = Get-DmEvent -Checkpoint $file
        $known = Get-KnownId $file
    }

    It 'gives only what is new, with one request' {
        $sent = Send-New 3
        $found = $null

        Measure-Request $connection { $script:found = Get-DmEvent -Checkpoint $file } | Should -Be 1
        [array]::Reverse($sent)
        $script:found.Id | Should -Be $sent
        Get-DmEvent -Checkpoint $file | Should -BeNullOrEmpty
        Get-KnownId $file | Should -Be $sent[0]
    }

    It 'takes a path from where PowerShell is' {
        Push-Location $TestDrive
        try {
            $null = Get-DmEvent -Participant '@jacqueline' -Checkpoint talk.checkpoint
            Test-Path (Join-Path $TestDrive 'talk.checkpoint') | Should -BeTrue
        }
        finally {
            Pop-Location
        }
    }

    Context 'when it advances' {
        It 'is not before the last cmdlet has ended' {
            $sent = Send-New
            $during = Get-DmEvent -Checkpoint $file | ForEach-Object -Process { Get-KnownId $file } -End { Get-KnownId $file }

            $during | Should -Be $known, $known
            Get-KnownId $file | Should -Be $sent
        }

        It 'is when Export-Csv has written its file, and not when the file is not written' -Skip:(-not (Test-Path /dev/full)) {
            $sent = Send-New
            { Get-DmEvent -Checkpoint $file | Export-Csv /dev/full } | Should -Throw '*No space left*'
            Get-KnownId $file | Should -Be $known

            Get-DmEvent -Checkpoint $file | Export-Csv (Join-Path $TestDrive 'written.csv')
            Get-KnownId $file | Should -Be $sent
            (Import-Csv (Join-Path $TestDrive 'written.csv')).Id | Should -Be $sent
        }

        It 'is not after <name>' -ForEach @(
            @{ name = 'an error at the end of a later cmdlet'; command = { Get-DmEvent -Checkpoint $file | ForEach-Object -Process { } -End { throw 'late' } } }
            @{ name = 'an error behind Sort-Object'; command = { Get-DmEvent -Checkpoint $file | Sort-Object CreatedAt | ForEach-Object { throw 'late' } } }
            @{ name = 'an error at an event'; command = { Get-DmEvent -Checkpoint $file | ForEach-Object { throw 'early' } } }
            @{ name = 'Select-Object -First'; command = { Get-DmEvent -Checkpoint $file | Select-Object -First 1 } }
        ) {
            $sent = Send-New 2
            try { $null = & $command } catch { "$_" | Should -BeIn 'late', 'early' }

            Get-KnownId $file | Should -Be $known
            @(Get-DmEvent -Checkpoint $file).Count | Should -Be $sent.Count
            Get-ChildItem $TestDrive -Filter *.tmp | Should -BeNullOrEmpty
        }

        It 'is after <name>' -ForEach @(
            @{ name = 'an error about one event, with which the pipeline goes on'; command = { Get-DmEvent -Checkpoint $file | ForEach-Object { Write-Error 'one' } 2>$null } }
            @{ name = 'an error that is caught further down'; command = { Get-DmEvent -Checkpoint $file | ForEach-Object -Process { } -End { try { throw 'x' } catch { } } } }
            @{ name = 'a selection of what was sorted'; command = { Get-DmEvent -Checkpoint $file | Sort-Object CreatedAt | Select-Object -First 1 } }
            @{ name = 'a steppable pipeline'; command = { $steps = { Get-DmEvent -Checkpoint $file }.GetSteppablePipeline(); $steps.Begin($false); $steps.Process(); $steps.End() } }
        ) {
            $sent = Send-New
            $null = & $command

            Get-KnownId $file | Should -Be $sent
        }

        It 'is not after Ctrl+C, while a later cmdlet does its last work' {
            $null = Send-New
            $script = "Get-DmEvent -Connection `$args[0] -Checkpoint '$file' | ForEach-Object -Process { } -End { 'ending'; Start-Sleep 60 }"
            $stopped = Stop-Command $script $connection { $args[1] -contains 'ending' }

            $stopped.Waited | Should -BeTrue
            $stopped.State | Should -Be 'Stopped'
            Get-KnownId $file | Should -Be $known
            Get-ChildItem $TestDrive -Filter *.tmp | Should -BeNullOrEmpty
        }

        It 'is not where PowerShell does not tell whether the pipeline failed, with a warning, and the next run gives the same events' {
            $sent = Send-New 2
            $state = [TwitterDm.Commands.GetDmEventCommand].Assembly.GetType('TwitterDm.PipelineState', $true)
            $current = $state.GetProperty('Current')
            $known = Get-KnownId $file
            $real = $current.GetValue($null)
            try {
                $current.SetValue($null, [Activator]::CreateInstance($state, [object[]]('PipelineProcessor', '_renamedInALaterVersion')))
                $unread = Get-DmEvent -Checkpoint $file -WarningVariable warnings -WarningAction SilentlyContinue

                $unread.Count | Should -Be $sent.Count
                $warnings | Should -HaveCount 1
                $warnings | Should -BeLike "The checkpoint '*.checkpoint' does not advance: *does not tell whether the pipeline failed*reads them again*"
                Get-KnownId $file | Should -Be $known
                Get-ChildItem $TestDrive -Filter *.tmp | Should -BeNullOrEmpty
            }
            finally {
                $current.SetValue($null, $real)
            }

            $again = Get-DmEvent -Checkpoint $file -WarningVariable warnings
            $again.Id | Should -Be $unread.Id
            $warnings | Should -BeNullOrEmpty
            Get-KnownId $file | Should -Be $again[0].Id
            $current.SetValue($null, [Activator]::CreateInstance($state, [object[]]('Renamed', '_firstTerminatingError')))
            try { Get-DmEvent -Checkpoint $file -WarningVariable warnings | Should -BeNullOrEmpty }
            finally { $current.SetValue($null, $real) }
            $warnings | Should -BeNullOrEmpty -Because 'there was nothing new'
        }

        It 'shows an error where it cannot be written at the end, in $Error and on the screen' {
            $output = Receive-Shell (Start-Shell $TestDrive @"
                `$null = Connect-TwitterDm -Sandbox -EventCount 5
                `$folder = (New-Item -ItemType Directory '$TestDrive/gone').FullName
                Get-DmEvent -Checkpoint `$folder/all.checkpoint | ForEach-Object -Process { } -End { Remove-Item `$folder -Recurse }
                "id: `$(`$Error[0].FullyQualifiedErrorId)"
"@)

            $output | Should -Match 'Get-DmEvent: The checkpoint .* cannot be written'
            $output | Should -Match 'id: DmInvalidRequest'
        }
    }

    Context 'what it refuses, before any request' {
        It '<name>: <words>' -ForEach @(
            @{ name = '-First'; words = 'older than those events'; command = { Get-DmEvent -Checkpoint $file -First 3 } }
            @{ name = '-Until'; words = 'newer than that time'; command = { Get-DmEvent -Checkpoint $file -Until (Get-Date) } }
            @{ name = '-SinceId'; words = 'says itself where to stop'; command = { Get-DmEvent -Checkpoint $file -SinceId 5 } }
            @{ name = '-PageToken'; words = 'newer than that page'; command = { Get-DmEvent -Checkpoint $file -PageToken 0000000000000000 } }
            @{ name = 'another query'; words = 'all conversations.*one conversation'; command = { Get-DmEvent -Checkpoint $file -Participant '@who_is_that' } }
            @{ name = 'other types'; words = 'only MessageCreate'; command = { Get-DmEvent -Checkpoint $file -EventType MessageCreate } }
            @{ name = 'two participants'; words = 'one participant'; command = { Get-DmEvent -Checkpoint $TestDrive/new -Participant 12, 783214 } }
            @{ name = 'two conversations'; words = 'one participant'; command = { $all[0], $all[1] | Get-DmEvent -Checkpoint $TestDrive/new } }
            @{ name = 'a folder that is not there'; words = 'cannot be written'; command = { Get-DmEvent -Checkpoint $TestDrive/no/such/file } }
            @{ name = 'a file that is something else'; words = 'no checkpoint'; command = { Get-DmEvent -Checkpoint $PSCommandPath } }
        ) {
            $problem = $null
            Measure-Request $connection { $script:problem = Get-ErrorOf $command } | Should -Be 0

            Assert-Error $script:problem 'DmInvalidRequest' 'InvalidArgument'
            "$script:problem" | Should -Match $words
            Get-KnownId $file | Should -Be $known
            Test-Path $TestDrive/new | Should -BeFalse
        }

        It 'another account, and names both' {
            $server = Start-SignInServer
            try {
                $first = Connect-TwitterDm -AccessToken (New-Token $server 1).AccessToken -ApiBaseUri $server.Uri
                $second = Connect-TwitterDm -AccessToken (New-Token $server 2).AccessToken -ApiBaseUri $server.Uri
                $null = Get-DmEvent -Connection $first -Checkpoint $TestDrive/first.checkpoint -WarningAction SilentlyContinue

                $problem = Get-ErrorOf { Get-DmEvent -Connection $second -Checkpoint $TestDrive/first.checkpoint }

                Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
                "$problem" | Should -Match "$($first.User.Id).*$($second.User.Id)"
            }
            finally {
                $first, $second | Disconnect-TwitterDm
                $server.Dispose()
            }
        }
    }
}

Describe 'A job with -Checkpoint and Export-Csv -Append that is killed in the midst' {
    BeforeAll {
        $server = Start-TestServer -EventCount 150
        $connection = Connect-TestServer $server
        $job = @"
            `$ProgressPreference = 'SilentlyContinue'
            `$connection = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $(Get-TestServerUri $server)
            Get-DmEvent -Checkpoint '$TestDrive/job.checkpoint' -WarningAction SilentlyContinue | Select-Object Id, EventType |
                ForEach-Object { [Console]::Out.WriteLine(`$_.Id); `$_ } | Export-Csv '$TestDrive/job.csv' -Append
            'done'
"@
    }

    AfterAll {
        Disconnect-TwitterDm -Connection $connection
        $server | Stop-TestServer
    }

    It 'has every event in the file, at least once' {
        foreach ($kill in 1..5) {
            $shell = Start-Shell $TestDrive $job
            foreach ($line in 1..(Get-Random -Minimum 1 -Maximum 40)) { if ($null -eq $shell.StandardOutput.ReadLine()) { break } }
            $null = Receive-Shell $shell -Kill
            $null = Send-New 4
        }
        Receive-Shell (Start-Shell $TestDrive $job) | Should -Match 'done'
        $null = Send-New 4
        Receive-Shell (Start-Shell $TestDrive $job) | Should -Match 'done'

        # A killed process can leave half a line, so that the file is searched, not parsed.
        $written = [regex]::Matches((Get-Content "$TestDrive/job.csv" -Raw), '"(\d+)","(?:MessageCreate|Participants\w+)"') | ForEach-Object { $_.Groups[1].Value }
        $missing = (Get-DmEvent -Connection $connection -WarningAction SilentlyContinue).Id | Where-Object { $_ -notin $written }
        $missing | Should -BeNullOrEmpty
        Get-KnownId "$TestDrive/job.checkpoint" | Should -Be (Get-DmEvent -Connection $connection -First 1).Id
    }
}
