BeforeDiscovery {
    $pages = @{ Name = 'Export-DmTranscript.md'; Path = "$PSScriptRoot/../../docs/en-US/Export-DmTranscript.md" }
    $examples = foreach ($page in $pages) {
        $number = 0
        foreach ($fence in [regex]::Matches((Get-Content -LiteralPath $page.Path -Raw), '(?ms)^```powershell\r?\n(.*?)^```')) {
            $number++
            # An archive is not part of the sandbox, and PS> begins what is a session.
            $code = $fence.Groups[1].Value
            if ($code -match 'Export-DmTranscript' -and $code -notmatch 'Import-DmArchive|PS>') { @{ Page = $page.Name; Number = $number; Code = $code } }
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $connection = Connect-TwitterDm -Sandbox -EventCount 200
    $events = Get-DmEvent -WarningAction SilentlyContinue
    $one = $events | Where-Object ConversationId -EQ '12-1385551234567890123'

    function New-Target([string] $Name = '') { Join-Path $TestDrive "$(New-Guid)$Name" }
    function Get-Name([string] $Folder) { @(Get-ChildItem -LiteralPath $Folder -Force | ForEach-Object Name | Sort-Object) }
    function Read-Line($File) { Get-Content -LiteralPath $File | Select-Object -Skip 1 }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
}

Describe 'Export-DmTranscript' {
    It 'writes a page for each conversation into a folder, and returns the files' {
        $folder = New-Target
        $files = $events | Export-DmTranscript -Path $folder

        $files | Should -BeOfType System.IO.FileInfo
        $files | Should -HaveCount ($events.ConversationId | Sort-Object -Unique).Count
        ($files.Name | Sort-Object) | Should -Be (Get-Name $folder)
        $files.Extension | Sort-Object -Unique | Should -Be '.html'
        $files.Name | Should -Contain 'jacqueline_12-1385551234567890123.html'
        $files.Name -match '^Book club_g\d+\.html$' | Should -HaveCount 1
    }

    It 'writes <extension> by the extension of the file' -ForEach @(
        @{ extension = '.html'; begins = '<!doctype html>' }
        @{ extension = '.md'; begins = '# ' }
        @{ extension = '.jsonl'; begins = '{"TwitterDmTranscript":1,' }
    ) {
        $path = New-Target $extension
        ($one | Export-DmTranscript -Path $path).FullName | Should -Be $path

        (Get-Content -LiteralPath $path -Raw) | Should -BeLike "$begins*"
    }

    It 'shows a link that leads nowhere as text, in <extension>' -ForEach @(
        @{ extension = '.html' }
        @{ extension = '.md' }
        @{ extension = '.jsonl' }
    ) {
        $links = 'https://xn--abéc/', "https://a$([char] 0x2028)b/", "https://$([char] 0xAD)/", "https://a$([char] 0xD800)b/", "http://$('a' * 300)…"
        $item = $one[0] | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $item.Text, $item.Urls = "See $links", $links
        $path = New-Target $extension

        ($item | Export-DmTranscript -Path $path).FullName | Should -Be $path

        (Get-Content -LiteralPath $path -Raw) | Should -Match 'xn--ab(é|&#233;|\\u00E9)c'
        (Get-Content -LiteralPath $path -Raw) | Should -Not -Match '(href="|<)https://xn--ab'
    }

    It 'writes notes to oneself as <extension>' -ForEach @(
        @{ extension = '.html' }
        @{ extension = '.md' }
        @{ extension = '.jsonl' }
    ) {
        $item = $one[0] | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $item.ConversationId, $item.SenderId, $item.Direction, $item.Text = '12-12', '12', 'Incoming', 'Buy milk'
        $path = New-Target $extension

        ($item | Export-DmTranscript -Path $path).FullName | Should -Be $path

        (Get-Content -LiteralPath $path -Raw) | Should -Match 'Buy milk'
    }

    It 'goes on after an event that cannot be exported' {
        $odd = Get-DmEvent -First 1 -Source Classic
        $list = $odd.Participants.GetType()
        $odd.Participants = [System.Activator]::CreateInstance($list, @(, [array]::CreateInstance($list.GenericTypeArguments[0], 1)))

        $files = @($odd, $one[1], $odd) | Export-DmTranscript -Path (New-Target) -ErrorVariable problems -ErrorAction SilentlyContinue

        $files | Should -HaveCount 1
        $problems | Should -HaveCount 2
        $problems[0].FullyQualifiedErrorId, "$($problems[0].CategoryInfo.Category)" | Should -Be 'DmFile,TwitterDm.Commands.ExportDmTranscriptCommand', 'WriteError'
        "$($problems[0])" | Should -BeLike "The event $($odd.Id) could not be exported.*"
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike 'Everything else is exported.*'
    }

    It 'writes the same for events <what>' -ForEach @(
        @{ what = 'in another order'; copy = { param($e) [array]::Reverse($e); $e } }
        @{ what = 'that come twice'; copy = { param($e) $e + $e } }
        @{ what = 'of Clixml'; copy = { param($e) $file = Join-Path $TestDrive "$(New-Guid).xml"; $e | Export-Clixml $file; Import-Clixml $file } }
        @{ what = 'of JSON'; copy = { param($e) $e | ConvertTo-Json -Depth 8 | ConvertFrom-Json } }
        @{ what = 'of a job'; copy = { param($e) Start-Job { $using:e } | Receive-Job -Wait -AutoRemoveJob } }
    ) {
        $first, $second = (New-Target '.md'), (New-Target '.md')
        $null = $one | Export-DmTranscript -Path $first
        $copies = @(& $copy @($one))
        $null = $copies | Export-DmTranscript -Path $second

        # A copy could have been edited, and says so.
        (Get-Content -LiteralPath $second) -replace ' \(verified when exported\)' | Where-Object { $_ -notlike '- Made: *' } | Should -Be (Get-Content -LiteralPath $first | Where-Object { $_ -notlike '- Made: *' })
    }

    It 'takes nothing that could have been edited for verified, and opens no file that it names: <what>' -ForEach @(
        @{ what = 'CSV'; copy = { param($e) $e | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ what = 'JSON'; copy = { param($e) $e | ConvertTo-Json -Depth 8 | ConvertFrom-Json } }
        @{ what = 'Clixml'; copy = { param($e) [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($e, 4)) } }
    ) {
        $secret = New-Target '.txt'
        Set-Content -LiteralPath $secret -Value 'SECRET FILE' -NoNewline
        $item = [pscustomobject]@{
            Id = '1712000000000000001'; EventType = 'MessageCreate'; Source = 'Chat'; ConversationId = '111-222'; SenderId = '222'; Text = 'Hi'; IsVerified = $true
            Media = @([pscustomobject]@{ MediaKey = 'k1'; FileName = 'x.txt'; LocalPath = $secret })
        }
        $path = New-Target '.html'
        $null = & $copy $item | Export-DmTranscript -Path $path -EmbedMedia -WarningAction Ignore

        $page = Get-Content -LiteralPath $path -Raw
        $page | Should -Not -Match '✓'
        $page | Should -Match '>verified when exported<'
        $page | Should -Not -Match ([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('SECRET FILE')).TrimEnd('='))
    }

    It 'keeps a text that ConvertFrom-Json takes for a time' {
        $path = New-Target '.jsonl'
        $item = [pscustomobject]@{ Id = '5'; EventType = 'MessageCreate'; ConversationId = '12-34'; Text = '2025-01-20T06:57:27.290Z'; AdditionalProperties = @{ created_at = '2024-12-23T16:41:01.499Z' } }
        $item | ConvertTo-Json | ConvertFrom-Json | Export-DmTranscript -Path $path

        $line = Read-Line $path
        $line | Should -BeLike '*"Text":"2025-01-20T06:57:27.290Z"*'
        $line | Should -BeLike '*"AdditionalProperties":{"created_at":"2024-12-23T16:41:01.499Z"}*'
    }

    It 'takes the rows of a CSV file' {
        $path = New-Target '.jsonl'
        $null = $one | ConvertTo-Csv | ConvertFrom-Csv | Export-DmTranscript -Path $path

        $rows = @(Import-DmTranscript $path)
        $rows.Id | Should -Be @($one.Id | Sort-Object)
        $rows[-1].Text | Should -Be $one[0].Text
        $rows.Timestamp | Should -Be @($one | Sort-Object Id | ForEach-Object Timestamp)
        @($rows.SenderUsername | Sort-Object -Unique) | Should -Be @($one.SenderUsername | Sort-Object -Unique)
    }

    It 'reads the events of <what>' -ForEach @(
        @{ what = 'a conversation by its id'; call = { param($path) Export-DmTranscript -ConversationId '12-1385551234567890123' -Path $path -Source Classic } }
        @{ what = 'a conversation from the pipeline'; call = { param($path) Get-DmConversation -ConversationId '12-1385551234567890123' -Source Classic | Export-DmTranscript -Path $path } }
    ) {
        $path = New-Target '.jsonl'
        $null = & $call $path

        @(Import-DmTranscript $path).Id | Should -Be @($one | Where-Object Source -EQ Classic | ForEach-Object Id | Sort-Object)
    }

    It 'refuses a path with a null character' {
        $problem = Get-ErrorOf { $one | Export-DmTranscript -Path (Join-Path $TestDrive "q`0.html") }

        $problem.FullyQualifiedErrorId | Should -BeLike 'DmFile,*'
        $problem.Exception.Message | Should -BeLike '*U+0000*'
    }

    It 'reads and writes nothing with -WhatIf' {
        $folder = New-Target
        $one | Export-DmTranscript -Path $folder -WhatIf | Should -BeNullOrEmpty
        Measure-Request $connection { Export-DmTranscript -ConversationId '12-1385551234567890123' -Path (Join-Path $folder 'x.md') -WhatIf } | Should -Be 0

        $folder | Should -Not -Exist
    }

    It 'refuses several conversations for one file, and changes nothing' {
        $path = New-Target '.md'
        Set-Content -LiteralPath $path -Value 'old'
        $problem = Get-ErrorOf { $events | Export-DmTranscript -Path $path -Force }

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'folder'
        Get-Content -LiteralPath $path | Should -Be 'old'
    }

    It 'replaces files only with -Force' {
        $folder = New-Target
        $files = $events | Export-DmTranscript -Path $folder -As Markdown
        $old = $files | ForEach-Object { (Get-Item -LiteralPath $_.FullName).LastWriteTimeUtc.Ticks }
        Remove-Item -LiteralPath $files[0].FullName

        $result = $events | Export-DmTranscript -Path $folder -As Markdown -ErrorAction SilentlyContinue -ErrorVariable problems
        $result.FullName | Should -Be $files[0].FullName
        $problems | Should -HaveCount ($files.Count - 1)
        Assert-Error $problems[0] 'DmFile' 'WriteError'
        $problems[0].ErrorDetails.RecommendedAction | Should -Match '-Force'
        ($files | Select-Object -Skip 1 | ForEach-Object { (Get-Item -LiteralPath $_.FullName).LastWriteTimeUtc.Ticks }) | Should -Be ($old | Select-Object -Skip 1)

        ($events | Export-DmTranscript -Path $folder -As Markdown -Force) | Should -HaveCount $files.Count
    }

    It 'reports <what> as <id>' -ForEach @(
        @{ what = 'an unknown extension'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { $one | Export-DmTranscript (New-Target '.docx') } }
        @{ what = 'an unknown time zone'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { $one | Export-DmTranscript (New-Target '.md') -TimeZone 'Mars/Olympus' } }
        @{ what = 'a bad regular expression'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { $one | Export-DmTranscript (New-Target '.md') -Pattern '(a' } }
        @{ what = 'reversed times'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { $one | Export-DmTranscript (New-Target '.md') -Since 2026-02-01 -Until 2026-01-01 } }
        @{ what = 'files in a format without'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { $one | Export-DmTranscript (New-Target '.md') -EmbedMedia } }
        @{ what = 'a missing media folder'; id = 'DmFile'; category = 'ReadError'; call = { $one | Export-DmTranscript (New-Target '.md') -MediaPath (New-Target) } }
        @{ what = 'a media folder that is missing before anything is read'; id = 'DmFile'; category = 'ReadError'; call = { Export-DmTranscript -ConversationId '1-2' (New-Target '.md') -MediaPath (New-Target) } }
        @{ what = 'a file as the folder'; id = 'DmFile'; category = 'WriteError'; call = { $file = New-Target; Set-Content $file 'x'; $one | Export-DmTranscript (Join-Path $file 'x.md') } }
        @{ what = 'a time zone for JSON Lines'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { $one | Export-DmTranscript (New-Target '.jsonl') -TimeZone UTC } }
        @{ what = 'a media folder for JSON Lines'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { $one | Export-DmTranscript (New-Target '.jsonl') -MediaPath $TestDrive } }
        @{ what = 'a conversation beside events'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { $one | Export-DmTranscript (New-Target '.md') -ConversationId '1-2' } }
        @{ what = 'a report of nothing that is read'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { $one | Export-DmTranscript (New-Target '.md') -ReportVariable report } }
        @{ what = 'a conversation of an archive'; id = 'DmInvalidRequest'; category = 'InvalidArgument'; call = { [pscustomobject]@{ ConversationId = '1-2'; Source = 'Archive' } | Export-DmTranscript (New-Target '.md') -WarningAction Ignore } }
        @{ what = 'another drive'; id = 'DmFile'; category = 'ReadError'; call = { $one | Export-DmTranscript 'Env:\x.md' } }
    ) {
        Assert-Error (Get-ErrorOf $call) $id $category
    }

    It 'reports what is not an event, and takes the rest' {
        $path = New-Target '.jsonl'
        $bad = 'text', 5, [pscustomobject]@{ A = 1 }, (Get-Date)
        $file = $bad + $one | Export-DmTranscript -Path $path -ErrorAction SilentlyContinue -ErrorVariable problems

        $problems | Should -HaveCount 4
        $problems | ForEach-Object { Assert-Error $_ 'DmInvalidRequest' 'InvalidArgument' }
        (Read-Line $file) | Should -HaveCount @($one).Count
    }

    It 'names the type and the place of what is not an event, whatever it is called' {
        $folder = New-Target
        $user = Get-DmUser '@jacqueline'
        $bad = $user, (Get-Process -Id $PID), [pscustomobject]@{ Id = 1 }, [pscustomobject]@{ Id = 1; ConversationId = '1-2' }
        $bad + $one | Export-DmTranscript -Path $folder -ErrorAction SilentlyContinue -ErrorVariable problems | Should -HaveCount 1

        $problems | Should -HaveCount 4
        $problems | ForEach-Object { Assert-Error $_ 'DmInvalidRequest' 'InvalidArgument' }
        "$($problems[0])" | Should -Be 'Object 1 of the input is not an event, but a TwitterDm.DmUser.'
        "$($problems[1])" | Should -Match '^Object 2 of the input .* a System\.Diagnostics\.Process\.$'
        "$($problems[2])" | Should -Be 'Object 3 of the input is not an event, but an object with the properties Id.'
    }

    It 'names the place of an event that lacks something' {
        $broken = $one[0] | Select-Object -Property * -ExcludeProperty Id
        $one[1], $broken | Export-DmTranscript -Path (New-Target '.md') -ErrorAction SilentlyContinue -ErrorVariable problems | Should -HaveCount 1

        "$problems" | Should -Be 'Object 2 of the input is not an event: it has no Id.'
    }

    It 'does not take events that do not say in which conversation they are for those of one' {
        $path = New-Target '.html'
        $rows = $one | Select-Object -Property Id, CreatedAt, SenderUsername, Text
        $rows | Export-DmTranscript -Path $path -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction Ignore | Should -BeNullOrEmpty
        $rows | Get-DmConversation -ErrorAction SilentlyContinue -ErrorVariable others | Should -BeNullOrEmpty

        @($problems) + @($others) | Should -HaveCount (2 * @($one).Count)
        "$($problems[0])", "$($others[0])" | Should -Be (@('Object 1 of the input is not an event: it has no ConversationId.') * 2)
        $path | Should -Not -Exist
        foreach ($empty in $null, '') {
            $copies = $one | ConvertTo-Json -Depth 5 | ConvertFrom-Json
            $copies | ForEach-Object { $_.ConversationId = $empty }
            $copies | Export-DmTranscript -Path $path -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction Ignore | Should -BeNullOrEmpty
            $problems | Should -HaveCount @($one).Count
        }
    }

    It 'says why it does not follow the path in a copy' {
        $file = New-Item (New-Target '.png') -Value 'some bytes'
        $copy = '{ "Id": "1712000000000000001", "EventType": "MessageCreate", "CreatedAt": "2024-03-06T09:15:00Z", "ConversationId": "111-222" }' | ConvertFrom-Json
        $copy | Add-Member Media @([pscustomobject]@{ MediaKey = 'k1'; LocalPath = $file.FullName })
        $null = $copy | Export-DmTranscript -Path (New-Target '.html') -EmbedMedia -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -BeLike '*none of its 1 attachments: their files were not found. The paths in copies*only inside the media folder.'
    }

    It 'shows the names of attachments and participants that a row of CSV has' {
        $file = New-Item (New-Target '.bin') -Value 'some bytes'
        $sent = Send-DmMessage '@jacqueline' -MediaPath $file -Source Chat
        $attached = Get-DmEvent '@jacqueline' -Source Chat -First 1
        $joined = Get-DmEvent -Source Classic -EventType ParticipantsJoin -First 1 -WarningAction SilentlyContinue
        $attached.Id | Should -Be $sent.EventId

        $attached | ConvertTo-Csv | ConvertFrom-Csv | Export-DmTranscript (New-Target '.md') | Get-Content -Raw | Should -Match ([regex]::Escape($file.Name.Replace('-', '')).Substring(0, 8))
        $text = $joined | ConvertTo-Csv | ConvertFrom-Csv | Export-DmTranscript (New-Target '.md') | Get-Content -Raw
        foreach ($user in $joined.Participants) { $text | Should -Match $user.Username.Replace('_', '\\_') }
    }

    It 'names the account of an event that does not say it, if the connection has read it' {
        $incoming = @(Get-DmEvent -Source Classic -WarningAction SilentlyContinue | Where-Object { $_.ConversationType -eq 'Group' -and $_.Direction -eq 'Incoming' -and $_.Text })[0]

        $text = $incoming | Export-DmTranscript (New-Target '.md') | Get-Content -Raw
        $text | Should -Match '(?m)^- Account: \\@sandbox'
        $incoming | ConvertTo-Csv | ConvertFrom-Csv | Export-DmTranscript (New-Target '.md') | Get-Content -Raw | Should -Not -Match '- Account:'
    }

    It 'takes a list of events as a parameter' {
        (Export-DmTranscript -InputObject $one -Path (New-Target '.md')) | Should -HaveCount 1
    }

    It 'shows no reply that a row of CSV does not have' {
        $path = New-Target '.md'
        $null = $one | Where-Object { -not $_.ReplyToId } | ConvertTo-Csv | ConvertFrom-Csv | Export-DmTranscript -Path $path
        $text = Get-Content -LiteralPath $path

        $text -like '> *' | Should -BeNullOrEmpty
        $text -like '*from rows of text, which have only the names of attachments*' | Should -HaveCount 1
    }

    It 'links to files that the same pipeline saves' {
        $media = $events | Where-Object Media
        $some = $media | Where-Object ConversationId -EQ $media[0].ConversationId
        $folder = New-Target
        $file = $some | Save-DmMedia $folder -PassThru | Export-DmTranscript -Path (New-Target '.html') -MediaPath $folder

        Get-Content -LiteralPath $file -Raw | Should -Match "(src|href)=`"$(Split-Path $folder -Leaf)/"
    }

    It 'creates the folder of a file' {
        $path = Join-Path (New-Target) 'deep' 'x.md'
        ($one | Export-DmTranscript -Path $path).FullName | Should -Be $path
    }

    It 'returns files as Get-Item does' {
        $file = $one | Export-DmTranscript -Path (New-Target '.md')

        $file.PSPath | Should -Be (Get-Item -LiteralPath $file.FullName).PSPath
        ($file | Out-String) | Should -Be (Get-Item -LiteralPath $file.FullName | Out-String)
    }

    It 'warns if <what>' -ForEach @(
        @{ what = 'the extension says another format'; says = 'extension'; call = { $one | Export-DmTranscript -Path (New-Target '.md') -As Html -WarningVariable warnings -WarningAction SilentlyContinue } }
        @{ what = 'there is no file to embed'; says = 'none of its'; call = { $events | Where-Object Media | Select-Object -First 1 | Export-DmTranscript -Path (New-Target '.html') -EmbedMedia -WarningVariable warnings -WarningAction SilentlyContinue } }
    ) {
        $null = . $call

        "$warnings" | Should -Match $says
    }

    It 'says about a conversation that cannot be read that the account may not be a member, and names no parameter that it does not have' {
        Export-DmTranscript -ConversationId '1-2' -Path (New-Target '.md') -Source Classic -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction Ignore

        $problems[0].ErrorDetails.RecommendedAction | Should -Match 'member of the conversation'
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -Match 'PageToken'
        $problems[0].TargetObject | Should -Be '1-2'
    }

    It 'removes the further parts of a transcript that it replaces' {
        $path = New-Target '.html'
        $old = $one | Export-DmTranscript -Path $path -PartitionSize 5
        Set-Content -LiteralPath ($path -replace '\.html$', '-99.html') -Value 'of somebody else'
        $new = $one | Export-DmTranscript -Path $path -Force -Redact -Verbose 4>&1

        "$new" | Should -Match "Removed '[^']*-2.html'"
        ($old | Select-Object -Skip 1).FullName | Where-Object { Test-Path -LiteralPath $_ } | Should -BeNullOrEmpty
        ($path -replace '\.html$', '-99.html') | Should -Exist
    }

    It 'warns if there is nothing to write' {
        $folder = New-Target
        @() | Export-DmTranscript -Path $folder -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty

        "$warnings" | Should -Match 'no events'
        $folder | Should -Not -Exist
    }

    It 'needs no connection for events from the pipeline' {
        $path = New-Target '.jsonl'
        $null = $one | Export-DmTranscript -Path $path
        Invoke-Runspace 'Import-DmTranscript $args[1] | Export-DmTranscript "$($args[1]).md"' (Get-TestedManifest), $path | Should -Not -BeNullOrEmpty
    }

    It 'writes times in the zone that <what>' -ForEach @(
        @{ what = 'an id names'; zone = { 'Asia/Tokyo' } }
        @{ what = 'Get-TimeZone returns'; zone = { Get-TimeZone -Id 'Asia/Tokyo' } }
    ) {
        $path = New-Target '.md'
        $null = $one | Export-DmTranscript -Path $path -TimeZone (& $zone)

        Get-Content -LiteralPath $path -Raw | Should -Match '- Time zone: Asia/Tokyo'
    }

    It 'removes what -Redact and -Pattern say' {
        $path = New-Target '.jsonl'
        $secret = $one[0] | Select-Object *
        $secret.Text = 'write to ann@example.com about Project Blue'
        $null = $secret | Export-DmTranscript -Path $path -Redact -Pattern 'project \w+'

        (Import-DmTranscript $path).Text | Should -Be 'write to [redacted] about [redacted]'
    }

    It 'writes parts of -PartitionSize messages' {
        $path = New-Target '.jsonl'
        $files = $one | Export-DmTranscript -Path $path -PartitionSize 10

        $files | Should -HaveCount ([math]::Ceiling(@($one).Count / 10))
        ($files | Import-DmTranscript) | Should -HaveCount @($one).Count
    }

    It 'stops at once, and leaves neither half a file nor a temporary one' {
        $folder = New-Target
        $script = @'
            $copies = for ($i = 1; $i -le 30000; $i++) {
                [pscustomobject]@{ PSTypeName = 'TwitterDm.DmEvent'; Id = "$(1700000000000000000 + $i)"; EventType = 'MessageCreate'; ConversationId = '1-2'; SenderId = '1'; Text = "message $i" }
            }
            while ($true) { $copies | Export-DmTranscript -Path $args[0] -Force }
'@
        $stopped = Stop-Command $script $folder { (Test-Path -LiteralPath $folder) -and (Get-ChildItem -LiteralPath $folder -Force) }

        $stopped.Waited | Should -BeTrue
        $stopped.Took | Should -BeLessThan ([timespan]::FromSeconds(3))
        $stopped.Errors | Should -BeNullOrEmpty
        if (Test-Path -LiteralPath $folder) {
            Get-Name $folder | Where-Object { $_ -ne '1-2.html' } | Should -BeNullOrEmpty
            if (Get-Name $folder) { Get-Content -LiteralPath (Join-Path $folder '1-2.html') -Tail 1 | Should -Match '</html>' }
        }
    }

    It 'runs the sample <Number> of <Page> in the sandbox' -ForEach $examples {
        $ErrorActionPreference = 'Stop'
        $folder = New-Item -ItemType Directory -Path (New-Target)
        Push-Location -LiteralPath $folder
        try { $null = . ([scriptblock]::Create($Code)) 3> $null 6> $null }
        finally { Pop-Location }

        if ($Code -match '-EmbedMedia') { Get-Content -Path (Join-Path $folder '*.html') -Raw | Should -Match 'src="data:' }
        if ($Code -notmatch '-WhatIf') { Get-ChildItem -LiteralPath $folder -Recurse -File | Should -Not -BeNullOrEmpty }
    }

    It 'completes the ids of time zones' {
        (TabExpansion2 'Export-DmTranscript -TimeZone Europe/Berl').CompletionMatches.CompletionText | Should -Contain "'Europe/Berlin'"
    }
}
