BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $folder = New-ProfileFolder
    $refresh = 'POST /2/oauth2/token'
    $modulePath = $env:PSModulePath

    # A replacement for the real module, with the same parameters and a file as the vault. A file 'fault' names the fault to simulate.
    $modules = [System.IO.Directory]::CreateTempSubdirectory('TwitterDm.').FullName
    $vault = Join-Path $modules 'vault.json'
    $fault = Join-Path $modules 'fault'
    $moduleFolder = New-Item (Join-Path $modules 'Microsoft.PowerShell.SecretManagement') -ItemType Directory
    New-ModuleManifest (Join-Path $moduleFolder 'Microsoft.PowerShell.SecretManagement.psd1') -RootModule 'Microsoft.PowerShell.SecretManagement.psm1' -ModuleVersion 1.1.2 -FunctionsToExport 'Get-SecretVault', 'Get-Secret', 'Set-Secret', 'Get-SecretInfo', 'Remove-Secret'
    Set-Content (Join-Path $moduleFolder 'Microsoft.PowerShell.SecretManagement.psm1') @'
$file = Join-Path $PSScriptRoot '../vault.json'
function Read-Vault([string] $Vault) {
    $fault = Get-Content (Join-Path $PSScriptRoot '../fault') -Raw -ErrorAction Ignore
    if ($Vault -ne 'Team' -or $fault -eq 'locked') { throw "Vault $Vault is not registered, or is locked." }
    $all = (Test-Path $file) ? (Get-Content $file -Raw | ConvertFrom-Json -AsHashtable) : @{}
    $all
}
function Save-Vault($All) { $All | ConvertTo-Json | Set-Content $file -NoNewline }
function Get-SecretVault {
    [CmdletBinding()] param([Parameter(Position = 0)][string] $Name)
    'Team', "Zoë's vault" | ForEach-Object { [pscustomobject]@{ Name = $_; ModuleName = 'Fake'; IsDefault = $false } }
}
function Get-SecretInfo {
    [CmdletBinding()] param([Parameter(Position = 0)][SupportsWildcards()][string] $Name = '*', [Parameter(Position = 1)][string] $Vault)
    (Read-Vault $Vault).Keys | Where-Object { $_ -like $Name } | Sort-Object | ForEach-Object { [pscustomobject]@{ Name = $_; Type = 'SecureString'; VaultName = $Vault } }
}
function Get-Secret {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string] $Name, [Parameter(Position = 1)][string] $Vault, [switch] $AsPlainText)
    $all = Read-Vault $Vault
    if (-not $all.ContainsKey($Name)) { throw "The secret $Name was not found." }
    if ($AsPlainText) { $all[$Name] } else { ConvertTo-SecureString $all[$Name] -AsPlainText -Force }
}
function Set-Secret {
    [CmdletBinding(DefaultParameterSetName = 'SecureString')]
    param(
        [Parameter(Mandatory, Position = 0)][string] $Name,
        [Parameter(Mandatory, ParameterSetName = 'SecureString')][securestring] $SecureStringSecret,
        [Parameter(Mandatory, ParameterSetName = 'Object')][object] $Secret,
        [Parameter(Position = 2)][string] $Vault,
        [hashtable] $Metadata,
        [switch] $NoClobber
    )
    $all = Read-Vault $Vault
    $fault = Get-Content (Join-Path $PSScriptRoot '../fault') -Raw -ErrorAction Ignore
    if ($fault -eq 'read-only') { throw 'The vault is read-only.' }
    $text = ConvertFrom-SecureString $SecureStringSecret -AsPlainText
    if ($fault -eq 'new ones' -and $all[$Name] -ne $text) { throw 'The vault takes nothing new.' }
    if ($fault -eq 'killed' -and $all[$Name] -ne $text) { [System.Diagnostics.Process]::GetCurrentProcess().Kill() }
    $all[$Name] = $text
    Save-Vault $all
}
function Remove-Secret {
    [CmdletBinding(SupportsShouldProcess)] param([Parameter(Mandatory, Position = 0)][string] $Name, [Parameter(Mandatory, Position = 1)][string] $Vault)
    $all = Read-Vault $Vault
    $all.Remove($Name)
    Save-Vault $all
}
'@
    $env:PSModulePath = $modules + [System.IO.Path]::PathSeparator + $modulePath
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $env:PSModulePath = $modulePath
    Remove-ProfileFolder
    Remove-Item -LiteralPath $modules -Recurse
    $server.Dispose()
}

