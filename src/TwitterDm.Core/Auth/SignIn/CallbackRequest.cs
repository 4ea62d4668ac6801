using System.Net;
using System.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>The relevant parts of the head of one HTTP request; null if the head is too long or not HTTP.</summary>
internal sealed class CallbackRequest
{
    // Large, because a browser sends the cookies of every program on localhost, regardless of the port.
    private const int MaxHead = 64 * 1024;

    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private CallbackRequest(string method, string target, string[] lines)
    {
        var split = target.IndexOf('?', StringComparison.Ordinal);
        Method = method;
        Path = split < 0 ? target : target[..split];
        Query = split < 0 ? string.Empty : target[(split + 1)..];
        Host = HeaderOf(lines, "Host");
        Origin = HeaderOf(lines, "Origin");
        Destination = HeaderOf(lines, "Sec-Fetch-Dest");
    }

    public string Query { get; }

    private string Method { get; }

    private string Path { get; }

    private string? Host { get; }

    /// <summary>The page whose script sent the request; a browser sends none when it navigates.</summary>
    private string? Origin { get; }

    /// <summary>What the browser intends to do with the response (<c>Sec-Fetch-Dest</c>); older browsers do not send it.</summary>
    private string? Destination { get; }

    /// <summary>Reads the head of a request.</summary>
    public static async Task<CallbackRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxHead];
        for (var length = 0; length < buffer.Length;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return null;
            // The end of the head may be split between two reads.
            var from = Math.Max(0, length - EndOfHead.Length + 1);
            length += read;
            var end = buffer.AsSpan(from, length - from).IndexOf(EndOfHead);
            if (end >= 0)
                return Parse(Encoding.Latin1.GetString(buffer, 0, from + end));
        }

        return null;
    }

    /// <summary>
    /// The status with which to respond: 200 only if a browser navigates to the redirect address. The host is compared so that another name
    /// that resolves to this machine (DNS rebinding) does not count; an image or a script of a web page is not the user who returns from X.
    /// </summary>
    public HttpStatusCode StatusFor(Uri redirectUri) => this switch
    {
        { Host: null } => HttpStatusCode.BadRequest,
        _ when !string.Equals(Host, redirectUri.Authority, StringComparison.OrdinalIgnoreCase) => HttpStatusCode.MisdirectedRequest,
        _ when !string.Equals(Path, redirectUri.AbsolutePath, StringComparison.Ordinal) => HttpStatusCode.NotFound,
        _ when !string.Equals(Method, "GET", StringComparison.Ordinal) => HttpStatusCode.MethodNotAllowed,
        { Origin: not null } or { Destination: not (null or "document") } => HttpStatusCode.Forbidden,
        _ => HttpStatusCode.OK,
    };

    private static CallbackRequest? Parse(string head)
    {
        var lines = head.Split("\r\n");
        return lines[0].Split(' ') is [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"]
            ? new(method, target, lines)
            : null;
    }

    private static string? HeaderOf(string[] lines, string name)
        => lines
            .Skip(1)
            .Where(line =>
                line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim())
            .FirstOrDefault();
}
