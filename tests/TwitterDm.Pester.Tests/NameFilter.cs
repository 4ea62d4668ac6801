using System.Text.Json;

namespace TwitterDm.Pester.Tests;

/// <summary>
/// Chooses tests by a part of their name, which 'build.ps1 -Task Test -Filter' puts into an environment variable: all tests of a file whose
/// name contains it, and of the other files those whose full name does.
/// </summary>
internal sealed class NameFilter
{
    private const string Variable = "TWITTERDM_TEST_NAME";

    private readonly string? _name;
    private readonly Lazy<Task<Dictionary<string, int[]>>> _matches;

    private NameFilter(string? name)
    {
        _name = name;
        _matches = new(FindAsync);
    }

    /// <summary>The filter of this run.</summary>
    public static NameFilter Current { get; } = new(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The lines of the chosen tests of a file.</summary>
    /// <returns>No lines if the whole file is chosen, null if nothing of it is.</returns>
    public async Task<int[]?> LinesOfAsync(string file)
    {
        if (string.IsNullOrEmpty(_name) || file.Contains(_name, StringComparison.OrdinalIgnoreCase))
            return [];
        return (await _matches.Value).GetValueOrDefault(file);
    }

    private async Task<Dictionary<string, int[]>> FindAsync()
    {
        var folder = Directory.CreateTempSubdirectory("TwitterDm.Pester.");
        try
        {
            var (run, result) = await PesterRun.InvokeAsync(["-Name", _name!], folder.FullName, PesterRun.UsualLimit, CancellationToken.None);
            return File.Exists(result)
                ? JsonSerializer.Deserialize<Dictionary<string, int[]>>(await File.ReadAllTextAsync(result))!
                : throw new InvalidOperationException($"Pester could not list its tests. {run.Hung}\n{run.Output}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
