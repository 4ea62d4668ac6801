using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace TwitterDm.Loader;

/// <summary>
/// Runs before PowerShell loads anything else of the module: prepares the load context, or refuses the import where the module cannot work. Public, since
/// PowerShell looks for it among the exported types.
/// </summary>
public sealed class LoaderInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The session does not run in FullLanguage, or another copy of the module is already loaded.</exception>
    public void OnImport()
    {
        var runspace = Runspace.DefaultRunspace;
        if (runspace.SessionStateProxy.LanguageMode is var mode and not PSLanguageMode.FullLanguage)
            throw new InvalidOperationException($"TwitterDm cannot be imported: this session runs in the language mode {mode}, and the module needs FullLanguage. Import it in a session without that restriction, or ask your administrator to allow the module in the policy for application control.");
        ModuleLoadContext.Prepare(ImportedModule.FolderIn(runspace));
    }
}
