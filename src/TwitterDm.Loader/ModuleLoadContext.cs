using System.Reflection;
using System.Runtime.Loader;

namespace TwitterDm.Loader;

/// <summary>
/// The module's own load context: whatever versions of its libraries other modules have loaded, before or after, the module gets its own.
/// Assemblies that are not in its folder come from PowerShell, so that both sides share the same <c>Cmdlet</c> type.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string ModuleAssembly = "TwitterDm";

    private static readonly object Gate = new();
    private static ModuleLoadContext? _instance;

    private readonly string _folder;

    private ModuleLoadContext(string folder)
        : base(ModuleAssembly, isCollectible: false)
        => _folder = folder;

    /// <summary>Loads the module's assembly; once in a process, for all its runspaces.</summary>
    /// <param name="folder">The folder of the module's binaries.</param>
    /// <returns>The assembly with the cmdlets.</returns>
    /// <exception cref="InvalidOperationException">Another copy of the module is already loaded from another folder.</exception>
    public static Assembly LoadModule(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        lock (Gate)
        {
            _instance ??= new ModuleLoadContext(full);
            if (!string.Equals(_instance._folder, full, StringComparison.Ordinal))
            {
                throw new InvalidOperationException(
                    $"TwitterDm is loaded from '{_instance._folder}' already. Start a new PowerShell to load it from '{full}'.");
            }

            return _instance.LoadFromAssemblyName(new AssemblyName(ModuleAssembly));
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : FromPowerShell(assemblyName);
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
