using System.Text.Json;
using System.Text.Json.Serialization;
using TwitterDm.Json;

namespace TwitterDm.Problems;

/// <summary>
/// The union of X's formats of a problem: <c>application/problem+json</c>, an item of an <c>errors</c> array with
/// <c>parameters</c>, and the older pair of code and message.
/// </summary>
internal sealed class WireProblem
{
    public string? Title { get; set; }

    public string? Detail { get; set; }

    public string? Type { get; set; }

    public int? Status { get; set; }

    public string? Parameter { get; set; }

    public JsonElement? Value { get; set; }

    public string? ResourceId { get; set; }

    public string? ResourceType { get; set; }

    public int? Code { get; set; }

    public string? Message { get; set; }

    /// <summary>In a 400: each parameter that is wrong, with its values.</summary>
    public Dictionary<string, JsonElement>? Parameters { get; set; }

    /// <summary>In the body of a 4xx: the individual problems.</summary>
    public WireList<WireProblem>? Errors { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WireProblem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
