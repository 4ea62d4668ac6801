using TwitterDm.Sandbox;

namespace TwitterDm.Bench.Speed;

/// <summary>The PowerShell, the module and the rivals that are measured.</summary>
/// <param name="Shell">The PowerShell.</param>
/// <param name="Module">The folder or manifest of the module.</param>
/// <param name="EmptyModule">The assembly of a module that does nothing.</param>
/// <param name="EmptyShape">The manifest of a module that does nothing, and has the files of this module.</param>
internal sealed record Tools(CompiledPowerShell Shell, string Module, string EmptyModule, string EmptyShape)
{
    private static string Program => typeof(Tools).Assembly.Location;

    // Built with the benchmark: see BareModule.csproj.
    private static string BareModule => Path.Combine(Checkout.Root, "out", "bench", "BareModule.dll");

    private static string ClientFolder => Path.Combine(Checkout.Root, "tests", "clients", "twitter-api-v2");

    /// <summary>Finds or makes them.</summary>
    public static async Task<Tools> GetAsync(string module)
    {
        var shell = await CompiledPowerShell.GetAsync();
        var empty = Speed.EmptyModule.Get(shell);
        return new(shell, module, empty, Speed.EmptyShape.Get(empty));
    }

    /// <summary>PowerShell's own start.</summary>
    public Way Idle() => new("PowerShell's own start", Shell.Run("speed.ps1", "-Way", "idle"));

    /// <summary>The import of a module.</summary>
    public Way Import(string name, string module) => new(name, Shell.Run("speed.ps1", "-Way", "import", "-Module", module));

    /// <summary>A way of <c>speed.ps1</c> that reads from a server.</summary>
    public Way Script(string name, string way, Uri api, params string[] more) => Script(name, way, api, Module, more);

    /// <summary>A way of <c>speed.ps1</c> with the cmdlet that only reads, deserializes and writes the events.</summary>
    public Way Bare(string name, string way, Uri api) => Script(name, way, api, "-BareModule", BareModule);

    /// <summary>The same cmdlet after the import of an empty module of the same shape.</summary>
    public Way Shaped(string name, Uri api) => Script(name, "shaped", api, EmptyShape, ["-BareModule", BareModule]);

    /// <summary>The program that only reads and deserializes the pages.</summary>
    public static Way Floor(Uri api) => new("a C# program that only reads and deserializes the pages", ["dotnet", Program, "--floor", api.AbsoluteUri]);

    /// <summary>The module's core, without PowerShell.</summary>
    public static Way Core(Uri api) => new("this module's core, as a C# program", ["dotnet", Program, "--core", api.AbsoluteUri]);

    /// <summary>The client library in Node; null, with a message, if it is not installed.</summary>
    public static Way? NodeClient(Uri api)
    {
        if (Machine.NodeVersion is not null && Directory.Exists(Path.Combine(ClientFolder, "node_modules")))
            return new("npm's `twitter-api-v2`", ["node", Path.Combine(ClientFolder, "list.js"), api.AbsoluteUri, SandboxCredentials.UserToken]);
        Console.WriteLine("Skipped: npm's twitter-api-v2. It needs Node, and npm ci --prefix tests/clients/twitter-api-v2.");
        return null;
    }

    private Way Script(string name, string way, Uri api, string module, string[] more) => new(
        name, Shell.Run("speed.ps1", ["-Way", way, "-Api", api.AbsoluteUri, "-Token", SandboxCredentials.UserToken, "-Module", module, .. more]));
}
