namespace TwitterDm.Sandbox.Http;

/// <summary>A response before the common headers (date, content type, transaction id, rate limit) are added.</summary>
internal readonly record struct ApiResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    private const string JsonType = "application/json; charset=utf-8";

    // The default value of the struct has a null list.
    private readonly IReadOnlyList<KeyValuePair<string, string>>? _headers;

    /// <summary>Additional headers of this response.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers
    {
        get => _headers ?? [];
        init => _headers = value;
    }

    /// <summary>The body of a stream instead of <see cref="Body"/>, or null.</summary>
    public StreamedBody? Stream { get; init; }

    public static ApiResponse Json(ReadOnlyMemory<byte> body) => new(200, JsonType, body);

    public static ApiResponse Json(int status, ReadOnlyMemory<byte> body) => new(status, JsonType, body);
}
