using System.Text.Json;
using TwitterDm.Json;
using TwitterDm.Text;

namespace TwitterDm.Problems;

/// <summary>Reads a problem from the body of a response, in any of X's formats.</summary>
internal static class ProblemReader
{
    // X's own titles have a few words, its details a sentence or two.
    private const int MaxTitle = 120;
    private const int MaxDetail = 480;
    private const int MaxValue = 200;

    /// <summary>The problem, or null where the body is not JSON or describes none.</summary>
    public static DmProblem? Read(ReadOnlyMemory<byte> body)
    {
        if (BodyFormats.Of(body.Span) != BodyFormat.Json)
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

    public static DmProblem ToProblem(WireProblem problem)
    {
        var first = problem.Errors is [var single, ..] ? single : null;
        var parameter = (first ?? problem).Parameters?.FirstOrDefault();
        return new()
        {
            Title = Visible(problem.Title ?? first?.Title, MaxTitle),
            Detail = Visible(Details(problem), MaxDetail),
            Type = Visible(problem.Type ?? first?.Type, MaxValue),
            Status = problem.Status ?? first?.Status,
            Parameter = Visible(problem.Parameter ?? first?.Parameter ?? parameter?.Key, MaxValue),
            Value = Visible(Text(problem.Value ?? first?.Value ?? parameter?.Value), MaxValue),
            ResourceId = Visible(problem.ResourceId ?? first?.ResourceId, MaxValue),
            ResourceType = Visible(problem.ResourceType ?? first?.ResourceType, MaxValue),
            Code = problem.Code ?? first?.Code,
            Parameters = [.. (problem.Errors ?? []).Prepend(problem).SelectMany(ParametersOf)],
        };
    }

    private static IEnumerable<string> ParametersOf(WireProblem problem)
        => problem.Parameter is null ? problem.Parameters?.Keys ?? Enumerable.Empty<string>() : [problem.Parameter];

    // A problem is text for people, and can quote untrusted text.
    private static string? Visible(string? words, int maximum) => words is null ? null : VisibleText.Of(words, maximum);

    // The general sentence ("One or more parameters …") is useless where the individual problems say which and why.
    private static string? Details(WireProblem problem)
    {
        var single = problem
            .Errors?.Select(error => error.Message ?? error.Detail)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToArray();
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
