using TwitterDm.Text;

namespace TwitterDm;

/// <summary>Decides which addresses credentials may be sent to.</summary>
internal static class SecureUri
{
    /// <summary>Accepts https, and http to a loopback address, without user information, query and fragment.</summary>
    /// <param name="uri">The address that was given.</param>
    /// <param name="noun">What the address is for, such as "API base address".</param>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: names the address and says which ones are accepted.
    /// </exception>
    public static Uri Check(Uri uri, string noun)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var isSafe = uri.IsAbsoluteUri && (IsScheme(uri, Uri.UriSchemeHttps) || (IsScheme(uri, Uri.UriSchemeHttp) && uri.IsLoopback))
            && uri.UserInfo.Length + uri.Query.Length + uri.Fragment.Length == 0 && AsciiHost.Of(uri) is not null;
        return isSafe ? uri : throw DmException.BadInput(
            $"'{VisibleText.Of(WithoutUserInfo(uri), 200)}' is not a valid {noun}.",
            "Give an https address without a query, or http to a loopback address such as http://127.0.0.1:8080.",
            WithoutUserInfo(uri));
    }

    private static bool IsScheme(Uri uri, string scheme) => string.Equals(uri.Scheme, scheme, StringComparison.Ordinal);

    private static string WithoutUserInfo(Uri uri) => uri is { IsAbsoluteUri: true, UserInfo.Length: > 0 }
        ? uri.OriginalString.Replace(uri.UserInfo + "@", string.Empty, StringComparison.Ordinal)
        : uri.OriginalString;
}
