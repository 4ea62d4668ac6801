using System.Text.Json;

namespace TwitterDm.Pester.Tests;

/// <summary>The result of one run of Pester, as Invoke-Suite.ps1 writes it.</summary>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Skipped">The names of the tests that were skipped.</param>
/// <param name="Failures">What failed.</param>
internal sealed record PesterResult(int Passed, IReadOnlyList<string> Skipped, IReadOnlyList<PesterFailure> Failures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a result.</summary>
    /// <param name="path">Where it is; a run that died has left nothing there.</param>
    public static PesterResult? Read(string path)
        => File.Exists(path) ? JsonSerializer.Deserialize<PesterResult>(File.ReadAllText(path), Json) : null;
}

/// <summary>One test that failed, or a block or file that could not be set up.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Place">File and line.</param>
/// <param name="Message">Why it failed.</param>
internal sealed record PesterFailure(string Name, string Place, string Message);
