using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Host;

/// <summary>Reads a request from Kestrel with its original target, which OAuth 1.0a signatures cover.</summary>
internal static class WireRequest
{
    private const int FirstPartLength = 1024;

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

    /// <summary>Reads the first part of the body. The result is empty if there is no body.</summary>
    public static async Task<byte[]> ReadFirstPartAsync(HttpContext context)
    {
        var part = new byte[FirstPartLength];
        var length = await context.Request.Body.ReadAsync(part, context.RequestAborted).ConfigureAwait(false);
        return part[..length];
    }

    /// <summary>Creates the request to the sandbox, or null if the target is not a valid URI.</summary>
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
