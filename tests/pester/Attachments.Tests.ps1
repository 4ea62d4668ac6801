BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 20
    $connection = Connect-SignInServer $server
    $initialize = 'POST /2/media/upload/initialize'

    # A small blue image. Padding gives each one a different size, so that no two are identical.
    $blue = [Convert]::FromBase64String('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mOQnf4BK2IYWhIANm9qAbB7GTYAAAAASUVORK5CYII=')
    function New-Png([string] $Name) {
        $path = Join-Path $pictures $Name
        [System.IO.File]::WriteAllBytes($path, $blue + [byte[]]::new((Get-ChildItem $pictures).Count))
        $path
    }

    # An animated GIF with two frames of one pixel.
    function New-Gif([string] $Name) {
        $frame = '2C000000000100010000' + '02024401' + '00'
        $path = Join-Path $pictures $Name
        [System.IO.File]::WriteAllBytes($path, [Convert]::FromHexString('474946383961' + '0100' + '0100' + '800000' + '0000FFFFFFFF' + $frame + $frame + '3B'))
        $path
    }

    function Get-Media($Message, $Connection = $connection) { (Get-DmEvent -Id $Message.EventId -Connection $Connection).Media }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Send-DmMessage -MediaPath' {
    BeforeEach {
        $server.Reset()
        $pictures = (New-Item -ItemType Directory -Path (Join-Path $TestDrive (New-Guid))).FullName
    }

    It 'sends an image with and without text' {
        $sent = @(
            Send-DmMessage -To 12 -Text 'Our blue' -MediaPath (New-Png 'blue.png')
            Send-DmMessage -To 12 -MediaPath (New-Png 'alone.png')
        )

        $server.Sent.MediaId | Should -Be $sent.AttachmentId
        $sent.AttachmentId | Sort-Object -Unique | Should -HaveCount 2
        $server.Sent | ForEach-Object { "[$($_.Text)]" } | Should -Be '[Our blue]', '[]'
        foreach ($one in $sent) { (Get-Media $one).Type | Should -Be 'photo' }
    }

    It 'sends an animated GIF after X has processed it' {
        $run = Invoke-Runspace 'Send-DmMessage -To 12 -MediaPath $args[1] -Connection $args[0]' $connection, (New-Gif 'dot.gif')

        $run.Errors | Should -BeNullOrEmpty
        (Get-Media $run.Output[0]).Type | Should -Be 'animated_gif'
        $bars = @($run.Progress | Where-Object Activity -EQ 'Uploading dot.gif')
        $bars.StatusDescription | Should -Contain 'X is processing it'
        $bars[-1].RecordType | Should -Be 'Completed'
    }

    It 'resolves a relative path against the PowerShell location and accepts PowerShell drives' {
        $path = New-Png 'relative.png'
        Push-Location $pictures
        try { $null = Send-DmMessage -To 12 -MediaPath ./relative.png }
        finally { Pop-Location }
        $null = Send-DmMessage -To 12 -MediaPath "TestDrive:/$(Split-Path -Leaf $pictures)/relative.png"

        $path | Should -Exist
        $server.Sent | Should -HaveCount 2
        $server.Sent.MediaId | Should -Not -BeNullOrEmpty
    }

    It 'sends each file from the pipeline in its own message' {
        'a.png', 'b.png', 'c.png' | ForEach-Object { $null = New-Png $_ }
        $sent = Get-ChildItem -Path $pictures -Filter *.png | Send-DmMessage -To 12

        $sent | Should -HaveCount 3
        $sent.AttachmentId | Sort-Object -Unique | Should -HaveCount 3
        $server.Sent.Text | Where-Object { $_ } | Should -BeNullOrEmpty
        $server.Count($initialize) | Should -Be 3
    }

    It 'sends files with their own texts' {
        'a.png', 'b.png' | ForEach-Object { $null = New-Png $_ }
        $null = Get-ChildItem -Path $pictures | Send-DmMessage -To 12 -Text { $_.BaseName }

        $server.Sent.Text | Should -Be 'a', 'b'
        $server.Sent.MediaId | Sort-Object -Unique | Should -HaveCount 2
    }

    It 'sends files from the pipeline also after <what>' -ForEach @(
        @{ what = 'Clixml'; copy = { process { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) } } }
        @{ what = 'Select-Object'; copy = { $input | Select-Object Name, FullName } }
    ) {
        'a.png', 'b.png' | ForEach-Object { $null = New-Png $_ }
        $sent = Get-ChildItem -Path $pictures | & $copy | Send-DmMessage -To 12

        $sent.AttachmentId | Sort-Object -Unique | Should -HaveCount 2
    }

    It 'does not take the full name of a person for a path' {
        $null = New-Png 'Jacqueline Roy'
        Push-Location $pictures
        try { $null = 'Handle,FullName', '@jacqueline,Jacqueline Roy', '@layla_h,Layla Haddad' | ConvertFrom-Csv | Send-DmMessage -To { $_.Handle } -Text { "Hello $($_.FullName)!" } }
        finally { Pop-Location }

        $server.Sent.Text | Should -Be 'Hello Jacqueline Roy!', 'Hello Layla Haddad!'
        $server.Sent.MediaId | Where-Object { $_ } | Should -BeNullOrEmpty
    }

    It 'accepts a MediaPath column and treats an empty cell as no attachment' {
        $rows = "To,Text,MediaPath", "12,with,$(New-Png 'row.png')", '12,without,', "12,,$(New-Png 'second.png')" | ConvertFrom-Csv
        $null = $rows | Send-DmMessage

        $server.Sent.Text | Should -Be 'with', 'without', $null
        @($server.Sent.MediaId | ForEach-Object { [bool] $_ }) | Should -Be $true, $false, $true
    }

    It 'uploads a file that several rows share only once' {
        $path = New-Png 'shared.png'
        $sent = '12', '783214', '@zoe_muller' | ForEach-Object { [pscustomobject]@{ To = $_; Text = 'All the same'; MediaPath = $path } } | Send-DmMessage

        $server.Count($initialize) | Should -Be 1
        $sent.AttachmentId | Sort-Object -Unique | Should -HaveCount 1
        $server.Sent.MediaId | Should -Be $sent.AttachmentId
        foreach ($one in $sent) { (Get-Media $one).Type | Should -Be 'photo' }
    }

    It 'does not attach the file again when the message is piped to another send' {
        $null = Send-DmMessage -To 12 -MediaPath (New-Png 'first.png') | Send-DmMessage -Text 'without it'

        $server.Sent[1].MediaId | Should -BeNullOrEmpty
    }

    It 'rejects <what> before any request, reports the row, and sends the others' -ForEach @(
        @{ what = 'a missing file'; make = { Join-Path $pictures 'missing.png' } }
        @{ what = 'a folder'; make = { $pictures } }
        @{ what = 'a text file with an image extension'; make = { $path = Join-Path $pictures 'text.png'; Set-Content $path 'no picture'; $path } }
        @{ what = 'an empty file'; make = { $path = Join-Path $pictures 'empty.png'; $null = New-Item $path; $path } }
        @{ what = 'an image that is too large'; make = { $path = New-Png 'large.png'; $file = [System.IO.File]::OpenWrite($path); $file.SetLength(5MB + 1); $file.Dispose(); $path } }
    ) {
        $bad = [pscustomobject]@{ To = 12; Text = 'canary'; MediaPath = & $make }
        $good = [pscustomobject]@{ To = 12; Text = 'good' }
        $sent = & { $good; $bad; $script:whenBadCame = $server.Requests.Count; $good } | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        Assert-Error $problems 'DmFile' 'ReadError'
        [object]::ReferenceEquals($problems[0].TargetObject, $bad) | Should -BeTrue
        "$($problems[0])" | Should -BeLike "*$(Split-Path -Leaf $bad.MediaPath)*"
        "$($problems[0])" | Should -Not -Match 'canary'
        $script:whenBadCame | Should -Be 0
        $sent.Text | Should -Be 'good', 'good'
        $server.Count($initialize) | Should -Be 0
    }

    It 'reports the message with a Get-ChildItem file that is not an image as the error target' {
        Set-Content (Join-Path $pictures 'notes.txt') 'no picture'
        $null = New-Png 'picture.png'
        $sent = Get-ChildItem $pictures | Send-DmMessage -To 12 -ErrorVariable problems -ErrorAction SilentlyContinue

        $sent | Should -HaveCount 1
        $problems.TargetObject | Should -BeOfType 'TwitterDm.DmOutgoingMessage'
        "$($problems.TargetObject.To)" | Should -Be '12'
        Split-Path -Leaf $problems.TargetObject.MediaPath | Should -Be 'notes.txt'
    }

    It 'reports an error for each row whose upload X rejects and sends the others' {
        $server.Answer($initialize, 400, '{"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","status":400}')
        $path = New-Png 'refused.png'
        $rows = @(
            [pscustomobject]@{ To = 12; Text = 'one'; MediaPath = $path }, [pscustomobject]@{ To = 12; Text = 'two' }, [pscustomobject]@{ To = 12; Text = 'three'; MediaPath = $path }
        )
        $sent = $rows | Send-DmMessage -ErrorVariable problems -ErrorAction SilentlyContinue

        $sent.Text | Should -Be 'two'
        $problems | ForEach-Object { Assert-Error $_ 'DmInvalidRequest' 'InvalidArgument' }
        $problems.TargetObject | Should -Be $rows[0], $rows[2]
        $server.Count($initialize) | Should -Be 1
    }

    It 'shows the file name and uploads nothing with -WhatIf' {
        $path = New-Png 'blue.png'
        $shell = Start-Shell $TestDrive "`$null = Connect-TwitterDm -AccessToken sandbox-user-token -ApiBaseUri $($server.Uri); Send-DmMessage -To 12 -Text hello -MediaPath '$path' -WhatIf; New-DmConversation 12, 783214 -MediaPath '$path' -WhatIf"
        $output = Receive-Shell $shell

        $output | Should -Match 'target "12: hello \[blue\.png\]"'
        $output | Should -Match 'target "12, 783214 \[blue\.png\]"'
        $server.Requests | Should -Be 'GET /2/users/me'
    }

    It 'uploads nothing on a second run with a journal' {
        $row = [pscustomobject]@{ To = 12; MediaPath = New-Png 'journal.png' }
        $journal = Join-Path $pictures 'run.jsonl'
        $null = $row | Send-DmMessage -Journal $journal
        $server.Reset()

        $row | Send-DmMessage -Journal $journal | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }
}

