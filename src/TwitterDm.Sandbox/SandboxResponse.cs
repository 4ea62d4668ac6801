namespace TwitterDm.Sandbox;

/// <summary>The sandbox's answer to one request.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Headers">The headers, those of the content among them.</param>
/// <param name="Body">The body: JSON in UTF-8; the pages of signing in are HTML.</param>
public sealed record SandboxResponse(
    int StatusCode,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body)
{
    internal bool IsJson => Headers.Any(header =>
        string.Equals(header.Key, "Content-Type", StringComparison.OrdinalIgnoreCase) && header.Value.Contains("json", StringComparison.Ordinal));
}
