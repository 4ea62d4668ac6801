using System.Text.Json;
using System.Text.Json.Nodes;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.OpenApi;

/// <summary>The parts of X's OpenAPI description that the tests use: that of Direct Messages and that of X Chat, as one.</summary>
internal sealed class ApiDescription
{
    private static readonly Lazy<JsonElement> Whole = new(() =>
    {
        var whole = JsonNode.Parse(File.ReadAllBytes(Repository.OpenApiDescription!))!.AsObject();
        Merge(whole, JsonNode.Parse(File.ReadAllBytes(Repository.ChatOpenApiDescription!))!.AsObject());
        return JsonSerializer.SerializeToElement(whole);
    });

    private readonly JsonElement _root = Whole.Value;

    /// <summary>All operations: each path with each of its methods, in upper case.</summary>
    public IEnumerable<(string Path, string Method)> Operations =>
        _root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.Names().Where(IsMethod).Select(method => (path.Name, method.ToUpperInvariant())));

    public bool Has(string path, string method) =>
        _root.GetProperty("paths").TryGetProperty(path, out var methods) && methods.Has(Lower(method));

    public JsonElement Operation(string path, string method) => _root.GetProperty("paths").GetProperty(path).GetProperty(Lower(method));

    public IReadOnlyList<JsonElement> Parameters(string path, string method) =>
        [.. Operation(path, method).Items("parameters").Select(Resolve)];

    /// <summary>The schema of the successful response. Each operation has exactly one.</summary>
    public JsonElement ResponseSchema(string path, string method)
        => Resolve(SuccessOf(path, method).Value.GetProperty("content").GetProperty("application/json").GetProperty("schema"));

    /// <summary>The status of the successful response.</summary>
    public int SuccessStatus(string path, string method) => int.Parse(SuccessOf(path, method).Name, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The scopes of OAuth 2.0.</summary>
    public IEnumerable<string> Scopes => SignIn.GetProperty("scopes").EnumerateObject().Select(scope => scope.Name);

    /// <summary>The page on which a user allows an app, for OAuth 2.0.</summary>
    public Uri AuthorizationPage => new(SignIn.Text("authorizationUrl"));

    private JsonElement SignIn =>
        _root.GetProperty("components").GetProperty("securitySchemes").GetProperty("OAuth2UserToken").GetProperty("flows").GetProperty("authorizationCode");

    public JsonElement Schema(string name) => _root.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>Resolves a reference, or returns the element itself if it is not a reference.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.TryGetProperty("$ref", out var reference))
        {
            element = reference.GetString()!.Split('/').Skip(1).Aggregate(_root, (at, name) => at.GetProperty(name));
        }

        return element;
    }

    // A path can also have parameters for all its methods.
    private static bool IsMethod(string name) => name is "get" or "post" or "put" or "patch" or "delete";

    private JsonProperty SuccessOf(string path, string method) =>
        Operation(path, method).GetProperty("responses").EnumerateObject().Single(response => response.Name.StartsWith('2'));

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from.ToList())
        {
            if (into[name] is JsonObject here && value is JsonObject there)
                Merge(here, there);
            else
                into[name] = value?.DeepClone();
        }
    }

#pragma warning disable CA1308 // The description has methods in lower case.
    private static string Lower(string method) => method.ToLowerInvariant();
#pragma warning restore CA1308
}
