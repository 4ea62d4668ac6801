using System.Text.Json;
using TwitterDm.Sandbox.Endpoints;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Tests.OpenApi;

/// <summary>The sandbox's rules for bodies are the same as those in X's API description, in both directions, with one exception.</summary>
public sealed class BodiesAgainstDescriptionTests
{
    private static readonly IReadOnlyList<Endpoint> Endpoints = new SandboxApi(new SandboxOptions()).AllEndpoints;

    private readonly Lazy<ApiDescription> _description = new(() => new ApiDescription());

    [DescriptionFact]
    public void The_same_endpoints_have_a_body() => Assert.All(Endpoints, endpoint =>
        Assert.Equal(Operation(endpoint).Has("requestBody"), endpoint.Body is not null));

    [DescriptionFact]
    public void Bodies_have_the_same_content_types() => Assert.All(Endpoints.Where(endpoint => endpoint.Body is not null), endpoint => Assert.Equal(
        Operation(endpoint).GetProperty("requestBody").GetProperty("content").Names(),
        endpoint.AcceptsForm ? ["application/json", "multipart/form-data"] : ["application/json"]));

    [DescriptionFact]
    public void Bodies_have_the_same_rules() => Assert.All(Endpoints.Where(endpoint => endpoint.Body is not null), endpoint =>
    {
        foreach (var type in Operation(endpoint).GetProperty("requestBody").GetProperty("content").EnumerateObject())
            Assert.Equal(Described(type.Value.GetProperty("schema"), "$"), Stated(endpoint.Body!, "$"));
    });

    [Fact]
    public void Only_the_segments_of_X_Chat_can_have_a_number_as_text() => Assert.Equal(
        ["/2/chat/media/upload/{id}/append segment_index"],
        Endpoints.Where(endpoint => endpoint.Body is not null).SelectMany(
            endpoint => endpoint.Body!.Properties.Where(property => property.Rule.AllowsDigits).Select(property => $"{endpoint.Path.Text} {property.Name}")));

    private JsonElement Operation(Endpoint endpoint) => _description.Value.Operation(endpoint.Path.Text, endpoint.Method);

    /// <summary>Describes each value that a rule allows in one line.</summary>
    private static IEnumerable<string> Stated(BodyRule rule, string at) =>
    [
        Line(
            at,
            TypeOf(rule.Kind) + (rule.AllowsMore ? " with others" : ""),
            (rule.MinimumLength, rule.MaximumLength),
            rule.Pattern,
            rule.Values,
            rule.Minimum,
            rule.Maximum,
            rule.MinimumItems,
            rule.MaximumItems,
            rule.Properties.Where(property => property.Required).Select(property => property.Name),
            rule.AnyOf),
        .. rule.Properties.OrderBy(property => property.Name, StringComparer.Ordinal).SelectMany(property => Stated(property.Rule, $"{at}.{property.Name}")),
        .. rule.Items is { } items ? Stated(items, $"{at}[]") : [],
    ];

    private IEnumerable<string> Described(JsonElement reference, string at)
    {
        var schema = _description.Value.Resolve(reference);
        var type = TypeOf(schema);
        // Allowing additional properties is a different rule.
        var isClosed = schema.TryGetProperty("additionalProperties", out var more) && !more.GetBoolean();
        return
        [
            Line(
                at,
                type + (type == "object" && !isClosed ? " with others" : ""),
                (Number(schema, "minLength"), Number(schema, "maxLength")),
                schema.TryGetProperty("pattern", out var pattern) ? pattern.GetString() : null,
                schema.Has("enum") ? schema.Texts("enum") : null,
                Number(schema, "minimum"),
                Number(schema, "maximum"),
                Number(schema, "minItems"),
                Number(schema, "maxItems"),
                schema.Texts("required"),
                type == "file" ? [] : schema.Items("anyOf").Select(choice => Assert.Single(choice.Texts("required")))),
            .. Properties(schema).SelectMany(property => Described(property.Value, $"{at}.{property.Name}")),
            .. schema.TryGetProperty("items", out var items) ? Described(items, $"{at}[]") : [],
        ];
    }

    private static string Line(
        string at,
        string type,
        (long? Minimum, long? Maximum) length,
        string? pattern,
        IEnumerable<string>? values,
        long? minimum,
        long? maximum,
        long? minimumItems,
        long? maximumItems,
        IEnumerable<string> required,
        IEnumerable<string> anyOf) =>
        $"{at}: {type} length {length.Minimum}..{length.Maximum} '{pattern}' [{Sorted(values ?? [])}] {minimum}..{maximum} items {minimumItems}..{maximumItems} "
        + $"required [{Sorted(required)}] any of [{Sorted(anyOf)}]";

    private static string Sorted(IEnumerable<string> words) => string.Join(',', words.Order(StringComparer.Ordinal));

    private static string TypeOf(BodyKind kind) => kind switch
    {
        BodyKind.Object => "object",
        BodyKind.List => "array",
        BodyKind.Integer => "integer",
        BodyKind.Boolean => "boolean",
        BodyKind.Bytes => "file",
        _ => "string",
    };

    // A file is binary in a form part and base64 in JSON.
    private static string TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type)
        ? type.GetString()!
        : schema.Items("anyOf").Select(choice => choice.Text("format")).SequenceEqual(["binary", "byte"]) ? "file" : "unknown";

    private static IEnumerable<JsonProperty> Properties(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal) : [];

    private static long? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var number) ? number.GetInt64() : null;
}
