BeforeDiscovery {
    $samples = Join-Path $PSScriptRoot '../../docs/samples'
    $files = Get-ChildItem -LiteralPath $samples -File | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $samples = Convert-Path (Join-Path $PSScriptRoot '../../docs/samples')

    # The samples load the module by its name, as they do where it is installed.
    $modulePath = Convert-Path (Join-Path $PSScriptRoot '../../out')

    # A folder that workers share, with the saved sign-ins in it.
    function New-SharedFolder { Split-Path (New-ProfileFolder) }

    # Saves a sign-in for each account of the server: account01, account02, … Returns the tokens by that name.
    function Save-Account($Server, [int] $Count) {
        $tokens = [ordered]@{}
        foreach ($number in 1..$Count) {
            $name = 'account{0:00}' -f $number
            $tokens[$name] = (New-Token $Server -Account $number).AccessToken
            Connect-TwitterDm -AccessToken $tokens[$name] -ApiBaseUri $Server.Uri -SaveAs $name -WarningAction SilentlyContinue | Disconnect-TwitterDm
        }
        $tokens
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

    # The ids of the events that the server has for an account.
    function Get-ExpectedId($Server, [string] $Token) {
        $connection = Connect-TwitterDm -AccessToken $Token -ApiBaseUri $Server.Uri
        Get-DmEvent -Connection $connection -Source Classic | ForEach-Object Id
        $connection | Disconnect-TwitterDm
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Fifty accounts, eight workers in two processes, one of which is killed' {
    BeforeAll {
        $server = Start-SignInServer -EventCount 120
        $folder = New-SharedFolder
        $tokens = Save-Account $server 50
        $expected = @{}
        foreach ($name in $tokens.Keys) { $expected[$name] = Get-ExpectedId $server $tokens[$name] }
        Revoke-Token $server $tokens['account13']
        $server.Reset()

        # Each worker is in the middle of an account, until it is let go on.
        $held = 1..8 | ForEach-Object { $server.Hold('GET /2/dm_events') }
        $processes = 1..2 | ForEach-Object { Start-Reader $folder }
        $ids = $processes.Id
        $null = $held | ForEach-Object { $_.WaitUntilReached() }
        $heldAccounts = $held | ForEach-Object {
            $token = $_.Authorization -replace '^Bearer '
            $tokens.Keys | Where-Object { $tokens[$_] -eq $token }
        }
        $begun = Get-Run $folder

        # All but one of the first process go on. It is killed when they have read some more.
        $stuck = 0..7 | Where-Object { ($begun | Where-Object Account -EQ $heldAccounts[$_]).Process -eq $ids[0] } | Select-Object -First 1
        $held | Where-Object { $_ -ne $held[$stuck] } | ForEach-Object Release
        Wait-Until { @(Get-Run $folder | Where-Object Result -EQ Done | Group-Object Process | Where-Object Count -GE 6).Count -eq 2 }
        $killed = [datetime]::UtcNow
        $first = Receive-Shell $processes[0] -Kill
        $held[$stuck].Release()
        $second = Receive-Shell $processes[1]

        # Again, as the next run of a timer would.
        $third = Start-Reader $folder -WorkerCount 8
        $output = Receive-Shell $third
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
        foreach ($name in $tokens.Keys -ne 'account13') {
            & (Join-Path $samples 'Merge-Events.ps1') -Path (Join-Path $folder "accounts/$name") -Destination (Join-Path $folder "$name.csv")
            $ids = (Import-Csv -LiteralPath (Join-Path $folder "$name.csv")).Id
            $ids | Sort-Object | Should -Be ($expected[$name] | Sort-Object) -Because $name
        }
    }

    It 'reads no account twice at the same time' {
        $requests = $server.Served | Group-Object { $_.Authorization -replace '^Bearer ' } -AsHashTable -AsString
        foreach ($name in $tokens.Keys) {
            $own = @($runs | Where-Object Account -EQ $name | Sort-Object Begun)
            $ends = @($own | ForEach-Object { $_.Ended ?? $killed.AddSeconds(1) })
            for ($i = 1; $i -lt $own.Count; $i++) { $own[$i].Begun | Should -BeGreaterOrEqual $own[$i - 1].Begun }
            for ($i = 1; $i -lt $own.Count; $i++) {
                if ($own[$i - 1].Ended) { $own[$i].Begun | Should -BeGreaterOrEqual $ends[$i - 1] -Because $name }
                else { $own[$i].Begun | Should -BeGreaterOrEqual $killed.AddMilliseconds(-1) -Because $name }
            }
            foreach ($request in $requests[$tokens[$name]]) {
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
