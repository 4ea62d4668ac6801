BeforeDiscovery {
    Import-Module "$PSScriptRoot/../../out/TwitterDm/TwitterDm.psd1"
    $common = [System.Management.Automation.Cmdlet]::CommonParameters
    $cmdlets = foreach ($command in Get-Command -Module TwitterDm) {
        $own = $command.Parameters.Values | Where-Object Name -notin $common
        @{ Name = $command.Name; Command = $command; Own = @($own | ForEach-Object { @{ Name = $_.Name; Parameter = $_ } }) }
    }
    $pages = Get-ChildItem -Path "$PSScriptRoot/../../docs/en-US" -Filter *.md | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/TwitterDm/TwitterDm.psd1"

    function Get-SyntaxError([string] $Code) {
        $tokens = $problems = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $tokens, [ref] $problems)
        $problems
    }

    function Get-CommandAst([string] $Code) {
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null)
        $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
    }
}

Describe 'The help of <Name>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help -Name $Name -Full
        $parameters = @($help.parameters.parameter)
    }

    It 'is the written help, with a synopsis' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match ([regex]::Escape($Name) + ' \[')
    }

    It 'has a description' {
        ($help.description | Out-String).Trim() | Should -Not -BeNullOrEmpty
    }

    It 'has examples whose code parses' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        foreach ($example in $help.examples.example) {
            $example.code | Should -Match ([regex]::Escape($Name))
            Get-SyntaxError $example.code | Should -BeNullOrEmpty -Because $example.title
        }
    }

    It 'documents the output type' {
        $expected = @($Command.OutputType.Name | Where-Object { $_ -ne 'System.Void' })
        @($help.returnValues.returnValue.type.name) | Should -Be ($expected ? $expected : 'None')
    }

    It 'shows the same parameter sets as Get-Command' {
        $expected = $Command.ParameterSets | ForEach-Object {
            ($_.Parameters | Where-Object Name -in $Own.Name | ForEach-Object Name | Sort-Object) -join ' '
        }
        $actual = @($help.syntax.syntaxItem) | ForEach-Object { ($_.parameter | ForEach-Object name | Sort-Object) -join ' ' }
        $actual | Sort-Object | Should -Be @($expected | Sort-Object)
    }

    It 'opens its own page with -Online' {
        $Command.HelpUri | Should -Be "https://github.com/twitterdm/twitterdm/blob/main/docs/en-US/$Name.md"
        Join-Path $PSScriptRoot ../.. ([uri] $Command.HelpUri).AbsolutePath.Replace('/twitterdm/twitterdm/blob/main/', '') | Should -Exist
    }

    It 'ends with links to related pages' {
        $help.relatedLinks.navigationLink.uri[0] | Should -Be $Command.HelpUri
        $help.relatedLinks.navigationLink.Count | Should -BeGreaterThan 2
    }

    It 'documents -<Name> correctly' -ForEach $Own {
        $documented = $parameters | Where-Object name -eq $Name
        $documented | Should -HaveCount 1
        ($documented.description | Out-String).Trim() | Should -Not -BeNullOrEmpty
        $sets = $Parameter.ParameterSets.Values
        $documented.required | Should -Be "$([bool]($sets | Where-Object IsMandatory))"
        $documented.pipelineInput -like '*ByValue*' | Should -Be ([bool]($sets | Where-Object ValueFromPipeline))
        $documented.pipelineInput -like '*ByPropertyName*' | Should -Be ([bool]($sets | Where-Object ValueFromPipelineByPropertyName))
        $documented.globbing | Should -Be "$([bool] $Parameter.Attributes.Where({ $_ -is [SupportsWildcards] }))"
        $documented.aliases | Should -Be ($Parameter.Aliases ? ($Parameter.Aliases -join ', ') : 'none')
    }

    It 'shows -WhatIf and -Confirm if the cmdlet supports them' {
        $supported = [bool] $Command.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false).SupportsShouldProcess
        foreach ($name in 'WhatIf', 'Confirm') {
            $found = Get-Help -Name $Command.Name -Parameter $name -ErrorAction SilentlyContinue
            [bool] $found | Should -Be $supported
            ($help.syntax | Out-String) -match "\[-$name\]" | Should -Be $supported
            if ($supported) {
                ($found.description | Out-String).Trim() | Should -Match '^(Shows what would happen|Prompts you for confirmation)'
            }
        }
    }

    It 'documents the default value of -<Name>' -ForEach $Own {
        $instance = $Command.ImplementingType::new()
        try {
            # PowerShell adds -WhatIf and -Confirm; the class does not have them.
            $value = $Name -in 'WhatIf', 'Confirm' ? [switch] $false : $instance.$Name
        }
        finally {
            $instance.Dispose()
        }

        $told = ($parameters | Where-Object name -eq $Name).defaultValue
        if ($value -is [System.Array] -or $null -eq $value) {
            $told | Should -BeIn 'None', 'The current connection'
        }
        else {
            $told | Should -Be "$value"
        }
    }
}

