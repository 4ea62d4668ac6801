namespace TwitterDm.Sandbox.Http;

/// <summary>An HTTP response from the sandbox.</summary>
/// <param name="StatusCode">The status code.</param>
/// <param name="Headers">All headers, including those of the content.</param>
/// <param name="Body">The body: JSON in UTF-8, or HTML for the authorization pages.</param>
public sealed record SandboxResponse(
    int StatusCode,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// The body of a stream instead of <see cref="Body"/>, or null. Dispose it when the response has been sent or was given up.
    /// </summary>
    public StreamedBody? Stream { get; init; }

    internal bool IsJson
        => Headers.Any(header =>
            string.Equals(header.Key, "Content-Type", StringComparison.OrdinalIgnoreCase)
            && header.Value.Contains("json", StringComparison.Ordinal));
}
