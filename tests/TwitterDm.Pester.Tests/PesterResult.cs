using System.Text;
using System.Text.Json;

namespace TwitterDm.Pester.Tests;

/// <summary>What one run of Pester came to, as Invoke-Suite.ps1 writes it down.</summary>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Skipped">How many were skipped.</param>
/// <param name="Failures">What failed.</param>
internal sealed record PesterResult(int Passed, int Skipped, IReadOnlyList<PesterFailure> Failures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads what the run wrote down.</summary>
    /// <param name="path">Where it is; a run that died has left nothing there.</param>
    public static PesterResult? Read(string path)
        => File.Exists(path) ? JsonSerializer.Deserialize<PesterResult>(File.ReadAllText(path), Json) : null;

    /// <summary>What went wrong, for the message of a failed test; null where every test passed.</summary>
    /// <param name="result">The result, if the run came that far.</param>
    /// <param name="output">What the run printed.</param>
    public static string? Complaint(PesterResult? result, string output)
    {
        if (result is { Failures: [], Passed: > 0 })
            return null;
        var text = new StringBuilder();
        foreach (var failure in result?.Failures ?? [])
            text.AppendLine($"[-] {failure.Name}").AppendLine(Indented(failure.Place)).AppendLine(Indented(failure.Message));
        if (text.Length == 0)
            text.AppendLine(result is null ? "Pester did not come to its end." : "Not one test ran.");
        return text.AppendLine().AppendLine("Output:").Append(output).ToString();
    }

    private static string Indented(string text) => "    " + text.Trim().ReplaceLineEndings("\n    ");
}

/// <summary>One test that failed, or a block or file that could not be set up.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Place">File and line.</param>
/// <param name="Message">Why it failed.</param>
internal sealed record PesterFailure(string Name, string Place, string Message);