Describe 'New-DmConversation -MediaPath' {
    BeforeAll { $pictures = (New-Item -ItemType Directory -Path (Join-Path $TestDrive (New-Guid))).FullName }

    It 'sends the image as the first message, with and without text' {
        $server.Reset()
        $first = New-DmConversation 12, 783214 'Look' -MediaPath (New-Png 'group.png') -Confirm:$false
        $second = 12, 783214 | New-DmConversation -MediaPath (New-Png 'alone.png') -Confirm:$false

        $server.Sent.MediaId | Should -Be $first.AttachmentId, $second.AttachmentId
        (Get-Media $first).Type | Should -Be 'photo'
        $null = $first | Send-DmMessage -Text 'without it'
        $server.Sent[2].MediaId | Should -BeNullOrEmpty
    }
}

Describe '-MediaPath with wildcards' {
    BeforeAll {
        $connection = Connect-TwitterDm -Sandbox
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive wildcards)
        $picture = [Convert]::FromBase64String('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')
    }
    AfterAll { $connection | Disconnect-TwitterDm }

    It 'attaches the one file that matches, and rejects several and none' {
        [System.IO.File]::WriteAllBytes((Join-Path $folder 'a[1].png'), $picture)
        (Send-DmMessage 12 -MediaPath (Join-Path $folder 'a[1].png')).AttachmentId | Should -Not -BeNullOrEmpty
        (Send-DmMessage 12 -MediaPath (Join-Path $folder '*.png')).AttachmentId | Should -Not -BeNullOrEmpty

        [System.IO.File]::WriteAllBytes((Join-Path $folder 'b.png'), $picture)
        $several = Get-ErrorOf { Send-DmMessage 12 -MediaPath (Join-Path $folder '*.png') }
        Assert-Error $several 'DmFile' 'ReadError'
        "$several" | Should -BeLike '2 files match*a message has one attachment.'
        $none = Get-ErrorOf { Send-DmMessage 12 -MediaPath (Join-Path $folder '*.gif') }
        "$none" | Should -BeLike 'No file matches*'
    }
}
