BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')

    # Every pair of parameters of a cmdlet that have no parameter set in common.
    $pairs = foreach ($command in Get-Command -Module TwitterDm -CommandType Cmdlet) {
        $parameters = @($command.Parameters.Values | Where-Object { -not $_.ParameterSets.ContainsKey('__AllParameterSets') } | Sort-Object Name)
        for ($i = 0; $i -lt $parameters.Count; $i++) {
            for ($j = $i + 1; $j -lt $parameters.Count; $j++) {
                if (-not ($parameters[$i].ParameterSets.Keys | Where-Object { $parameters[$j].ParameterSets.ContainsKey($_) })) {
                    @{ command = $command.Name; one = $parameters[$i].Name; two = $parameters[$j].Name }
                }
            }
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $null = New-ProfileFolder
    $connection = Connect-TwitterDm -Sandbox

    # A value of the parameter's type.
    function Get-Sample([string] $Command, [string] $Parameter) {
        if ($Parameter -eq 'RateLimit') { return 'Documented' }
        $declared = (Get-Command $Command).Parameters[$Parameter]
        $allowed = $declared.Attributes | Where-Object { $_ -is [ValidateSet] } | Select-Object -First 1
        if ($allowed) { return $allowed.ValidValues[0] }
        $type = $declared.ParameterType
        switch ($type) {
            ([switch]) { $true }
            ([TwitterDm.DmConnection]) { $connection }
            ([scriptblock]) { {} }
            ([uri]) { 'https://localhost/' }
            ([TwitterDm.DmEventType[]]) { 'MessageCreate' }
            ([Nullable[TwitterDm.DmConversationType]]) { 'Group' }
            ([Nullable[System.DateTimeOffset]]) { '2026-01-01' }
            default { '12' }
        }
    }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    Remove-ProfileFolder
}

Describe 'Parameters that take words' {
    It 'take several in one text, as from a file of settings, where they take several' {
        $types = 'MessageCreate', 'ParticipantsJoin'
        $expected = Get-DmEvent -EventType $types -Source Classic | ForEach-Object Id
        Get-DmEvent -EventType ($types -join ',') -Source Classic | ForEach-Object Id | Should -Be $expected
        Get-DmEvent -EventType 'ReactionAdd', ' MessageCreate , ParticipantsJoin ' -Source Classic | ForEach-Object Id | Should -Be $expected
        $archive = New-SampleArchive (Join-Path $TestDrive 'words.zip')
        (Import-DmArchive $archive -EventType 'MessageCreate,ReactionAdd').EventType | Sort-Object -Unique | Should -Be 'MessageCreate', 'ReactionAdd'
    }

    It 'take one value, and never the sum of two: <line>' -ForEach @(
        @{ line = 'Get-DmEvent -OnRateLimit "Wait,Stop"' }
        @{ line = 'Get-DmEvent -OnRateLimit Wait, Stop' }
        @{ line = 'Get-DmConversation -Type "OneToOne,Group"' }
        @{ line = 'Get-DmEvent | Export-DmTranscript x -As "Html,Markdown"' }
        @{ line = '$null | Save-DmMedia -Variant "Best,Smallest"' }
        @{ line = 'Get-DmEvent -EventType ","' }
        @{ line = 'Get-DmEvent -EventType "MessageCreate,Nothing"' }
    ) {
        Measure-Request $connection { $script:problem = Get-ErrorOf ([scriptblock]::Create($line)) } | Should -Be 0
        $problem.FullyQualifiedErrorId | Should -Match '^(ParameterArgumentTransformationError|CannotConvertArgumentNoMessage),'
    }
}

Describe 'The parameter EventType' {
    It 'of <command> takes neither null nor a value without a name' -ForEach @(@{ command = 'Get-DmEvent' }, @{ command = 'Watch-DmEvent' }) {
        foreach ($value in $null, [enum]::ToObject([TwitterDm.DmEventType], 99)) {
            Measure-Request $connection { $script:problem = Get-ErrorOf { & $command -EventType $value } } | Should -Be 0
            $problem.FullyQualifiedErrorId | Should -Match '^ParameterArgumentValidationError,'
        }
    }

    It 'takes all types' {
        Get-DmEvent -EventType ([enum]::GetNames([TwitterDm.DmEventType])) -Source Chat -First 1 -WarningAction Ignore | Should -HaveCount 1
    }
}

Describe 'Parameters that exclude each other' {
    It 'are named in the error, in either order: <command> -<one> -<two>' -ForEach $pairs {
        foreach ($order in @($one, $two), @($two, $one)) {
            $arguments = [ordered]@{}
            $order | ForEach-Object { $arguments[$_] = Get-Sample $command $_ }
            Measure-Request $connection { $script:problem = Get-ErrorOf { & $command @arguments } } | Should -Be 0

            Assert-Error $script:problem 'DmInvalidRequest' 'InvalidArgument'
            "$($script:problem)" | Should -MatchExactly "-($one|$two) cannot be used together with -($one|$two)\."
            $script:problem.ErrorDetails.RecommendedAction | Should -Match "Omit -($one|$two) or -($one|$two)\. Get-Help $command"
        }
    }

    It 'are found in <line>' -ForEach @(
        @{ line = 'Connect-TwitterDm -Sandbox -SaveAs x'; words = '-SaveAs cannot be used together with -Sandbox.' }
        @{ line = 'Get-DmEvent -Id 1 -Since 7d'; words = '-Since cannot be used together with -Id.' }
        @{ line = 'Get-DmEvent -Since 7d -First 5 -Id 1 -Verbose'; words = '-Id cannot be used together with -Since.' }
        @{ line = "Get-DmEvent -ParticipantId '@a' -ConversationId 1"; words = '-ConversationId cannot be used together with -Participant.' }
        @{ line = 'Connect-TwitterDm -ProfileName me -AccessToken token'; words = '-AccessToken cannot be used together with -ProfileName.' }
        @{ line = 'Connect-TwitterDm -AccessToken token -RefreshToken token -UsePin'; words = '-UsePin cannot be used together with -AccessToken.' }
        @{ line = 'Connect-TwitterDm -ClientId id -AccessToken token -Scope dm.read'; words = '-Scope cannot be used together with -AccessToken.' }
    ) {
        "$(Get-ErrorOf ([scriptblock]::Create($line)))" | Should -BeExactly $words
    }

    It 'end a command like every other error' {
        $ErrorActionPreference = 'Stop'
        { Connect-TwitterDm -Sandbox -SaveAs x; throw 'the next command ran' } | Should -Throw '*cannot be used together*' -ErrorId 'DmInvalidRequest,*'
        1 | ForEach-Object { try { Get-DmEvent -Id 1 -First 2; 'no error' } catch { $_.InvocationInfo.MyCommand.Name } } | Should -Be 'Get-DmEvent'
    }

    It 'leave pipeline input alone' {
        $conversation = Get-DmConversation -WarningAction SilentlyContinue | Select-Object -First 1
        @($conversation, '@jacqueline' | Get-DmEvent -First 1) | Should -HaveCount 2
    }

    It 'are never both applied from $PSDefaultParameterValues' {
        $PSDefaultParameterValues = @{ 'Get-DmEvent:First' = 1 }
        $id = (Get-DmEvent).Id
        (Get-DmEvent -Id $id).Id | Should -Be $id
    }
}

Describe 'Incomplete parameters of Connect-TwitterDm' {
    It 'are an error instead of a prompt: <line>' -ForEach @(
        @{ line = 'Connect-TwitterDm -AccessTokenSecret x'; words = '-AccessTokenSecret cannot be used without -AccessToken, -ConsumerKey and -ConsumerSecret.' }
        @{ line = 'Connect-TwitterDm -UsePin'; words = '-UsePin cannot be used without -ConsumerKey and -ConsumerSecret.' }
        @{ line = 'Connect-TwitterDm -ConsumerKey k -ConsumerSecret s'; words = '-ConsumerKey and -ConsumerSecret cannot be used without -UsePin, or without -AccessToken and -AccessTokenSecret.' }
        @{ line = 'Connect-TwitterDm -ConsumerKey k'; words = '-ConsumerKey cannot be used without -ConsumerSecret and -UsePin, or without -AccessToken, -ConsumerSecret and -AccessTokenSecret.' }
        @{ line = 'Connect-TwitterDm -ClientSecret s'; words = '-ClientSecret cannot be used without -ClientId.' }
        @{ line = 'Connect-TwitterDm -RefreshToken r -SaveAs x'; words = '-RefreshToken cannot be used without -AccessToken and -ClientId.' }
        @{ line = 'Connect-TwitterDm -AccessToken t -ClientId c'; words = '-AccessToken and -ClientId cannot be used without -RefreshToken.' }
        @{ line = 'Connect-TwitterDm -Scope dm.read'; words = '-Scope cannot be used without -ClientId.' }
        @{ line = 'Connect-TwitterDm -NoBrowser'; words = '-NoBrowser cannot be used without -ClientId.' }
        @{ line = 'Connect-TwitterDm -EventCount 5'; words = '-EventCount cannot be used without -Sandbox.' }
    ) {
        $problem = Get-ErrorOf ([scriptblock]::Create($line))

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -BeExactly $words
    }

    It 'are never asked for in an interactive session' {
        # It reads its commands from its input, and so would a prompt.
        $lines = @(
            'Connect-TwitterDm', 'Connect-TwitterDm -UsePin', 'Connect-TwitterDm -ConsumerKey k', 'Connect-TwitterDm -AccessTokenSecret s'
            'Connect-TwitterDm -ClientSecret s', 'Connect-TwitterDm -RefreshToken r', "'came to' + ' its end'"
        )
        $start = New-ShellStart -NoProfile -NoLogo -Interactive -Command -
        $start.Environment['TWITTERDM_PROFILE_PATH'] = $env:TWITTERDM_PROFILE_PATH
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $shell = [System.Diagnostics.Process]::Start($start)
        @("Import-Module '$(Get-TestedManifest)'") + $lines | ForEach-Object { $shell.StandardInput.WriteLine($_) }
        $shell.StandardInput.Close()
        $output = Receive-Shell $shell

        $output | Should -Match 'came to its end'
        $output | Should -Not -Match 'Supply values|AccessToken:'
        ([regex]::Matches($output, 'cannot be used without|No sign-in is saved') | ForEach-Object Value) | Should -HaveCount ($lines.Count - 1)
    }

    It 'are an error for a switch that is false' {
        foreach ($line in 'Connect-TwitterDm -Sandbox:$false', 'Connect-TwitterDm -FromEnvironment:$false', 'Connect-TwitterDm -ConsumerKey k -ConsumerSecret s -UsePin:$false') {
            $problem = Get-ErrorOf ([scriptblock]::Create($line))
            Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
            "$problem" | Should -Match 'selects no way to sign in'
        }
    }

    It 'do not get in the way of completion' {
        $line = 'Connect-TwitterDm -UsePin -Consumer'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be '-ConsumerKey', '-ConsumerSecret'
        $line = 'Connect-TwitterDm -Sandbox -'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Not -Contain '-SaveAs'
    }
}