Describe 'The page <Name>' -ForEach $pages {
    BeforeAll {
        $text = Get-Content -Path $Path -Raw
        $code = [regex]::Matches($text, '(?ms)^```powershell\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
    }

    It 'has code that parses' {
        $code | Should -Not -BeNullOrEmpty
        foreach ($block in $code) {
            Get-SyntaxError $block | Should -BeNullOrEmpty -Because $block
        }
    }

    It 'uses only existing cmdlets and parameters of this module' {
        $own = Get-Command -Module TwitterDm
        foreach ($call in $code | ForEach-Object { Get-CommandAst $_ } | Where-Object { $_.GetCommandName() -match '-(Dm|TwitterDm)' }) {
            $command = $own | Where-Object Name -eq $call.GetCommandName()
            $command | Should -HaveCount 1 -Because $call
            foreach ($used in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                $command.Parameters.Keys | Should -Contain $used.ParameterName -Because $call
            }
        }
    }
}

Describe 'The topic about_TwitterDm' {
    BeforeAll {
        $topic = Get-Help -Name about_TwitterDm
    }

    It 'is found' {
        $topic | Should -Match 'SHORT DESCRIPTION'
    }

    It 'mentions every cmdlet' {
        foreach ($command in Get-Command -Module TwitterDm) {
            $topic | Should -Match ([regex]::Escape($command.Name))
        }
    }

    It 'refers to <Name>' -ForEach ($pages | Where-Object Name -Like 'about_TwitterDm_*') {
        $topic | Should -Match "\b$Name\b"
    }
}

Describe 'The topic about_TwitterDm_Errors' {
    BeforeAll {
        $topic = Get-Help -Name about_TwitterDm_Errors
    }

    It 'has a section for every error id' {
        $ids = [enum]::GetNames([TwitterDm.DmErrorKind]).ForEach({ "Dm$_" })
        $ids += Get-ChildItem -Path "$PSScriptRoot/../../src/TwitterDm" -Include *.cs -Recurse |
            Select-String -Pattern 'new(?: ErrorRecord)?\(.*, "(\w+)", ErrorCategory\.' | ForEach-Object { $_.Matches[0].Groups[1].Value }
        $ids | Should -Contain 'DmTokenHandlerFailed'
        foreach ($id in $ids) {
            $topic | Should -Match "(?m)^  $id\r?$"
        }
    }

    It 'mentions every reason that an error can have' {
        # These come with warnings, which do not show them.
        $ofWarnings = 'None', 'RefreshTokenNotKept', 'KeyringUnavailable', 'ChatNotIncluded', 'BrowserNotOpened', 'IdPossiblyRounded', 'ChatKeyReplaced', 'ChatKeyNotUsed'
        $reasons = [enum]::GetNames([TwitterDm.DmConnection].Assembly.GetType('TwitterDm.DmErrorReason')) | Where-Object { $_ -notin $ofWarnings }
        $reasons.Count | Should -BeGreaterThan 80
        foreach ($reason in $reasons) {
            $topic | Should -MatchExactly "\b$reason\b"
        }
    }
}

Describe 'The length of the help' {
    BeforeAll {
        # As wc -w counts.
        function Get-WordCount([string] $Path) { [regex]::Matches((Get-Content -LiteralPath $Path -Raw), '\S+').Count }
    }

    It 'is less than 1,900 words on <Name>' -ForEach $pages {
        Get-WordCount $Path | Should -BeLessThan 1900
    }

    It 'is less than 22,000 words in all' -ForEach @{ Pages = $pages } {
        ($Pages | ForEach-Object { Get-WordCount $_.Path } | Measure-Object -Sum).Sum | Should -BeLessThan 22000
    }
}

Describe 'The topic about_TwitterDm_Authentication' {
    BeforeAll {
        $topic = Get-Help -Name about_TwitterDm_Authentication
    }

    It 'is found' {
        $topic | Should -Match 'SHORT DESCRIPTION'
    }

    It 'mentions every parameter for signing in and out' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $elsewhere = 'Sandbox', 'EventCount', 'RateLimit', 'ApiBaseUri', 'AuthorizeUri', 'SpendingLimit'
        foreach ($name in (Get-Command -Name Connect-TwitterDm, Disconnect-TwitterDm, Get-DmConnection).Parameters.Keys) {
            if ($name -notin $common + $elsewhere) {
                $topic -match "-$name\b|\b$name +=" | Should -BeTrue -Because "-$name is one of them"
            }
        }
    }

    It 'mentions every environment variable that is read' {
        $read = Get-ChildItem -Path "$PSScriptRoot/../../src/TwitterDm*" -Include *.cs -Recurse | Select-String -Pattern '"(TWITTERDM_[A-Z_]+)"'
        $names = $read.Matches | ForEach-Object { $_.Groups[1].Value } | Sort-Object -Unique
        $names.Count | Should -BeGreaterThan 7
        foreach ($name in $names) {
            $topic | Should -Match "\b$name\b"
        }
    }

    It 'lists the scopes and the redirect URI that Connect-TwitterDm uses' {
        $command = [TwitterDm.Commands.ConnectTwitterDmCommand]::new()
        try {
            foreach ($scope in $command.Scope) {
                $topic | Should -Match "(?m)^ +$([regex]::Escape($scope)) "
            }

            $topic | Should -Match ([regex]::Escape($command.RedirectUri))
        }
        finally {
            $command.Dispose()
        }
    }
}

Describe 'The topic <Name>' -ForEach ($pages | Where-Object Name -like 'about_*') {
    It 'fits into 80 columns' {
        (Get-Help -Name $Name) -split '\r?\n' | Where-Object Length -gt 78 | Should -BeNullOrEmpty
    }
}

Describe 'Help in a session with the culture "<_>"' -ForEach 'en-US', 'de-DE', '' {
    It 'is found' {
        $script = {
            param($manifest, $culture)
            [cultureinfo]::CurrentUICulture = [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo($culture)
            Import-Module $manifest
            (Get-Help Get-DmEvent).Synopsis
            (Get-Help about_TwitterDm | Out-String).Trim().Split("`n")[0].Trim()
        }
        $shell = [powershell]::Create()
        try {
            $result = $shell.AddScript($script).AddArgument("$PSScriptRoot/../../out/TwitterDm/TwitterDm.psd1").AddArgument($_).Invoke()
        }
        finally {
            $shell.Dispose()
        }

        $result[0] | Should -Match '^Reads '
        $result[1] | Should -Be 'TOPIC'
    }
}
