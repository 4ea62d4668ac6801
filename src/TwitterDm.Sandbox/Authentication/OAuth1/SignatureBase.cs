using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>The text that a signature covers (RFC 5849, section 3.4.1), and its HMAC-SHA1.</summary>
internal static class SignatureBase
{
    private const string SignatureName = "oauth_signature";

    public static string Text(
        string method,
        Uri uri,
        IEnumerable<KeyValuePair<string, string>> requestParameters,
        IEnumerable<KeyValuePair<string, string>> headerParameters)
    {
        // Sorted by the encoded name, then by the encoded value, byte for byte.
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
#pragma warning disable CA5350 // HMAC-SHA1 is the method that OAuth 1.0a and X name.
        return HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    // A default port is not part of it; the host and the scheme are in lower case.
    private static string BaseUri(Uri uri)
    {
        var port = uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}");
        return $"{uri.Scheme.ToLowerInvariant()}://{uri.Host.ToLowerInvariant()}{port}{uri.AbsolutePath}";
    }
}
