using System.Text.Json;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Validation;

/// <summary>Reads and validates request bodies.</summary>
internal static class BodyReader
{
    private const string JsonType = "application/json";

    /// <summary>Returns the validation errors. Without errors, <paramref name="body"/> is valid.</summary>
    public static IReadOnlyList<ValidationError> Read(SandboxRequest request, BodyRule? rule, bool acceptsForm, out ValidatedBody? body)
    {
        body = null;
        if (rule is null)
            return [];
        if (acceptsForm && request.HasMediaType(MultipartBody.Type))
            return ReadForm(request, rule, out body);
        return request.HasMediaType(JsonType)
            ? ReadJson(request, rule, out body)
            :
            [
                new(
                    "",
                    [],
                    $"Requests with bodies must have content-type of {JsonType}{(acceptsForm ? $" or {MultipartBody.Type}" : "")}."),
            ];
    }

    /// <summary>Whether a body is compressed or has another charset than UTF-8, so that it cannot be read whatever it contains.</summary>
    public static bool IsUnsupported(SandboxRequest request) =>
        request.Headers.ContainsKey("Content-Encoding")
        || (request.HasMediaType(JsonType) && request.Charset is { } charset && !IsUtf8(charset));

    private static bool IsUtf8(string charset) => charset.Trim('"').ToUpperInvariant() is "UTF-8" or "UTF8";

    private static IReadOnlyList<ValidationError> ReadForm(SandboxRequest request, BodyRule rule, out ValidatedBody? body)
    {
        body = null;
        if (!MultipartBody.TryRead(request, out var fields))
            return [ValidationError.InBody("$", $"is not {MultipartBody.Type} with the boundary in its content-type")];
        var root = FormFields.ToJson(fields, rule);
        var errors = BodyValidator.Validate(root, rule);
        if (errors.Count == 0)
            body = new ValidatedBody(root, fields.ToDictionary(field => field.Name, field => field.Content, StringComparer.Ordinal));
        return errors;
    }

    private static IReadOnlyList<ValidationError> ReadJson(SandboxRequest request, BodyRule rule, out ValidatedBody? body)
    {
        body = null;
        try
        {
            var root = JsonSerializer.Deserialize<JsonElement>(request.Body.Span);
            var errors = BodyValidator.Validate(root, rule);
            body = new ValidatedBody(root);
            return errors;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with half of a surrogate pair, or with bytes that are not UTF-8.
            return [ValidationError.InBody("$", "is not valid JSON in UTF-8")];
        }
    }
}
