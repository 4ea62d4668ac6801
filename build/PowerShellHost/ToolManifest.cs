using System.Diagnostics;
using System.Text.Json.Nodes;

namespace TwitterDm.PowerShellHost;

/// <summary>The PowerShell that the repository's tool manifest names.</summary>
internal sealed class ToolManifest
{
    private const string Tool = "powershell";

    private static readonly TimeSpan RestoreTime = TimeSpan.FromMinutes(5);

    private readonly string _root;
    private readonly JsonNode _entry;

    private ToolManifest(string root, JsonNode entry) => (_root, _entry) = (root, entry);

    /// <summary>The version that it pins.</summary>
    public Version Version => Version.Parse(_entry["version"]!.GetValue<string>());

    /// <summary>The command that runs the tool once it is restored, from the root of the repository.</summary>
    public static string[] Command => [DotNet, "tool", "run", "pwsh", "--"];

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Reads <c>.config/dotnet-tools.json</c>.</summary>
    public static ToolManifest Read(string root)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(root, ".config", "dotnet-tools.json")))!;
        return new(root, manifest["tools"]![Tool]!);
    }

    /// <summary>Restores this one tool: the manifest's others are for developers, and can be large.</summary>
    /// <returns>Why it could not be restored, in one line; null if it was.</returns>
    public async Task<string?> RestoreAsync()
    {
        // Inside the checkout: the nuget.config that counts is the one above the manifest.
        var folder = Directory.CreateDirectory(Path.Combine(_root, "out", Path.GetRandomFileName())).FullName;
        try
        {
            var path = Path.Combine(folder, "dotnet-tools.json");
            var manifest = new JsonObject { ["version"] = 1, ["isRoot"] = true, ["tools"] = new JsonObject { [Tool] = _entry.DeepClone() } };
            await File.WriteAllTextAsync(path, manifest.ToJsonString());
            var start = new ProcessStartInfo(DotNet, ["tool", "restore", "--tool-manifest", path]) { WorkingDirectory = _root };
            return await ChildProcess.RunAsync(start, RestoreTime) switch
            {
                (0, _) => null,
                (null, _) => $"'dotnet tool restore' did not end within {RestoreTime.TotalMinutes:0} minutes.",
                (_, var output) => OneLine(output),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string OneLine(string output)
        => string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Replace("Unhandled exception: ", "", StringComparison.Ordinal);
}
