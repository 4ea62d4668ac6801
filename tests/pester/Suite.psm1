# What the test files share: the module under test, a sandbox server on a port, errors and requests as things to look at.

$root = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))

function Get-TestedManifest { Join-Path $root 'out' 'TwitterDm' 'TwitterDm.psd1' }

# The newest build, debug or release.
function Get-BuildOutput([string] $Project, [string] $File) {
    Get-ChildItem -Path (Join-Path $root $Project 'bin' '*' '*' $File) -ErrorAction Stop |
        Sort-Object LastWriteTime -Descending | Select-Object -First 1 -ExpandProperty FullName
}

# The sandbox as a process of its own. -Fault takes 'N:KIND': what goes wrong with the Nth request (the first one is Connect-TwitterDm's).
function Start-TestServer([int] $EventCount = 250, [int] $RateLimit, [int] $SendLimit, [string[]] $Fault) {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    # A killed process would leave the runtime's pipe for debuggers behind.
    $start.Environment['DOTNET_EnableDiagnostics'] = '0'
    $start.RedirectStandardOutput = $true
    $start.ArgumentList.Add((Get-BuildOutput 'src/TwitterDm.Sandbox.Host' 'TwitterDm.Sandbox.Host.dll'))
    $options = @('--port', 0, '--event-count', $EventCount) + @($Fault | ForEach-Object { if ($_) { '--fault', $_ } })
    if ($RateLimit) { $options += '--rate-limit', $RateLimit }
    if ($SendLimit) { $options += '--send-limit', $SendLimit }
    $options | ForEach-Object { $start.ArgumentList.Add("$_") }
    [pscustomobject]@{ Process = [System.Diagnostics.Process]::Start($start); Uri = $null }
}

# Its address: the first word that it prints when it listens.
function Get-TestServerUri($Server) {
    if (-not $Server.Uri) { $Server.Uri = [uri] $Server.Process.StandardOutput.ReadLine().Split(' ')[0] }
    $Server.Uri
}

function Stop-TestServer {
    param([Parameter(ValueFromPipeline)] $Server)
    process {
        if ($Server) {
            $Server.Process.Kill()
            $Server.Process.WaitForExit()
            $Server.Process.Dispose()
        }
    }
}

# A connection to a server; by default with the token that it takes.
function Connect-TestServer($Server, [string] $Token = 'sandbox-user-token') {
    Connect-TwitterDm -AccessToken $Token -ApiBaseUri (Get-TestServerUri $Server)
}

# The sandbox on a port of this process: it tells what was asked ($server.Count) and sent ($server.Sent), issues tokens, and replaces or
# holds answers.
function Start-SignInServer([int] $EventCount = 250, [timespan] $TokenLifetime = '02:00:00', [int] $SendLimit = 500) {
    Add-Type -Path (Get-BuildOutput 'tests/TwitterDm.Pester.Server' 'TwitterDm.Pester.Server.dll')
    [TwitterDm.Pester.PesterServer]::new($EventCount, $TokenLifetime, $SendLimit)
}

# A connection to it, as one of its accounts.
function Connect-SignInServer($Server, [int] $Account = 1) {
    Connect-TwitterDm -AccessToken (New-Token $Server -Account $Account).AccessToken -ApiBaseUri $Server.Uri
}

# The tokens of an account, as if it had signed in just now.
function New-Token($Server, [int] $Account = 1, [string] $ClientId = 'sandbox-public-client') { $Server.Api.IssueTokens($ClientId, $Account, [string[]] @()) }

# The parameters of Connect-TwitterDm for such tokens.
function Get-SignIn($Server, $Tokens) {
    @{ AccessToken = $Tokens.AccessToken; RefreshToken = $Tokens.RefreshToken; ClientId = $Tokens.ClientId; ApiBaseUri = $Server.Uri }
}

# Makes a token worthless at the server, behind the module's back.
function Revoke-Token($Server, [string] $Token, [string] $ClientId = 'sandbox-public-client') {
    $null = Invoke-RestMethod -Method Post -Uri "$($Server.Uri)2/oauth2/revoke" -Body @{ token = $Token; client_id = $ClientId }
}

# What the server says to a token.
function Get-TokenStatus($Server, [string] $Token) {
    (Invoke-WebRequest -Uri "$($Server.Uri)2/users/me" -Headers @{ Authorization = "Bearer $Token" } -SkipHttpErrorCheck).StatusCode
}

function Get-PlainSecret([securestring] $Value) { ConvertFrom-SecureString $Value -AsPlainText }

# A folder of the test's own for saved sign-ins. Not in TestDrive, which is emptied after each Describe: a sign-in can have a key in the
# keyring of who runs the tests, and is forgotten in good order.
function New-ProfileFolder {
    $env:TWITTERDM_PROFILE_PATH = Join-Path ([System.IO.Directory]::CreateTempSubdirectory('TwitterDm.').FullName) 'profiles'
    $env:TWITTERDM_PROFILE_PATH
}

