BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Start-DmSandbox' {
    BeforeAll {
        $sandbox = Start-DmSandbox -EventCount 30 -AccountCount 50
        function Connect-Account($Account) { Connect-TwitterDm -AccessToken $Account.AccessToken -ApiBaseUri $sandbox.ApiBaseUri -ChatKey $Account.ChatKey }
        function Get-Status($Address, $Token) { (Invoke-WebRequest -Uri "$($Address)2/users/me" -Headers @{ Authorization = "Bearer $Token" } -SkipHttpErrorCheck).StatusCode }
    }

    AfterAll {
        $sandbox | Stop-DmSandbox
    }

    It 'returns an address of this machine, the tokens and the chat keys' {
        $sandbox.GetType().FullName | Should -Be 'TwitterDm.DmSandbox'
        $sandbox.ApiBaseUri | Should -Match '^http://127\.0\.0\.1:\d+/$'
        "$sandbox" | Should -Be $sandbox.ApiBaseUri
        $sandbox.Accounts | Should -HaveCount 50
        $sandbox.Accounts.AccessToken | Sort-Object -Unique | Should -HaveCount 50
        $sandbox.Accounts.ChatKey | Sort-Object -Unique | Should -HaveCount 50
        $sandbox.Accounts[0].AccessToken, $sandbox.Accounts[0].ChatKey, $sandbox.Accounts[0].ChatKeyVersion | Should -Be $sandbox.AccessToken, $sandbox.ChatKey, $sandbox.ChatKeyVersion
    }

    It 'serves account <_> with its own messages and chat key' -ForEach 1, 2, 50 {
        $account = $sandbox.Accounts[$_ - 1]
        $connection = Connect-Account $account

        $connection.User.Username | Should -Be $account.Username
        $connection.ChatKeyVersion | Should -Be $account.ChatKeyVersion
        @(Get-DmEvent -Source Classic) | Should -HaveCount 30
        Get-DmEvent -Source Chat -First 20 | Where-Object ContentState -EQ Readable | Should -Not -BeNullOrEmpty
    }

    It 'serves other runspaces, jobs and processes' {
        $script = 'Import-Module $args[0]; $null = Connect-TwitterDm -AccessToken $args[1] -ApiBaseUri $args[2]; @(Get-DmEvent -Source Classic).Count'
        $arguments = (Get-TestedManifest), $sandbox.AccessToken, $sandbox.ApiBaseUri
        $shell = [powershell]::Create()
        try { $shell.AddScript($script).AddArgument($arguments[0]).AddArgument($arguments[1]).AddArgument($arguments[2]).Invoke() | Should -Be 30 }
        finally { $shell.Dispose() }
        Start-ThreadJob -ScriptBlock ([scriptblock]::Create($script)) -ArgumentList $arguments | Receive-Job -Wait -AutoRemoveJob | Should -Be 30
        $process = Start-Shell $TestDrive "`$null = Connect-TwitterDm -AccessToken $($arguments[1]) -ApiBaseUri $($arguments[2]); @(Get-DmEvent -Source Classic).Count"
        try {
            $process.StandardOutput.ReadToEnd().Trim() | Should -Be 30
            $process.WaitForExit()
        }
        finally { $process.Dispose() }
    }

    It 'accepts its app-only token where X does' {
        $app = @{ Authorization = "Bearer $($sandbox.AppToken)" }
        (Invoke-RestMethod -Uri "$($sandbox.ApiBaseUri)2/activity/subscriptions" -Headers $app).data | Should -BeNullOrEmpty
        (Invoke-WebRequest -Uri "$($sandbox.ApiBaseUri)2/dm_events" -Headers $app -SkipHttpErrorCheck).StatusCode | Should -Be 403
    }

    It 'lets people write with -Traffic' {
        $busy = Start-DmSandbox -EventCount 0 -Traffic 6000
        try {
            $null = Connect-TwitterDm -AccessToken $busy.AccessToken -ApiBaseUri $busy.ApiBaseUri -ChatKey $busy.ChatKey
            $deadline = [datetime]::UtcNow.AddSeconds(30)
            # The pause keeps the requests below the sandbox's limit.
            do { Start-Sleep -Milliseconds 200; $found = @(Get-DmEvent -Source Classic -First 100) } until ($found.Count -ge 50 -or [datetime]::UtcNow -gt $deadline)

            $found.Count | Should -BeGreaterOrEqual 50
            $found.EventType | Should -Contain 'MessageCreate'
            $found.Id | Sort-Object -Unique | Should -HaveCount $found.Count
        }
        finally { $busy | Stop-DmSandbox }
    }

    It 'injects faults with -Fault, and has the documented limits with -RateLimit' {
        $broken = Start-DmSandbox -EventCount 5 -Fault '1:status=503', '2:reset', 'every 7:status=502' -RateLimit Documented
        try {
            (Invoke-WebRequest -Uri $broken.ApiBaseUri -SkipHttpErrorCheck).StatusCode | Should -Be 503
            { Invoke-WebRequest -Uri $broken.ApiBaseUri -SkipHttpErrorCheck } | Should -Throw
            $null = Connect-TwitterDm -AccessToken $broken.AccessToken -ApiBaseUri $broken.ApiBaseUri
            $null = Get-DmEvent -Source Classic
            (Get-DmRateLimit | Where-Object Endpoint -EQ 'GET /2/dm_events').Limit | Should -Be 15
            1..14 | ForEach-Object { (Invoke-WebRequest -Uri $broken.ApiBaseUri -SkipHttpErrorCheck).StatusCode } | Where-Object { $_ -eq 502 } | Should -HaveCount 2
        }
        finally { $broken | Stop-DmSandbox }
    }

    It 'listens on the port that is given, and refuses one that is in use' {
        $port = (Start-DmSandbox -EventCount 1 | ForEach-Object { $_; $_ | Stop-DmSandbox }).ApiBaseUri.Port
        $chosen = Start-DmSandbox -Port $port -EventCount 1
        try {
            $chosen.ApiBaseUri.Port | Should -Be $port
            { Start-DmSandbox -Port $port } | Should -Throw -ErrorId 'DmInvalidRequest,*' -ExpectedMessage "*port $port*"
        }
        finally { $chosen | Stop-DmSandbox }
    }

    It 'takes a free port with -Port 0, as without it' {
        $chosen = (Start-DmSandbox -Port 0 -EventCount 1), (Start-DmSandbox 0 -EventCount 1)
        try { $chosen.ApiBaseUri.Port | Sort-Object -Unique | Should -HaveCount 2 }
        finally { $chosen | Stop-DmSandbox }
    }

    It 'refuses <_>' -ForEach '-Port -1', '-Port 65536', '-AccountCount 0', '-AccountCount 101', '-EventCount -1', '-Traffic -1', '-Traffic 6001', '-RateLimit Low', "-Fault ''" {
        { Invoke-Expression "Start-DmSandbox $_" } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'refuses the fault <_> before it starts' -ForEach 'x', '0:reset', '-1:reset', ':reset', '1:nothing', '1:status=x', 'every 0:reset', 'every:reset', 'every', '1: reset', '1:reset=5', '1:slow-body=99999999' {
        { Start-DmSandbox -Fault $_ } | Should -Throw -ErrorId 'DmInvalidRequest,*'
    }

    It 'says what a fault takes' {
        { Start-DmSandbox -Fault '1:status=99' } | Should -Throw "'99' is not a valid value for the fault 'status', which takes a number from 200 to 599.*"
        { Start-DmSandbox -Fault '1:status' } | Should -Throw "The fault 'status' requires a value: a number from 200 to 599.*"
        { Start-DmSandbox -Fault '1:reset=5' } | Should -Throw "The fault 'reset' takes no value.*"
        { Start-DmSandbox -Fault '1:stream-cat' } | Should -Throw "'stream-cat' is not a valid fault. Similar ones: stream-cut,*"
    }

    It 'refuses two faults for one request' {
        { Start-DmSandbox -Fault '1:reset', '01:status=503' } | Should -Throw 'There are two faults for the same request*'
    }

    It 'names every fault in the help, and describes it on the page about the sandbox' {
        $help, $page = 'en-US/Start-DmSandbox.md', 'sandbox.md' | ForEach-Object { Get-Content (Join-Path $PSScriptRoot "../../docs/$_") -Raw }
        $sandbox = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'TwitterDm.Sandbox' })[0]
        $faults = $sandbox.GetType('TwitterDm.Sandbox.Faults.Fault')
        foreach ($fault in $faults::Descriptions) {
            $help | Should -Match "``$([regex]::Escape($fault.Name))$($fault.Value ? '=[^`=]+' : '')``"
            $page | Should -Match ([regex]::Escape("| ``$($fault.Name)`` | $($fault.Effect) |$($fault.Value ? " $($fault.Value)" : '') |"))
        }
        $faults::Descriptions.Name | Should -Be $faults::Names
    }

    It 'starts nothing with -WhatIf' {
        Start-DmSandbox -WhatIf | Should -BeNullOrEmpty
    }

    It 'completes faults after the number of the request' {
        (TabExpansion2 'Start-DmSandbox -Fault 7:stream-c').CompletionMatches.CompletionText | Should -Be "'7:stream-cut'"
        (TabExpansion2 "Start-DmSandbox -Fault 'every 5").CompletionMatches.CompletionText | Should -Contain "'every 5:reset'"
        (TabExpansion2 'Start-DmSandbox -Fault 12').CompletionMatches.CompletionText | Should -Contain "'12:reset'"
        (TabExpansion2 'Start-DmSandbox -Fault ').CompletionMatches.CompletionText | Should -Contain "'1:reset'"
        (TabExpansion2 'Start-DmSandbox -Fault 2:sta').CompletionMatches.CompletionText | Should -Contain "'2:status='"
        (TabExpansion2 'Start-DmSandbox -Fault 2:cut-json').CompletionMatches.ToolTip | Should -Be 'sends a response whose JSON ends too early'
    }

    It 'refuses requests for another host' {
        (Invoke-WebRequest -Uri "$($sandbox.ApiBaseUri)2/users/me" -Headers @{ Host = 'attacker.example' } -SkipHttpErrorCheck).StatusCode | Should -Be 421
    }

    It 'looks the same after Export-Clixml' {
        $path = Join-Path $TestDrive 'sandbox.xml'
        $sandbox | Export-Clixml -LiteralPath $path
        $back = Import-Clixml -LiteralPath $path

        $back | Out-String | Should -Be ($sandbox | Out-String)
        $back.Accounts[49].AccessToken | Should -Be $sandbox.Accounts[49].AccessToken
    }

    It 'ends with the runspace that started it' {
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        $started = $shell.AddScript('Import-Module $args[0]; Start-DmSandbox -EventCount 1').AddArgument((Get-TestedManifest)).Invoke()[0]
        Get-Status $started.ApiBaseUri $started.AccessToken | Should -Be 200
        $shell.Dispose()
        $runspace.Dispose()

        { Get-Status $started.ApiBaseUri $started.AccessToken } | Should -Throw
    }

    It 'ends when the module is removed, and with its process' {
        $removed = Start-Shell $TestDrive '$s = Start-DmSandbox -EventCount 1; Remove-Module TwitterDm; try { Invoke-WebRequest $s.ApiBaseUri } catch { $_.Exception.GetType().Name }'
        $removed.StandardOutput.ReadToEnd().Trim() | Should -Be 'HttpRequestException'
        $removed.WaitForExit()
        $removed.Dispose()
        $ended = Start-Shell $TestDrive '(Start-DmSandbox -EventCount 1).ApiBaseUri.AbsoluteUri'
        $address = $ended.StandardOutput.ReadToEnd().Trim()
        $ended.WaitForExit()
        $ended.Dispose()

        { Get-Status $address 'x' } | Should -Throw
    }
}
