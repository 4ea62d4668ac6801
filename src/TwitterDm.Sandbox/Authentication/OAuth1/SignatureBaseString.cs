using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>The signature base string (RFC 5849, section 3.4.1) and its HMAC-SHA1 signature.</summary>
internal static class SignatureBaseString
{
    private const string SignatureName = "oauth_signature";

    public static string Create(
        string method,
        Uri uri,
        IEnumerable<KeyValuePair<string, string>> requestParameters,
        IEnumerable<KeyValuePair<string, string>> headerParameters)
    {
        // Sort by encoded name, then by encoded value, in byte order.
        var pairs = requestParameters
            .Concat(headerParameters.Where(pair => !string.Equals(pair.Key, SignatureName, StringComparison.Ordinal)))
            .Select(pair => (Name: PercentEncoding.Encode(pair.Key), Value: PercentEncoding.Encode(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        return string.Join('&',
            PercentEncoding.Encode(method.ToUpperInvariant()),
            PercentEncoding.Encode(BaseUri(uri)),
            PercentEncoding.Encode(string.Join('&', pairs)));
    }

    public static byte[] Sign(string text, string consumerSecret, string tokenSecret)
    {
        var key = $"{PercentEncoding.Encode(consumerSecret)}&{PercentEncoding.Encode(tokenSecret)}";
#pragma warning disable CA5350 // OAuth 1.0a and X require HMAC-SHA1.
        return HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    // Default ports are omitted. Scheme and host are lowercase.
    private static string BaseUri(Uri uri)
    {
        var port = uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}");
        return $"{uri.Scheme.ToLowerInvariant()}://{uri.Host.ToLowerInvariant()}{port}{uri.AbsolutePath}";
    }
}
