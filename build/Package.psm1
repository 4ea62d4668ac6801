# Makes the package of a built module for the PowerShell Gallery, and publishes it. build.ps1 has the tasks.

$ErrorActionPreference = 'Stop'

# In characters. The notes link to the changelog for the rest.
$script:maxNoteLength = 10000

<#
.SYNOPSIS
    Returns the section of a version in the changelog; before a release, that of the unreleased changes.
#>
function Get-ReleaseNote {
    param(
        [Parameter(Mandatory)][string] $Changelog,
        [Parameter(Mandatory)][string] $Version
    )

    $sections = @{}
    foreach ($section in [regex]::Matches((Get-Content -LiteralPath $Changelog -Raw), '(?ms)^## \[(?<name>[^\]]+)\][^\n]*\n(?<text>.*?)(?=^## |\z)')) {
        $sections[$section.Groups['name'].Value] = $section.Groups['text'].Value.Trim()
    }
    foreach ($name in $Version, 'Unreleased') {
        if ($sections[$name]) { return [pscustomobject]@{ Section = $name; Text = $sections[$name] } }
    }
    throw "'$Changelog' has no section for version $Version and no unreleased changes."
}

<#
.SYNOPSIS
    Makes the package of the module in a folder. Needs no network.
.OUTPUTS
    The file of the package.
#>
function New-ModulePackage {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        # The folder of the module, as a build leaves it.
        [Parameter(Mandatory)][string] $Path,

        # The folder for the package.
        [Parameter(Mandatory)][string] $Destination,

        [Parameter(Mandatory)][string] $Changelog
    )

    if (-not (Get-Command -Name Compress-PSResource -ErrorAction Ignore)) {
        throw 'A package requires Microsoft.PowerShell.PSResourceGet 1.1 or later: Install-PSResource Microsoft.PowerShell.PSResourceGet, or use PowerShell 7.5 or later.'
    }
    if (-not $PSCmdlet.ShouldProcess($Path, 'Make a package')) { return }

    # The name of this folder is the name of the package.
    $staging = [System.IO.Directory]::CreateTempSubdirectory('TwitterDm.package.').FullName
    $module = Join-Path -Path $staging -ChildPath 'TwitterDm'
    try {
        Copy-Item -LiteralPath $Path -Destination $module -Recurse
        Edit-PackageManifest -Path "$module/TwitterDm.psd1" -Changelog $Changelog
        $null = New-Item -Path $Destination -ItemType Directory -Force
        Compress-PSResource -Path $module -DestinationPath $Destination -PassThru
    }
    finally {
        Remove-Item -LiteralPath $staging -Recurse -Force
    }
}

# The manifest in a package has the notes of its version, and the tags by which a gallery finds modules by their cmdlets.
function Edit-PackageManifest([string] $Path, [string] $Changelog) {
    $manifest = Import-PowerShellDataFile -LiteralPath $Path
    $data = $manifest.PrivateData.PSData
    $version = $data['Prerelease'] ? "$($manifest.ModuleVersion)-$($data.Prerelease)" : $manifest.ModuleVersion
    $notes = (Get-ReleaseNote -Changelog $Changelog -Version $version).Text
    if ($notes.Length -gt $script:maxNoteLength) {
        $notes = $notes.Substring(0, $notes.LastIndexOf("`n- ", $script:maxNoteLength)) + "`n- ..."
    }
    $notes += "`n`nAll changes: $($data.ReleaseNotes)"
    $tags = @($data.Tags; 'PSIncludes_Cmdlet'; $manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" })

    $values = @{ Tags = "@($(($tags | ForEach-Object { ConvertTo-Literal $_ }) -join ', '))"; ReleaseNotes = ConvertTo-Literal $notes }
    $text = Get-Content -LiteralPath $Path -Raw
    foreach ($key in $values.Keys) {
        $line = [regex]::new("(?m)^(?<start> +$key += )(@\(.*\)|'.*')(?=\r?`$)")
        if ($line.Matches($text).Count -ne 1) { throw "'$Path' must have one line for $key." }
        $text = $line.Replace($text, { param($found) $found.Groups['start'].Value + $values[$key] })
    }
    Set-Content -LiteralPath $Path -Value $text -NoNewline
}

function ConvertTo-Literal([string] $Text) {
    "'$([System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Text))'"
}

<#
.SYNOPSIS
    Publishes a package to a repository: a gallery, or a folder that Register-PSResourceRepository registered.
#>
function Publish-ModulePackage {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory)][string] $Path,
        [Parameter(Mandatory)][string] $Repository,
        [string] $ApiKey,
        [Parameter(Mandatory)][string] $Changelog
    )

    $target = Get-PSResourceRepository -Name $Repository
    if (-not $target.Uri.IsFile) {
        if (-not $ApiKey) {
            throw "Publishing to $Repository requires an API key. Use -ApiKey, or set the environment variable PSGALLERY_API_KEY."
        }
        $version = [System.IO.Path]::GetFileNameWithoutExtension($Path) -replace '^TwitterDm\.'
        if ((Get-ReleaseNote -Changelog $Changelog -Version $version).Section -ne $version) {
            throw "'$Changelog' has no section for version $version. Move the unreleased changes to it before you publish."
        }
    }
    if ($PSCmdlet.ShouldProcess($Path, "Publish to $Repository")) {
        $key = $ApiKey ? @{ ApiKey = $ApiKey } : @{}
        Publish-PSResource -NupkgPath $Path -Repository $Repository @key
    }
}

Export-ModuleMember -Function Get-ReleaseNote, New-ModulePackage, Publish-ModulePackage
