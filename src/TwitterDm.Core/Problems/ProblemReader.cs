using System.Text.Json;
using TwitterDm.Json;
using TwitterDm.Text;

namespace TwitterDm.Problems;

/// <summary>Reads a problem from the body of a response, in any of X's formats.</summary>
internal static class ProblemReader
{
    private const int MaxWords = 1000;

    /// <summary>The problem, or null where the body is not JSON or describes none.</summary>
    public static DmProblem? Read(ReadOnlyMemory<byte> body)
    {
        if (!LooksLikeJson(body.Span))
            return null;
        try
        {
            return ToProblem(LenientJson.Read(body, ProblemJson.Default.WireProblem).Value);
        }
        catch (JsonException)
        {
            // The status is enough: the caller reports it, and that the body could not be read.
            return null;
        }
    }

    /// <summary>Whether the body starts like the API's responses do; a proxy's HTML does not.</summary>
    public static bool LooksLikeJson(ReadOnlySpan<byte> body) => body.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{', ..];

    public static DmProblem ToProblem(WireProblem problem)
    {
        var first = problem.Errors is [var single, ..] ? single : null;
        var parameter = (first ?? problem).Parameters?.FirstOrDefault();
        return new()
        {
            Title = Visible(problem.Title ?? first?.Title),
            Detail = Visible(Details(problem)),
            Type = Visible(problem.Type ?? first?.Type),
            Status = problem.Status ?? first?.Status,
            Parameter = Visible(problem.Parameter ?? first?.Parameter ?? parameter?.Key),
            Value = Visible(Text(problem.Value ?? first?.Value ?? parameter?.Value)),
            ResourceId = Visible(problem.ResourceId ?? first?.ResourceId),
            Code = problem.Code ?? first?.Code,
            Parameters = [.. (problem.Errors ?? []).Prepend(problem).SelectMany(ParametersOf)],
        };
    }

    private static IEnumerable<string> ParametersOf(WireProblem problem)
        => problem.Parameter is null ? problem.Parameters?.Keys ?? Enumerable.Empty<string>() : [problem.Parameter];

    // A problem is text for people, and can quote untrusted text.
    private static string? Visible(string? words) => words is null ? null : VisibleText.Of(words, MaxWords);

    // The general sentence ("One or more parameters …") is useless where the individual problems say which and why.
    private static string? Details(WireProblem problem)
    {
        var single = problem.Errors?.Select(error => error.Message ?? error.Detail).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return single is { Length: > 0 } ? string.Join(" ", single) : problem.Detail ?? problem.Message;
    }

    private static string? Text(JsonElement? value) => value switch
    {
        // Undefined: the first of no parameters.
        null or { ValueKind: JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } list => string.Join(",", list.EnumerateArray().Select(item => Text(item))),
        { } other => other.GetRawText(),
    };
}
