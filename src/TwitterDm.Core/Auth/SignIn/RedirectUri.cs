using System.Net;
using TwitterDm.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>Checks the address to which X sends the browser, before anything is opened.</summary>
internal static class RedirectUri
{
    /// <summary>
    /// For a pasted code: nothing listens there, so any address that does not send the code over a network in plain text is fine.
    /// </summary>
    public static Uri Check(Uri uri)
        => IsPlain(uri) && ((Is(uri, Uri.UriSchemeHttps) && AsciiHost.Of(uri) is not null) || IsLoopback(uri))
            ? uri
            : throw Refused(uri, "redirect URI");

    /// <summary>For a sign-in that listens: an address of this machine, with a port.</summary>
    public static Uri CheckLoopback(Uri uri)
        => IsPlain(uri) && IsLoopback(uri) && uri is { IsDefaultPort: false, Port: > 0 }
            ? uri
            : throw Refused(uri, "redirect URI to listen on");

    /// <summary>The addresses to listen on: a browser may use either one for <c>localhost</c>.</summary>
    public static IReadOnlyList<IPAddress> AddressesOf(Uri loopback)
        => IPAddress.TryParse(loopback.DnsSafeHost, out var address) ? [address] : [IPAddress.Loopback, IPAddress.IPv6Loopback];

    private static bool IsPlain(Uri uri) => uri.IsAbsoluteUri && uri.UserInfo.Length + uri.Query.Length + uri.Fragment.Length == 0;

    // Compares the text, not the parsed Uri: X and the browser get the text, and to them "loopback" is a DNS name.
    private static bool IsLoopback(Uri uri)
        => Is(uri, Uri.UriSchemeHttp) && AsciiHost.Of(uri) is "localhost" or "127.0.0.1" or "::1"
        && uri.OriginalString.StartsWith(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    private static bool Is(Uri uri, string scheme) => string.Equals(uri.Scheme, scheme, StringComparison.Ordinal);

    private static DmException Refused(Uri uri, string what) => DmException.BadInput(
        $"'{VisibleText.Of(uri.OriginalString, 200)}' is not a valid {what}.", DmErrorReason.RedirectUriInvalid, uri.OriginalString);
}
