# Helpers for all test files: the module under test, sandbox servers, child processes, errors, and request counts.

$root = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))

function Get-TestedManifest { Join-Path $root 'out' 'TwitterDm' 'TwitterDm.psd1' }

# The newest build, Debug or Release.
function Get-BuildOutput([string] $Project, [string] $File) {
    Get-ChildItem -Path (Join-Path $root $Project 'bin' '*' '*' $File) -ErrorAction Stop |
        Sort-Object LastWriteTime -Descending | Select-Object -First 1 -ExpandProperty FullName
}

# Starts the sandbox in its own process. -Fault accepts 'N:KIND', the fault for the Nth request (Connect-TwitterDm sends the first one).
function Start-TestServer([int] $EventCount = 250, [int] $RateLimit, [int] $SendLimit, [string[]] $Fault, [string] $Vocabulary) {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    # Otherwise, a killed process would leave the runtime's diagnostic pipe behind.
    $start.Environment['DOTNET_EnableDiagnostics'] = '0'
    $start.RedirectStandardOutput = $true
    $start.ArgumentList.Add((Get-BuildOutput 'src/TwitterDm.Sandbox.Host' 'TwitterDm.Sandbox.Host.dll'))
    $options = @('--port', 0, '--event-count', $EventCount) + @($Fault | ForEach-Object { if ($_) { '--fault', $_ } })
    if ($RateLimit) { $options += '--rate-limit', $RateLimit }
    if ($SendLimit) { $options += '--send-limit', $SendLimit }
    if ($Vocabulary) { $options += '--vocabulary', $Vocabulary }
    $options | ForEach-Object { $start.ArgumentList.Add("$_") }
    [pscustomobject]@{ Process = [System.Diagnostics.Process]::Start($start); Uri = $null }
}

# The URI of the server: the first word that it prints once it is listening.
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

# Connects to a server, by default with a valid token.
function Connect-TestServer($Server, [string] $Token = 'sandbox-user-token') {
    Connect-TwitterDm -AccessToken $Token -ApiBaseUri (Get-TestServerUri $Server)
}

# Starts the sandbox inside this process. It records requests ($server.Count) and sent messages ($server.Sent), issues tokens, and can
# replace or hold responses.
function Start-SignInServer([int] $EventCount = 250, [timespan] $TokenLifetime = '02:00:00', [int] $SendLimit = 500) {
    Add-Type -Path (Get-BuildOutput 'tests/TwitterDm.Pester.Server' 'TwitterDm.Pester.Server.dll')
    [TwitterDm.Pester.PesterServer]::new($EventCount, $TokenLifetime, $SendLimit)
}

# Connects to it as one of its accounts.
function Connect-SignInServer($Server, [int] $Account = 1) {
    Connect-TwitterDm -AccessToken (New-Token $Server -Account $Account).AccessToken -ApiBaseUri $Server.Uri
}

# Connects to it with the chat key of the account.
function Connect-ChatServer($Server, [int] $Account = 1) {
    Connect-TwitterDm -AccessToken (New-Token $Server -Account $Account).AccessToken -ApiBaseUri $Server.Uri -ChatKey $Server.Api.ChatKeyOf($Account, $false).Key
}

# Issues tokens for an account, as if it had just signed in.
function New-Token($Server, [int] $Account = 1, [string] $ClientId = 'sandbox-public-client') { $Server.Api.IssueTokens($ClientId, $Account, [string[]] @()) }

# The Connect-TwitterDm parameters for these tokens.
function Get-SignIn($Server, $Tokens) {
    @{ AccessToken = $Tokens.AccessToken; RefreshToken = $Tokens.RefreshToken; ClientId = $Tokens.ClientId; ApiBaseUri = $Server.Uri }
}

# Revokes a token on the server without the module's knowledge.
function Revoke-Token($Server, [string] $Token, [string] $ClientId = 'sandbox-public-client') {
    $null = Invoke-RestMethod -Method Post -Uri "$($Server.Uri)2/oauth2/revoke" -Body @{ token = $Token; client_id = $ClientId }
}

# The status code that the server returns for a token.
function Get-TokenStatus($Server, [string] $Token) {
    (Invoke-WebRequest -Uri "$($Server.Uri)2/users/me" -Headers @{ Authorization = "Bearer $Token" } -SkipHttpErrorCheck).StatusCode
}

function Get-PlainSecret([securestring] $Value) { ConvertFrom-SecureString $Value -AsPlainText }

