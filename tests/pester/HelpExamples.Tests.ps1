# Every example of the help, the README, the tour and the page about the sandbox is run against the sandbox, in order: those of a cmdlet's page
# in one session, the others in one session for each section. What is not run, and what is expected to fail, is in these tables.
BeforeDiscovery {
    $notRun = @(
        @{ code = '-UsePin|-NoBrowser|-ClientId ''the client id'' (-Scope \$scope )?-SaveAs'; why = 'It needs a person at a browser. SignIn.Tests.ps1 plays one.' }
        @{ code = '-SecretVault|@keep\b'; why = 'It needs a vault. SecretVault.Tests.ps1 has one.' }
        @{ code = 'Error\[0\]\.TargetObject'; why = 'It needs a script block that failed. Refresh.Tests.ps1 has one.' }
        @{ code = '-PageToken \$(position|token)'; why = 'It waits for the end of a window, or has nothing to resume. Pipelines.Tests.ps1 resumes.' }
        @{ code = 'Install-PSResource|dotnet build'; why = 'It installs or builds the module.' }
        @{ code = '/opt/twitterdm/'; why = 'It needs the sample scripts. Automation.Tests.ps1 runs them, and this.' }
    )
    $fails = @(
        @{ code = '^\$failed\.TargetObject \| Send-DmMessage'; error = 'does not accept messages|There is no user' }
        @{ code = 'Get-DmConversation -Unanswered'; error = 'The key of the conversation \S+ of X Chat was not received' }
        @{ code = '-SpendingLimit'; error = 'was not sent: it could cost' }
    )
    $folder = "$PSScriptRoot/../../docs/en-US"
    $others = [ordered]@{ README = "$folder/../../README.md"; tour = "$folder/../README.md"; sandbox = "$folder/../sandbox.md" }
    $pages = foreach ($file in @(Get-ChildItem -Path $folder -Filter *.md) + @(Get-Item -Path @($others.Values))) {
        $text = (Get-Content -LiteralPath $file.FullName -Raw) -replace '\r\n', "`n"
        $heading = ''
        $blocks = foreach ($match in [regex]::Matches($text, '(?ms)^#+ (?<heading>[^\n]+)|^```powershell\n(?<code>.*?)^```(\n\n(?<prose>[^`#].*?)?^```text\n(?<shown>.*?)^```)?')) {
            if ($match.Groups['heading'].Success) { $heading = $match.Groups['heading'].Value; continue }
            $code = $match.Groups['code'].Value
            $shown = $match.Groups['prose'].Value -match '(?m)^#|^```' ? '' : $match.Groups['shown'].Value
            @{
                Heading = $heading; Code = $code; Shown = $shown
                Why = @($notRun | Where-Object { $code -match $_.code })[0].why
                Fails = @($fails | Where-Object { $code -match $_.code })[0].error
            }
        }
        $other = $others.Keys | Where-Object { (Resolve-Path $others[$_]).Path -eq $file.FullName }
        @{ Name = $other ?? $file.BaseName; IsTopic = $other -or $file.BaseName -like 'about_*'; Blocks = @($blocks) }
    }
    $skipped = $pages | ForEach-Object { $page = $_; $page.Blocks | Where-Object Why | ForEach-Object { @{ Page = $page.Name; Heading = $_.Heading; Why = $_.Why } } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 60
    $null = New-ProfileFolder
    $key = $server.Api.ChatKeyOf(1, $false)

    # Threads and jobs of the examples load the module by its name.
    $modulePath = $env:PSModulePath
    $env:PSModulePath = (Split-Path (Split-Path (Get-TestedManifest))) + [System.IO.Path]::PathSeparator + $modulePath

    # Other programs and people, for a session. $secrets has the secrets by their names.
    $world = {
        param($manifest, $folder, $secrets)
        Set-Location -LiteralPath $folder
        Import-Module $manifest
        $WarningPreference = $ProgressPreference = 'SilentlyContinue'
        $ConfirmPreference = 'None'
        $global:exampleSecrets = $secrets
        function global:Get-Secret([string] $Name, [switch] $AsPlainText) {
            if (-not $exampleSecrets.ContainsKey($Name)) { throw "The test has no secret '$Name'." }
            if ($AsPlainText) { $exampleSecrets[$Name] } else { ConvertTo-SecureString $exampleSecrets[$Name] -AsPlainText -Force }
        }
        function global:Set-Secret([string] $Name, $Secret) { $exampleSecrets[$Name] = ConvertFrom-SecureString $Secret -AsPlainText }
        function global:Read-Host([string] $Prompt, [switch] $AsSecureString) { Get-Secret $Prompt -AsPlainText:(-not $AsSecureString) }
    }

    # The files that the examples read.
    $files = (New-Item -Path (Join-Path ([System.IO.Path]::GetTempPath()) "TwitterDm.$(New-Guid)") -ItemType Directory).FullName
    $null = New-SampleArchive (Join-Path $files twitter-archive.zip)
    '@jacqueline', '@layla_h' | ForEach-Object { [pscustomobject]@{ To = $_; Handle = $_; Name = $_; Text = 'Hello' } } | Export-Csv -Path (Join-Path $files people.csv)
    Copy-Item -Path (Join-Path $files people.csv) -Destination (Join-Path $files guests.csv)
    Set-Content -LiteralPath (Join-Path $files keys.txt) -Value $key.Key
    $sandbox = Connect-TwitterDm -Sandbox -EventCount 60
    $null = Get-DmEvent -Connection $sandbox -WarningAction Ignore | Export-DmTranscript -Path (Join-Path $files backup) -As JsonLines -WarningAction Ignore
    $sandbox | Disconnect-TwitterDm

    # The sign-ins 'support' and 'sales', as if somebody had just signed in: an example may have revoked or removed them.
    function Save-SignIn {
        foreach ($name in 'support', 'sales') {
            $signIn = Get-SignIn $server (New-Token $server -Account ($name -eq 'support' ? 1 : 2))
            $own = $server.Api.ChatKeyOf(($name -eq 'support' ? 1 : 2), $false).Key
            Connect-TwitterDm @signIn -ChatKey $own -SaveAs $name -WarningAction Ignore | Disconnect-TwitterDm
        }
    }

    function Get-ExampleSecret {
        $tokens = New-Token $server
        @{
            XToken = $tokens.AccessToken; XAccess = $tokens.AccessToken; XRefresh = $tokens.RefreshToken; XChatKey = $key.Key
            'API key secret' = 'sandbox consumer+secret/é&=%'; 'Access token' = $tokens.AccessToken; 'App-only token' = 'sandbox-app-only-token'
            XApiSecret = 'sandbox consumer+secret/é&=%'; XAccessToken = '1385551234567890123-sandbox-access-token'; XAccessTokenSecret = 'sandbox token+secret/ü&=~'
        }
    }

    # The code for the sandbox: its app, its key, no long waits.
    function Get-RunnableCode([string] $Code) {
        $Code -replace "'the client id'", "'sandbox-public-client'" -replace "'the app''s API key'|'the API key'", "'sandbox-consumer-key'" `
            -replace '~/\.xurl/keys\.yml', './keys.txt' -replace '-Timeout \w+', '-Timeout 1s' -replace '-Port 8080', '' -replace 'Start-Sleep -Seconds \d+', 'Start-Sleep -Milliseconds 1500'
    }

    # Runs code in the session; returns its output, and what went wrong.
    function Invoke-Code($Shell, [string] $Code) {
        $Shell.Commands.Clear()
        $Shell.Streams.ClearStreams()
        $null = $Shell.AddScript($Code)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $Shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        if (-not $running.AsyncWaitHandle.WaitOne([timespan]::FromSeconds(30))) {
            $Shell.Stop()
            return [pscustomobject]@{ Output = $output; Errors = 'It did not end within 30 seconds.' }
        }
        $thrown = try { $null = $Shell.EndInvoke($running) } catch { "$_" }
        [pscustomobject]@{ Output = $output; Errors = @($Shell.Streams.Error | ForEach-Object { "$_" }; $thrown) }
    }

    # Runs a block; returns what went wrong.
    function Test-Block($Shell, $Block) {
        if ($Block.Code -match '-ProfileName|-Name s|DmProfile|support|sales') { Save-SignIn }
        $outside = $Block.Code -match 'Connect-TwitterDm' -and $Block.Code -notmatch 'Connect-TwitterDm -Sandbox|ApiBaseUri'
        $defaults = "`$PSDefaultParameterValues = @{ 'Watch-DmEvent:Timeout' = '1s'$(
            if ($outside) { "; 'Connect-TwitterDm:ApiBaseUri' = '$($server.Uri)'" }
            elseif ($Block.Code -match 'Connect-TwitterDm -Sandbox') { "; 'Connect-TwitterDm:EventCount' = 60" }
        ) }"
        if ($Block.Code -match 'FromEnvironment' -and $Block.Code -notmatch 'env:') { $env:TWITTERDM_ACCESS_TOKEN = (New-Token $server).AccessToken }
        $run = Invoke-Code $Shell "$defaults`n$(Get-RunnableCode $Block.Code)"
        Remove-Item -Path env:TWITTERDM_* -Exclude TWITTERDM_PROFILE_PATH, TWITTERDM_TEST_*
        $run.Errors | Where-Object { $_ -and -not ($Block.Fails -and $_ -match $Block.Fails) }
        if ($Block.Shown -match '(?m)^(.*\n)-[- ]*--$') {
            $header = $Matches[1].Trim() -replace ' +', ' '
            if (@($run.Output | Out-String -Stream -Width 120 | ForEach-Object { $_.Trim() -replace ' +', ' ' }) -notcontains $header) { "It did not show the columns '$header'." }
        }
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $env:PSModulePath = $modulePath
    Remove-ProfileFolder
    Remove-Item -LiteralPath $files -Recurse
    $server.Dispose()
}

Describe 'The examples of <Name>' -ForEach $pages {
    It 'run' {
        $folder = Join-Path $TestDrive $Name
        Copy-Item -LiteralPath $files -Destination $folder -Recurse 
        if ($Name -ne 'Import-DmTranscript') { Remove-Item -LiteralPath (Join-Path $folder backup) -Recurse }
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript($world).AddArgument((Get-TestedManifest)).AddArgument($folder).AddArgument((Get-ExampleSecret)).Invoke()
            $shell.HadErrors | Should -BeFalse -Because "$($shell.Streams.Error)"
            $section = $null
            $problems = foreach ($block in $Blocks | Where-Object { -not $_.Why }) {
                if ($null -eq $section -or ($IsTopic -and $section -ne $block.Heading)) {
                    $connect = if ($block.Code -notmatch 'Connect-TwitterDm|Start-DmSandbox') { '$null = Connect-TwitterDm -Sandbox -EventCount 60' }
                    $null = Invoke-Code $shell "Get-DmConnection | Disconnect-TwitterDm; $connect"
                }
                $section = $block.Heading
                Test-Block $shell $block | ForEach-Object { "$($section): $_`n$($block.Code)" }
            }
            $problems -join "`n" | Should -BeNullOrEmpty
        }
        finally {
            $null = Invoke-Code $shell 'Get-DmConnection | Disconnect-TwitterDm'
            $shell.Dispose()
        }
    }
}

Describe 'Examples that are not run' {
    It 'are few, and each has a reason' -ForEach @{ Skipped = $skipped; All = $pages.ForEach({ $_.Blocks }).Count } {
        $Skipped | ForEach-Object { $_.Why | Should -Not -BeNullOrEmpty }
        $Skipped.Count | Should -BeLessThan ($All / 5)
    }
}
