using System.Net.Http.Headers;

namespace TwitterDm.Sandbox.Http;

/// <summary>An HTTP request to the sandbox.</summary>
/// <param name="Method">The method, such as GET.</param>
/// <param name="Uri">The absolute URI with the authority that the client connected to: OAuth 1.0a signatures cover it.</param>
/// <param name="Headers">The headers by case-insensitive name. Multiple values are joined by commas.</param>
/// <param name="Body">The body, or empty if the request has none.</param>
public sealed record SandboxRequest(
    string Method,
    Uri Uri,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>The charset in the Content-Type header as it is written, or null.</summary>
    internal string? Charset
        => MediaTypeHeaderValue.TryParse(Headers.GetValueOrDefault("Content-Type"), out var type) ? type.CharSet : null;

    /// <summary>Whether the Content-Type header names this media type, with any parameters.</summary>
    internal bool HasMediaType(string type) =>
        string.Equals((Headers.GetValueOrDefault("Content-Type") ?? "").Split(';')[0].Trim(), type, StringComparison.OrdinalIgnoreCase);
}
