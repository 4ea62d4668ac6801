using TwitterDm.Text;

namespace TwitterDm.Http;

/// <summary>The hosts from which attachments may be downloaded.</summary>
internal static class FileHosts
{
    private static readonly string[] Domains = ["x.com", "twitter.com", "twimg.com"];

    /// <summary>Whether an address is one of X's, over an encrypted connection.</summary>
    public static bool IsX(Uri address) => address.IsAbsoluteUri && address.IsDefaultPort && address.UserInfo.Length == 0
        && string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase)
        && AsciiHost.Of(address) is { } host && Array.Exists(Domains, domain => IsIn(host, domain));

    /// <summary>Whether an address is one of X's, or of the API that the connection uses.</summary>
    public static bool IsAllowed(Uri address, Uri apiBaseUri)
        => IsX(address) || (address.UserInfo.Length == 0 && HasSameOrigin(address, apiBaseUri));

    /// <summary>Whether two addresses have the same scheme, host and port.</summary>
    public static bool HasSameOrigin(Uri one, Uri other)
        => one.IsAbsoluteUri
        && Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsIn(string host, string domain) => host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
        && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');
}
