using System.Text.Json;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.Rules;

/// <summary>Reads the body of a request and holds it to its rule.</summary>
internal static class BodyReader
{
    private const string JsonType = "application/json";

    /// <summary>The broken rules; none, and <paramref name="body"/> can be relied on.</summary>
    public static IReadOnlyList<ParameterError> Read(SandboxRequest request, Endpoint endpoint, out CheckedBody? body)
    {
        body = null;
        if (endpoint.Body is not { } rule)
            return [];
        if (endpoint.TakesForm && MediaType.Is(request, MultipartBody.Type))
            return ReadForm(request, rule, out body);
        return MediaType.Is(request, JsonType)
            ? ReadJson(request, rule, out body)
            : [new("", [], $"Requests with bodies must have content-type of {JsonType}{(endpoint.TakesForm ? $" or {MultipartBody.Type}" : "")}.")];
    }

    private static IReadOnlyList<ParameterError> ReadForm(SandboxRequest request, BodyRule rule, out CheckedBody? body)
    {
        body = null;
        if (!MultipartBody.TryRead(request, out var fields))
            return [ParameterError.InBody("$", $"is not {MultipartBody.Type}, with the boundary of its content-type")];
        var root = FormFields.ToJson(fields, rule);
        var errors = BodyCheck.Check(root, rule);
        if (errors.Count == 0)
            body = new CheckedBody(root, fields.ToDictionary(field => field.Name, field => field.Content, StringComparer.Ordinal));
        return errors;
    }

    private static IReadOnlyList<ParameterError> ReadJson(SandboxRequest request, BodyRule rule, out CheckedBody? body)
    {
        body = null;
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