Describe '-SecretVault' {
    BeforeEach {
        '{"TwitterDm-other":"{\"what\":\"is this\"}","Password":"hunter2"}' | Set-Content $vault
        $tokens = New-Token $server -Account 4
        $signIn = Get-SignIn $server $tokens
        $connection = Connect-TwitterDm @signIn -SaveAs me -SecretVault Team
        $server.Reset()
    }

    AfterEach {
        Get-DmConnection | Disconnect-TwitterDm
        Remove-Item $fault -ErrorAction Ignore
    }

    It 'stores a sign-in as one secret in the vault and in no file' {
        $all = Get-Content $vault -Raw | ConvertFrom-Json -AsHashtable
        $all.Keys | Sort-Object | Should -Be 'Password', 'TwitterDm-me', 'TwitterDm-other'
        $all['TwitterDm-me'] | Should -Match ([regex]::Escape($tokens.RefreshToken))
        Get-DmProfile | Should -BeNullOrEmpty
        Get-ChildItem $folder -Exclude *.lock | Should -BeNullOrEmpty
    }

    It 'loads the sign-in in the next session' {
        Disconnect-TwitterDm
        (Connect-TwitterDm -ProfileName me -SecretVault Team).User.Username | Should -Be 'sandbox_user4'

        @(Get-DmEvent) | Should -HaveCount 20
        Assert-Error (Get-ErrorOf { Connect-TwitterDm -ProfileName me }) 'DmNotFound' 'ObjectNotFound'
    }

    It 'saves refreshed tokens to the vault' {
        Revoke-Token $server $tokens.AccessToken
        $null = Get-DmEvent
        $server.Count($refresh) | Should -Be 1
        Get-Content $vault -Raw | Should -Not -Match ([regex]::Escape($tokens.RefreshToken))

        (Connect-TwitterDm -ProfileName me -SecretVault Team).User.Username | Should -Be 'sandbox_user4'
        $server.Count($refresh) | Should -Be 1
    }

    It 'keeps a chat key with the sign-in' {
        $key = $server.Api.ChatKeyOf(4, $false)
        (Get-DmProfile me -SecretVault Team).HasChatKey | Should -BeFalse
        $null = Connect-TwitterDm -ProfileName me -SecretVault Team -SaveAs me -ChatKey $key.Key

        (Get-DmProfile me -SecretVault Team).HasChatKey | Should -BeTrue
        (Connect-TwitterDm -ProfileName me -SecretVault Team).ChatKeyVersion | Should -BeExactly $key.Version
        # An older version of the module refuses this format, so that it cannot lose the key.
        (Get-Content $vault -Raw | ConvertFrom-Json -AsHashtable)['TwitterDm-me'] | Should -Match '"format":2'
    }

    It 'lists only sign-ins of this module, with the problem of a broken one' {
        $listed = Get-DmProfile -SecretVault Team

        $listed.Name | Should -Be 'me', 'other'
        $listed[0].Username | Should -Be 'sandbox_user4'
        $listed[0].Path | Should -Match "'TwitterDm-me'.*'Team'"
        $listed[1].Problem | Should -Match 'cannot be read'
        $listed | ConvertTo-Json -Depth 9 | Should -Not -Match 'sandbox-(access|refresh)-|hunter2'
    }

    It 'removes the sign-in' {
        Remove-DmProfile me -SecretVault Team -WhatIf
        (Get-DmProfile -SecretVault Team).Name | Should -Contain 'me'

        Remove-DmProfile me -SecretVault Team
        (Get-DmProfile -SecretVault Team).Name | Should -Be 'other'
        Assert-Error (Get-ErrorOf { Connect-TwitterDm -ProfileName me -SecretVault Team }) 'DmNotFound' 'ObjectNotFound'
        Assert-Error (Get-ErrorOf { Remove-DmProfile me -SecretVault Team }) 'DmNotFound' 'ObjectNotFound'
        Get-Content $vault -Raw | Should -Match 'hunter2'
    }

    It 'removes a sign-in that Get-DmProfile returned from its vault, and not the file of the same name' {
        $null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $server.Uri -SaveAs me 3> $null
        Get-DmProfile me -SecretVault Team | Remove-DmProfile

        (Get-DmProfile).Name | Should -Be 'me'
        (Get-DmProfile -SecretVault Team).Name | Should -Be 'other'
        Get-DmProfile me | Remove-DmProfile
        Get-DmProfile | Should -BeNullOrEmpty
    }

    It 'is used by Connect-TwitterDm without a name, which shows the vault if it is not clear which sign-in is meant' {
        $problem = Get-ErrorOf { Connect-TwitterDm -SecretVault Team }
        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match "2 sign-ins are saved in the vault 'Team'.*\n.*-SaveAs default -SecretVault 'Team'.*\n.*\n.*-ProfileName 'me' -SecretVault 'Team'"

        Remove-DmProfile other -SecretVault Team
        (Connect-TwitterDm -SecretVault Team).ProfileName | Should -Be 'me'
    }

    It 'completes the registered vaults, quotes their names, and does not open them' {
        Set-Content $fault 'locked' -NoNewline
        foreach ($line in 'Connect-TwitterDm -SecretVault ', 'Get-DmProfile -SecretVault ', 'Remove-DmProfile me -SecretVault ') {
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be "'Team'", "'Zoë''s vault'"
        }
    }

    It 'does not use the refresh token when the vault cannot be written: <_>' -ForEach 'locked', 'read-only' {
        Set-Content $fault $_ -NoNewline
        Revoke-Token $server $tokens.AccessToken
        $problem = Get-ErrorOf { Get-DmEvent }

        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        "$problem" | Should -Match 'Team.*(locked|read-only)'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Get-SecretVault'
        $server.Count($refresh) | Should -Be 0
        Remove-Item $fault
        @(Get-DmEvent) | Should -HaveCount 20
    }

    It 'reports a failed save after a refresh, keeps the tokens in use, and saves them with the next refresh' {
        Set-Content $fault 'new ones' -NoNewline
        Revoke-Token $server $tokens.AccessToken
        $sets = [System.Collections.Generic.List[object]]::new()
        $again = Connect-TwitterDm -ProfileName me -SecretVault Team -OnTokenRefresh { $sets.Add($args[0]) } -ErrorVariable problems -ErrorAction SilentlyContinue

        $again.User.Username | Should -Be 'sandbox_user4'
        Assert-Error $problems 'DmAuthentication' 'AuthenticationError'
        "$problems" | Should -Match 'could not be saved.*Team.*nothing new'
        $problems.ErrorDetails.RecommendedAction | Should -Match '-SaveAs'
        @(Get-DmEvent) | Should -HaveCount 20
        $sets | Should -HaveCount 1

        Remove-Item $fault
        Revoke-Token $server (Get-PlainSecret $sets[0].AccessToken)
        @(Get-DmEvent) | Should -HaveCount 20
        $null = Connect-TwitterDm -ProfileName me -SecretVault Team
        $server.Count($refresh) | Should -Be 2
    }

    It 'reports what to do after a process is killed between receiving and storing the tokens' {
        $before = Get-Content $vault -Raw
        Set-Content $fault 'killed' -NoNewline
        Revoke-Token $server $tokens.AccessToken
        $output = Receive-Shell (Start-Shell $TestDrive 'Connect-TwitterDm -ProfileName me -SecretVault Team; "came to its end"')
        $output | Should -Not -Match 'came to its end'
        $server.Count($refresh) | Should -Be 1
        $server.Api.IsValidRefreshToken($tokens.RefreshToken) | Should -BeFalse -Because 'it is spent'
        Get-Content $vault -Raw | Should -Be $before
        Remove-Item $fault

        $problem = Get-ErrorOf { Connect-TwitterDm -ProfileName me -SecretVault Team }
        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        "$problem" | Should -Match "'TwitterDm-me' of the vault 'Team'"
        $problem.ErrorDetails.RecommendedAction | Should -Match 'interrupted before its result was saved.*Sign in again'
    }
}

