using System.Text.Json;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.Rules;

/// <summary>Reads the body of a request and holds it to its rule.</summary>
internal static class BodyReader
{
    private const string JsonType = "application/json";

    /// <summary>The broken rules; none, and <paramref name="body"/> can be relied on.</summary>
    public static IReadOnlyList<ParameterError> Read(SandboxRequest request, BodyRule rule, out CheckedBody? body)
    {
        body = null;
        if (!MediaType.Is(request, JsonType))
            return [new("", [], $"Requests with bodies must have content-type of {JsonType}.")];
        try
        {
            var root = JsonSerializer.Deserialize<JsonElement>(request.Body.Span);
            var errors = BodyCheck.Check(root, rule);
            body = new CheckedBody(root);
            return errors;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second kind: a text with half of a surrogate pair, or with bytes that are no UTF-8.
            return [ParameterError.InBody("$", "is not valid JSON in UTF-8")];
        }
    }
}
