BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault

    # The id of the newest event in a checkpoint, or nothing if the file does not exist.
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

    It 'returns only new events, with one request' {
        $sent = Send-New 3
        $found = $null

        Measure-Request $connection { $script:found = Get-DmEvent -Checkpoint $file } | Should -Be 1
        [array]::Reverse($sent)
        $script:found.Id | Should -Be $sent
        Get-DmEvent -Checkpoint $file | Should -BeNullOrEmpty
        Get-KnownId $file | Should -Be $sent[0]
    }

    It 'resolves a relative path against the PowerShell location' {
        Push-Location $TestDrive
        try {
            $null = Get-DmEvent -Participant '@jacqueline' -Checkpoint talk.checkpoint
            Test-Path (Join-Path $TestDrive 'talk.checkpoint') | Should -BeTrue
        }
        finally {
            Pop-Location
        }
    }

    Context 'when the checkpoint advances' {
        It 'does not advance before the last cmdlet has ended' {
            $sent = Send-New
            $during = Get-DmEvent -Checkpoint $file | ForEach-Object -Process { Get-KnownId $file } -End { Get-KnownId $file }

            $during | Should -Be $known, $known
            Get-KnownId $file | Should -Be $sent
        }

        It 'advances after Export-Csv has written its file, but not if the write fails' -Skip:(-not (Test-Path /dev/full)) {
            $sent = Send-New
            { Get-DmEvent -Checkpoint $file | Export-Csv /dev/full } | Should -Throw '*No space left*'
            Get-KnownId $file | Should -Be $known

            Get-DmEvent -Checkpoint $file | Export-Csv (Join-Path $TestDrive 'written.csv')
            Get-KnownId $file | Should -Be $sent
            (Import-Csv (Join-Path $TestDrive 'written.csv')).Id | Should -Be $sent
        }

        It 'does not advance after <name>' -ForEach @(
            @{ name = 'an error in the end block of a later cmdlet'; command = { Get-DmEvent -Checkpoint $file | ForEach-Object -Process { } -End { throw 'late' } } }
            @{ name = 'an error after Sort-Object'; command = { Get-DmEvent -Checkpoint $file | Sort-Object CreatedAt | ForEach-Object { throw 'late' } } }
            @{ name = 'an error while an event is processed'; command = { Get-DmEvent -Checkpoint $file | ForEach-Object { throw 'early' } } }
            @{ name = 'Select-Object -First'; command = { Get-DmEvent -Checkpoint $file | Select-Object -First 1 } }
        ) {
            $sent = Send-New 2
            try { $null = & $command } catch { "$_" | Should -BeIn 'late', 'early' }

            Get-KnownId $file | Should -Be $known
            @(Get-DmEvent -Checkpoint $file).Count | Should -Be $sent.Count
            Get-ChildItem $TestDrive -Filter *.tmp | Should -BeNullOrEmpty
        }

        It 'advances after <name>' -ForEach @(
            @{ name = 'a non-terminating error about one event'; command = { Get-DmEvent -Checkpoint $file | ForEach-Object { Write-Error 'one' } 2>$null } }
            @{ name = 'an error that is caught downstream'; command = { Get-DmEvent -Checkpoint $file | ForEach-Object -Process { } -End { try { throw 'x' } catch { 'caught' } } } }
            @{ name = 'Select-Object after Sort-Object'; command = { Get-DmEvent -Checkpoint $file | Sort-Object CreatedAt | Select-Object -First 1 } }
            @{ name = 'a steppable pipeline'; command = { $steps = { Get-DmEvent -Checkpoint $file }.GetSteppablePipeline(); $steps.Begin($false); $steps.Process(); $steps.End() } }
        ) {
            $sent = Send-New
            $null = & $command

            Get-KnownId $file | Should -Be $sent
        }

        It 'does not advance after Ctrl+C while the end block of a later cmdlet runs' {
            $null = Send-New
            $script = "Get-DmEvent -Connection `$args[0] -Checkpoint '$file' | ForEach-Object -Process { } -End { 'ending'; Start-Sleep 60 }"
            $stopped = Stop-Command $script $connection { $args[1] -contains 'ending' }

            $stopped.Waited | Should -BeTrue
            $stopped.State | Should -Be 'Stopped'
            Get-KnownId $file | Should -Be $known
            Get-ChildItem $TestDrive -Filter *.tmp | Should -BeNullOrEmpty
        }

        It 'does not advance when the pipeline outcome is unknown: warns, and the next run returns the same events' {
            $sent = Send-New 2
            $state = [TwitterDm.Commands.GetDmEventCommand].Assembly.GetType('TwitterDm.Output.PipelineState', $true)
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

        It 'reports an error in $Error and on the screen when the checkpoint cannot be written at the end' {
            $output = Receive-Shell (Start-Shell $TestDrive @"
                `$null = Connect-TwitterDm -Sandbox -EventCount 5
                `$folder = (New-Item -ItemType Directory '$TestDrive/gone').FullName
                Get-DmEvent -Checkpoint `$folder/all.checkpoint | ForEach-Object -Process { } -End { Remove-Item `$folder -Recurse }
                "id: `$(`$Error[0].FullyQualifiedErrorId)"
"@)

            $output | Should -Match 'Get-DmEvent: The checkpoint .* cannot be written'
            $output | Should -Match 'id: DmFile'
        }
    }

    Context 'when a checkpoint is rejected before any request' {
        It 'rejects <name>: <words>' -ForEach @(
            @{ name = '-First'; words = 'older than those'; advice = 'Omit -First or -Checkpoint'; command = { Get-DmEvent -Checkpoint $file -First 3 } }
            @{ name = '-Until'; words = 'newer than that time'; advice = 'Omit -Until or -Checkpoint'; command = { Get-DmEvent -Checkpoint $file -Until (Get-Date) } }
            @{ name = '-SinceId'; words = 'between that one and the checkpoint'; advice = 'Omit -SinceId or -Checkpoint'; command = { Get-DmEvent -Checkpoint $file -SinceId 5 } }
            @{ name = '-PageToken'; words = 'newer than that page'; advice = 'Omit -PageToken or -Checkpoint'; command = { Get-DmEvent -Checkpoint $file -PageToken 0000000000000000 } }
            @{ name = 'another query'; id = 'DmFile'; category = 'ReadError'; words = 'all conversations.*one conversation'; command = { Get-DmEvent -Checkpoint $file -Participant '@who_is_that' } }
            @{ name = 'other types'; id = 'DmFile'; category = 'ReadError'; words = 'only MessageCreate'; command = { Get-DmEvent -Checkpoint $file -EventType MessageCreate } }
            @{ name = 'two participants'; words = 'one participant'; command = { Get-DmEvent -Checkpoint $TestDrive/new -Participant 12, 783214 } }
            @{ name = 'two conversations'; words = 'one participant'; command = { $all[0], $all[1] | Get-DmEvent -Checkpoint $TestDrive/new } }
            @{ name = 'a missing folder'; id = 'DmFile'; category = 'WriteError'; words = 'cannot be written'; command = { Get-DmEvent -Checkpoint $TestDrive/no/such/file } }
            @{ name = 'a file of another kind'; id = 'DmFile'; category = 'ReadError'; words = 'not a checkpoint'; command = { Get-DmEvent -Checkpoint $PSCommandPath } }
            @{ name = 'a null character'; id = 'DmFile'; category = 'ReadError'; words = 'U\+0000'; command = { Get-DmEvent -Checkpoint "a`0b" } }
        ) {
            $problem = $null
            Measure-Request $connection { $script:problem = Get-ErrorOf $command } | Should -Be 0

            Assert-Error $script:problem ($id ?? 'DmInvalidRequest') ($category ?? 'InvalidArgument')
            "$script:problem" | Should -Match $words
            $script:problem.ErrorDetails.RecommendedAction | Should -Match ($advice ?? '\w')
            Get-KnownId $file | Should -Be $known
            Test-Path $TestDrive/new | Should -BeFalse
        }

        It 'rejects a checkpoint of another account and names both accounts' {
            $server = Start-SignInServer
            try {
                $first = Connect-TwitterDm -AccessToken (New-Token $server 1).AccessToken -ApiBaseUri $server.Uri
                $second = Connect-TwitterDm -AccessToken (New-Token $server 2).AccessToken -ApiBaseUri $server.Uri
                $null = Get-DmEvent -Connection $first -Checkpoint $TestDrive/first.checkpoint -WarningAction SilentlyContinue

                $problem = Get-ErrorOf { Get-DmEvent -Connection $second -Checkpoint $TestDrive/first.checkpoint }

                Assert-Error $problem 'DmFile' 'ReadError'
                "$problem" | Should -Match "$($first.User.Id).*$($second.User.Id)"
            }
            finally {
                $first, $second | Disconnect-TwitterDm
                $server.Dispose()
            }
        }
    }
}