# Creates a folder for saved sign-ins. It is not in TestDrive, which is cleared after each Describe: a sign-in can have a key in the user's
# keyring, so it must be removed with Remove-DmProfile. Its name is not that of a type, whatever its random part is.
function New-ProfileFolder {
    $env:TWITTERDM_PROFILE_PATH = Join-Path ([System.IO.Directory]::CreateTempSubdirectory('TwitterDm-').FullName) 'profiles'
    $env:TWITTERDM_PROFILE_PATH
}

function Remove-ProfileFolder {
    Get-DmProfile | ForEach-Object { Remove-DmProfile $_.Name }
    Remove-Item -LiteralPath (Split-Path $env:TWITTERDM_PROFILE_PATH) -Recurse
    $env:TWITTERDM_PROFILE_PATH = $null
}

# How to start another PowerShell like this one. A PowerShell installed as a .NET tool is a DLL that runs in dotnet.
function New-ShellStart {
    $start = [System.Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath)
    if ([System.IO.Path]::GetFileNameWithoutExtension($start.FileName) -eq 'dotnet') { $start.ArgumentList.Add((Join-Path $PSHOME 'pwsh.dll')) }
    $args | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.Environment['NO_COLOR'] = '1'
    $start.Environment['DOTNET_EnableDiagnostics'] = '0'
    $start
}

# Runs a script in a new PowerShell process with the module imported. Its standard streams are redirected.
function Start-Shell([string] $Folder, [string] $Script, [hashtable] $Environment = @{}) {
    $path = Join-Path $Folder "$(New-Guid).ps1"
    Set-Content -LiteralPath $path -Value "Import-Module '$(Get-TestedManifest)'", $Script
    $start = New-ShellStart -NoProfile -File $path
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    [System.Diagnostics.Process]::Start($start)
}

# Waits for the process to end and returns its output. -Kill ends it immediately.
function Receive-Shell($Process, [switch] $Kill) {
    if ($Kill) { $Process.Kill() }
    $errors = $Process.StandardError.ReadToEndAsync()
    $output = $Process.StandardOutput.ReadToEnd() + $errors.GetAwaiter().GetResult()
    $Process.WaitForExit()
    $Process.Dispose()
    $output
}

# Runs a command in its own runspace and stops it, like Ctrl+C, once the -When condition is met. Value is the value of -Variable after the
# stop.
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

# The error records of a command, terminating or not.
function Get-ErrorOf([scriptblock] $Command) {
    try { & $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } }
    catch { $_ }
}

# The output of a command before its error, and the error. An assignment would lose the output.
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

# Runs a command in its own runspace with the module imported, and returns the contents of its streams, including progress.
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

# Checks the properties that every error of the module has.
function Assert-Error($Record, [string] $Id, [string] $Category) {
    $Record | Should -HaveCount 1
    $Record.FullyQualifiedErrorId | Should -BeLike "$Id,TwitterDm.Commands.*"
    $Record.CategoryInfo.Category | Should -Be $Category
    $Record.Exception | Should -BeOfType 'TwitterDm.DmException'
    "Dm$($Record.Exception.Kind)" | Should -Be $Id
    $Record.ErrorDetails.Message | Should -Not -BeNullOrEmpty
    $Record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
}

# For files about classic messages, as $PSDefaultParameterValues: the sandbox's connections have a chat key, and read both sources by default.
function Get-ClassicDefault { @{ 'Get-DmEvent:Source' = 'Classic'; 'Get-DmConversation:Source' = 'Classic' } }

# The number of requests that a command makes.
function Measure-Request($Connection, [scriptblock] $Command) {
    $before = $Connection.Usage.Requests
    $null = & $Command
    $Connection.Usage.Requests - $before
}

# Writes a sample archive of made-up people: a zip file, or with -Folder an unpacked one.
function New-SampleArchive([string] $Path, [switch] $Folder) {
    $null = [System.Reflection.Assembly]::LoadFrom((Get-BuildOutput 'tests/TwitterDm.Testing' 'TwitterDm.Testing.dll'))
    $archive = [TwitterDm.Testing.Archives.SampleArchive]::Create()
    $Folder ? $archive.WriteFolder($Path) : $archive.WriteZip($Path)
}

# PowerShell 7.4 has no ConvertFrom-Json -DateKind.
function ConvertFrom-JsonText {
    $settings = [Newtonsoft.Json.JsonSerializerSettings]@{ DateParseHandling = 'None' }
    [Newtonsoft.Json.JsonConvert]::DeserializeObject("$input", [System.Collections.Generic.Dictionary[string, object][]], $settings)
}

Export-ModuleMember -Function *
