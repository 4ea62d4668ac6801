BeforeDiscovery {
    $root = Join-Path $PSScriptRoot '../..'
    $files = @(Get-ChildItem -Path "$root/docs/samples" -File) + (Get-Item "$root/docs/Containerfile") | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
    $scripts = $files | Where-Object Name -Like *.ps1
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $samples = Convert-Path (Join-Path $PSScriptRoot '../../docs/samples')

    # The samples load the module by its name, as they do where it is installed.
    $modulePath = Convert-Path (Join-Path $PSScriptRoot '../../out')

    # A folder that workers share, with the saved sign-ins in it.
    function New-SharedFolder { Split-Path (New-ProfileFolder) }

    # Saves a sign-in for each account of the server: account01, account02, … Returns their tokens, and the ids of their events, by that name.
    function Save-Account($Server, [int] $Count) {
        $saved = [ordered]@{}
        foreach ($number in 1..$Count) {
            $name = 'account{0:00}' -f $number
            $token = (New-Token $Server -Account $number).AccessToken
            $connection = Connect-TwitterDm -AccessToken $token -ApiBaseUri $Server.Uri -SaveAs $name -WarningAction SilentlyContinue
            $saved[$name] = [pscustomobject]@{ Token = $token; Ids = @(Get-DmEvent -Connection $connection -Source Classic | ForEach-Object Id) }
            $connection | Disconnect-TwitterDm
        }
        $saved
    }

    # Starts a PowerShell that runs a sample.
    function Start-Sample([string] $Name, [string[]] $Arguments, [hashtable] $Environment = @{}) {
        $start = New-ShellStart -NoProfile -NonInteractive -File (Join-Path $samples $Name) @Arguments
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['PSModulePath'] = $modulePath + [System.IO.Path]::PathSeparator + $env:PSModulePath
        $start.Environment.Remove('TWITTERDM_PROFILE_PATH') | Out-Null
        foreach ($key in $Environment.Keys) { $start.Environment[$key] = $Environment[$key] }
        [System.Diagnostics.Process]::Start($start)
    }

    function Start-Reader([string] $Folder, [int] $WorkerCount = 4) { Start-Sample Read-Accounts.ps1 '-Path', $Folder, '-WorkerCount', $WorkerCount }

    # Every run that began, with its end if it had one.
    function Get-Run([string] $Folder) {
        foreach ($file in Get-ChildItem -Path (Join-Path $Folder 'accounts/*/journal.jsonl')) {
            $runs = [System.Collections.Generic.List[object]]::new()
            foreach ($line in Get-Content -LiteralPath $file | ConvertFrom-Json) {
                if ($line.Result -eq 'Begun') { $runs.Add($line) } else { $runs[-1] = $line }
            }
            $runs
        }
    }

    function Wait-Until([scriptblock] $Condition) {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Condition)) {
            if ($clock.Elapsed.TotalSeconds -gt 60) { throw "This did not become true within a minute: $Condition" }
            Start-Sleep -Milliseconds 20
        }
    }

    # All events of an account in the folder, merged.
    function Get-MergedId([string] $Folder, [string] $Name) {
        & (Join-Path $samples Merge-Events.ps1) -Path (Join-Path $Folder "accounts/$Name") -Destination (Join-Path $Folder "$Name.csv")
        Import-Csv -LiteralPath (Join-Path $Folder "$Name.csv") | ForEach-Object Id
    }

    # The code of a sample that a page contains after some text.
    function Get-PageCode([string] $Page, [string] $After) {
        $text = Get-Content -LiteralPath (Join-Path $samples "../en-US/$Page") -Raw
        [regex]::Match($text.Substring($text.IndexOf($After)), '(?ms)^```powershell\n(.*?)^```').Groups[1].Value
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Fifty accounts, eight workers in two processes, one of which is killed' {
    BeforeAll {
        $server = Start-SignInServer -EventCount 120
        $folder = New-SharedFolder
        $accounts = Save-Account $server 50
        Revoke-Token $server $accounts['account13'].Token
        $server.Reset()

        # Each worker is in the middle of an account, until it is let go on.
        $held = 1..8 | ForEach-Object { $server.Hold('GET /2/dm_events') }
        $processes = 1..2 | ForEach-Object { Start-Reader $folder }
        $ids = $processes.Id
        $null = $held | ForEach-Object { $_.WaitUntilReached() }
        $heldAccounts = $held | ForEach-Object {
            $token = $_.Authorization -replace '^Bearer '
            $accounts.Keys | Where-Object { $accounts[$_].Token -eq $token }
        }
        $begun = Get-Run $folder

        # All but one of the first process go on. It is killed when they have read some more.
        $stuck = 0..7 | Where-Object { ($begun | Where-Object Account -EQ $heldAccounts[$_]).Process -eq $ids[0] } | Select-Object -First 1
        $held | Where-Object { $_ -ne $held[$stuck] } | ForEach-Object Release
        Wait-Until { @(Get-Run $folder | Where-Object Result -EQ Done | Group-Object Process | Where-Object Count -GE 6).Count -eq 2 }
        $killing = [datetime]::UtcNow
        $null = Receive-Shell $processes[0] -Kill
        $killed = [datetime]::UtcNow
        $held[$stuck].Release()
        $null = Receive-Shell $processes[1]

        # Again, as the next run of a timer would.
        $again = Start-Reader $folder -WorkerCount 8
        $output = Receive-Shell $again
        $runs = Get-Run $folder
    }

    AfterAll {
        Remove-ProfileFolder
        $server.Dispose()
    }

    It 'reads in both processes at the same time, each worker another account' {
        $heldAccounts | Sort-Object -Unique | Should -HaveCount 8
        $begun | Where-Object Account -In $heldAccounts | Group-Object Process | ForEach-Object Count | Should -Be 4, 4
    }

    It 'loses nothing, and repeats nothing once the files are merged' {
        foreach ($name in $accounts.Keys -ne 'account13') {
            $ids = [System.Collections.Generic.List[string]] @(Get-MergedId $folder $name)
            $ids.Reverse()
            $ids -join ' ' | Should -Be ($accounts[$name].Ids -join ' ') -Because $name
        }
    }

    It 'reads no account twice at the same time' {
        $requests = $server.Served | Group-Object { $_.Authorization -replace '^Bearer ' } -AsHashTable -AsString
        foreach ($name in $accounts.Keys) {
            $own = @($runs | Where-Object Account -EQ $name | Sort-Object Begun)
            $ends = @($own | ForEach-Object { $_.Ended ?? $killed })
            for ($i = 1; $i -lt $own.Count; $i++) {
                $own[$i].Begun | Should -BeGreaterOrEqual ($own[$i - 1].Ended ?? $killing) -Because $name
            }
            foreach ($request in $requests[$accounts[$name].Token]) {
                @(0..($own.Count - 1) | Where-Object { $request.At -ge $own[$_].Begun -and $request.At -le $ends[$_] }) | Should -HaveCount 1 -Because $name
            }
        }
    }

    It 'reads again what the killed process had begun, and nothing else twice' {
        $cut = @($runs | Where-Object Result -EQ Begun)
        $cut.Account | Should -Contain $heldAccounts[$stuck]
        $cut.Process | Sort-Object -Unique | Should -Be $ids[0]
        $runs | Where-Object Result -EQ Done | Group-Object Account | ForEach-Object Count | Sort-Object -Unique | Should -Be 1
        @($runs | Where-Object Result -EQ Done) | Should -HaveCount 49
    }

    It 'does not stop because of an account that fails, and reports it' {
        $failed = @($runs | Where-Object Result -EQ Failed)
        $failed.Account | Sort-Object -Unique | Should -Be account13
        $failed.Error | Should -Match 'Unauthorized|refused|401'
        $output | Should -Match 'account13: '
    }
}

