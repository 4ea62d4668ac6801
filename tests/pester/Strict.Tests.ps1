# The ways of careful and unusual callers: each reads events and sends a message.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1", "$PSScriptRoot/../../out/TwitterDm/TwitterDm.psd1"
    $manifest = Get-TestedManifest
    $modules = Split-Path (Split-Path $manifest)
    $connection = Connect-TwitterDm -Sandbox -EventCount 60
    $strict = "Set-StrictMode -Version Latest; `$ErrorActionPreference = 'Stop'; "
    $work = "@(Get-DmEvent -First 3 -Source Classic).Count; (Send-DmMessage -To '@jacqueline' -Text 'Hello').Text"

    # Other processes take a while to start, and do that during the other tests.
    $job = Start-Job -ArgumentList $manifest {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        Import-Module $args[0]
        $null = Connect-TwitterDm -Sandbox
        Get-DmEvent -First 3 -Source Classic
        Send-DmMessage -To '@jacqueline' -Text 'From a job'
        Get-DmConnection
        Get-DmEvent -Participant '@nobody_here' -ErrorAction Continue
        Remove-Module TwitterDm
        Import-Module $args[0]
        "Errors: $($Error.Count), connections: $(@(Get-DmConnection).Count)"
    }
    $process = [runspacefactory]::CreateOutOfProcessRunspace([System.Management.Automation.Runspaces.TypeTable]::LoadDefaultTypeFiles())
    $process.OpenAsync()

    # Runs a script at the top of a new runspace that does not have the module yet.
    function Invoke-Fresh([string] $Script, [object[]] $Arguments, $Session = [initialsessionstate]::CreateDefault2()) {
        $runspace = [runspacefactory]::CreateRunspace($Session)
        $runspace.Open()
        $shell = [powershell]::Create($runspace)
        try {
            $null = $shell.AddScript($Script)
            foreach ($argument in $Arguments) { $null = $shell.AddArgument($argument) }
            $output = @($shell.Invoke())
            $shell.Streams.Error | Should -BeNullOrEmpty
            $output
        }
        finally {
            $shell.Dispose()
            $runspace.Dispose()
        }
    }
}

AfterAll {
    Remove-Job $job -Force
    $process.Dispose()
    Disconnect-TwitterDm $connection
}

Describe 'In strict mode, with errors that stop' {
    It 'the module is imported, lists and sends' {
        $done = Invoke-Fresh "$strict Import-Module `$args[0]; `$null = Connect-TwitterDm -Sandbox; $work; `$Error.Count" $manifest

        $done | Should -Be 3, 'Hello', 0
    }

    It 'every object is shown and written as usual' {
        $shown = Connect-TwitterDm -Sandbox -EventCount 60
        $objects = @{
            Events       = @(Get-DmEvent -Connection $shown -Source All -First 40 -ReportVariable report -WarningAction Ignore)
            Conversation = @(Get-DmConversation -Connection $shown -First 5) + @(Get-DmConversation -Connection $shown -Source Chat -First 5)
            Users        = Get-DmUser -Connection $shown '@jacqueline', '@layla_h'
            Sent         = @(Send-DmMessage -Connection $shown -To '@jacqueline' -Text 'Hello'; Send-DmMessage -Connection $shown -To '@jacqueline' -Text 'Hello' -Source Chat)
            Limits       = Get-DmRateLimit -Connection $shown
            Forecast     = Get-DmRateLimit -Connection $shown -EventCount 1000
            Checks       = Test-TwitterDm -Connection $shown
            Connection   = $shown
            Report       = $report
        }
        $objects.Copies = @(foreach ($value in @($objects.Values)) {
                $value | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 2)) }
            })
        $objects.Error = Get-ErrorOf { Get-DmEvent -Connection $shown -Participant '@nobody_here' }
        $show = {
            Import-Module $args[0]
            foreach ($key in $args[1].Keys | Sort-Object) {
                "== $key"
                $args[1][$key] | Out-String -Width 160
                $args[1][$key] | Format-List | Out-String -Width 160
                $args[1][$key] | Format-List * -Force | Out-String -Width 160
                $args[1][$key] | Select-Object -First 3 | ConvertTo-Csv
            }
        }
        $usual = Invoke-Fresh $show $manifest, $objects
        $strictly = Invoke-Fresh "$strict $show" $manifest, $objects
        Disconnect-TwitterDm $shown

        $usual.Count | Should -BeGreaterThan 40
        $strictly | Should -Be $usual
    }

    It 'an error can be caught, and has its id' {
        $caught = Invoke-Fresh "$strict Import-Module `$args[0]; `$null = Connect-TwitterDm -Sandbox; try { Get-DmEvent -Participant '@nobody_here'; 'none' } catch { `$_.FullyQualifiedErrorId }" $manifest

        $caught | Should -Be 'DmNotFound,TwitterDm.Commands.GetDmEventCommand'
    }
}

