BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1", "$PSScriptRoot/../../out/TwitterDm/TwitterDm.psd1"
    $zip = New-SampleArchive (Join-Path $TestDrive 'twitter-archive.zip')
    $folder = New-SampleArchive (Join-Path $TestDrive 'unpacked') -Folder
    $group = '1712000000000000100'
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Import-DmArchive' {
    It 'needs no connection' {
        Get-DmConnection | Should -BeNullOrEmpty

        $events = Import-DmArchive $zip

        $events | Should -HaveCount 12
        $events | Should -BeOfType 'TwitterDm.DmEvent'
        $events.Source | Select-Object -Unique | Should -Be 'Archive'
        $events[0].CreatedAt | Should -BeOfType 'datetime'
    }

    It 'takes a folder, its data folder, a file of it, and wildcards' {
        Import-DmArchive $folder | Should -HaveCount 12
        Import-DmArchive "$folder/data" | Should -HaveCount 12
        Import-DmArchive "$folder/data/direct-messages.js" | Should -HaveCount 5
        Import-DmArchive "$TestDrive/twitter-*.zip" | Should -HaveCount 12
    }

    It 'takes files and paths from the pipeline' {
        Get-Item $zip, $folder | Import-DmArchive | Should -HaveCount 24
        $zip, $folder | Import-DmArchive -First 1 | Should -HaveCount 2
        [pscustomobject] @{ FullName = $zip } | Import-DmArchive | Should -HaveCount 12
    }

    It 'takes a literal path' {
        $odd = Copy-Item $zip (Join-Path $TestDrive '[odd] name.zip') -PassThru

        Import-DmArchive -LiteralPath $odd | Should -HaveCount 12
        Import-DmArchive -Path $odd.FullName | Should -HaveCount 12
    }

    It 'is relative to the current location' {
        Push-Location $TestDrive
        try { Import-DmArchive ./twitter-archive.zip | Should -HaveCount 12 } finally { Pop-Location }
    }

    It 'filters as Get-DmEvent does' {
        Import-DmArchive $zip -ConversationId $group | Should -HaveCount 7
        Import-DmArchive $zip -Participant 222 | Should -HaveCount 4
        Import-DmArchive $zip -EventType ParticipantsJoin, ParticipantsLeave | Should -HaveCount 3
        Import-DmArchive $zip -Since 2024-03-01T00:10Z -Until 2024-03-01T00:11Z | Should -HaveCount 4
        Import-DmArchive $zip -First 2 | Should -HaveCount 2
        Import-DmArchive $zip -Since 7d | Should -BeNullOrEmpty
        (Import-DmArchive $zip -ConversationId 111-222 -Oldest).Timestamp | Should -Be ((Import-DmArchive $zip -ConversationId 111-222).Timestamp | Sort-Object)
    }

    It 'reports what it read, and where an archive ends' {
        $verbose = Import-DmArchive $zip -ReportVariable report -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }

        $report | Should -HaveCount 1
        $report[0] | Should -BeOfType 'TwitterDm.DmListingReport'
        $report[0].Events | Should -Be 12
        $report[0].EstimatedCost | Should -Be 0
        $report[0].Note | Should -Match 'X Chat'
        "$verbose" | Should -Match 'Read 12 events .* moved to X Chat'
    }

    It 'names users by -UserMap' {
        $map = @{ 222 = '@ada'; '333' = [TwitterDm.DmUser] @{ Id = '333'; Username = 'ben'; Name = 'Ben' } }

        $events = Import-DmArchive $zip -UserMap $map

        ($events | Where-Object SenderId -EQ 222).SenderUsername | Select-Object -Unique | Should -Be 'ada'
        ($events | Where-Object SenderId -EQ 333)[0].Sender.Name | Should -Be 'Ben'
        Import-DmArchive $zip -UserMap $map -Participant '@ada' | Should -HaveCount 4
    }

    It 'rejects <_.Because>' -ForEach @(
        @{ Map = @{ ada = '222' }; Because = 'a key that is not an id' }
        @{ Map = @{ 222 = 'Ada L' }; Because = 'a name that is not valid' }
        @{ Map = @{ 222 = $null }; Because = 'a name that is null' }
        @{ Map = @{ 222 = 5.5 }; Because = 'a name that is a number' }
    ) {
        { Import-DmArchive $zip -UserMap $Map } | Should -Throw -ErrorId 'DmInvalidRequest,*' -ExpectedMessage '-UserMap is not valid*'
    }

    It 'looks up names on request, and says what that costs' {
        $connection = Connect-TwitterDm -Sandbox
        try {
            $path = Join-Path $TestDrive 'known.js'
            (Get-Content "$folder/data/direct-messages.js" -Raw) -replace '\b222\b', '12' | Set-Content $path

            $events = Import-DmArchive $path -ResolveUser -ReportVariable report -WarningVariable warnings 3>$null

            ($events | Where-Object SenderId -EQ 12)[0].SenderUsername | Should -Be 'jacqueline'
            "$warnings" | Should -Match 'names of 3 users at X costs up to 0\.03 USD'
            $report[0].Requests | Should -Be 1
            $connection.Usage.UsersRead | Should -BeGreaterThan 0
            Import-DmArchive $path -Participant '@jacqueline' -ResolveUser 3>$null | Should -HaveCount 4
        }
        finally {
            Disconnect-TwitterDm
        }
    }

    It 'does not pass the spending limit' {
        $null = Connect-TwitterDm -Sandbox -SpendingLimit 0.01
        try {
            { Import-DmArchive $zip -ResolveUser 3>$null } | Should -Throw -ErrorId 'DmSpendingLimit,*'
        }
        finally {
            Disconnect-TwitterDm
        }
    }

    It 'needs a connection to look up names' {
        { Import-DmArchive $zip -ResolveUser } | Should -Throw -ErrorId 'DmNotConnected,*'
    }

    It 'refuses a file of an archive that has no messages' {
        Set-Content (Join-Path $TestDrive 'tweets.js') 'window.YTD.tweets.part0 = [ { "tweet" : { "id" : "1", "full_text" : "hello" } } ]'
        $problem = @(Get-ErrorOf { Import-DmArchive (Join-Path $TestDrive 'tweets.js') })

        Assert-Error $problem 'DmFile' 'ReadError'
        "$problem" | Should -Match "tweets\.js' has no direct messages\."
        Set-Content (Join-Path $TestDrive 'direct-messages.js') 'window.YTD.direct_messages.part0 = [ ]'
        Import-DmArchive (Join-Path $TestDrive 'direct-messages.js') | Should -BeNullOrEmpty
    }

    It 'warns about <what> that the archive does not have' -ForEach @(
        @{ what = 'a participant'; arguments = @{ Participant = 222, 999 }; count = 4; words = 'no one-to-one conversation of the user 999\.' }
        @{ what = 'the account itself'; arguments = @{ Participant = 111 }; count = 0; words = 'of the user 111, whose archive it is, with itself' }
        @{ what = 'a conversation'; arguments = @{ ConversationId = '111-999', '222-111' }; count = 4; words = 'no conversation 111-999' }
    ) {
        Import-DmArchive $zip @arguments -WarningVariable warnings -WarningAction SilentlyContinue | Should -HaveCount $count

        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match $words
    }

    It 'refuses a name that two users have' {
        $problem = @(Get-ErrorOf { Import-DmArchive $zip -UserMap @{ 222 = 'ada'; 333 = 'Ada' } -Participant '@ada' })

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -Match '@ada is the name of 2 users: 222 and 333'
    }

    It 'reports of which archive it is, and why one could not be read' {
        Set-Content (Join-Path $TestDrive 'broken.zip') 'hello'
        "$TestDrive/broken.zip", $zip | Import-DmArchive -ReportVariable reports -ErrorAction SilentlyContinue | Should -HaveCount 12

        $reports.Path | Should -Be (Join-Path $TestDrive 'broken.zip'), $zip
        $reports.ProblemCount | Should -Be 1, 0
        $reports[0].Problems[0].Detail | Should -Match 'broken\.zip'
        ($reports[0] | Format-List | Out-String -Width 500) | Should -Match 'Path +: .*broken\.zip'
    }

    It 'asks once for users that X does not have, and says that groups are still to come' {
        $connection = Connect-TwitterDm -Sandbox
        try {
            $null = Import-DmArchive $zip -ResolveUser -WarningVariable first -WarningAction SilentlyContinue
            $requests = $connection.Usage.Requests
            $null = Import-DmArchive $zip -ResolveUser -WarningVariable second -WarningAction SilentlyContinue

            $first | Should -HaveCount 2
            "$($first[0])" | Should -Match 'names of 2 users at X costs up to 0\.02 USD so far; groups are read later\.$'
            "$($first[1])" | Should -Match 'name of 1 more user at X costs up to 0\.01 USD\.$'
            $second | Should -BeNullOrEmpty
            $connection.Usage.Requests | Should -Be $requests
        }
        finally {
            Disconnect-TwitterDm
        }
    }

    It 'shows that a group was renamed in plain words' {
        Import-DmArchive $zip -EventType ConversationChange | Out-String | Should -Match '\[renamed\] Core team'
    }

    It 'completes the event types that an archive can have' {
        $line = 'Import-DmArchive x -EventType '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'ConversationChange', 'MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave', 'ReactionAdd', 'Unknown'
    }

    It 'says what to do about a name that it does not know' {
        Import-DmArchive $zip -Participant '@carol' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match '-UserMap'
    }

    It 'goes on after an archive that cannot be read' {
        Set-Content (Join-Path $TestDrive 'text.zip') 'hello'

        $events = "$TestDrive/missing.zip", "$TestDrive/text.zip", $zip | Import-DmArchive -ErrorVariable problems -ErrorAction SilentlyContinue

        $events | Should -HaveCount 12
        $problems | Should -HaveCount 2
        Assert-Error $problems[0] 'DmFile' 'ReadError'
        Assert-Error $problems[1] 'DmFile' 'ReadError'
    }

    It 'loses a damaged entry alone, and says where it is' {
        $path = Join-Path $TestDrive 'damaged.js'
        (Get-Content "$folder/data/direct-messages.js" -Raw) -replace '"text": "You', '"text" "You' | Set-Content $path

        $events = Import-DmArchive $path -ErrorVariable problem -ErrorAction SilentlyContinue 3>$null

        $events | Should -HaveCount 4
        Assert-Error $problem 'DmFile' 'ReadError'
        $problem[0].Exception.Message | Should -Match 'damaged\.js.*at byte \d+'
    }

    It 'makes texts safe on request' {
        $path = Join-Path $TestDrive 'unsafe.js'
        (Get-Content "$folder/data/direct-messages.js" -Raw) -replace 'You are', '=HYPERLINK' | Set-Content $path

        (Import-DmArchive $path -First 1 -SafeText 3>$null).Text | Should -BeLike "'=HYPERLINK*"
    }

    It 'refuses made ids where an id of X is needed' {
        $null = Connect-TwitterDm -Sandbox
        try {
            $made = (Import-DmArchive $zip -EventType ConversationChange).Id

            $made | Should -Be "archive:${group}:conversationNameUpdate:2024-03-01T00:10:50.000Z:222:1"
            { Get-DmEvent -SinceId $made } | Should -Throw -ErrorId 'DmInvalidRequest,*' -ExpectedMessage '*is not an id of X*'
            Get-DmEvent -Id $made -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem[0].ErrorDetails.RecommendedAction | Should -Match 'Import-DmArchive made this id'
        }
        finally {
            Disconnect-TwitterDm
        }
    }

    It 'can be answered, where the archive counts as no source' {
        $null = Connect-TwitterDm -Sandbox
        try {
            $path = Join-Path $TestDrive 'answer.js'
            (Get-Content "$folder/data/direct-messages.js" -Raw) -replace '\b222\b', '12' -replace '\b111\b', '1385551234567890123' |
                ForEach-Object { $_ -replace '1385551234567890123-12', '12-1385551234567890123' } | Set-Content $path

            $sent = Import-DmArchive $path -First 1 3>$null | Send-DmMessage -Text 'hello'

            $sent.Source | Should -Be 'Classic'
            $sent.ConversationId | Should -Be '12-1385551234567890123'
            (Import-DmArchive $zip | Block-DmUser -WhatIf 3>$null) | Should -BeNullOrEmpty
        }
        finally {
            Disconnect-TwitterDm
        }
    }

    It 'gives objects that look and filter the same after Export-Clixml' {
        $path = Join-Path $TestDrive 'events.xml'
        Import-DmArchive $zip | Export-Clixml $path
        $copies = Import-Clixml $path

        ($copies | Out-String) | Should -Be (Import-DmArchive $zip | Out-String)
        $copies | Where-Object EventType -EQ ReactionAdd | Should -HaveCount 2
    }

    It 'gives objects that JSON Lines keep in every property but ImportedFrom' {
        $events = Import-DmArchive $folder -UserMap @{ 222 = 'ada' }
        $events | Export-DmTranscript -Path (Join-Path $TestDrive 'lines') -As JsonLines | Out-Null

        $imported = Import-DmTranscript (Join-Path $TestDrive 'lines' '*.jsonl')

        $imported.ImportedFrom | Should -Not -Contain $null
        $select = @{ Property = '*'; ExcludeProperty = 'ImportedFrom' }
        $imported | Sort-Object Id | Select-Object @select | ConvertTo-Json -Depth 6 | Should -Be ($events | Sort-Object Id | Select-Object @select | ConvertTo-Json -Depth 6)
    }

    It 'counts a message once in a transcript that also has the event of the API' {
        $api = Import-DmArchive $zip -ConversationId 111-222 -EventType MessageCreate | Select-Object -First 1 | ConvertTo-Json -Depth 6 | ForEach-Object { $_ -replace '"Archive"', '"Classic"' } | ConvertFrom-Json
        @(Import-DmArchive $zip -ConversationId 111-222) + $api | Export-DmTranscript -Path (Join-Path $TestDrive 'once.jsonl') | Out-Null

        Import-DmTranscript (Join-Path $TestDrive 'once.jsonl') | Should -HaveCount 4
    }

    It 'shows changes of a group in the view' {
        $shown = Import-DmArchive $zip -ConversationId $group | Out-String -Width 120

        $shown | Should -Match '\[joined\] 333; 444'
        $shown | Should -Match '\[left\] 444'
        $shown | Should -Match 'Core team'
    }

    It 'says that the temporary file cannot be written, and what helps' -Skip:$IsWindows {
        $before = $env:TMPDIR
        $env:TMPDIR = Join-Path $TestDrive 'missing'
        try {
            Import-DmArchive $zip -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            Import-DmArchive $folder | Should -HaveCount 12
        }
        finally {
            $env:TMPDIR = $before
        }

        Assert-Error $problem 'DmFile' 'WriteError'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'unpack the archive'
    }

    It 'stops early, and leaves nothing behind' {
        Import-DmArchive $zip | Select-Object -First 1 | Should -HaveCount 1
        Get-ChildItem ([System.IO.Path]::GetTempPath()) -Filter '.twitterdm-*' -Force | Should -BeNullOrEmpty
        # It is closed, too.
        Move-Item $zip "$zip.moved" -PassThru | Move-Item -Destination $zip
    }

    It 'gives what the examples of its help show' {
        Push-Location $TestDrive
        try {
            $examples = @((Get-Help Import-DmArchive).examples.example) | Where-Object { $_.title -notmatch 'Look up|Find entries' }
            foreach ($example in $examples) {
                $output = . ([scriptblock]::Create($example.code)) | Out-String
                # The width of columns depends on the console.
                $shown = $output -replace ' +', ' '
                foreach ($line in (($example.remarks | Out-String) -split '\r?\n') -match '^ *2024-') {
                    $shown | Should -Match ([regex]::Escape(($line.Trim() -replace ' +', ' ' -replace '…$' -replace '^\S+ \S+ '))) -Because $example.title
                }
            }
        }
        finally {
            Pop-Location
        }
    }
}