Describe 'Read-Account.ps1' {
    BeforeAll {
        $read = Join-Path $samples Read-Account.ps1
        $server = Start-SignInServer -EventCount 120
        $folder = New-SharedFolder
        $account = (Save-Account $server 1).account01

        function Read-Now([timespan] $MinAge = 0) { & $read -Name account01 -Path $folder -MinAge $MinAge -WarningAction SilentlyContinue }
        function Send-New { (New-Token $server).AccessToken | ForEach-Object { Connect-TwitterDm -AccessToken $_ -ApiBaseUri $server.Uri } | ForEach-Object { Send-DmMessage -To '@jacqueline' -Text 'new' -Connection $_; $_ | Disconnect-TwitterDm } | ForEach-Object EventId }
    }

    BeforeEach {
        $server.Reset()
        $own = Join-Path $folder 'accounts/account01'
    }

    AfterEach {
        Remove-Item -Path (Join-Path $folder accounts) -Recurse -ErrorAction Ignore
    }

    AfterAll {
        Remove-ProfileFolder
        $server.Dispose()
    }

    It 'reads everything once, and then what is new' {
        $first = Read-Now
        $first.Result | Should -Be Done
        $first.Events | Should -BeGreaterOrEqual $account.Ids.Count
        (Read-Now).Events | Should -Be 0
        @(Get-ChildItem -Path $own -Filter events-*.csv) | Should -HaveCount 1

        $new = Send-New
        (Read-Now).Events | Should -Be 1
        (Get-MergedId $folder account01)[-1] | Should -Be $new
        Get-ChildItem -Path $own -Include *.part, *.next -Recurse | Should -BeNullOrEmpty
    }

    It 'does not read an account that was read a moment ago' {
        $null = Read-Now
        $server.Reset()
        (Read-Now -MinAge '00:10:00').Result | Should -Be Recent
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'does not read an account that another process reads, until that is killed' {
        $held = $server.Hold('GET /2/dm_events')
        $other = Start-Sample Read-Account.ps1 '-Name', 'account01', '-Path', $folder @{ TWITTERDM_PROFILE_PATH = $env:TWITTERDM_PROFILE_PATH }
        try {
            $held.WaitUntilReached() | Should -BeTrue
            $count = $server.Requests.Count
            (Read-Now).Result | Should -Be Busy
            $server.Requests.Count | Should -Be $count
        }
        finally {
            $null = Receive-Shell $other -Kill
            $held.Release()
        }

        $run = Read-Now
        $run.Result | Should -Be Done
        $run.Events | Should -BeGreaterOrEqual $account.Ids.Count
        @(Get-Run $folder).Result | Should -Be Begun, Done
    }

    It 'saves the events before the checkpoint, and loses nothing if it is killed between the two' {
        $null = Read-Now
        $checkpoint = Get-Content -LiteralPath "$own/checkpoint.json" -Raw
        $new = Send-New
        $line = (Select-String -LiteralPath $read -Pattern 'Move($next' -SimpleMatch).LineNumber
        $breakpoint = Set-PSBreakpoint -Script $read -Line $line -Action {
            $global:DmBetween = @{ Files = @(Get-ChildItem -Path $Folder -Filter events-*.csv).Count; Checkpoint = Get-Content -LiteralPath "$Folder/checkpoint.json" -Raw }
        }
        try {
            (Read-Now).Events | Should -Be 1
            $global:DmBetween.Files | Should -Be 2
            $global:DmBetween.Checkpoint | Should -Be $checkpoint
        }
        finally {
            $breakpoint | Remove-PSBreakpoint
            Remove-Variable -Name DmBetween -Scope Global -ErrorAction Ignore
        }

        # As if it had been killed there.
        Set-Content -LiteralPath "$own/checkpoint.json" -Value $checkpoint
        (Read-Now).Events | Should -Be 1
        @(Get-ChildItem -Path $own -Filter events-*.csv) | Should -HaveCount 3
        @(Get-MergedId $folder account01 | Where-Object { $_ -eq $new }) | Should -HaveCount 1
    }

    It 'does not use what a killed run left' {
        $null = New-Item -Path $own -ItemType Directory
        Set-Content -LiteralPath "$own/events.part" -Value 'Id', '1'
        Set-Content -LiteralPath "$own/checkpoint.next" -Value 'half a check'
        Set-Content -LiteralPath "$own/journal.jsonl" -Value '{"Result":"Done","Ended":"2026-11-' -NoNewline

        $run = Read-Now -MinAge '00:10:00'
        $run.Result | Should -Be Done
        $run.Events | Should -BeGreaterOrEqual $account.Ids.Count
        @(Get-MergedId $folder account01) | Should -HaveCount $run.Events
    }

    It 'leaves the checkpoint where it was if it fails, and says why' {
        $null = Read-Now
        $checkpoint = Get-Content -LiteralPath "$own/checkpoint.json" -Raw
        $null = Send-New
        $server.Answer('GET /2/dm_events', 402, '{"title":"Credits Depleted","detail":"No credits.","status":402}')

        $run = Read-Now
        $run.Result | Should -Be Failed
        $run.Error | Should -Match 'credit'
        Get-Content -LiteralPath "$own/checkpoint.json" -Raw | Should -Be $checkpoint
        (Read-Now).Events | Should -Be 1
    }

    It 'does not read where files cannot be locked' -Skip:$IsWindows {
        $other = Start-Sample Read-Account.ps1 '-Name', 'account01', '-Path', $folder @{ TWITTERDM_PROFILE_PATH = $env:TWITTERDM_PROFILE_PATH; DOTNET_SYSTEM_IO_DISABLEFILELOCKING = '1' }
        $output = Receive-Shell $other
        $output | Should -Match 'Failed'
        $output | Should -Match 'cannot be locked'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'refuses a name that is not the name of a folder' {
        { & $read -Name '../x' -Path $folder } | Should -Throw '*../x*'
    }

    It 'works in <engine>' -ForEach @(
        @{ engine = 'thread jobs'; after = 'Thread jobs, one' }
        @{ engine = 'background jobs'; after = 'Background jobs, each' }
    ) {
        $code = (Get-PageCode about_TwitterDm_Automation.md $after).Replace('/opt/twitterdm', $samples).Replace('/srv/twitterdm', $folder)
        $before = $env:PSModulePath
        try {
            $env:PSModulePath = $modulePath + [System.IO.Path]::PathSeparator + $before
            $WarningPreference = 'SilentlyContinue'
            $results = & ([scriptblock]::Create($code))
        }
        finally {
            $env:PSModulePath = $before
        }

        # Of two processes, the later one finds the account busy or just read.
        @($results | Where-Object Result -EQ Done) | Should -HaveCount 1
        @($results | Where-Object Result -NotIn Done, Busy, Recent) | Should -BeNullOrEmpty
    }
}

Describe 'The section about the sandbox' {
    It 'has an example that reads many accounts' {
        $null = New-ProfileFolder
        try {
            $code = Get-PageCode about_TwitterDm_Automation.md 'Try it in the sandbox'
            $code = $code.Replace('/opt/twitterdm', $samples).Replace('-EventCount 200', '-EventCount 3').Replace('-AccountCount 50', '-AccountCount 12')
            $code | Should -Match '-AccountCount 12 -EventCount 3'
            $script = "`$WarningPreference = 'SilentlyContinue'", "Set-Location '$(Split-Path $env:TWITTERDM_PROFILE_PATH)'", 'Set-StrictMode -Version Latest', "`$ErrorActionPreference = 'Stop'", $code
            $shell = Start-Shell (Split-Path $env:TWITTERDM_PROFILE_PATH) ($script -join "`n") @{ PSModulePath = $modulePath + [System.IO.Path]::PathSeparator + $env:PSModulePath }
            $output = Receive-Shell $shell
            # The first rows determine the width of the column.
            [regex]::Matches($output, '(?m)^sandbox_\w+…? +Done +[1-9]\d* ').Count | Should -Be 12 -Because $output
        }
        finally {
            $env:TWITTERDM_PROFILE_PATH = Join-Path (Split-Path $env:TWITTERDM_PROFILE_PATH) twitterdm profiles
            Get-DmProfile | ForEach-Object { Remove-DmProfile $_.Name }
            Remove-Item -LiteralPath (Split-Path (Split-Path $env:TWITTERDM_PROFILE_PATH)) -Recurse
            $env:TWITTERDM_PROFILE_PATH = $null
        }
    }
}

Describe 'The container' {
    BeforeAll {
        $containerfile = Get-Content -LiteralPath (Join-Path $samples ../Containerfile) -Raw
        $server = Start-SignInServer -EventCount 3 -TokenLifetime '00:00:30'
        $folder = New-SharedFolder
        $secrets = (New-Item -Path (Join-Path $folder secrets) -ItemType Directory).FullName
        foreach ($number in 1, 2) {
            $tokens = New-Token $server -Account $number
            Set-Content -LiteralPath "$secrets/account$number.env" -Value "TWITTERDM_CLIENT_ID=$($tokens.ClientId)", "TWITTERDM_REFRESH_TOKEN=$($tokens.RefreshToken)"
        }
        $bad = New-Token $server -Account 3
        Set-Content -LiteralPath "$secrets/wrong.env" -Value "TWITTERDM_CLIENT_ID=$($bad.ClientId)", 'TWITTERDM_REFRESH_TOKEN=wrong'

        # The arguments of the entry point, for the sandbox. Only -FromEnvironment needs its address: a saved sign-in contains it.
        $entry = [regex]::Match($containerfile, '(?s)ENTRYPOINT (\[.*?\])').Groups[1].Value -replace '\\\r?\n' | ConvertFrom-Json
        function Start-Container {
            $script = "`$PSDefaultParameterValues['Connect-TwitterDm:ApiBaseUri'] = '$($server.Uri)'",
            "& '$(Join-Path $samples (Split-Path $entry[4] -Leaf))' $($entry[5]) '$folder' -SecretPath '$secrets'", 'Write-Output "exit code $LASTEXITCODE"'
            $shell = Start-Shell $folder ($script -join "`n") @{ PSModulePath = $modulePath + [System.IO.Path]::PathSeparator + $env:PSModulePath }
            Receive-Shell $shell
        }
    }

    AfterAll {
        Remove-ProfileFolder
        $server.Dispose()
    }

    It 'contains what the entry point needs' {
        $entry[0..3] | Should -Be pwsh, -NoProfile, -NonInteractive, -File
        $entry[4..6] | Should -Be '/opt/twitterdm/Start-Container.ps1', '-Path', '/data'
        $containerfile | Should -Match 'COPY docs/samples/\*\.ps1 /opt/twitterdm/'
        $containerfile | Should -Match 'VOLUME /data'
    }

    It 'signs in with each secret once, and keeps the refreshed tokens' {
        $first = Start-Container
        $first | Should -Match 'wrong: '
        $first | Should -Match 'exit code 1'
        @(Get-DmProfile).Name | Sort-Object | Should -Be account1, account2
        @(Get-Run $folder | Where-Object Result -EQ Done).Account | Sort-Object | Should -Be account1, account2
        $saved = (Get-FileHash (Get-ChildItem $env:TWITTERDM_PROFILE_PATH -File)).Hash

        # The refresh tokens in the secrets have been used, and the access tokens are refreshed at every start.
        Remove-Item -Path "$folder/accounts/*/journal.jsonl", "$secrets/wrong.env"
        Start-Container | Should -Match 'exit code 0'
        @(Get-Run $folder | Where-Object Result -EQ Done).Account | Sort-Object | Should -Be account1, account2
        (Get-FileHash (Get-ChildItem $env:TWITTERDM_PROFILE_PATH -File)).Hash | Should -Not -Be $saved
    }
}

Describe 'The scheduled task of Windows' {
    BeforeAll {
        # What these cmdlets of Windows take, and nothing else.
        function New-ScheduledTaskAction([Parameter(Mandatory)] [string] $Execute, [string] $Argument) { $PSBoundParameters }
        function New-ScheduledTaskTrigger([switch] $Once, [datetime] $At, [timespan] $RepetitionInterval, [timespan] $RandomDelay) { $PSBoundParameters }
        function New-ScheduledTaskSettingsSet([ValidateSet('Parallel', 'Queue', 'IgnoreNew')] [string] $MultipleInstances, [switch] $StartWhenAvailable, [switch] $RunOnlyIfNetworkAvailable, [timespan] $ExecutionTimeLimit) { $PSBoundParameters }
        function Register-ScheduledTask([string] $TaskName, [object[]] $Action, [object[]] $Trigger, $Settings, [string] $User, [string] $Password, [switch] $Force) { $PSBoundParameters }

        $server = Start-SignInServer -EventCount 3
        $folder = New-SharedFolder
        $null = Save-Account $server 1
        $credential = [pscredential]::new('CONTOSO\dm-reader', (ConvertTo-SecureString secret -AsPlainText -Force))
        $task = & (Join-Path $samples Register-ReaderTask.ps1) -Path "$folder\" -Credential $credential -ProfilePath $env:TWITTERDM_PROFILE_PATH
    }

    AfterAll {
        Remove-ProfileFolder
        $server.Dispose()
    }

    It 'runs every 15 minutes as the user, never twice at the same time' {
        $task.Trigger.RepetitionInterval | Should -Be '00:15:00'
        $task.Settings.MultipleInstances | Should -Be IgnoreNew
        $task.User, $task.Password | Should -Be 'CONTOSO\dm-reader', 'secret'
        $task.Action.Execute | Should -Be (Join-Path $PSHOME pwsh.exe)
    }

    It 'has a command line that reads the accounts' {
        $start = New-ShellStart
        $first = $start.ArgumentList -join ' '
        $start.ArgumentList.Clear()
        $start.Arguments = "$first $($task.Action.Argument)"
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['PSModulePath'] = $modulePath + [System.IO.Path]::PathSeparator + $env:PSModulePath
        Receive-Shell ([System.Diagnostics.Process]::Start($start)) | Should -Match 'Done'
    }
}

Describe 'The systemd units' {
    It 'are valid' -Skip:(-not (Get-Command systemd-analyze -ErrorAction Ignore)) {
        foreach ($name in 'twitterdm.service', 'twitterdm.timer') {
            # The program of the service is not installed here.
            (Get-Content -LiteralPath (Join-Path $samples $name) -Raw).Replace('/usr/bin/pwsh', '/bin/sh') | Set-Content -LiteralPath (Join-Path $TestDrive $name)
        }
        $output = systemd-analyze verify --man=no (Join-Path $TestDrive twitterdm.service) (Join-Path $TestDrive twitterdm.timer) 2>&1
        $LASTEXITCODE | Should -Be 0 -Because "$output"
        $output | Where-Object { $_ -match 'twitterdm\.' } | Should -BeNullOrEmpty
    }

    It 'start a script of the samples with parameters that it has' {
        $unit = (Get-Content -LiteralPath (Join-Path $samples twitterdm.service) -Raw) -replace '\\\r?\n\s*'
        $unit -match '(?m)^ExecStart=/usr/bin/pwsh -NoProfile -NonInteractive -File /opt/twitterdm/(\S+) -(\w+) (\S+)$' | Should -BeTrue
        (Get-Command (Join-Path $samples $Matches[1])).Parameters.Keys | Should -Contain $Matches[2]
        $unit | Should -Match "(?m)^StateDirectory=$(Split-Path $Matches[3] -Leaf) "
    }
}

Describe 'The workflow' {
    BeforeAll {
        $workflow = Get-Content -LiteralPath (Join-Path $samples messages.yml) -Raw
    }

    It 'is valid YAML' -Skip:(-not (Get-Command python3 -ErrorAction Ignore) -or $(python3 -c 'import yaml' 2>$null; $LASTEXITCODE)) {
        $jobs = python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))["jobs"]))' (Join-Path $samples messages.yml) | ConvertFrom-Json
        $jobs.read.strategy.'fail-fast' | Should -BeFalse
        $jobs.read.concurrency.group | Should -Be 'messages-${{ matrix.account }}'
        $uses = @($jobs.read.steps | ForEach-Object { $_.PSObject.Properties['uses'] ? $_.uses -replace '@.*' : 'run' })
        $uses.IndexOf('actions/cache/save') | Should -BeGreaterThan $uses.IndexOf('actions/upload-artifact')
    }

    It 'reads an account, and stores its new refresh token, also at the second attempt' -Skip:$IsWindows {
        $server = Start-SignInServer -EventCount 3 -TokenLifetime '00:00:30'
        $tokens = New-Token $server
        $runner = (New-Item -Path (Join-Path $TestDrive runner) -ItemType Directory).FullName
        try {
            $null = New-Item -ItemType SymbolicLink -Path "$runner/out" -Target $modulePath
            $null = New-Item -ItemType SymbolicLink -Path "$runner/docs" -Target (Split-Path $samples)

            # A program that keeps what it gets, and fails the first time that it should set a secret.
            $lines = '#!/bin/sh', "[ ""`$2"" = list ] && exit 0", "echo ""`$*"" >> '$runner/gh.log'", "if [ ! -f '$runner/failed' ]; then touch '$runner/failed'; exit 1; fi", "cat > '$runner/secret'"
            $null = New-Item -Path "$runner/bin" -ItemType Directory
            Set-Content -LiteralPath "$runner/bin/gh" -Value $lines
            chmod +x "$runner/bin/gh"

            # As GitHub's runner starts a step.
            $step = [regex]::Match($workflow, '(?m)^ +shell: pwsh$[\s\S]*?^( +)run: \|\n((?:\1  .*\n|\n)+)').Groups[2].Value
            Set-Content -LiteralPath "$runner/step.ps1" -Value "`$PSDefaultParameterValues['Connect-TwitterDm:ApiBaseUri'] = '$($server.Uri)'", "`$ErrorActionPreference = 'stop'", $step, 'if ((Test-Path -LiteralPath variable:\LASTEXITCODE)) { exit $LASTEXITCODE }'
            $start = New-ShellStart -NoProfile -Command ". '$runner/step.ps1'"
            $start.WorkingDirectory = $runner
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $start.Environment['PATH'] = "$runner/bin:$env:PATH"
            $start.Environment['ACCOUNT'] = 'SUPPORT'
            $start.Environment['TWITTERDM_CLIENT_ID'] = $tokens.ClientId
            $start.Environment['TWITTERDM_REFRESH_TOKEN'] = $tokens.RefreshToken
            $process = [System.Diagnostics.Process]::Start($start)
            $output = $process.StandardOutput.ReadToEnd() + $process.StandardError.ReadToEnd()
            $process.WaitForExit()

            $process.ExitCode | Should -Be 0 -Because $output
            $output | Should -Match 'Result +: Done'
            $output | Should -Not -Match ([regex]::Escape($tokens.RefreshToken))
            Get-Content -LiteralPath "$runner/gh.log" | Select-Object -Last 2 | Should -Be 'secret set X_REFRESH_TOKEN_SUPPORT', 'secret set X_REFRESH_TOKEN_SUPPORT'
            @(Import-Csv -Path "$runner/data/accounts/SUPPORT/events-*.csv") | Should -HaveCount 3
            Join-Path $runner data/accounts/SUPPORT/checkpoint.json | Should -Exist

            # The stored token is the one that counts now.
            $new = (Get-Content -LiteralPath "$runner/secret" -Raw).Trim()
            $new | Should -Not -Be $tokens.RefreshToken
            $answer = Invoke-RestMethod -Method Post -Uri "$($server.Uri)2/oauth2/token" -Body @{ grant_type = 'refresh_token'; refresh_token = $new; client_id = $tokens.ClientId }
            $answer.access_token | Should -Not -BeNullOrEmpty
        }
        finally {
            $server.Dispose()
        }
    }
}

