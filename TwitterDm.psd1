@{
    RootModule           = 'TwitterDm.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b97ed8ad-4980-4640-beb4-0eac25c9fa8d'
    Author               = 'The TwitterDm contributors'
    CompanyName          = 'The TwitterDm contributors'
    Copyright            = '(c) 2026 The TwitterDm contributors. MIT License.'
    Description          = 'Direct Messages on X (Twitter) with API v2. Reads events and conversations as objects and streams them to the pipeline, sends each message only once, respects rate limits, protects secrets, and includes a sandbox so that you can try it without an account. Requires PowerShell 7.4 or later: https://aka.ms/powershell'
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
            Tags         = @('Twitter', 'X', 'DirectMessage', 'DM', 'API', 'Messaging', 'Social', 'Export', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://github.com/twitterdm/twitterdm/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/twitterdm/twitterdm'
            ReleaseNotes = 'https://github.com/twitterdm/twitterdm/blob/main/CHANGELOG.md'
        }
    }
}