Describe 'Get-DmConversation -Event' {
    It 'lists the conversations of events without a connection' {
        $conversations = Import-DmArchive $zip | Get-DmConversation

        $conversations.ConversationId | Should -Be $group, '111-222', '111-333'
        $conversations[0].Name | Should -Be 'Core team'
        $conversations[0].ParticipantIds | Should -Be '222', '333'
        $conversations[0].EventCount | Should -Be 7
        $conversations[1].MessageCount | Should -Be 3
        $conversations.Source | Select-Object -Unique | Should -Be 'Archive'
    }

    It 'gives the same in any order, and for copies' {
        $expected = Import-DmArchive $zip | Get-DmConversation | Out-String
        Import-DmArchive $zip | Export-Clixml (Join-Path $TestDrive 'copies.xml')

        Import-DmArchive $zip | Sort-Object Timestamp | Get-DmConversation | Out-String | Should -Be $expected
        Import-Clixml (Join-Path $TestDrive 'copies.xml') | Get-DmConversation | Out-String | Should -Be $expected
    }

    It 'filters them' {
        Import-DmArchive $zip | Get-DmConversation -Type Group | Should -HaveCount 1
        Import-DmArchive $zip | Get-DmConversation -First 2 | Should -HaveCount 2
        Import-DmArchive $zip | Get-DmConversation -Participant 333 | Should -HaveCount 2
        Import-DmArchive $zip -UserMap @{ 222 = 'ada' } | Get-DmConversation -Participant '@Ada' | Should -HaveCount 2
        (Import-DmArchive $zip | Get-DmConversation -Unanswered).ConversationId | Should -Be '111-333', $group
        Import-DmArchive $zip | Get-DmConversation -Since 2024-03-01T00:06Z | Should -HaveCount 2
    }

    It 'compares times, not local times, which a change of the clocks repeats' -Skip:$IsWindows {
        $events = Join-Path $TestDrive 'repeated.csv'
        '00', '01' | ForEach-Object {
            [pscustomobject]@{ Id = "1$_"; EventType = 'MessageCreate'; ConversationId = '12-34'; SenderId = '12'; CreatedAt = "2026-10-25T${_}:30:00.000Z" }
        } | Export-Csv $events
        $count = Receive-Shell (Start-Shell $TestDrive "(Import-Csv '$events' | Get-DmConversation -Since 2026-10-25T01:00Z).EventCount" @{ TZ = 'Europe/Berlin' })

        $count.Trim() | Should -BeExactly '1'
    }

    It 'reports what is not an event, and a user whom no event names' {
        'text' | Get-DmConversation -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Import-DmArchive $zip | Get-DmConversation -Participant '@carol' -ErrorVariable unknown -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DmInvalidRequest,*'
        $unknown[0].FullyQualifiedErrorId | Should -BeLike 'DmNotFound,*'
    }

    It 'takes a list, as Save-DmMedia does' {
        $events = Import-DmArchive $zip
        Get-DmConversation -Event $events | Should -HaveCount 3
    }

    It 'lists X Chat and classic messages with the same id separately, and an archive with the classic ones' {
        $row = { param($Source, $Time) [pscustomobject]@{ Id = "$Time"; EventType = 'MessageCreate'; Source = $Source; ConversationId = '12-34'; SenderId = '12'; CreatedAt = [datetime]"2026-01-0${Time}Z" } }
        $events = (& $row Archive 1), (& $row Archive 5), (& $row Classic 2), (& $row Chat 3)

        $conversations = $events | Get-DmConversation

        $conversations.Source | Should -Be 'Classic', 'Chat'
        $conversations.EventCount | Should -Be 3, 1
        ($events[0..1] | Get-DmConversation).Source | Should -Be 'Archive'
    }

    It 'refuses -<name> for piped events with one error' -ForEach @(
        @{ name = 'Source'; value = 'Chat' }
        @{ name = 'ConversationId'; value = '111-222' }
        @{ name = 'ReportVariable'; value = 'report' }
    ) {
        $arguments = @{ $name = $value }
        $problem = @(Get-ErrorOf { Import-DmArchive $zip | Get-DmConversation @arguments })

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        "$problem" | Should -BeExactly "-$name cannot be used together with events from the pipeline."
    }

    It 'names the type and the position of what is not an event, and goes on' {
        Get-Process -Id $PID | Get-DmConversation -ErrorVariable first -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        & { Import-DmArchive $zip -First 1; [pscustomobject]@{ Id = 1 } } | Get-DmConversation -ErrorVariable second -ErrorAction SilentlyContinue | Should -HaveCount 1

        "$($first[0].Exception.Message)" | Should -Match '^Object 1 of the input is not an event, but a System\.Diagnostics\.Process'
        "$($second[0].Exception.Message)" | Should -Match '^Object 2 of the input is not an event'
    }

    It 'names an archive as the reason when X does not show the conversation' {
        $null = Connect-TwitterDm -Sandbox
        try {
            $problem = @(Get-ErrorOf { Import-DmArchive $zip -ConversationId 111-222 | Get-DmConversation | Get-DmEvent })

            Assert-Error $problem 'DmPermission' 'PermissionDenied'
            "$problem" | Should -Match 'comes from an archive: this account is probably not, or no longer, in it'
        }
        finally {
            Disconnect-TwitterDm
        }
    }

    It 'gives the same as without it for events of a connection' {
        $null = Connect-TwitterDm -Sandbox
        try {
            $expected = Get-DmConversation -Source Classic | ForEach-Object { "$($_.ConversationId) $($_.EventCount) $($_.ParticipantIds)" }

            Get-DmEvent -Source Classic | Get-DmConversation | ForEach-Object { "$($_.ConversationId) $($_.EventCount) $($_.ParticipantIds)" } | Should -Be $expected
        }
        finally {
            Disconnect-TwitterDm
        }
    }
}
