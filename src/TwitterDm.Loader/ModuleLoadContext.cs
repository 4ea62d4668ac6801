using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace TwitterDm.Loader;

/// <summary>
/// The load context of all that the cmdlets use: whatever versions of its libraries other modules have loaded, before or after, the module
/// gets its own. Assemblies that are not in its folder come from PowerShell, so that both sides share the same <c>Cmdlet</c> type. The
/// cmdlets themselves are in the default context, where PowerShell loads what a manifest names; they refer to nothing but the module's own
/// assemblies, PowerShell and .NET.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    /// <summary>The name of the module, of the assembly with its cmdlets, and of this context.</summary>
    public const string ModuleName = "TwitterDm";

    // An older .NET cannot read the native code, and would load it for nothing.
    private const int CompiledFor = 10;
    private const string CoreFile = ModuleName + ".Core.dll";
    private const string LoaderData = "TwitterDm.Loader";

    // Only Linux tells the names of folders apart by case.
    private static readonly StringComparison PathComparison = OperatingSystem.IsLinux()
        ? StringComparison.Ordinal
        : StringComparison.OrdinalIgnoreCase;
    private static readonly object Gate = new();

    private readonly string _folder;
    private readonly string? _compiledFolder;

    private ModuleLoadContext(string moduleFolder)
        : base(ModuleName, isCollectible: false)
    {
        _folder = Path.Combine(moduleFolder, "bin");
        _compiledFolder = Environment.Version.Major < CompiledFor ? null : Path.Combine(_folder, Platform());
    }

    /// <summary>Makes the module's assemblies available; once in a process, for all its runspaces.</summary>
    /// <param name="folder">The module's folder.</param>
    /// <exception cref="InvalidOperationException">
    /// Another copy of the module is already loaded from another folder, or files of this one are missing.
    /// </exception>
    public static void Prepare(string folder)
    {
        lock (Gate)
        {
            // The loader of another version has another name, and so is another assembly with its own statics.
            if (AppDomain.CurrentDomain.GetData(LoaderData) is Assembly loaded)
            {
                var other = Path.GetDirectoryName(loaded.Location)!;
                if (!string.Equals(other, folder, PathComparison))
                {
                    throw new InvalidOperationException(
                        $"TwitterDm {loaded.GetName().Version?.ToString(3)} from '{other}' is already loaded in this process, and .NET cannot unload it. To use the copy in '{folder}', start a new PowerShell.");
                }

                return;
            }

            var context = new ModuleLoadContext(folder);
            // Otherwise an incomplete copy could not be loaded, and would prevent the import of a complete one.
            if (Path.Combine(context._folder, CoreFile) is var core && !File.Exists(core))
            {
                throw new InvalidOperationException(
                    $"TwitterDm cannot be imported: the file '{core}' is missing. Install the module again.");
            }

            // PowerShell is going to load the assembly in the module's folder. It gets this one instead, since both have the same identity.
            LoadIfExists(Default, context._compiledFolder, ModuleName + ".dll");
            Default.Resolving += (_, name) =>
                name.Name?.StartsWith(ModuleName + ".", StringComparison.Ordinal) == true ? context.FromModule(name) : null;
            AppDomain.CurrentDomain.SetData(LoaderData, typeof(ModuleLoadContext).Assembly);
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => FromModule(assemblyName) ?? FromPowerShell(assemblyName);

    private static Assembly? LoadIfExists(AssemblyLoadContext context, string? folder, string file)
        => folder is not null && Path.Combine(folder, file) is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;

    // The folder of the assemblies that are compiled ahead of time for this platform. Where there are none, those in the folder above
    // serve.
    private static string Platform()
    {
        var system =
            OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : "linux";
        var processor = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            _ => "other",
        };
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

    private Assembly? FromModule(AssemblyName assemblyName)
    {
        var file = assemblyName.Name + ".dll";
        return LoadIfExists(this, _compiledFolder, file) ?? LoadIfExists(this, _folder, file);
    }
}
