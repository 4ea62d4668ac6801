using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Auth;

/// <summary>The HMAC-SHA1 signature of RFC 5849, section 3.4.</summary>
internal static class OAuth1Signature
{
    /// <summary>Signs a request.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="uri">The address with its query: the query's parameters are signed too.</param>
    /// <param name="protocol">The <c>oauth_*</c> parameters without the signature.</param>
    /// <param name="consumerSecret">The app's secret.</param>
    /// <param name="tokenSecret">The secret of the user's token.</param>
    /// <returns>The signature in base 64.</returns>
    [SuppressMessage("Security", "CA5350", Justification = "X takes no other signature method than HMAC-SHA1 with OAuth 1.0a.")]
    public static string Compute(
        HttpMethod method, Uri uri, IEnumerable<KeyValuePair<string, string>> protocol, string consumerSecret, string tokenSecret)
    {
        var key = Encoding.UTF8.GetBytes($"{Escape(consumerSecret)}&{Escape(tokenSecret)}");
        return Convert.ToBase64String(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(BaseString(method, uri, protocol))));
    }

    /// <summary>
    /// The strict escaping of section 3.6: everything except letters, digits and <c>-._~</c>, byte by byte, in upper case.
    /// </summary>
    public static string Escape(string text) => Uri.EscapeDataString(text);

    /// <summary>The text that is signed: the verb, the address without its query, and all parameters in their order.</summary>
    internal static string BaseString(HttpMethod method, Uri uri, IEnumerable<KeyValuePair<string, string>> protocol)
    {
        var parameters = protocol.Concat(FormText.Read(uri.Query.TrimStart('?')))
            .Select(pair => (Name: Escape(pair.Key), Value: Escape(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        var address = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return $"{method.Method.ToUpperInvariant()}&{Escape(address)}&{Escape(string.Join('&', parameters))}";
    }
}
