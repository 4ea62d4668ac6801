# Loads the module into its own load context, so that it does not conflict with modules that use other versions of the same libraries. Cmdlets do it:
# every call of a method in a script, and every member of an object, is compiled for its one use, while the import waits.
$assembly = $problem = $null
try {
    $loader = Import-Module ([WildcardPattern]::Escape("$PSScriptRoot/bin/TwitterDm.Loader.dll")) -PassThru -ErrorAction Stop
    # Import-Module -Force removes this module but not the nested ones, and would then treat them as already imported, so that no cmdlets would
    # be available. The nested modules are therefore removed together with this one.
    $assembly = TwitterDm.Loader\Import-ModuleAssembly {
        $isVerbose = $false
        $closed = $inner.ImplementingAssembly.GetType('TwitterDm.ModuleInitializer')::CloseConnections([ref] $isVerbose)
        if ($isVerbose) { $VerbosePreference = 'Continue' }
        $closed | Write-Verbose
        Remove-Module -ModuleInfo $inner, $views, $loader -Force
    }
}
catch {
    $problem = $_
}
# One clear error where the module cannot work, before anything else of it is loaded.
if ($assembly -isnot [System.Reflection.Assembly]) {
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        throw "TwitterDm cannot be imported: this session runs in the language mode $($ExecutionContext.SessionState.LanguageMode), and the module needs FullLanguage. Import it in a session without that restriction, or ask your administrator to allow the module in the policy for application control."
    }
    $loaded = [System.AppDomain]::CurrentDomain.GetData('TwitterDm.Loader')
    if ($loaded -and [System.IO.Path]::GetDirectoryName($loaded.Location) -cne [System.IO.Path]::GetFullPath("$PSScriptRoot/bin")) {
        if ($problem) { $global:Error.RemoveAt(0) }
        throw "TwitterDm $($loaded.GetName().Version.ToString(3)) from '$([System.IO.Path]::GetDirectoryName([System.IO.Path]::GetDirectoryName($loaded.Location)))' is already loaded in this process, and .NET cannot unload it. To use the copy in '$PSScriptRoot', start a new PowerShell."
    }
    throw $problem
}
$inner = Import-Module -Assembly $assembly -PassThru
$views = Import-Module ([WildcardPattern]::Escape("$PSScriptRoot/TwitterDm.Views.psd1")) -PassThru
