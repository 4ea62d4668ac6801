using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace TwitterDm.Loader;

/// <summary>
/// The module's own load context: whatever versions of its libraries other modules have loaded, before or after, the module gets its own.
/// Assemblies that are not in its folder come from PowerShell, so that both sides share the same <c>Cmdlet</c> type.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string ModuleAssembly = "TwitterDm";
    private const string LoaderData = "TwitterDm.Loader";

    // Only Linux tells the names of folders apart by case.
    private static readonly StringComparison PathComparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
    private static readonly object Gate = new();
    private static ModuleLoadContext? _instance;

    private readonly string _folder;
    private readonly string _compiledFolder;

    private ModuleLoadContext(string folder)
        : base(ModuleAssembly, isCollectible: false)
        => (_folder, _compiledFolder) = (folder, Path.Combine(folder, Platform()));

    /// <summary>Loads the module's assembly; once in a process, for all its runspaces.</summary>
    /// <param name="folder">The folder of the module's binaries.</param>
    /// <returns>The assembly with the cmdlets; null if another copy of the module is already loaded from another folder.</returns>
    public static Assembly? LoadModule(string folder)
    {
        var full = Path.GetFullPath(folder);
        lock (Gate)
        {
            if (_instance is null)
            {
                _instance = new ModuleLoadContext(full);
                // For TwitterDm.psm1 of another copy of the module, which cannot load its own loader.
                AppDomain.CurrentDomain.SetData(LoaderData, typeof(ModuleLoadContext).Assembly);
            }

            return string.Equals(_instance._folder, full, PathComparison) ? _instance.LoadFromAssemblyName(new AssemblyName(ModuleAssembly)) : null;
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var file = assemblyName.Name + ".dll";
        return LoadIfExists(Path.Combine(_compiledFolder, file)) ?? LoadIfExists(Path.Combine(_folder, file)) ?? FromPowerShell(assemblyName);
    }

    private Assembly? LoadIfExists(string path) => File.Exists(path) ? LoadFromAssemblyPath(path) : null;

    // The folder of the assemblies that are compiled ahead of time for this platform. Where there are none, those in the folder above serve.
    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var processor = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => "x64", Architecture.Arm64 => "arm64", _ => "other" };
        return $"{system}-{processor}";
    }

    // By its name alone: our libraries may have been built against a later patch of .NET than the one that PowerShell runs on.
    private static Assembly? FromPowerShell(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(new AssemblyName(assemblyName.Name!));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
