using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Validation;

/// <summary>The valid parameters and the valid body of a request.</summary>
internal sealed class ValidatedParameters(
    IReadOnlyDictionary<string, string> values,
    ValidatedBody? body = null,
    SandboxRequest? request = null)
{
    /// <summary>The request itself, for endpoints whose response depends on its address or its headers.</summary>
    public SandboxRequest Request => request ?? throw new InvalidOperationException("The request was not kept.");

    /// <summary>The body, for endpoints that accept one.</summary>
    public ValidatedBody Body => body ?? throw new InvalidOperationException("This endpoint does not accept a body.");

    public string? Text(ParameterRule rule) => values.GetValueOrDefault(rule.Name);

    public int? Integer(ParameterRule rule) =>
        Text(rule) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public IReadOnlyList<string> List(ParameterRule rule) => Text(rule)?.Split(',') ?? [];

    public ValidatedParameters With(ValidatedBody? checkedBody, SandboxRequest ofRequest) => new(values, checkedBody, ofRequest);
}

/// <summary>A valid body, or an object in it.</summary>
internal sealed class ValidatedBody(JsonElement root, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? files = null)
{
    public string? Text(string name) => Find(name)?.GetString();

    public long? Integer(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } digits => long.Parse(digits.GetString()!, CultureInfo.InvariantCulture),
        { } number => number.GetInt64(),
    };

    public bool Is(string name) => Find(name)?.GetBoolean() ?? false;

    /// <summary>A file: the content of a form part, or decoded base64.</summary>
    public ReadOnlyMemory<byte> Bytes(string name) => files is null ? root.GetProperty(name).GetBytesFromBase64() : files[name];

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => item.GetString()!)];

    public ValidatedBody Object(string name) => new(root.GetProperty(name));

    public IReadOnlyList<ValidatedBody> Objects(string name) => [.. Items(name).Select(item => new ValidatedBody(item))];

    private JsonElement? Find(string name) => root.TryGetProperty(name, out var value) ? value : null;

    private IEnumerable<JsonElement> Items(string name) => Find(name)?.EnumerateArray() ?? Enumerable.Empty<JsonElement>();
}
