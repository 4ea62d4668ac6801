BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $other = Connect-SignInServer $server -Account 2
    $connection = Connect-SignInServer $server
    $canary = 'canary text 7f3a9c51'

    function New-Row([int[]] $Number) { $Number | ForEach-Object { [pscustomobject]@{ To = '@reader_{0:d4}' -f $_; Text = "$canary $_" } } }

    # The last state of each row, in file order.
    function Get-State([string] $Path) {
        $lines = Get-Content -LiteralPath $Path | ConvertFrom-Json | Where-Object row
        $lines | Group-Object row | ForEach-Object { $_.Group[-1].state }
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Send-DmMessage -Journal' {
    BeforeEach {
        $server.Reset()
        $journal = Join-Path $TestDrive "$(New-Guid).jsonl"
    }

    It 'records the outcome of each row, but not its text' {
        $rows = @(New-Row 1, 2) + [pscustomobject]@{ To = '@no_such_name'; Text = $canary }
        $null = $rows | Send-DmMessage -Journal $journal -ErrorAction SilentlyContinue

        Get-State $journal | Should -Be 'Sent', 'Sent', 'Failed'
        $content = Get-Content -LiteralPath $journal -Raw
        $content | Should -Match '@reader_0001'
        $content | Should -Not -Match 'canary'
    }

    It 'skips sent rows on a second run, without requests or output, and names them with -Verbose' {
        $rows = New-Row 1, 2
        $null = $rows | Send-DmMessage -Journal $journal
        $server.Reset()
        $streams = $rows | Send-DmMessage -Journal $journal -Verbose 4>&1

        $streams | ForEach-Object { $_ | Should -BeOfType 'System.Management.Automation.VerboseRecord' }
        "$streams" | Should -Match '@reader_0001 was sent before.*@reader_0002 was sent before'
        "$streams" | Should -Not -Match 'canary'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'sends failed rows again, along with new rows and additional identical rows' {
        $null = Block-DmUser 1460000000000000009
        $refused = [pscustomobject]@{ To = 1460000000000000009; Text = 'refused' }
        $null = @(New-Row 1, 1) + $refused | Send-DmMessage -Journal $journal -ErrorAction SilentlyContinue
        $null = Unblock-DmUser 1460000000000000009
        $server.Reset()
        $null = @(New-Row 1, 1, 1, 2) + $refused | Send-DmMessage -Journal $journal

        $server.Sent.Text | Should -Be "$canary 1", "$canary 2", 'refused'
    }

    It 'recommends the same command with the same journal after <name>, with which nothing is sent twice' -ForEach @(
        @{ name = 'a cap'; status = 429; title = 'UsageCapExceeded' }
        @{ name = 'a missing credit'; status = 402; title = 'CreditsDepleted' }
    ) {
        $rows = New-Row 1, 2, 1, 3
        $server.Answer('POST /2/dm_conversations/with/1460000000000000002/messages', $status, "{`"title`":`"$title`",`"status`":$status}")
        $null = $rows | Send-DmMessage -Journal $journal -ErrorVariable problems -ErrorAction SilentlyContinue
        $problem = @($problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $problem | Should -HaveCount 1
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike '*run the same command again, with the same rows and the same journal*'
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeLike '*TargetObject*'
        $problem[0].TargetObject | Should -Be $rows[1..3]

        # Whoever pipes the rows of the error, with the journal, loses nothing and sends nothing twice, either.
        $null = $problem[0].TargetObject | Send-DmMessage -Journal $journal
        $server.Sent.Text | Should -Be "$canary 1", "$canary 2", "$canary 3"
        $null = $rows | Send-DmMessage -Journal $journal
        $server.Sent.Text | Should -Be "$canary 1", "$canary 2", "$canary 3", "$canary 1"
        $null = $rows | Send-DmMessage -Journal $journal
        $server.Sent | Should -HaveCount 4
    }

    It 'recommends the rows of the error without a journal' {
        $server.Answer('POST /2/dm_conversations/with/1460000000000000001/messages', 402, '{"title":"Refused","status":402}')
        $null = New-Row 1, 2 | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike '*pipe the TargetObject of this error to Send-DmMessage.'
    }

    It 'resolves a relative path against the PowerShell location and accepts PowerShell drives' {
        Push-Location $TestDrive
        try { $null = New-Row 1 | Send-DmMessage -Journal './relative.jsonl' }
        finally { Pop-Location }
        $null = New-Row 1 | Send-DmMessage -Journal 'TestDrive:/drive.jsonl'

        Get-State (Join-Path $TestDrive 'relative.jsonl') | Should -Be 'Sent'
        Get-State (Join-Path $TestDrive 'drive.jsonl') | Should -Be 'Sent'
    }

    It 'creates no file with -WhatIf, with only invalid rows, or without rows' {
        $null = Invoke-Runspace 'Send-DmMessage 12 hello -Journal $args[1] -Connection $args[0] -WhatIf' $connection, $journal
        [pscustomobject]@{ To = 'x y'; Text = 'x' } | Send-DmMessage -Journal $journal -ErrorAction SilentlyContinue
        @() | Send-DmMessage -Journal $journal

        $journal | Should -Not -Exist
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'leaves what was sent before out of a preview, and changes nothing' {
        $null = New-Row 1, 2, 2 | Send-DmMessage -Journal $journal
        Add-Content -LiteralPath $journal -Value '{"row":"12' -NoNewline
        $content = Get-Content -LiteralPath $journal -Raw
        $server.Reset()
        $path = Join-Path $TestDrive 'preview.csv'
        New-Row 1, 2, 2, 2, 3 | Export-Csv -LiteralPath $path
        $shell = Start-Shell $TestDrive @"
            `$null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $($server.Uri)
            Import-Csv '$path' | Send-DmMessage -Journal '$journal' -WhatIf
            '--- next'
            Import-Csv '$path' | Select-Object -First 1 | Send-DmMessage -Journal '$journal' -WhatIf
            '--- next'
            Import-Csv '$path' | Select-Object -First 4 | Send-DmMessage -Journal '$journal' -WhatIf
"@
        $previews = (Receive-Shell $shell) -replace '\r' -replace ' *\n(?!\n)', ' ' -split '--- next'

        $previews[0] | Should -Match '@reader_0002: .*@reader_0003: .*2 messages, 0\.03 USD\. 3 were sent before, and are skipped\.'
        $previews[0] | Should -Not -Match '@reader_0001'
        $previews[1] | Should -Match '0 messages, 0\.00 USD\. 1 was sent before, and is skipped\.'
        $previews[2] | Should -Match '1 message, 0\.015 USD\. 3 were sent before, and are skipped\.'
        Get-Content -LiteralPath $journal -Raw | Should -BeExactly $content
        $server.Requests | Should -Be 'GET /2/users/me'
    }

    It 'rejects <what> and leaves it unchanged' -ForEach @(
        @{ what = 'a file that is not a journal'; content = "To,Text`n@a,hello`n"; words = 'is not a journal' }, @{ what = 'other JSON'; content = "{`"a`":1}`n"; words = 'is not a journal' }
        @{ what = 'a damaged journal'; words = 'is damaged: line 2'; content = "{`"journal`":`"TwitterDm`",`"version`":1,`"account`":`"1385551234567890123`"}`nhello`n" }
    ) {
        Set-Content -LiteralPath $journal -Value $content -NoNewline
        foreach ($preview in $false, $true) {
            $problem = Get-ErrorOf { New-Row 1 | Send-DmMessage -Journal $journal -WhatIf:$preview }

            Assert-Error $problem 'DmFile' 'ReadError'
            $problem.TargetObject | Should -Be $journal
            "$problem" | Should -Match $words
            $problem.ErrorDetails.RecommendedAction | Should -Match 'would send every row again'
        }

        Get-Content -LiteralPath $journal -Raw | Should -BeExactly $content
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'rejects the journal of another account' {
        $null = New-Row 1 | Send-DmMessage -Journal $journal -Connection $other
        $server.Reset()
        $problem = Get-ErrorOf { New-Row 1 | Send-DmMessage -Journal $journal }

        Assert-Error $problem 'DmFile' 'ReadError'
        "$problem" | Should -Match 'belongs to the account 1440000000000000002, but you are signed in as @sandbox_admin'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'rejects a path that is not writable: <path>' -ForEach @(
        @{ path = 'no/such/folder/run.jsonl'; category = 'WriteError'; words = 'its folder does not exist' }
        @{ path = '.'; category = 'ReadError'; words = 'it is a folder, not a file' }
    ) {
        foreach ($preview in $false, $true) {
            $problem = Get-ErrorOf { New-Row 1 | Send-DmMessage -Journal (Join-Path $TestDrive $path) -WhatIf:$preview }

            Assert-Error $problem 'DmFile' $category
            "$problem" | Should -Match $words
        }

        $server.Requests | Should -BeNullOrEmpty
    }

    It 'rejects an empty path' {
        (Get-ErrorOf { New-Row 1 | Send-DmMessage -Journal '' }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
    }

    It 'allows only one process to use it at a time' {
        $held = $server.Hold('POST /2/dm_conversations/with/12/messages')
        $shell = Start-Shell $TestDrive "`$null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $($server.Uri); Send-DmMessage 12 first -Journal '$journal' | ForEach-Object Text"
        try {
            $held.WaitUntilReached() | Should -BeTrue
            $problem = Get-ErrorOf { Send-DmMessage 12 second -Journal $journal }
        }
        finally { $held.Release() }

        Assert-Error $problem 'DmFile' 'WriteError'
        Receive-Shell $shell | Should -Match '^first\s*$'
        $server.Sent.Text | Should -Be 'first'
    }
}

Describe 'A killed run' {
    BeforeAll {
        $server.Reset()
        $journal = Join-Path $TestDrive 'killed.jsonl'
        $rows = New-Row (1..40)
        $rows | Export-Csv -Path (Join-Path $TestDrive 'killed.csv')
        # The process is killed after the 25th message has arrived but before its response.
        $held = $server.Hold('POST /2/dm_conversations/with/1460000000000000025/messages')
        $shell = Start-Shell $TestDrive @"
            `$null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $($server.Uri)
            Import-Csv '$TestDrive/killed.csv' | Send-DmMessage -Journal '$journal' | ForEach-Object EventId
"@
        $reached = $held.WaitUntilReached()
        $printed = Receive-Shell $shell -Kill
        $held.Release()
        $before = @($server.Sent)
        $again = Import-Csv (Join-Path $TestDrive 'killed.csv') | Send-DmMessage -Journal $journal -ErrorVariable problems -ErrorAction SilentlyContinue
    }

    It 'is killed partway through' {
        $reached | Should -BeTrue
        $before | Should -HaveCount 25
        @($printed -split '\s+' | Where-Object { $_ }) | Should -Be $before[0..23].EventId
    }

    It 'resumes where it stopped and sends each row once' {
        $problems | Should -BeNullOrEmpty
        $server.Sent.Text | Should -Be $rows.Text
    }

    It 'returns the message that was in flight and the remaining ones' {
        $again | Should -HaveCount 16
        $again.EventId | Should -Be @($server.Sent)[24..39].EventId
        $again.Text | Should -Be $rows[24..39].Text
    }

    It 'leaves each message in its conversation once' {
        foreach ($row in $rows[22..26]) { @(Get-DmEvent -Participant $row.To | Where-Object Direction -EQ Outgoing).Text | Should -Be $row.Text }
    }

    It 'has nothing left to send' {
        $requests = $server.Requests.Count
        $rows | Send-DmMessage -Journal $journal | Should -BeNullOrEmpty
        $server.Requests.Count | Should -Be $requests
    }
}
