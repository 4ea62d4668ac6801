using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace TwitterDm.Loader;

/// <summary>
/// Runs before PowerShell loads anything else of the module: prepares the load context, or refuses the import where the module cannot work. Public, since
/// PowerShell looks for it among the exported types.
/// </summary>
public sealed class LoaderInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The session does not run in FullLanguage, another copy of the module is already loaded, or files of the module are missing.
    /// </exception>
    public void OnImport()
    {
        var runspace = Runspace.DefaultRunspace;
        var module = ImportedModule.Find(runspace);
        // .NET loads identical assemblies once, so that this one can be that of another copy of the module than is being imported.
        var folder = Path.GetFullPath(module?.ModuleBase ?? Path.GetDirectoryName(typeof(LoaderInitializer).Assembly.Location)!);
        if (runspace.SessionStateProxy.LanguageMode is var mode and not PSLanguageMode.FullLanguage && !IsAllowed(Path.Combine(folder, "TwitterDm.psd1")))
            throw new InvalidOperationException($"TwitterDm cannot be imported: this session runs in the language mode {mode}, and the module needs FullLanguage. Import it in a session without that restriction, or ask your administrator to allow the module in the policy for application control.");
        ModuleLoadContext.Prepare(folder);
        // PowerShell does not always remove the nested modules together with the module: not before Import-Module -Force, for example. It would look for a type in
        // brackets in all assemblies at once.
        if (module is { OnRemove: null })
            module.OnRemove = ScriptBlock.Create("('TwitterDm.ModuleInitializer' -as 'type')::Close()");
    }

    // Application control restricts the session, and runs the scripts of files that the policy allows in FullLanguage all the same. PowerShell Standard does not
    // have the class.
    private static bool IsAllowed(string manifest)
    {
        const string none = "None";
        var policy = typeof(PSObject).Assembly.GetType("System.Management.Automation.Security.SystemPolicy");
        var ofSystem = policy?.GetMethod("GetSystemLockdownPolicy", [])?.Invoke(null, null);
        var ofFile = policy?.GetMethod("GetLockdownPolicy", [typeof(string), typeof(SafeHandle)])?.Invoke(null, [manifest, null]);
        return $"{ofSystem ?? none}" is not none && $"{ofFile}" is none;
    }
}