Describe 'The sample <Name>' -ForEach $files {
    It 'is linked from the pages about automation' {
        $pages = Get-Content -LiteralPath (Join-Path $samples ../en-US/about_TwitterDm_Automation.md), (Join-Path $samples ../automation.md) -Raw
        $pages -join "`n" | Should -Match "\[$([regex]::Escape($Name))\]\((\.\./)?(samples/)?$([regex]::Escape($Name))\)"
    }
}

Describe 'The runbook of Azure Automation' {
    BeforeAll {
        $server = Start-SignInServer -EventCount 5 -TokenLifetime '00:00:30'
    }

    AfterAll {
        $server.Dispose()
    }

    It 'exports the last day, and keeps the next refresh token' {
        $tokens = New-Token $server
        $shell = [powershell]::Create()
        try {
            # What these cmdlets of Azure take, and nothing else.
            $null = $shell.AddScript({
                    param($manifest, $uri, $clientId, $token)
                    $env:PSModulePath = (Split-Path (Split-Path $manifest)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
                    $global:variables = @{ XClientId = $clientId; XRefreshToken = $token }
                    $global:blobs = @()
                    function global:Get-AutomationVariable([Parameter(Mandatory)] [string] $Name) { $variables[$Name] }
                    function global:Set-AutomationVariable([Parameter(Mandatory)] [string] $Name, $Value) { $variables[$Name] = $Value }
                    function global:Connect-AzAccount([switch] $Identity) { }
                    function global:New-AzStorageContext([string] $StorageAccountName, [switch] $UseConnectedAccount) { $StorageAccountName }
                    function global:Set-AzStorageBlobContent([string] $Container, [string] $File, [string] $Blob, $Context, [switch] $Force) {
                        $global:blobs += @{ Container = $Container; Blob = $Blob; Context = $Context; Rows = @(Import-Csv -Path $File) }
                        Remove-Item -LiteralPath $File
                    }
                    $PSDefaultParameterValues['Connect-TwitterDm:ApiBaseUri'] = $uri
                    $WarningPreference = 'SilentlyContinue'
                }).AddArgument((Get-TestedManifest)).AddArgument($server.Uri).AddArgument($tokens.ClientId).AddArgument($tokens.RefreshToken).Invoke()
            $shell.Commands.Clear()
            $result = $shell.AddScript(". '$(Join-Path $samples Export-ToAzure.ps1)' -StorageAccountName store; `$variables; `$blobs").Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $result[0].XRefreshToken | Should -Not -Be $tokens.RefreshToken
            $result[1].Container, $result[1].Context | Should -Be messages, store
            $result[1].Rows.Count | Should -BeGreaterThan 0
        }
        finally {
            $shell.Dispose()
            Remove-Item -Path env:TWITTERDM_REFRESH_TOKEN, env:TWITTERDM_CLIENT_ID -ErrorAction Ignore
        }
    }
}

Describe 'The script <Name>' -ForEach $scripts {
    It 'is strict, and stops at the first error' {
        $problems = $null
        $null = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
        $text = Get-Content -LiteralPath $Path -Raw
        $text | Should -Match '(?m)^Set-StrictMode -Version Latest$'
        $text | Should -Match "(?m)^\`$ErrorActionPreference = 'Stop'$"
        $text | Should -Match '^#Requires -Version 7\.4'
    }

    It 'has help about itself and all of its parameters' {
        $ast = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $null)
        $help = $ast.GetHelpContent()
        $help.Synopsis, $help.Description | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
        $help.Examples | Should -Not -BeNullOrEmpty
        @($help.Parameters.Keys | Sort-Object) | Should -Be @($ast.ParamBlock.Parameters.Name.VariablePath.UserPath.ToUpperInvariant() | Sort-Object)
    }
}

Describe 'Merge-Events.ps1' {
    It 'refuses a folder without events, and writes nothing' {
        $target = Join-Path $TestDrive 'merged.csv'
        { & (Join-Path $samples Merge-Events.ps1) -Path $TestDrive -Destination $target } | Should -Throw 'There is no file events-*.csv in *'
        Get-ChildItem -LiteralPath $TestDrive -Filter 'merged*' | Should -BeNullOrEmpty
    }
}
