using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.OpenApi;

/// <summary>X's OpenAPI description, read as far as the tests ask.</summary>
internal sealed class ApiDescription
{
    private readonly JsonElement _root = JsonDocument.Parse(File.ReadAllBytes(Repository.OpenApiDescription!)).RootElement;

    public bool Has(string path, string method) =>
        _root.GetProperty("paths").TryGetProperty(path, out var verbs) && verbs.Has(Lower(method));

    public JsonElement Operation(string path, string method) => _root.GetProperty("paths").GetProperty(path).GetProperty(Lower(method));

    public IReadOnlyList<JsonElement> Parameters(string path, string method) =>
        [.. Operation(path, method).Items("parameters").Select(Resolve)];

    /// <summary>The shape of an answer that succeeds: each operation has one.</summary>
    public JsonElement ResponseSchema(string path, string method) => Resolve(SuccessOf(path, method).Value.GetProperty("content").GetProperty("application/json").GetProperty("schema"));

    /// <summary>The status of an answer that succeeds.</summary>
    public int SuccessStatus(string path, string method) => int.Parse(SuccessOf(path, method).Name, System.Globalization.CultureInfo.InvariantCulture);

    public JsonElement Schema(string name) => _root.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>Follows a reference to what it names; anything else is itself.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.TryGetProperty("$ref", out var reference))
        {
            element = reference.GetString()!.Split('/').Skip(1).Aggregate(_root, (at, name) => at.GetProperty(name));
        }

        return element;
    }

    private JsonProperty SuccessOf(string path, string method) =>
        Operation(path, method).GetProperty("responses").EnumerateObject().Single(response => response.Name.StartsWith('2'));

#pragma warning disable CA1308 // The description writes its verbs in lower case.
    private static string Lower(string method) => method.ToLowerInvariant();
#pragma warning restore CA1308
}
