using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace TwitterDm.Sandbox.Http;

/// <summary>Responses with the bytes of a file: whole, or the part that the request asks for (RFC 9110, section 14).</summary>
internal static class FileResponse
{
    public static ApiResponse Of(SandboxRequest request, string contentType, ReadOnlyMemory<byte> file)
    {
        var tag = $"\"{Convert.ToHexString(SHA256.HashData(file.Span))[..24].ToLowerInvariant()}\"";
        List<KeyValuePair<string, string>> headers = [new("ETag", tag), new("Accept-Ranges", "bytes")];
        if (RangeOf(request, tag) is not { } range)
            return new ApiResponse(200, contentType, file) { Headers = headers };
        var start = range.From ?? Math.Max(0, file.Length - range.To!.Value);
        var end = range.From is null ? file.Length - 1 : Math.Min(range.To ?? long.MaxValue, file.Length - 1);
        if (start > end)
        {
            headers.Add(new("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes */{file.Length}")));
            return new ApiResponse(416, contentType, ReadOnlyMemory<byte>.Empty) { Headers = headers };
        }

        headers.Add(new("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{end}/{file.Length}")));
        return new ApiResponse(206, contentType, file.Slice((int)start, (int)(end - start + 1))) { Headers = headers };
    }

    // Several ranges at once, and other units than bytes, may be ignored.
    private static RangeItemHeaderValue? RangeOf(SandboxRequest request, string tag)
        => request.Headers.TryGetValue("Range", out var text)
        && RangeHeaderValue.TryParse(text, out var range)
        && string.Equals(range.Unit, "bytes", StringComparison.OrdinalIgnoreCase)
        && range.Ranges.Count == 1
        && (!request.Headers.TryGetValue("If-Range", out var condition) || string.Equals(condition.Trim(), tag, StringComparison.Ordinal))
            ? range.Ranges.Single()
            : null;
}