function Remove-ProfileFolder {
    Get-DmConnection -ListAvailable | ForEach-Object { Disconnect-TwitterDm -ProfileName $_.Name -Forget }
    Remove-Item -LiteralPath (Split-Path $env:TWITTERDM_PROFILE_PATH) -Recurse
    $env:TWITTERDM_PROFILE_PATH = $null
}

# How to start another PowerShell like this one. One that is a .NET tool is a library of the program dotnet.
function New-ShellStart {
    $start = [System.Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath)
    if ([System.IO.Path]::GetFileNameWithoutExtension($start.FileName) -eq 'dotnet') { $start.ArgumentList.Add((Join-Path $PSHOME 'pwsh.dll')) }
    $args | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.Environment['NO_COLOR'] = '1'
    $start.Environment['DOTNET_EnableDiagnostics'] = '0'
    $start
}

# A script in a PowerShell of its own, with the module imported; it can be asked, and be written to.
function Start-Shell([string] $Folder, [string] $Script, [hashtable] $Environment = @{}) {
    $path = Join-Path $Folder "$(New-Guid).ps1"
    Set-Content -LiteralPath $path -Value "Import-Module '$(Get-TestedManifest)'", $Script
    $start = New-ShellStart -NoProfile -File $path
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    [System.Diagnostics.Process]::Start($start)
}

# What it printed, at its end; -Kill does not wait for that.
function Receive-Shell($Process, [switch] $Kill) {
    if ($Kill) { $Process.Kill() }
    $errors = $Process.StandardError.ReadToEndAsync()
    $output = $Process.StandardOutput.ReadToEnd() + $errors.GetAwaiter().GetResult()
    $Process.WaitForExit()
    $Process.Dispose()
    $output
}

# Runs a command in a runspace of its own, and stops it, as Ctrl+C does, when it has come to what is waited for. Value is what a variable
# of it holds after that.
function Stop-Command([string] $Script, $Connection, [scriptblock] $When, [string] $Variable) {
    $longest = [timespan]::FromSeconds(10)
    $shell = [powershell]::Create()
    $null = $shell.AddScript('Import-Module $args[0]').AddArgument((Get-TestedManifest)).Invoke()
    $shell.Commands.Clear()
    $null = $shell.AddScript($Script).AddArgument($Connection)
    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $When $shell $output) -and -not $running.AsyncWaitHandle.WaitOne(10) -and $clock.Elapsed -lt $longest) { }

    $stopped = [pscustomobject]@{ Waited = -not $running.IsCompleted; Took = $null; State = $null; Output = $output; Errors = $shell.Streams.Error; Value = $null }
    $clock.Restart()
    $ended = $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne($longest)
    $stopped.Took = $clock.Elapsed
    $stopped.State = $shell.InvocationStateInfo.State
    if ($ended) {
        if ($Variable) { $stopped.Value = $shell.Runspace.SessionStateProxy.GetVariable($Variable) }
        $shell.Dispose()
    }
    $stopped
}

# The errors of a command, terminating or not, as records.
function Get-ErrorOf([scriptblock] $Command) {
    try { & $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } }
    catch { $_ }
}

# What a command emits before its error, and the error. An assignment would lose the former.
function Read-ToError([scriptblock] $Command) {
    $read = [pscustomobject]@{ Events = [System.Collections.Generic.List[object]]::new(); Warnings = @(); Problems = @() }
    try {
        & $Command 3>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.WarningRecord]) { $read.Warnings += $_ } else { $read.Events.Add($_) }
        }
    }
    catch {
        $read.Problems += $_
    }

    $read
}

# A command in a runspace of its own, with the module imported, to its end: what it put into each stream, progress as well.
function Invoke-Runspace([string] $Script, [object[]] $Arguments) {
    $shell = [powershell]::Create()
    try {
        $null = $shell.AddScript('Import-Module $args[0]').AddArgument((Get-TestedManifest)).Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddScript($Script)
        foreach ($argument in $Arguments) { $null = $shell.AddArgument($argument) }
        $output = @($shell.Invoke())
        [pscustomobject]@{ Output = $output; Errors = @($shell.Streams.Error); Verbose = @($shell.Streams.Verbose); Progress = @($shell.Streams.Progress) }
    }
    finally {
        $shell.Dispose()
    }
}

# What every error of the module has, whatever it is about.
function Assert-Error($Record, [string] $Id, [string] $Category) {
    $Record | Should -HaveCount 1
    $Record.FullyQualifiedErrorId | Should -BeLike "$Id,TwitterDm.Commands.*"
    $Record.CategoryInfo.Category | Should -Be $Category
    $Record.Exception | Should -BeOfType 'TwitterDm.DmException'
    "Dm$($Record.Exception.Kind)" | Should -Be $Id
    $Record.ErrorDetails.Message | Should -Not -BeNullOrEmpty
    $Record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
}

# How many requests a command costs.
function Measure-Request($Connection, [scriptblock] $Command) {
    $before = $Connection.Usage.Requests
    $null = & $Command
    $Connection.Usage.Requests - $before
}

Export-ModuleMember -Function *
