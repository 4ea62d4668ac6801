namespace TwitterDm.Sandbox.Routing;

/// <summary>What an endpoint says, before the headers that every answer gets.</summary>
internal readonly record struct Answer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    private const string JsonType = "application/json; charset=utf-8";

    // A default of the struct has no list.
    private readonly IReadOnlyList<KeyValuePair<string, string>>? _headers;

    /// <summary>Headers of this answer alone.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers
    {
        get => _headers ?? [];
        init => _headers = value;
    }

    public static Answer Json(ReadOnlyMemory<byte> body) => new(200, JsonType, body);

    public static Answer Json(int status, ReadOnlyMemory<byte> body) => new(status, JsonType, body);
}
