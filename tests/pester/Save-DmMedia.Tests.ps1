BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $server = Start-SignInServer -EventCount 200
    $connection = Connect-ChatServer $server
    $events = @(Get-DmEvent)
    $withMedia = @($events | Where-Object Media)
    $chat = @(Get-DmEvent -Source Chat -WarningAction Ignore | Where-Object Media)

    function Get-Download { @($server.Requests) -match '/media/|/dm_video/|/dm_gif|/dm_video_preview/' }
    function Copy-Object($Value) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Value, 4)) }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Save-DmMedia' {
    It 'warns about events that could not be read' {
        $folder = Join-Path $TestDrive 'unread'
        $items = [TwitterDm.DmEvent] @{ Id = '1'; Source = 'Chat'; ConversationId = '12-13'; ContentState = 'NoKey' }, [TwitterDm.DmEvent] @{ Id = '2'; Source = 'Chat'; ConversationId = '12-13' }
        $items | Save-DmMedia $folder -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty

        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match '^1 event could not be read'
    }

    BeforeEach {
        $folder = Join-Path $TestDrive (New-Guid)
        $server.Reset()
    }

    It 'saves the attachments of <what>' -ForEach @(
        @{ what = 'events'; call = { $withMedia | Save-DmMedia $folder } }
        @{ what = 'events among others'; call = { $events | Save-DmMedia -Destination $folder } }
        @{ what = 'a list of events as a parameter'; call = { Save-DmMedia $folder -InputObject $withMedia } }
        @{ what = 'deserialized events'; call = { Copy-Object $withMedia | Save-DmMedia $folder } }
        @{ what = 'events from JSON'; call = { $withMedia | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Save-DmMedia $folder } }
        @{ what = 'events of which columns were selected'; call = { $withMedia | Select-Object Id, CreatedAt, EventType, Source, ConversationId, Media | Save-DmMedia -Path $folder } }
        @{ what = 'attachments'; call = { $withMedia.Media | Save-DmMedia $folder } }
        @{ what = 'the current folder'; call = { $null = New-Item $folder -ItemType Directory; Push-Location $folder; try { $withMedia | Save-DmMedia } finally { Pop-Location } } }
    ) {
        & $call | Should -BeNullOrEmpty

        $files = Get-ChildItem $folder
        $files | Should -HaveCount $withMedia.Count
        $files.Extension | Sort-Object -Unique | Should -Be '.jpg', '.mp4'
        foreach ($item in $withMedia) {
            $files.Name -match "^$($item.CreatedAt.ToUniversalTime().ToString('yyyyMMddTHHmmssZ'))_$($item.Id)_$($item.Media[0].MediaKey -replace '.*_')\." | Should -HaveCount 1
        }
    }

    It 'names deserialized attachments by their own id' {
        Copy-Object $withMedia.Media | Save-DmMedia $folder

        (Get-ChildItem $folder).BaseName | Sort-Object | Should -Be ($withMedia.Media.MediaKey -replace '.*_' | Sort-Object)
    }

    It 'downloads nothing that is there already, unless it is forced to' {
        $withMedia | Save-DmMedia $folder
        Set-Content (Get-ChildItem $folder)[0] 'mine'
        $server.Reset()
        $withMedia | Save-DmMedia $folder

        Get-Download | Should -BeNullOrEmpty
        Get-Content (Get-ChildItem $folder)[0] | Should -Be 'mine'

        $withMedia | Save-DmMedia $folder -Force
        Get-Download | Should -HaveCount $withMedia.Count
        (Get-ChildItem $folder)[0].Length | Should -BeGreaterThan 1000
    }

    It 'returns what was piped with -PassThru, in its order and with paths' {
        $saved = @($events | Save-DmMedia $folder -PassThru)

        $saved.Id | Should -Be $events.Id
        $saved | ForEach-Object { $_ | Should -BeOfType TwitterDm.DmEvent }
        $paths = $saved.Media.LocalPath
        $paths | Should -HaveCount $withMedia.Count
        $paths | ForEach-Object { $_ | Should -Exist }
        @($withMedia.Media.LocalPath) -ne $null | Should -BeNullOrEmpty
        ($withMedia.Media | Save-DmMedia $folder -PassThru).LocalPath | Should -Be $paths
        (Copy-Object $events | Save-DmMedia $folder -PassThru).Media.LocalPath | Should -Be $paths
    }

    It 'goes on into a transcript' {
        $one = $withMedia[0]
        $page = Join-Path $TestDrive 'page.html'
        $one | Save-DmMedia $folder -PassThru | Export-DmTranscript $page -EmbedMedia

        Get-Content $page -Raw | Should -Match 'data:(image/jpeg|video/mp4);base64'
    }

    It 'decrypts attachments of X Chat, <what>' -ForEach @(
        @{ what = 'live'; call = { $chat | Save-DmMedia $folder } }
        @{ what = 'deserialized'; call = { Copy-Object $chat | Save-DmMedia $folder } }
        @{ what = 'in a session that has not read the conversation'; call = { Copy-Object $chat | Save-DmMedia $folder -Connection (Connect-ChatServer $server) } }
    ) {
        & $call

        $files = Get-ChildItem $folder
        $files | Should -HaveCount $chat.Media.Count
        $files | ForEach-Object Length | Sort-Object | Should -Be ($chat.Media.Size | Sort-Object)
        $files.Extension | Sort-Object -Unique | Should -Be '.gif', '.jpg', '.m4a', '.mp4', '.pdf'
    }

    It 'has a GIF in the sandbox that is as large as its message says' {
        $item = @($chat | Where-Object { $_.Media[0].Type -eq 'gif' })[0]
        $item | Save-DmMedia $folder
        $bytes = [System.IO.File]::ReadAllBytes((Get-ChildItem $folder).FullName)

        # The screen, and the first frame.
        foreach ($start in 6, 57) {
            [System.BitConverter]::ToUInt16($bytes, $start) | Should -Be $item.Media[0].Width
            [System.BitConverter]::ToUInt16($bytes, $start + 2) | Should -Be $item.Media[0].Height
        }
    }

    It 'saves the file that -Variant names' {
        $video = $withMedia | Where-Object { $_.Media[0].Type -eq 'video' } | Select-Object -First 1
        $sizes = foreach ($variant in 'Best', 'Smallest', 'Preview') {
            (Get-Item ($video | Save-DmMedia (Join-Path $folder $variant) -Variant $variant -PassThru).Media[0].LocalPath).Length
        }

        $sizes[0] | Should -BeGreaterThan $sizes[1]
        (Get-ChildItem (Join-Path $folder 'Preview')).Name | Should -Match '_preview\.jpg$'
    }

    It 'only says what it would do with -WhatIf' {
        $withMedia | Save-DmMedia $folder -WhatIf

        Get-Download | Should -BeNullOrEmpty
        $folder | Should -Not -Exist
    }

    It 'writes a verbose line for each file, and one for all' {
        $lines = @($chat[0], $withMedia[0] | Save-DmMedia $folder -Verbose 4>&1 | Where-Object { $_ -match '^(Saved|Already|\d)' })

        $lines | Should -HaveCount 3
        $lines[0] | Should -Match "^Saved: .*The sender calls it '"
        $lines[2] | Should -Match '^2 attachments were saved \([\d,]+ bytes\), 0 were there already, 0 failed; 2 requests\.$'
    }

    It 'refuses <what>, and goes on' -ForEach @(
        @{ what = 'a text'; value = { 'abc' } }
        @{ what = 'a number'; value = { 17 } }
        @{ what = 'a user'; value = { Get-DmUser 12 } }
        @{ what = 'a conversation'; value = { Get-DmConversation -First 1 } }
        @{ what = 'a row of a CSV file'; value = { $withMedia[0] | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ what = 'an attachment of X Chat without its event'; value = { Copy-Object $chat[0].Media[0] } }
        @{ what = 'an attachment elsewhere'; value = { [pscustomobject]@{ MediaKey = '3_1'; Type = 'photo'; Url = 'https://example.com/a/b/c.jpg' } } }
        @{ what = 'an attachment without an address'; value = { [pscustomobject]@{ Id = '1'; EventType = 'MessageCreate'; Media = @([pscustomobject]@{ MediaKey = '3_1'; Type = 'photo' }) } } }
    ) {
        $problem = @(Get-ErrorOf { (& $value), $withMedia[0] | Save-DmMedia $folder })

        Assert-Error $problem[0] 'DmInvalidRequest' 'InvalidArgument'
        $problem | Should -HaveCount 1
        Get-ChildItem $folder | Should -HaveCount 1
    }

    It 'reports an attachment that is gone, and saves the others' {
        $gone = Copy-Object $withMedia[0]
        $gone.Media[0].Url = ($gone.Media[0].Url ?? 'https://ton.twitter.com/1/2/3') -replace '[^/]+$', 'gone.jpg'
        $gone.Media[0].Variants = @()
        $problem = @(Get-ErrorOf { $gone, $withMedia[1] | Save-DmMedia $folder })

        Assert-Error $problem 'DmNotFound' 'ObjectNotFound'
        Get-ChildItem $folder | Should -HaveCount 1
    }

    It 'ends with the first error if the account has no credit' {
        $photos = @($withMedia | Where-Object { $_.Media[0].Type -eq 'photo' })
        foreach ($photo in $photos) { $server.Answer("GET /2/dm_conversations/media/$($photo.Media[0].Url.Split('/')[-3..-1] -join '/')", 402, '{"title":"CreditsDepleted"}') }
        $problem = @(Get-ErrorOf { $photos | Save-DmMedia $folder })

        Assert-Error $problem 'DmCredit' 'LimitsExceeded'
        $problem[0].ErrorDetails.Message | Should -Match 'not tried'
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'refuses a destination that is a file, once' {
        Set-Content $folder 'mine'
        $problem = @(Get-ErrorOf { $withMedia | Save-DmMedia $folder })

        Assert-Error $problem 'DmFile' 'WriteError'
        Get-Content $folder | Should -Be 'mine'
    }

    It 'refuses <what>, once, and asks for a folder' -ForEach @(
        @{ what = 'a path that is not in the file system'; path = 'Env:\x' }
        @{ what = 'a drive that does not exist'; path = 'nowhere:\x' }
    ) {
        $problem = @(Get-ErrorOf { $withMedia | Save-DmMedia $path })

        Assert-Error $problem 'DmFile' 'ReadError'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'path of a folder'
    }

    It 'says why a folder cannot be created' -Skip:(-not $IsLinux) {
        $problem = @(Get-ErrorOf { $withMedia | Save-DmMedia /proc/attachments })

        Assert-Error $problem 'DmFile' 'WriteError'
        "$problem" | Should -BeExactly "The folder '/proc/attachments' cannot be created: the folder that contains it does not accept new folders."
    }

    It 'reports rows of a CSV file once, with the first of them' {
        $rows = $events | ConvertTo-Csv | ConvertFrom-Csv
        $rows | Save-DmMedia $folder -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue

        Assert-Error $problem 'DmInvalidRequest' 'InvalidArgument'
        $place = 1 + [array]::FindIndex([object[]] $events, [Predicate[object]] { param($item) $item.Media.Count -gt 0 })
        "$($problem[0].Exception.Message)" | Should -Match "^Row $place of the input has the text"
        "$warnings" | Should -Match "^$($withMedia.Count) rows "
    }

    It 'names the type and the position of what is not an event' {
        "$(Get-ErrorOf { $withMedia[0], 17 | Save-DmMedia $folder })" | Should -Match "^Object 2 of the input, '17' of the type System.Int32, is neither"
    }

    It 'warns about a file that does not have the size that its message says, and leaves it' {
        $saved = ($chat[0] | Save-DmMedia $folder -PassThru).Media[0]
        Set-Content $saved.LocalPath 'broken'
        $chat[0] | Save-DmMedia $folder -WarningVariable warnings -WarningAction SilentlyContinue

        "$warnings" | Should -Match "with 7 bytes, but the message says that the file has $('{0:N0}' -f $saved.Size)\."
        Get-Content $saved.LocalPath | Should -Be 'broken'
        $chat[0] | Save-DmMedia $folder -Force -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        (Get-Item $saved.LocalPath).Length | Should -Be $saved.Size
    }

    It 'previews only what is missing, with the total' {
        $path = New-SampleArchive (Join-Path $TestDrive (New-Guid))
        $shown = (Receive-Shell (Start-Shell $TestDrive @"
Import-DmArchive '$path' -ConversationId 111-222 | Save-DmMedia '$folder'
Import-DmArchive '$path' | Save-DmMedia '$folder' -WhatIf
Import-DmArchive '$path' -ConversationId 111-222 | Save-DmMedia '$folder' -WhatIf
"@)) -replace '\r' -replace ' *\n(?!\n)', ' '

        $shown | Should -Match 'What if: 1 attachment; 1 other is there already\.'
        $shown | Should -Match 'What if: 1 attachment is there already\.'
        [regex]::Matches($shown, 'Save an attachment') | Should -HaveCount 1
    }

    It 'mentions only files that it writes in verbose output' {
        $withMedia | Save-DmMedia $folder
        $lines = @($withMedia | Save-DmMedia $folder -Verbose 4>&1)

        $lines -match '^Performing' | Should -BeNullOrEmpty
        $lines -match '^Already there: ' | Should -HaveCount $withMedia.Count
    }

    It 'shows the path of a saved attachment in the table' {
        $media = $withMedia[0].Media[0] | Save-DmMedia $folder -PassThru
        ($media | Format-Table | Out-String -Width 500) | Should -Match ([regex]::Escape($media.LocalPath))
    }

    It 'needs a connection to download, and none to copy' {
        $media = New-Item -ItemType Directory (Join-Path $TestDrive "$(New-Guid)/data/direct_messages_media")
        $path = Join-Path $media '1712000000000000003-source.exe'
        [System.IO.File]::WriteAllBytes($path, [byte[]] (0xFF, 0xD8, 0xFF, 0xE0, 1))
        $media = [pscustomobject]@{ MediaKey = '17'; Type = 'photo'; LocalPath = $path }
        $item = [pscustomobject]@{ Id = '1712000000000000003'; EventType = 'MessageCreate'; Source = 'Archive'; Media = @($media) }
        $zipped = [pscustomobject]@{ Id = '18'; EventType = 'MessageCreate'; Source = 'Archive'; Media = @([pscustomobject]@{ MediaKey = '18' }) }
        $read = Invoke-Runspace '$args[0] | Save-DmMedia $args[2]; $args[1] | Save-DmMedia $args[2] -ErrorAction Continue; try { $args[3] | Save-DmMedia $args[2] } catch { $_ }' $item, $zipped, $folder, (Copy-Object $withMedia[0])

        (Get-ChildItem $folder).Extension | Should -Be '.jpg'
        Assert-Error $read.Errors 'DmFile' 'ReadError'
        $read.Errors[0].ErrorDetails.RecommendedAction | Should -Match 'Import-DmArchive'
        Assert-Error $read.Output 'DmNotConnected' 'ConnectionError'
    }

    It 'does not copy another file that a copy of an event names' {
        $secret = Join-Path $TestDrive 'secret.png'
        [System.IO.File]::WriteAllBytes($secret, [byte[]] (0xFF, 0xD8, 0xFF, 0xE0, 1))
        $item = [pscustomobject]@{ Id = '1712000000000000003'; EventType = 'MessageCreate'; Source = 'Archive'; Media = @([pscustomobject]@{ MediaKey = '17'; LocalPath = $secret }) }

        Assert-Error (Get-ErrorOf { Copy-Object $item | Save-DmMedia $folder }) 'DmFile' 'ReadError'
        Get-ChildItem $folder -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'copies the attachments of an archive without a request, <what>' -ForEach @(
        @{ what = 'zipped'; isFolder = $false; read = { Import-DmArchive $path } }
        @{ what = 'unpacked'; isFolder = $true; read = { Import-DmArchive $path } }
        @{ what = 'unpacked and deserialized'; isFolder = $true; read = { Copy-Object @(Import-DmArchive $path) } }
    ) {
        $path = Join-Path $TestDrive (New-Guid)
        $null = New-SampleArchive $path -Folder:$isFolder
        $saved = @(& $read | Save-DmMedia $folder -PassThru)

        $saved | Should -HaveCount @(Import-DmArchive $path).Count
        @($saved.Media).Count | Should -BeGreaterThan 1
        (Get-ChildItem $folder).FullName | Sort-Object | Should -Be ($saved.Media.LocalPath | Sort-Object)
        Get-Download | Should -BeNullOrEmpty
    }

    It 'says that a zip file does not contain an attachment' {
        $path = New-SampleArchive (Join-Path $TestDrive "$(New-Guid).zip")
        $zip = [System.IO.Compression.ZipFile]::Open($path, 'Update')
        try { @($zip.Entries) | Where-Object FullName -Like '*_media/*' | ForEach-Object Delete } finally { $zip.Dispose() }

        $problems = @(Import-DmArchive $path | Save-DmMedia $folder 2>&1)

        $problems | Should -Not -BeNullOrEmpty
        $problems | ForEach-Object {
            "$_" | Should -BeLike 'The archive does not contain the file of the attachment *.'
            $_.FullyQualifiedErrorId | Should -BeLike 'DmFile,*'
            $_.ErrorDetails.RecommendedAction | Should -BeLike '*in several parts*'
        }
    }

    It 'stops within a second on Ctrl+C, and leaves nothing but parts' {
        $script = "`$null = `$args[0].Events | Save-DmMedia '$folder' -Connection `$args[0].Connection"
        $stopped = Stop-Command $script @{ Events = $withMedia; Connection = $connection } { (Test-Path $folder) -and (Get-ChildItem $folder) }

        $stopped.Took.TotalSeconds | Should -BeLessThan 1
        Get-ChildItem $folder | Where-Object Extension -NotIn '.jpg', '.mp4', '.part' | Should -BeNullOrEmpty
        foreach ($file in Get-ChildItem $folder -Exclude *.part) { $file.Length | Should -BeGreaterThan 1000 }
        $withMedia | Save-DmMedia $folder
        (Get-ChildItem $folder).Extension | Sort-Object -Unique | Should -Be '.jpg', '.mp4'
        Get-ChildItem $folder | Should -HaveCount $withMedia.Count
    }

    It 'goes on after its process was killed' {
        $some = $chat | Select-Object -First 14
        $some | Export-Clixml (Join-Path $TestDrive 'chat.xml')
        $process = Start-Shell $TestDrive @"
`$null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $($server.Uri) -ChatKey $($server.Api.ChatKeyOf().Key)
Import-Clixml '$TestDrive/chat.xml' | Save-DmMedia '$folder'
"@
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-ChildItem $folder -Exclude *.part -ErrorAction Ignore) -and $clock.Elapsed.TotalSeconds -lt 30) { Start-Sleep -Milliseconds 20 }
        $null = Receive-Shell $process -Kill

        $complete = Get-ChildItem $folder -Exclude *.part
        $complete | Should -Not -BeNullOrEmpty
        $complete | ForEach-Object { $_.Length | Should -BeIn $some.Media.Size }
        $some | Save-DmMedia $folder
        Get-ChildItem $folder | ForEach-Object Length | Sort-Object | Should -Be ($some.Media.Size | Sort-Object)
    }

    It 'works with OAuth 1.0a' {
        $signed = Connect-TwitterDm -ConsumerKey sandbox-consumer-key -ConsumerSecret 'sandbox consumer+secret/é&=%' -AccessToken 1385551234567890123-sandbox-access-token -AccessTokenSecret 'sandbox token+secret/ü&=~' -ApiBaseUri $server.Uri
        $withMedia | Save-DmMedia $folder -Connection $signed

        Get-ChildItem $folder | Should -HaveCount $withMedia.Count
        @($server.Requests) -match '^GET /1.1/ton/' | Should -Not -BeNullOrEmpty
        $connection | Select-DmConnection
    }
}
