using System.Text.Json;

namespace TwitterDm.Sandbox.Rules;

/// <summary>A body, or an object in it, that has passed its rule.</summary>
internal sealed class CheckedBody(JsonElement root, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? files = null)
{
    public string? Text(string name) => Find(name)?.GetString();

    public long? Integer(string name) => Find(name)?.GetInt64();

    public bool Is(string name) => Find(name)?.GetBoolean() ?? false;

    /// <summary>A file: a form's part as it came, or out of JSON's base64.</summary>
    public ReadOnlyMemory<byte> Bytes(string name) => files is null ? root.GetProperty(name).GetBytesFromBase64() : files[name];

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => item.GetString()!)];

    public CheckedBody Object(string name) => new(root.GetProperty(name));

    public IReadOnlyList<CheckedBody> Objects(string name) => [.. Items(name).Select(item => new CheckedBody(item))];

    private JsonElement? Find(string name) => root.TryGetProperty(name, out var value) ? value : null;

    private IEnumerable<JsonElement> Items(string name) => Find(name)?.EnumerateArray() ?? Enumerable.Empty<JsonElement>();
}
