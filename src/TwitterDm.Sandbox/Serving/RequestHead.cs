using System.Globalization;
using System.Text;

namespace TwitterDm.Sandbox.Serving;

/// <summary>The request line and the headers (RFC 9112, sections 3 and 5).</summary>
internal sealed class RequestHead
{
    private const int BadRequest = 400;
    private const int NotImplemented = 501;
    private const int VersionNotSupported = 505;

    private RequestHead(string method, string target, bool isVersion11, Dictionary<string, string> headers)
    {
        (Method, Target, IsVersion11, Headers) = (method, target, isVersion11, headers);
        (ContentLength, IsChunked) = BodyOf(headers);
    }

    public string Method { get; }

    public string Target { get; }

    /// <summary>Whether the client understands HTTP/1.1, so that the connection stays open and bodies can be chunked.</summary>
    public bool IsVersion11 { get; }

    /// <summary>The headers by case-insensitive name. Several values are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    public string? Host => Headers.GetValueOrDefault("Host");

    public long ContentLength { get; }

    public bool IsChunked { get; }

    public bool HasBody => IsChunked || ContentLength > 0;

    /// <summary>Whether the client waits for the word to send the body.</summary>
    public bool ExpectsContinue => IsVersion11 && Has("Expect", "100-continue");

    public bool KeepsAlive => IsVersion11 ? !Has("Connection", "close") : Has("Connection", "keep-alive");

    /// <summary>Parses the head without the empty line at its end.</summary>
    /// <exception cref="MalformedRequestException">It is not HTTP.</exception>
    public static RequestHead Parse(ReadOnlySpan<byte> bytes)
    {
        // Latin-1 keeps every byte as one character.
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var parts = lines[0].Split(' ');
        if (parts.Length != 3 || !IsToken(parts[0]) || parts[1].Length == 0)
            throw new MalformedRequestException(BadRequest, "The request line is malformed.");
        if (!parts[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
            throw new MalformedRequestException(VersionNotSupported, "This version of HTTP is not supported.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !IsToken(line[..colon]))
                throw new MalformedRequestException(BadRequest, "A header is malformed.");
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
            headers[name] = headers.TryGetValue(name, out var before) ? $"{before},{value}" : value;
        }

        // A target with an authority is for a proxy, unless it says the same as the header (RFC 9112, section 3.2.2).
        if (Uri.TryCreate(parts[1], UriKind.Absolute, out var target) && !parts[1].StartsWith('/')
            && !string.Equals(target.Authority, headers.GetValueOrDefault("Host"), StringComparison.OrdinalIgnoreCase))
        {
            throw new MalformedRequestException(BadRequest, "The target is for another host than the header.");
        }

        return new RequestHead(parts[0], parts[1], !string.Equals(parts[2], "HTTP/1.0", StringComparison.Ordinal), headers);
    }

    private static (long Length, bool IsChunked) BodyOf(Dictionary<string, string> headers)
    {
        if (headers.TryGetValue("Transfer-Encoding", out var encoding))
        {
            // Both headers together can hide a second request from a proxy.
            if (headers.ContainsKey("Content-Length"))
                throw new MalformedRequestException(BadRequest, "A request has either a length or a transfer encoding.");
            return string.Equals(encoding, "chunked", StringComparison.OrdinalIgnoreCase)
                ? (0, true)
                : throw new MalformedRequestException(NotImplemented, "This transfer encoding is not supported.");
        }

        if (!headers.TryGetValue("Content-Length", out var text))
            return (0, false);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? (length, false)
            : throw new MalformedRequestException(BadRequest, "The length is not a number.");
    }

    private bool Has(string name, string option) =>
        Headers.TryGetValue(name, out var value)
        && value.Split(',').Any(part => string.Equals(part.Trim(), option, StringComparison.OrdinalIgnoreCase));

    private static bool IsToken(string text) =>
        text.Length > 0
        && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || "!#$%&'*+-.^_`|~".Contains(symbol, StringComparison.Ordinal));
}
