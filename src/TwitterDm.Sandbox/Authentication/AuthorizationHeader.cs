using System.Runtime.InteropServices;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Authentication;

/// <summary>The scheme and the credentials of an Authorization header. Both are empty if the header is missing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AuthorizationHeader(string Scheme, string Credentials)
{
    public bool IsBearer => Is("Bearer");

    public bool IsBasic => Is("Basic");

    public bool IsOAuth => Is("OAuth");

    public bool IsMissing => Scheme.Length == 0;

    public static AuthorizationHeader Of(SandboxRequest request)
    {
        var header = request.Headers.GetValueOrDefault("Authorization") ?? "";
        var split = header.IndexOf(' ', StringComparison.Ordinal);
        return split < 0 ? new(header, "") : new(header[..split], header[(split + 1)..].Trim());
    }

    private bool Is(string scheme) => string.Equals(Scheme, scheme, StringComparison.OrdinalIgnoreCase);
}