Describe 'The common parameter' {
    It '-OutVariable has what went down the pipeline' {
        $null = Get-DmEvent -Connection $connection -First 5 -Source Classic -OutVariable events
        $null = Send-DmMessage -Connection $connection -To '@jacqueline' -Text 'One' -OutVariable sent
        $null = Send-DmMessage -Connection $connection -To '@jacqueline' -Text 'Two' -OutVariable +sent

        $events | Should -HaveCount 5
        $events[0] | Should -BeOfType 'TwitterDm.DmEvent'
        $sent.Text | Should -Be 'One', 'Two'
    }

    It '-PipelineVariable is the object that is under way' {
        $events = Get-DmEvent -Connection $connection -First 5 -Source Classic -PipelineVariable read | ForEach-Object { $read.Id -eq $_.Id }
        $sent = 1..3 | ForEach-Object { [pscustomobject]@{ To = '@jacqueline'; Text = "Row $_" } } |
            Send-DmMessage -Connection $connection -PipelineVariable message | ForEach-Object { $message.Text }

        $events | Should -Be (, $true * 5)
        $sent | Should -Be 'Row 1', 'Row 2', 'Row 3'
    }

    It '-OutBuffer changes neither what arrives nor its order' {
        $expected = @(Get-DmEvent -Connection $connection -First 20 -Source Classic).Id
        $buffered = Get-DmEvent -Connection $connection -First 20 -Source Classic -OutBuffer 7 | ForEach-Object Id
        $sent = 1..4 | ForEach-Object { [pscustomobject]@{ To = '@jacqueline'; Text = "Buffer $_" } } | Send-DmMessage -Connection $connection -OutBuffer 3 | ForEach-Object Text

        $buffered | Should -Be $expected
        $sent | Should -Be 'Buffer 1', 'Buffer 2', 'Buffer 3', 'Buffer 4'
    }
}

