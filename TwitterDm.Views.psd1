@{
    # A module of its own, which is imported after the loader: PowerShell would process the files that TwitterDm.psd1 names before that, and a
    # second copy of the module would end in an error for each member.
    # Required, and without meaning: the version is in TwitterDm.psd1.
    ModuleVersion     = '1.0'
    GUID              = '0c6c7a3e-5d0e-4d52-9a53-0e0b6a5f7b1d'
    Author            = 'The TwitterDm contributors'
    CompanyName       = 'The TwitterDm contributors'
    Copyright         = '(c) 2026 The TwitterDm contributors. MIT License.'
    Description       = 'The views of TwitterDm. Import TwitterDm instead of this module.'
    TypesToProcess    = @('TwitterDm.Types.ps1xml')
    FormatsToProcess  = @('TwitterDm.Format.ps1xml')
    CmdletsToExport   = @()
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
