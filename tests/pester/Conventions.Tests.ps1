BeforeDiscovery {
    $folder = Join-Path $PSScriptRoot '../../out/TwitterDm'
    $manifestData = Import-PowerShellDataFile (Join-Path $folder 'TwitterDm.psd1')
    $cmdlets = $manifestData.CmdletsToExport
    $views = Select-Xml -LiteralPath (Join-Path $folder 'TwitterDm.Format.ps1xml') -XPath '//View' | ForEach-Object {
        @{
            name       = $_.Node.Name
            type       = @($_.Node.ViewSelectedBy.TypeName)[0]
            types      = @($_.Node.ViewSelectedBy.TypeName)
            properties = @($_.Node.SelectNodes('.//PropertyName') | ForEach-Object InnerText)
            scripts    = @($_.Node.SelectNodes('.//ScriptBlock') | ForEach-Object InnerText)
        }
    }
    $sets = Select-Xml -LiteralPath (Join-Path $folder 'TwitterDm.Types.ps1xml') -XPath '/Types/Type' | ForEach-Object {
        @{ type = $_.Node.Name -replace '^Deserialized\.'; properties = @($_.Node.SelectNodes('.//ReferencedProperties/Name') | ForEach-Object InnerText) }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $manifest = Test-ModuleManifest (Get-TestedManifest)
    $module = Get-Module TwitterDm
}

Describe 'The manifest' {
    It 'is valid and requires PowerShell 7.4 or later, Core edition only' {
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'has the metadata that a gallery displays' {
        $manifest.Guid | Should -Be 'b97ed8ad-4980-4640-beb4-0eac25c9fa8d'
        $manifest.LicenseUri | Should -Match '^https://'
        $manifest.ProjectUri | Should -Match '^https://'
        $manifest.ReleaseNotes | Should -Not -BeNullOrEmpty
        $manifest.Description.Length | Should -BeGreaterThan 50
        $manifest.Tags | Should -Contain 'Twitter'
        $manifest.Tags | Should -Contain 'PSEdition_Core'
        $manifest.Tags | Where-Object { $_ -match '\s' } | Should -BeNullOrEmpty
    }

    It 'exports only cmdlets, by name' {
        $data = Import-PowerShellDataFile (Get-TestedManifest)

        foreach ($key in 'CmdletsToExport', 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') {
            $data[$key] | Where-Object { $_ -match '\*' } | Should -BeNullOrEmpty
        }
        $data.FunctionsToExport + $data.AliasesToExport + $data.VariablesToExport | Should -BeNullOrEmpty
    }

    It 'exports every cmdlet' {
        $classes = [TwitterDm.DmEvent].Assembly, (Get-Command Get-DmEvent).ImplementingType.Assembly | ForEach-Object GetExportedTypes |
            Where-Object { -not $_.IsAbstract -and [System.Management.Automation.Cmdlet].IsAssignableFrom($_) }

        $classes | Should -HaveCount $manifest.ExportedCmdlets.Count
        $module.ExportedCmdlets.Values.ImplementingType | Sort-Object FullName | Should -Be ($classes | Sort-Object FullName)
    }
}

Describe 'Import' {
    It 'writes no output and adds only its cmdlets to the session' {
        $shell = [powershell]::Create()
        try {
            $script = 'Import-Module $args[0] -Verbose:$false *>&1; Get-Module | Where-Object Name -EQ TwitterDm | ForEach-Object { $_.ExportedCommands.Count }'
            $shell.AddScript($script).AddArgument((Get-TestedManifest)).Invoke() | Should -Be $manifest.ExportedCmdlets.Count
            $shell.HadErrors | Should -BeFalse
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'registers type accelerators for exactly the types that cmdlets emit and accept' {
        $known = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')::Get.GetEnumerator() |
            Where-Object Key -Like 'TwitterDm.*' | Where-Object Key -NE 'TwitterDm.Output.Display'
        $cmdlets = Get-Command -Module TwitterDm
        # In addition to output and parameters: errors and their targets, reports, and the argument of -OnTokenRefresh.
        $pending = [System.Collections.Queue]::new(@(
                $cmdlets.OutputType.Type
                $cmdlets.Parameters.Values.ParameterType
                # The names of the values of string properties.
                foreach ($name in 'DmCheckState', 'DmSource', 'DmDirection', 'DmConversationType', 'DmContentState', 'DmStopReason', 'DmAuthenticationMethod', 'DmProfileProtection', 'DmRateLimitWindow') { "TwitterDm.$name" -as [type] }
                foreach ($name in 'DmException', 'DmResumePoint', 'DmOutgoingMessage', 'DmListingReport', 'DmSendReport', 'DmTokenSet') { "TwitterDm.$name" -as [type] }
            ))
        $reached = [System.Collections.Generic.HashSet[type]]::new()
        while ($pending.Count) {
            $type = $pending.Dequeue()
            if (-not $type) { continue }
            if ($type.HasElementType) { $pending.Enqueue($type.GetElementType()); continue }
            $type.GenericTypeArguments | ForEach-Object { $pending.Enqueue($_) }
            if ($type.IsGenericType -or $type.Namespace -ne 'TwitterDm' -or -not $reached.Add($type)) { continue }
            $type.GetProperties().PropertyType | ForEach-Object { $pending.Enqueue($_) }
        }

        $known.Key | Sort-Object | Should -Be ($reached.FullName | Sort-Object)
        $known | ForEach-Object { $_.Value.FullName | Should -Be $_.Key }
    }

    It 'makes types available by name' {
        [TwitterDm.DmEventType]::MessageCreate | Should -Be 'MessageCreate'
        [TwitterDm.DmUserReference]::new('@name').Username | Should -Be 'name'
        $names = 'DmEvent', 'DmUser', 'DmConversation', 'DmMedia', 'DmMessage', 'DmOutgoingMessage', 'DmConnection', 'DmRateLimit', 'DmRateLimitForecast',
        'DmProfile', 'DmTokenSet', 'DmListingReport', 'DmStopReason', 'DmDirection', 'DmConversationType', 'DmPrices', 'DmUsage', 'DmErrorKind',
        'DmAuthenticationMethod', 'DmProfileProtection'
        foreach ($type in $names) {
            "TwitterDm.$type" -as [type] | Should -Not -BeNullOrEmpty
        }
    }

    It 'can be repeated and undone' {
        $script = 'Import-Module $args[0]; Import-Module $args[0] -Force; $null = Connect-TwitterDm -Sandbox; Remove-Module TwitterDm; Import-Module $args[0]; @(Get-DmConnection).Count'
        $shell = [powershell]::Create()
        try {
            $shell.AddScript($script).AddArgument((Get-TestedManifest)).Invoke() | Should -Be 0
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe '<_>' -ForEach $cmdlets {
    BeforeAll {
        $command = Get-Command $_ -Module TwitterDm
        $own = $command.Parameters.Values | Where-Object { $_.Name -notin [System.Management.Automation.PSCmdlet]::CommonParameters }
    }

    It 'has an approved verb and a singular noun' {
        $command.Verb | Should -BeIn (Get-Verb).Verb
        $command.Noun | Should -Not -Match 's$'
    }

    It 'declares its output type' {
        $command.OutputType | Should -Not -BeNullOrEmpty
        $command.OutputType.Name | Should -Match '^(TwitterDm\.Dm\w+|System\.Void|System\.IO\.FileInfo)$'
    }

    It 'is implemented by a sealed class that is named after it' {
        $command.ImplementingType.IsSealed | Should -BeTrue
        $command.ImplementingType.FullName | Should -Be "TwitterDm.Commands.$($command.Verb)$($command.Noun)Command"
    }

    It 'has -Connection if it calls X' -Skip:($_ -eq 'Connect-TwitterDm' -or $_ -like '*-DmProfile' -or $_ -like '*-DmSandbox' -or $_ -in 'Get-DmConnection', 'Import-DmTranscript') {
        $command.Parameters['Connection'].ParameterType | Should -Be ([TwitterDm.DmConnection])
    }

    It 'completes every parameter with known values' {
        foreach ($parameter in $own) {
            $isUser = $parameter.ParameterType.Name -like 'DmUserReference*'
            $completers = $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] }
            if ($isUser -or $parameter.Name -in 'Connection', 'ConversationId', 'ProfileName', 'SecretVault', 'Scope' -or ($parameter.Name -eq 'Name' -and $command.Noun -in 'DmProfile', 'DmConnection')) { $completers | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) has values that are known" }
        }
    }

    It 'has -WhatIf and -Confirm only if it writes, and prompts only if the change cannot be undone' -Skip:($_ -like '*-TwitterDm') {
        $writes = $command.Verb -notin 'Get', 'Select', 'Import', 'Watch'
        $binding = $command.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)

        $command.Parameters.ContainsKey('WhatIf') | Should -Be $writes
        $command.Parameters.ContainsKey('Confirm') | Should -Be $writes
        $binding.SupportsShouldProcess | Should -Be $writes
        $binding.ConfirmImpact -eq 'High' | Should -Be ($_ -in 'New-DmConversation', 'Remove-DmEvent')
    }

    It 'does not accept a secret as a plain string' {
        $own | Where-Object { $_.Name -match 'Secret$|Token$' -and $_.Name -ne 'PageToken' } |
            ForEach-Object ParameterType | Where-Object { $_ -ne [securestring] } | Should -BeNullOrEmpty
    }

    It 'has a test file' {
        Join-Path $PSScriptRoot "$_.Tests.ps1" | Should -Exist
    }
}

Describe 'The view <name>' -ForEach $views {
    It 'targets an existing type' {
        $type -as [type] | Should -Not -BeNullOrEmpty
    }

    It 'is used for deserialized objects, too' {
        $types | Should -Be $type, "Deserialized.$type"
    }

    It 'uses existing properties' {
        $real = ($type -as [type]).GetProperties().Name
        $properties | Where-Object { $_ -notin $real } | Should -BeNullOrEmpty
        $scripts | ForEach-Object { [regex]::Matches($_, '\$_\.(\w+)(?!\w*\()') } | ForEach-Object { $_.Groups[1].Value } |
            Where-Object { $_ -notin $real } | Should -BeNullOrEmpty
    }

    It 'calls existing methods' {
        $methods = [TwitterDm.Output.Display].GetMethods().Name
        $scripts | ForEach-Object { [regex]::Matches($_, '\[TwitterDm\.Output\.Display\]::(\w+)') } | ForEach-Object { $_.Groups[1].Value } |
            Where-Object { $_ -notin $methods } | Should -BeNullOrEmpty
    }
}

Describe 'The default display property set of <type>' -ForEach $sets {
    It 'uses existing properties' {
        $properties | Where-Object { $_ -notin ($type -as [type]).GetProperties().Name } | Should -BeNullOrEmpty
    }
}

Describe 'Error ids' {
    It 'are each covered by a test' {
        $tests = Get-Content (Join-Path $PSScriptRoot '*.Tests.ps1') -Raw

        foreach ($kind in [TwitterDm.DmErrorKind].GetEnumNames()) { "$tests" | Should -Match "'Dm$kind\b" }
    }
}
