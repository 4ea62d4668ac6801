using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace TwitterDm.Loader;

/// <summary>
/// Runs before PowerShell loads anything else of the module: prepares the load context, or refuses the import where the module cannot work.
/// Public, since PowerShell looks for it among the exported types.
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
        if (runspace.SessionStateProxy.LanguageMode is var mode and not PSLanguageMode.FullLanguage
            && !IsAllowed(Path.Combine(folder, "TwitterDm.psd1")))
        {
            throw new InvalidOperationException(
                $"TwitterDm cannot be imported: this session runs in the language mode {mode}, and the module needs FullLanguage. Import it in a session without that restriction, or ask your administrator to allow the module in the policy for application control.");
        }

        ModuleLoadContext.Prepare(folder);
        // PowerShell does not always remove the nested modules together with the module: not before Import-Module -Force, for example. The
        // type is a text, since PowerShell looks for one in brackets as soon as it reads the script, in all assemblies.
        if (module is { OnRemove: null })
            module.OnRemove = ScriptBlock.Create("('TwitterDm.ModuleInitializer' -as 'type')::Close()");
    }

    // Application control restricts the session, and runs the scripts of files that the policy allows in FullLanguage all the same.
    // PowerShell Standard does not have the class.
    private static bool IsAllowed(string manifest)
        => Policy("GetSystemLockdownPolicy") is not (null or "None") && Policy("GetLockdownPolicy", manifest, null) is "None";

    private static string? Policy(string method, params object?[] arguments)
        => typeof(PSObject)
            .Assembly.GetType("System.Management.Automation.Security.SystemPolicy")
            ?.GetMethod(method)
            ?.Invoke(null, arguments)
            ?.ToString();
}