Describe 'Imported' {
    It 'with a prefix, every cmdlet has it, with its completions and its help' {
        $done = Invoke-Fresh @'
Import-Module $args[0] -Prefix My
@(Get-Command -Module TwitterDm).Count
@((Get-Command -Module TwitterDm).Name -notmatch '-My').Count
$null = Connect-MyTwitterDm -Sandbox
@(Get-MyDmEvent -First 3 -Source Classic).Count
(Send-MyDmMessage -To '@jacqueline' -Text 'Hello').Text
(TabExpansion2 'Get-MyDmEvent -Connection ' -cursorColumn 26).CompletionMatches.CompletionText
(Get-Help Get-MyDmEvent).Synopsis.Length -gt 20
'@ $manifest

        $done | Should -Be (Get-Command -Module TwitterDm).Count, 0, 3, 'Hello', "'@sandbox_admin'", $true
    }

    It 'by version or identity, the module is the one that was asked for' {
        $data = Import-PowerShellDataFile $manifest
        $done = Invoke-Fresh @"
`$paths = `$env:PSModulePath
try {
    `$env:PSModulePath = '$modules' + [System.IO.Path]::PathSeparator + `$paths
    Import-Module TwitterDm -MinimumVersion $($data.ModuleVersion)
    Import-Module -FullyQualifiedName @{ ModuleName = 'TwitterDm'; RequiredVersion = '$($data.ModuleVersion)'; GUID = '$($data.Guid)' }
    try { Import-Module TwitterDm -MinimumVersion 99.0 -ErrorAction Stop } catch { "`$_" }
}
finally {
    `$env:PSModulePath = `$paths
}
`$null = Connect-TwitterDm -Sandbox
$work
"@

        $done[0] | Should -Match "'TwitterDm'.*'99\.0'"
        $done[1, 2] | Should -Be 3, 'Hello'
    }

    It 'in part, only the cmdlets that were asked for exist' {
        $done = Invoke-Fresh "$strict Import-Module `$args[0] -Cmdlet Connect-TwitterDm, Get-DmEvent, Send-DmMessage -NoClobber; (Get-Command -Module TwitterDm).Name; `$null = Connect-TwitterDm -Sandbox; $work" $manifest

        $done | Should -Be 'Connect-TwitterDm', 'Get-DmEvent', 'Send-DmMessage', 3, 'Hello'
    }

    It 'by using module, its types can be named in functions and classes' {
        $script = "$TestDrive/UsingModule.ps1"
        Set-Content -LiteralPath $script -Value @"
using module '$manifest'
Set-StrictMode -Version Latest
class Reader {
    [object[]] Read([int] `$count) { return @(Get-DmEvent -First `$count -Source Classic) }
}
function Get-Sender([TwitterDm.DmEvent[]] `$Events) { @(`$Events.SenderId).Count }
`$null = Connect-TwitterDm -Sandbox
Get-Sender ([Reader]::new().Read(3))
(Send-DmMessage -To '@jacqueline' -Text 'Hello').Text
"@
        Invoke-Fresh '& $args[0]' $script | Should -Be 3, 'Hello'
    }
}

Describe 'Many runspaces' {
    It 'share a connection: <how>' -ForEach @(
        @{ how = 'Start-ThreadJob'; run = { 1..3 | ForEach-Object { Start-ThreadJob -ArgumentList $_ -ScriptBlock $each } | Receive-Job -Wait -AutoRemoveJob } }
        @{ how = 'ForEach-Object -Parallel'; run = { 1..3 | ForEach-Object -ThrottleLimit 3 -Parallel {
                    Import-Module $using:manifest
                    "$(@(Get-DmEvent -Connection $using:connection -First 3 -Source Classic).Count) $((Send-DmMessage -Connection $using:connection -To '@jacqueline' -Text "Number $_").Text)"
                } } }
        @{ how = 'a runspace pool'; run = {
                $session = [initialsessionstate]::CreateDefault2()
                $session.ImportPSModule($manifest)
                $pool = [runspacefactory]::CreateRunspacePool(1, 2, $session, $Host)
                $pool.Open()
                $running = 1..3 | ForEach-Object {
                    $shell = [powershell]::Create()
                    $shell.RunspacePool = $pool
                    $null = $shell.AddScript('"$(@(Get-DmEvent -Connection $args[0] -First 3 -Source Classic).Count) $((Send-DmMessage -Connection $args[0] -To ''@jacqueline'' -Text "Number $($args[1])").Text)"').AddArgument($connection).AddArgument($_)
                    @{ Shell = $shell; Result = $shell.BeginInvoke() }
                }
                $running | ForEach-Object { $_.Shell.EndInvoke($_.Result); $_.Shell.Streams.Error; $_.Shell.Dispose() }
                $pool.Dispose()
            }
        }
    ) {
        $each = {
            Import-Module $using:manifest
            "$(@(Get-DmEvent -Connection $using:connection -First 3 -Source Classic).Count) $((Send-DmMessage -Connection $using:connection -To '@jacqueline' -Text "Number $($args[0])").Text)"
        }

        & $run 2>&1 | Sort-Object | Should -Be '3 Number 1', '3 Number 2', '3 Number 3'
    }

    It 'have a current connection each' {
        Start-ThreadJob { Import-Module $using:manifest; @(Get-DmConnection).Count; $null = Connect-TwitterDm -Sandbox; @(Get-DmConnection).Count } | Receive-Job -Wait -AutoRemoveJob | Should -Be 0, 1
    }
}

Describe 'A session that offers only some cmdlets, and no language' {
    It 'lists and sends' {
        $session = [initialsessionstate]::CreateRestricted('RemoteServer')
        $session.ImportPSModule($manifest)
        $session.LanguageMode = 'NoLanguage'
        $runspace = [runspacefactory]::CreateRunspace($session)
        $runspace.Open()
        $shell = [powershell]::Create($runspace)
        try {
            function Invoke-Only([string] $Name, [hashtable] $Parameters) {
                $shell.Commands.Clear()
                $shell.AddCommand($Name).AddParameters($Parameters).Invoke()
                $shell.Streams.Error | Should -BeNullOrEmpty
            }
            $null = Invoke-Only Connect-TwitterDm @{ Sandbox = $true }
            Invoke-Only Get-DmEvent @{ First = 3; Source = 'Classic' } | Should -HaveCount 3
            (Invoke-Only Send-DmMessage @{ To = '@jacqueline'; Text = 'Hello' }).Text | Should -Be 'Hello'
        }
        finally {
            $shell.Dispose()
            $runspace.Dispose()
        }
    }
}

Describe 'A job in another process' {
    BeforeAll {
        $received = @(Receive-Job $job -Wait -ErrorVariable problems -ErrorAction SilentlyContinue)
        $types = $received | ForEach-Object { $_.PSTypeNames[0] }
    }

    It 'returns events and messages, which views show and cmdlets accept' {
        $types | Should -Be (@('Deserialized.TwitterDm.DmEvent') * 3 + 'Deserialized.TwitterDm.DmMessage', 'Deserialized.TwitterDm.DmConnection', 'System.String')
        $received[5] | Should -Be 'Errors: 1, connections: 0' -Because 'the module was removed and imported again'
        $received[3].Text | Should -Be 'From a job'
        $received[0..2] | Out-String -Width 120 | Should -Match '(?s)Time +With +Text.*\d{4}-\d\d-\d\d'
        $received[3] | Get-DmEvent -Connection $connection -Source Classic -First 1 | Should -HaveCount 1
    }

    It 'returns errors with their id and advice' {
        $problems[0].FullyQualifiedErrorId | Should -Be 'DmNotFound,TwitterDm.Commands.GetDmEventCommand'
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'does not return a connection that can be used' {
        $record = Get-ErrorOf { Get-DmEvent -Connection $received[4] -First 1 }

        $record | Should -HaveCount 1
        "$record" | Should -Match 'comes from a job.*Connect-TwitterDm'
    }
}

Describe 'A remote session' {
    BeforeAll {
        while ($process.RunspaceStateInfo.State -eq 'Opening') { Start-Sleep -Milliseconds 20 }
        $remote = [System.Management.Automation.Runspaces.PSSession]::Create($process, 'Process', $null)
        Invoke-Command -Session $remote -ArgumentList $manifest { Import-Module $args[0]; $null = Connect-TwitterDm -Sandbox }
    }

    It 'lists and sends' {
        $events = Invoke-Command -Session $remote { Get-DmEvent -First 3 -Source Classic }
        $sent = Invoke-Command -Session $remote { Send-DmMessage -To $args[0] -Text 'Hello' } -ArgumentList '@jacqueline'

        $events | Should -HaveCount 3
        $events | Out-String -Width 160 | Should -Match 'Time +With +Text'
        $sent.Text | Should -Be 'Hello'
    }

    It 'is used by implicit remoting' {
        $far = Import-PSSession $remote -Module TwitterDm -Prefix Far -DisableNameChecking
        try {
            (Get-FarDmEvent -First 3 -Source Classic).Count | Should -Be 3
            ([pscustomobject]@{ To = '@jacqueline'; Text = 'From afar' } | Send-FarDmMessage).Text | Should -Be 'From afar'
            { Get-FarDmEvent -Participant '@nobody_here' -ErrorAction Stop } | Should -Throw -ErrorId 'DmNotFound,TwitterDm.Commands.GetDmEventCommand'
        }
        finally {
            Remove-Module $far
        }
    }
}
