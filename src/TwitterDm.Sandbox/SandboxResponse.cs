namespace TwitterDm.Sandbox;

/// <summary>The sandbox's answer to one request.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Headers">The headers, those of the content among them.</param>
/// <param name="Body">The body: JSON in UTF-8.</param>
public sealed record SandboxResponse(
    int StatusCode,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body);
