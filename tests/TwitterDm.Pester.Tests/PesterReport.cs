using System.Text;

namespace TwitterDm.Pester.Tests;

/// <summary>How a file of tests ended.</summary>
/// <param name="Result">What Pester says; null if it did not come to its end.</param>
/// <param name="Run">What was seen from outside.</param>
internal sealed record PesterReport(PesterResult? Result, PesterRun Run)
{
    /// <summary>What went wrong, for the message of a failed test; null where every test passed.</summary>
    public string? Complaint => Run.Hung is null && Result is { Failures: [], Passed: > 0 } ? null : Describe();

    private string Describe()
    {
        var text = new StringBuilder();
        if (Run.Hung is not null)
            text.AppendLine(Run.Hung);
        foreach (var failure in Result?.Failures ?? [])
            text.AppendLine($"[-] {failure.Name}").AppendLine(Indented(failure.Place)).AppendLine(Indented(failure.Message));
        if (text.Length == 0)
            text.AppendLine(Result is null ? "Pester did not come to its end." : "Not one test ran.");
        return text.AppendLine().AppendLine("Output:").Append(Run.Output).ToString();
    }

    private static string Indented(string text) => "    " + text.Trim().ReplaceLineEndings("\n    ");
}