Describe '-SecretVault without its prerequisites' {
    It 'reports a vault that does not exist' {
        $server.Reset()
        foreach ($attempt in {
                Connect-TwitterDm -AccessToken token -ApiBaseUri $server.Uri -SaveAs me -SecretVault Nowhere }, {
                Connect-TwitterDm -ProfileName me -SecretVault Nowhere }, {
                Get-DmProfile -SecretVault Nowhere }, {
                Remove-DmProfile me -SecretVault Nowhere }) {
            $problem = Get-ErrorOf $attempt
            Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
            "$problem" | Should -Match 'Nowhere'
            $problem.ErrorDetails.RecommendedAction | Should -Match 'Get-SecretVault'
        }

        $server.Requests | Should -BeNullOrEmpty
    }

    It 'reports the missing module' {
        $path = $env:PSModulePath
        $env:PSModulePath = Join-Path $PSHOME 'Modules'
        try {
            $problem = Get-ErrorOf { Connect-TwitterDm -ProfileName me -SecretVault Team }
            $line = 'Connect-TwitterDm -SecretVault '
            (TabExpansion2 $line $line.Length).CompletionMatches | Where-Object ResultType -EQ ParameterValue | Should -BeNullOrEmpty
        }
        finally { $env:PSModulePath = $path }

        Assert-Error $problem 'DmAuthentication' 'AuthenticationError'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Microsoft\.PowerShell\.SecretManagement is installed'
    }
}
