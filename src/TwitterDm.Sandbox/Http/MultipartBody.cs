using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;

namespace TwitterDm.Sandbox.Http;

/// <summary>Reads bodies of type <c>multipart/form-data</c> (RFC 7578).</summary>
internal static class MultipartBody
{
    public const string Type = "multipart/form-data";

    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    /// <summary>Reads the parts in their order, with the names of the form fields. Returns false if the body is malformed.</summary>
    public static bool TryRead(
        SandboxRequest request,
        [NotNullWhen(true)] out IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)>? parts)
    {
        parts = null;
        if (BoundaryOf(request) is not { } boundary)
            return false;
        // The first delimiter may lack its line break, since nothing precedes it.
        var body = (ReadOnlyMemory<byte>)(byte[])[.. LineEnd, .. request.Body.Span];
        byte[] delimiter = [.. "\r\n--"u8, .. Encoding.ASCII.GetBytes(boundary)];
        var read = new List<(string Name, ReadOnlyMemory<byte> Content)>();
        for (var at = body.Span.IndexOf(delimiter); at >= 0;)
        {
            body = body[(at + delimiter.Length)..];
            if (body.Span.StartsWith("--"u8))
            {
                parts = read;
                return true;
            }

            at = body.Span.IndexOf(delimiter);
            if (at < 0 || !body.Span.StartsWith(LineEnd) || !TryReadPart(body[..at], out var part))
                return false;
            read.Add(part);
        }

        return false;
    }

    private static string? BoundaryOf(SandboxRequest request) =>
        MediaTypeHeaderValue.TryParse(request.Headers.GetValueOrDefault("Content-Type"), out var type)
        && type.Parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, "boundary", StringComparison.OrdinalIgnoreCase))
            is { Value: { } value }
        && Unquoted(value) is { Length: > 0 } boundary
            ? boundary
            : null;

    private static bool TryReadPart(ReadOnlyMemory<byte> part, out (string Name, ReadOnlyMemory<byte> Content) read)
    {
        read = default;
        var end = part.Span.IndexOf(HeadEnd);
        if (end < 0)
            return false;
        foreach (var line in Encoding.UTF8.GetString(part.Span[..end]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var split = line.IndexOf(':', StringComparison.Ordinal);
            if (split > 0
                && string.Equals(line[..split].Trim(), "Content-Disposition", StringComparison.OrdinalIgnoreCase)
                && ContentDispositionHeaderValue.TryParse(line[(split + 1)..].Trim(), out var disposition)
                && disposition is { DispositionType: "form-data", Name: { } name })
            {
                read = (Unquoted(name), part[(end + HeadEnd.Length)..]);
                return true;
            }
        }

        return false;
    }

    private static string Unquoted(string text) => text.Length > 1 && text.StartsWith('"') && text.EndsWith('"') ? text[1..^1] : text;
}
