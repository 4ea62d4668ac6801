@{
    # The loader comes first, since it refuses an import that cannot work. The cmdlets are not the RootModule, so that the path of the module is that of
    # this file, and can be imported.
    NestedModules        = @('TwitterDm.Loader.dll', 'TwitterDm.dll', 'TwitterDm.Views.psd1')
    # The version of everything: assemblies, user agent, transcripts and package take it from here.
    ModuleVersion        = '0.1.0'
    GUID                 = 'b97ed8ad-4980-4640-beb4-0eac25c9fa8d'
    Author               = 'The TwitterDm contributors'
    CompanyName          = 'The TwitterDm contributors'
    Copyright            = '(c) 2026 The TwitterDm contributors. MIT License.'
    Description          = 'The private messages of an X (Twitter) account in PowerShell: Direct Messages, X Chat and the data archive. Reads events and conversations as objects and streams them to the pipeline, sends each message only once, saves attachments and transcripts, respects rate limits, protects secrets, and includes a sandbox so that you can try it without an account. Requires PowerShell 7.4 or later: https://aka.ms/powershell'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @(
        'Add-DmReaction'
        'Block-DmUser'
        'Connect-TwitterDm'
        'Disconnect-TwitterDm'
        'Edit-DmMessage'
        'Export-DmTranscript'
        'Get-DmConnection'
        'Get-DmConversation'
        'Get-DmEvent'
        'Get-DmProfile'
        'Get-DmRateLimit'
        'Get-DmUser'
        'Import-DmArchive'
        'Import-DmTranscript'
        'New-DmConversation'
        'Remove-DmEvent'
        'Remove-DmProfile'
        'Remove-DmReaction'
        'Save-DmMedia'
        'Select-DmConnection'
        'Send-DmMessage'
        'Set-DmConversation'
        'Start-DmSandbox'
        'Stop-DmSandbox'
        'Test-TwitterDm'
        'Unblock-DmUser'
        'Watch-DmEvent'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Twitter', 'X', 'DirectMessage', 'DM', 'XChat', 'API', 'Messaging', 'Social', 'Export', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://github.com/twitterdm/twitterdm/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/twitterdm/twitterdm'
            IconUri      = 'https://raw.githubusercontent.com/twitterdm/twitterdm/main/docs/images/icon.png'
            # The package has the notes of its version instead: build.ps1 takes them from CHANGELOG.md.
            ReleaseNotes = 'https://github.com/twitterdm/twitterdm/blob/main/CHANGELOG.md'
        }
    }
}
