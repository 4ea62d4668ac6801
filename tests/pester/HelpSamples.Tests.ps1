BeforeDiscovery {
    $root = "$PSScriptRoot/../.."
    $pages = @(Get-ChildItem -Path "$root/docs/en-US" -Filter *.md) + @(Get-Item -Path "$root/README.md")
    $samples = foreach ($page in $pages) {
        $code = ''
        foreach ($fence in [regex]::Matches((Get-Content -Path $page -Raw), '(?ms)^```(\w+)\r?\n(.*?)^```')) {
            $lines = $fence.Groups[2].Value -split '\r?\n'
            if ($fence.Groups[1].Value -eq 'powershell') {
                $code = $fence.Groups[2].Value
            }
            elseif ($fence.Groups[1].Value -in 'text', 'console') {
                @{ Page = $page.Name; Code = $code; Lines = $lines }
            }
        }
    }
    $tables = foreach ($sample in $samples | Where-Object { $_.Code -notmatch 'Select-Object [^|]*-Property|Group-Object' }) {
        for ($i = 1; $i -lt $sample.Lines.Count; $i++) {
            if ($sample.Lines[$i] -match '^-[- ]*--$') {
                @{
                    Page = $sample.Page
                    Header = $sample.Lines[$i - 1] -replace ' +', ' '
                    View = $sample.Code -match '-View (\w+)' ? $Matches[1] : 'TwitterDm.*'
                }
            }
        }
    }
    $lists = foreach ($sample in $samples) {
        $labels = $sample.Lines -match '^\w+ +:( |$)' -replace ' *:.*$'
        if ($labels) {
            @{ Page = $sample.Page; Labels = $labels -join ' ' }
        }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/TwitterDm/TwitterDm.psd1"
    $format = [xml] (Get-Content -Path "$PSScriptRoot/../../out/TwitterDm/TwitterDm.Format.ps1xml" -Raw)
    $views = $format.SelectNodes('//View[TableControl]') | ForEach-Object {
        @{ Name = $_.Name; Header = ($_.TableControl.TableHeaders.TableColumnHeader | ForEach-Object Label) -join ' ' -replace ' +', ' ' }
    }
    $listed = @($format.SelectNodes('//ListItems') | ForEach-Object {
            ($_.ListItem | Where-Object ItemSelectionCondition -EQ $null | ForEach-Object { $_.Label ?? $_.PropertyName }) -join ' '
        })
    $listed += [TwitterDm.DmConnection].Assembly.GetExportedTypes() | ForEach-Object { $_.GetProperties().Name -join ' ' }
}

Describe 'Sample output' {
    It 'has the columns of a view: <Header> (<Page>)' -ForEach $tables {
        ($views | Where-Object Name -like $View).Header | Should -Contain $Header
    }

    It 'has the rows of a list: <Labels> (<Page>)' -ForEach $lists {
        $listed | Should -Contain $Labels
    }

    It 'is found on the pages' -ForEach @{ Tables = $tables.Count; Lists = $lists.Count } {
        $Tables | Should -BeGreaterThan 15
        $Lists | Should -BeGreaterThan 2
    }
}
