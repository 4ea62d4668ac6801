using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>
/// An address that a page links to. The page shows the address itself, with the host in the ASCII form that cannot be mistaken for another.
/// </summary>
/// <param name="Address">The address.</param>
/// <param name="Shown">What the page shows: the same address, with escapes decoded where that is unambiguous.</param>
internal readonly record struct SafeLink(string Address, string Shown)
{
    private const int MaxLength = 4096;

    /// <summary>A link to an address of the web.</summary>
    /// <param name="text">The address (untrusted input).</param>
    /// <returns>
    /// The link; null for another scheme, for a name or password in the address, for a host that cannot exist, and for what is not an
    /// address.
    /// </returns>
    public static SafeLink? Of(string text)
    {
        if (text.Length > MaxLength
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || !IsOfWeb(uri)
            || HostOf(uri) is not { Length: > 0 } host)
        {
            return null;
        }

        var site = $"{uri.Scheme}://{host}{(uri.IsDefaultPort ? string.Empty : FormattableString.Invariant($":{uri.Port}"))}";
        var path = uri.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped);
        return new(site + path, site + Decoded(uri, path));
    }

    private static bool IsOfWeb(Uri uri) => uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0;

    private static string? HostOf(Uri uri)
    {
        // The ASCII form of an IPv6 address has no brackets.
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : AsciiHost.Of(uri);
        return host is not null
            && host.All(character => char.IsAscii(character) && !char.IsControl(character) && !char.IsWhiteSpace(character))
            ? host
            : null;
    }

    private static string Decoded(Uri uri, string path)
    {
        var decoded = uri.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.SafeUnescaped);
        return decoded.Any(char.IsWhiteSpace) || !string.Equals(VisibleText.Of(decoded), decoded, StringComparison.Ordinal)
            ? path
            : decoded;
    }
}
