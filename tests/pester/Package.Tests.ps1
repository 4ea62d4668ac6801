BeforeDiscovery {
    $canPack = [bool] (Get-Command Compress-PSResource -ErrorAction Ignore)
    $why = $canPack ? '' : ' (needs Microsoft.PowerShell.PSResourceGet 1.1)'
}

BeforeAll {
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../..")
    Import-Module "$PSScriptRoot/Suite.psm1", "$root/out/TwitterDm/TwitterDm.psd1", "$root/build/Package.psm1"
    $built = Split-Path (Get-TestedManifest)
    $manifest = Import-PowerShellDataFile "$root/TwitterDm.psd1"
    $version = $manifest.PrivateData.PSData['Prerelease'] ? "$($manifest.ModuleVersion)-$($manifest.PrivateData.PSData.Prerelease)" : $manifest.ModuleVersion
    $changelog = "$root/CHANGELOG.md"
    $libraries = Get-ChildItem -LiteralPath $built -Filter *.dll -Recurse | Where-Object Name -NotLike 'TwitterDm*' | ForEach-Object Name | Sort-Object -Unique

    # Starts a script in a process of its own, where the folders of the user are empty ones, as far as the system allows.
    function Start-Clean([string] $Script, [string[]] $Arguments) {
        $start = New-ShellStart -NoProfile -NonInteractive -File $Script @Arguments
        foreach ($name in 'HOME', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA') { $start.Environment[$name] = $userFolder }
        foreach ($name in 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME') { $null = $start.Environment.Remove($name) }
        # Where the user has no folder for settings, NuGet writes its own into the current one.
        $start.WorkingDirectory = $userFolder
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $process
    }
}

Describe 'The version' {
    It 'of each assembly of the module is that of the manifest' {
        $own = Get-ChildItem -LiteralPath $built -Filter TwitterDm*.dll -Recurse

        $own.Count | Should -BeGreaterThan 4
        foreach ($file in $own) {
            [System.Reflection.AssemblyName]::GetAssemblyName($file.FullName).Version.ToString(3) | Should -Be $manifest.ModuleVersion -Because $file.Name
            $file.VersionInfo.ProductVersion | Should -Be $version -Because $file.Name
        }
    }

    It 'is in transcripts' {
        $connection = Connect-TwitterDm -Sandbox
        Get-DmEvent -Connection $connection -Participant '@jacqueline' -Source Classic -First 1 | Export-DmTranscript -Path "$TestDrive/transcript.jsonl" | Out-Null
        (Get-Content "$TestDrive/transcript.jsonl" -TotalCount 1 | ConvertFrom-Json).MadeBy | Should -Be "TwitterDm $($manifest.ModuleVersion)"
        Disconnect-TwitterDm $connection
    }

    It 'is not lower than a released one, and is not written anywhere else' {
        $released = [regex]::Matches((Get-Content $changelog -Raw), '(?m)^## \[(\d+\.\d+\.\d+)[^\]]*\]') | ForEach-Object { [version] $_.Groups[1].Value }
        $released | Where-Object { $_ -gt $manifest.ModuleVersion } | Should -BeNullOrEmpty

        $sources = @([System.IO.Directory]::EnumerateFiles($root)) + @('src', 'build', 'docs' | ForEach-Object { [System.IO.Directory]::EnumerateFiles("$root/$_", '*', 'AllDirectories') })
        $sources = $sources.Where({ $_ -match '\.(cs|csproj|props|targets|ps1|psm1|psd1|md)$' -and $_ -notmatch '[\\/](bin|obj)[\\/]' -and (Split-Path $_ -Leaf) -notin 'CHANGELOG.md', 'TwitterDm.psd1' })
        $sources.Count | Should -BeGreaterThan 100
        $literal = [regex] "(['`">])$([regex]::Escape($manifest.ModuleVersion))(['`"<])"
        $sources.Where({ $literal.IsMatch([System.IO.File]::ReadAllText($_)) }) | Should -BeNullOrEmpty
    }
}

Describe 'Third-party libraries' {
    It 'are named in THIRD-PARTY-NOTICES.txt, which ships' {
        $named = [regex]::Matches((Get-Content "$built/THIRD-PARTY-NOTICES.txt" -Raw), '[\w.]+\.dll').Value | Sort-Object -Unique

        $libraries | Should -Not -BeNullOrEmpty
        $named | Should -Be $libraries
    }

    It 'are listed in docs/dependencies.md with their size' {
        $rows = @{}
        foreach ($row in [regex]::Matches((Get-Content "$root/docs/dependencies.md" -Raw), '(?m)^\| `(?<name>[\w.]+\.dll)` \| (?<size>[\d,]+) \|')) {
            $rows[$row.Groups['name'].Value] = [int] $row.Groups['size'].Value.Replace(',', '')
        }

        $rows.Keys | Sort-Object | Should -Be $libraries
        foreach ($name in $libraries) {
            # Those that are compiled for a platform are larger.
            $size = (Get-ChildItem -LiteralPath "$built/bin" -Filter $name -Recurse | Measure-Object Length -Minimum).Minimum / 1000
            [Math]::Abs($size - $rows[$name]) | Should -BeLessOrEqual ([Math]::Max(1, $size / 10)) -Because "$name has $([int] $size) KB"
        }
    }
}

Describe 'The files of the module' -Skip:$IsWindows {
    It 'can be read by everyone, whatever the umask of the build was' {
        $configuration = (Get-BuildOutput 'src/TwitterDm' 'TwitterDm.dll') -match '[\\/]Release[\\/]' ? 'Release' : 'Debug'
        $folder = "$TestDrive/masked/TwitterDm"
        $output = sh -c 'umask 077 && exec dotnet msbuild "$@"' sh "$root/src/TwitterDm" '-t:LayOutModule;SetModuleModes' "-p:ModuleOutput=$folder/" "-p:Configuration=$configuration" -nodeReuse:false -nologo 2>&1
        $LASTEXITCODE | Should -Be 0 -Because "$output"

        foreach ($place in $folder, $built) {
            $files = Get-ChildItem -LiteralPath $place -Recurse -Force
            $files | Where-Object { -not $_.PSIsContainer } | ForEach-Object { [int] $_.UnixFileMode } | Sort-Object -Unique | Should -Be 0x1A4 -Because '0644'
            @(Get-Item -LiteralPath $place) + @($files | Where-Object PSIsContainer) | ForEach-Object { [int] $_.UnixFileMode } | Sort-Object -Unique | Should -Be 0x1ED -Because '0755'
        }
    }
}

Describe 'Release notes' {
    BeforeAll {
        Set-Content "$TestDrive/changes.md" @'
# Changelog

## [Unreleased]

- Later.

## [1.1.0-preview1] - 2026-12-01

### Added

- It's new.

## [1.0.0] - 2026-11-30

- First.

[1.0.0]: https://example.com
'@
    }

    It 'are the section of the version <version>' -ForEach @(
        @{ version = '1.1.0-preview1'; section = '1.1.0-preview1'; text = "### Added*- It's new." }
        @{ version = '1.0.0'; section = '1.0.0'; text = '- First.*' }
        @{ version = '2.0.0'; section = 'Unreleased'; text = '- Later.' }
    ) {
        $note = Get-ReleaseNote -Changelog "$TestDrive/changes.md" -Version $version

        $note.Section | Should -Be $section
        $note.Text | Should -BeLike $text
    }

    It 'are required' {
        Set-Content "$TestDrive/empty.md" '# Changelog', '## [Unreleased]', ''
        { Get-ReleaseNote -Changelog "$TestDrive/empty.md" -Version 1.0.0 } | Should -Throw '*no section for version 1.0.0*'
    }
}

Describe "The package$why" -Skip:(-not $canPack) {
    BeforeAll {
        $userFolder = (New-Item "$TestDrive/user" -ItemType Directory).FullName
        $null = New-Item "$userFolder/.local/share" -ItemType Directory
        $package = New-ModulePackage -Path $built -Destination "$TestDrive/package" -Changelog $changelog

        # On Windows, Install-PSResource knows the user's real folders.
        $null = New-Item "$TestDrive/repository", "$TestDrive/saved" -ItemType Directory
        Set-Content "$TestDrive/install.ps1" @"
`$ErrorActionPreference = 'Stop'
`$name = 'TwitterDm.`$PID'
Register-PSResourceRepository -Name `$name -Uri '$TestDrive/repository' -Trusted
try {
    Import-Module '$root/build/Package.psm1'
    Publish-ModulePackage -Path '$package' -Repository `$name -Changelog '$changelog'
    `$found = Find-PSResource -Name TwitterDm -Repository `$name -Prerelease
    `$byCommand = Find-PSResource -CommandName Get-DmEvent -Repository `$name -Prerelease
    if (`$IsWindows) { Save-PSResource -Name TwitterDm -Repository `$name -Prerelease -Path '$TestDrive/saved' }
    else { Install-PSResource -Name TwitterDm -Repository `$name -Prerelease }
    `$module = `$IsWindows ? (Get-ChildItem '$TestDrive/saved/TwitterDm' -Recurse -Filter TwitterDm.psd1) : (Get-Module TwitterDm -ListAvailable)
}
finally {
    Unregister-PSResourceRepository -Name `$name
}
@{
    Found = `$found | Select-Object Name, @{ n = 'Version'; e = { "`$(`$_.Version)" } }, Tags, IconUri, LicenseUri, ProjectUri, ReleaseNotes, Author, Description, @{ n = 'Dependencies'; e = { @(`$_.Dependencies).Count } }
    ByCommand = @(`$byCommand).ParentResource.Name
    Path = `$IsWindows ? `$module.FullName : `$module.Path
} | ConvertTo-Json -Depth 4 -Compress
"@
        $text = Receive-Shell (Start-Clean "$TestDrive/install.ps1")
        $installed = $text.Trim().StartsWith('{') ? (ConvertFrom-Json $text) : $null
        if ($installed) { $demo = Start-Clean "$root/demo/demo.ps1" -Arguments '-Module', $installed.Path }
    }

    It 'is named after the module and its version, and has its files with the mode 0644' {
        $package.Name | Should -Be "TwitterDm.$version.nupkg"
        $zip = [System.IO.Compression.ZipFile]::OpenRead($package.FullName)
        try {
            $names = $zip.Entries.FullName
            foreach ($file in Get-ChildItem -LiteralPath $built -Recurse -File) {
                $names | Should -Contain ([System.IO.Path]::GetRelativePath($built, $file.FullName).Replace('\', '/'))
            }
            $reader = [System.IO.StreamReader]::new($zip.GetEntry('TwitterDm.nuspec').Open())
            ([xml] $reader.ReadToEnd()).package.metadata.tags -split ' ' | Should -Contain 'PSModule'
            $zip.Entries | ForEach-Object { $_.ExternalAttributes -shr 16 -band 0x1FF } | Sort-Object -Unique | Should -BeIn 0, 0x1A4
        }
        finally {
            $zip.Dispose()
        }
    }

    It 'is published to a folder, found there and installed' {
        $installed | Should -Not -BeNullOrEmpty -Because $text
        $installed.Found.Version | Should -Be $manifest.ModuleVersion
        $installed.ByCommand | Should -Be 'TwitterDm'
        $installed.Path | Should -Exist
        "$(Split-Path $installed.Path)/THIRD-PARTY-NOTICES.txt", "$(Split-Path $installed.Path)/LICENSE" | Should -Exist
    }

    It 'says in a gallery what it is' {
        $found = $installed.Found

        $found.Tags | Should -Contain 'PSEdition_Core'
        foreach ($cmdlet in $manifest.CmdletsToExport) {
            $found.Tags | Should -Contain "PSCmdlet_$cmdlet"
            $found.Tags | Should -Contain "PSCommand_$cmdlet"
        }
        foreach ($key in 'IconUri', 'LicenseUri', 'ProjectUri') { $found.$key | Should -Be $manifest.PrivateData.PSData[$key] }
        $found.Author | Should -Be $manifest.Author
        $found.Description | Should -Be $manifest.Description
        $found.Dependencies | Should -Be 0
        $first = ((Get-ReleaseNote -Changelog $changelog -Version $version).Text -split '\r?\n')[0]
        $found.ReleaseNotes | Should -BeLike "$([WildcardPattern]::Escape($first))*"
        $found.ReleaseNotes | Should -Match "All changes: $($manifest.PrivateData.PSData.ReleaseNotes)\s*$"
        $found.ReleaseNotes.Length | Should -BeLessThan 11000
        $manifest.Keys | Should -Not -Contain 'HelpInfoUri'
    }

    It 'runs the demo' {
        $demo | Should -Not -BeNullOrEmpty -Because $text
        $code = $null
        $output = $demo.StandardOutput.ReadToEnd() + $demo.StandardError.ReadToEnd()
        $demo.WaitForExit()
        $code = $demo.ExitCode
        $demo.Dispose()

        $code | Should -Be 0 -Because $output
        $output | Should -Match '@sandbox_admin'
    }

    It 'is not published to a gallery without a key or without notes of its version' {
        Mock Get-PSResourceRepository -ModuleName Package { [pscustomobject]@{ Uri = [uri] 'https://gallery.invalid/v3' } }
        Mock Publish-PSResource -ModuleName Package { }
        Set-Content "$TestDrive/released.md" "## [$version]", '', '- New.'
        Set-Content "$TestDrive/unreleased.md" '## [Unreleased]', '', '- New.'

        { Publish-ModulePackage -Path $package -Repository Gallery -Changelog "$TestDrive/released.md" } | Should -Throw '*requires an API key*'
        { Publish-ModulePackage -Path $package -Repository Gallery -ApiKey key -Changelog "$TestDrive/unreleased.md" } | Should -Throw "*no section for version $version*"
        Publish-ModulePackage -Path $package -Repository Gallery -ApiKey key -Changelog "$TestDrive/released.md" -WhatIf
        Should -Invoke Publish-PSResource -ModuleName Package -Times 0 -Exactly
        Publish-ModulePackage -Path $package -Repository Gallery -ApiKey key -Changelog "$TestDrive/released.md"
        Should -Invoke Publish-PSResource -ModuleName Package -Times 1 -Exactly -ParameterFilter { $ApiKey -eq 'key' -and $Repository -eq 'Gallery' -and "$NupkgPath" -eq "$package" }
    }
}
