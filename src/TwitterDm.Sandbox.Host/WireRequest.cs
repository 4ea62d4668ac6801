using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Host;

/// <summary>Takes a request from Kestrel without touching a byte of its target: signatures cover it.</summary>
internal static class WireRequest
{
    private const int PieceLength = 1024;

    private static readonly UriCreationOptions AsItCame = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static string TargetOf(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    public static Dictionary<string, string> HeadersOf(HttpContext context)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in context.Request.Headers)
            headers[name] = values.ToString();
        return headers;
    }

    public static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return body.ToArray();
    }

    /// <summary>What comes first of the body, and no more of it; nothing where there is none.</summary>
    public static async Task<byte[]> ReadPieceAsync(HttpContext context)
    {
        var piece = new byte[PieceLength];
        var length = await context.Request.Body.ReadAsync(piece, context.RequestAborted).ConfigureAwait(false);
        return piece[..length];
    }

    /// <summary>The request for the sandbox; null where its address is none.</summary>
    public static SandboxRequest? ToSandbox(HttpContext context, RecordedRequest recorded, ReadOnlyMemory<byte> body)
    {
        var target = recorded.PathAndQuery.StartsWith('/')
            ? $"{context.Request.Scheme}://{context.Request.Host.Value}{recorded.PathAndQuery}"
            : recorded.PathAndQuery;
        return Uri.TryCreate(target, AsItCame, out var uri) && uri.IsAbsoluteUri
            ? new SandboxRequest(recorded.Method, uri, recorded.Headers, body)
            : null;
    }
}