Describe 'A job with -Checkpoint and Export-Csv -Append that is killed midway' {
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

    It 'writes every event to the file at least once' {
        foreach ($kill in 1..5) {
            $shell = Start-Shell $TestDrive $job
            foreach ($line in 1..(Get-Random -Minimum 1 -Maximum 40)) { if ($null -eq $shell.StandardOutput.ReadLine()) { break } }
            $null = Receive-Shell $shell -Kill
            $null = Send-New 4
        }
        Receive-Shell (Start-Shell $TestDrive $job) | Should -Match 'done'
        $null = Send-New 4
        Receive-Shell (Start-Shell $TestDrive $job) | Should -Match 'done'

        # A killed process can leave a partial line, so search the file instead of parsing it.
        $written = [regex]::Matches((Get-Content "$TestDrive/job.csv" -Raw), '"(\d+)","(?:MessageCreate|Participants\w+)"') | ForEach-Object { $_.Groups[1].Value }
        $missing = (Get-DmEvent -Connection $connection -WarningAction SilentlyContinue).Id | Where-Object { $_ -notin $written }
        $missing | Should -BeNullOrEmpty
        Get-KnownId "$TestDrive/job.checkpoint" | Should -Be (Get-DmEvent -Connection $connection -First 1).Id
    }
}
