BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $null = Connect-TwitterDm -Sandbox -EventCount 150
    $events = Get-DmEvent -WarningAction SilentlyContinue
    $folder = Join-Path $TestDrive 'lines'
    $files = $events | Export-DmTranscript -Path $folder -As JsonLines
    Get-DmConnection | Disconnect-TwitterDm

    function ConvertTo-Text($Items) { $Items | Sort-Object Id | Select-Object -Property * -ExcludeProperty ImportedFrom | ConvertTo-Json -Depth 6 }
}

Describe 'Import-DmTranscript' {
    It 'returns the same objects, from <what>' -ForEach @(
        @{ what = 'a pattern'; call = { Import-DmTranscript (Join-Path $folder '*.jsonl') } }
        @{ what = 'files of the pipeline'; call = { Get-ChildItem $folder | Import-DmTranscript } }
        @{ what = 'paths of the pipeline'; call = { $files.FullName | Import-DmTranscript } }
        @{ what = 'what Export-DmTranscript returned'; call = { $files | Import-DmTranscript } }
        @{ what = 'literal paths'; call = { Import-DmTranscript -LiteralPath $files.FullName } }
        @{ what = 'a list of paths'; call = { Import-DmTranscript -Path $files.FullName } }
    ) {
        $imported = & $call

        $imported | Should -BeOfType TwitterDm.DmEvent
        $imported | Should -HaveCount $events.Count
        ConvertTo-Text $imported | Should -Be (ConvertTo-Text $events)
        $imported.ImportedFrom | Sort-Object -Unique | Should -Be @($files.FullName | Sort-Object)
    }

    It 'says that imported events were verified when they were exported' {
        $verified = @(Import-DmTranscript $files.FullName | Where-Object IsVerified)
        $verified.Count | Should -BeGreaterThan 10

        $verified[0] | Format-List | Out-String | Should -Match 'IsVerified +: verified when exported'
        $events | Where-Object IsVerified | Select-Object -First 1 | Format-List | Out-String | Should -Match 'IsVerified +: True'
        $copy = Join-Path $TestDrive 'copy.xml'
        $verified[0] | Export-Clixml $copy
        Import-Clixml $copy | Format-List | Out-String | Should -Match 'IsVerified +: verified when exported'
    }

    It 'reads a file whose name looks like a pattern' {
        $path = Join-Path $TestDrive '[1].jsonl'
        Copy-Item -LiteralPath $files[0].FullName -Destination $path

        @(Import-DmTranscript $path).Count | Should -BeGreaterThan 0
        @(Import-DmTranscript -LiteralPath $path).Count | Should -BeGreaterThan 0
        @(Get-Item -LiteralPath $path | Import-DmTranscript).Count | Should -BeGreaterThan 0
    }

    It 'reports an odd line, and reads the others' {
        $path = Join-Path $TestDrive 'odd.jsonl'
        $lines = Get-Content -LiteralPath $files[0].FullName
        $lines[0], '{"Text":7}', $lines[1], 'nonsense', $lines[2] | Set-Content -LiteralPath $path
        $found = Import-DmTranscript $path -ErrorAction SilentlyContinue -ErrorVariable problems

        $found | Should -HaveCount 2
        $problems | Should -HaveCount 2
        $problems | ForEach-Object { Assert-Error $_ 'DmFile' 'ReadError' }
        "$($problems[0])" | Should -Match 'Line 2 of'
        "$($problems[1])" | Should -Match 'Line 4 of'
        $problems[0].TargetObject | Should -Be $path
    }

    It 'reports <what>, and reads the other files' -ForEach @(
        @{ what = 'what is not a transcript'; content = 'Id,Text' }
        @{ what = 'a page'; content = '<!doctype html>' }
        @{ what = 'an empty file'; content = '' }
        @{ what = 'a later version'; content = '{"TwitterDmTranscript":99}' }
        @{ what = 'a missing file'; content = $null }
    ) {
        $path = Join-Path $TestDrive "$(New-Guid).jsonl"
        if ($null -ne $content) { Set-Content -LiteralPath $path -Value $content -NoNewline }
        $found = Import-DmTranscript $path, $files[0].FullName -ErrorAction SilentlyContinue -ErrorVariable problems

        Assert-Error $problems 'DmFile' 'ReadError'
        @($found).Count | Should -BeGreaterThan 0
    }

    It 'says how to read the files of a folder' {
        $problem = Get-ErrorOf { Import-DmTranscript $folder }

        Assert-Error $problem 'DmFile' 'ReadError'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Import-DmTranscript .*/\*\.jsonl'
    }

    It 'says that the module has to be updated for a later version' {
        $path = Join-Path $TestDrive 'later.jsonl'
        Set-Content -LiteralPath $path -Value '{"TwitterDmTranscript":99}'

        (Get-ErrorOf { Import-DmTranscript $path }).ErrorDetails.RecommendedAction | Should -Match 'Update the module'
    }

    It 'reports a pattern without files' {
        Assert-Error (Get-ErrorOf { Import-DmTranscript (Join-Path $TestDrive 'none*.jsonl') }) 'DmFile' 'ReadError'
    }

    It 'refuses a pipe without waiting for its other end' -Skip:(-not $IsLinux) {
        $pipe = Join-Path $TestDrive 'pipe'
        mkfifo $pipe
        $problem = Get-ErrorOf { Import-DmTranscript $pipe }

        Assert-Error $problem 'DmFile' 'ReadError'
        "$problem" | Should -Match 'a pipe'
    }

    It 'streams' {
        $first = Import-DmTranscript $files.FullName | Select-Object -First 1
        $first | Should -HaveCount 1
    }
}
