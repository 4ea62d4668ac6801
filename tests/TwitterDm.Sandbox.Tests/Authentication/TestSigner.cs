using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Sandbox.Tests.Authentication;

/// <summary>Signs requests independently of the code under test. Tests can set properties to invalid values.</summary>
internal sealed record TestSigner
{
    public string ConsumerKey { get; init; } = SandboxCredentials.ConsumerKey;

    public string ConsumerSecret { get; init; } = SandboxCredentials.ConsumerSecret;

    /// <summary>The access token, or null to sign without one.</summary>
    public string? Token { get; init; } = SandboxCredentials.AccessToken;

    public string TokenSecret { get; init; } = SandboxCredentials.AccessTokenSecret;

    public string Method { get; init; } = "HMAC-SHA1";

    public string? Version { get; init; } = "1.0";

    public string Nonce { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>Additional parameters in the header.</summary>
    public IReadOnlyList<(string Name, string Value)> More { get; init; } = [];

    public required DateTimeOffset Time { get; init; }

    /// <summary>Returns the header for a request with these decoded query parameters.</summary>
    public string Header(string method, string baseUri, params (string Name, string Value)[] parameters)
    {
        var own = new List<(string Name, string Value)>
        {
            ("oauth_consumer_key", ConsumerKey),
            ("oauth_signature_method", Method),
            ("oauth_timestamp", Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("oauth_nonce", Nonce),
        };
        own.AddRange(More);
        if (Token is not null)
            own.Add(("oauth_token", Token));
        if (Version is not null)
            own.Add(("oauth_version", Version));
        own.Add(("oauth_signature", Sign(method, baseUri, [.. parameters, .. own])));
        return "OAuth " + string.Join(", ", own.Select(pair => $"{pair.Name}=\"{Uri.EscapeDataString(pair.Value)}\""));
    }

    private string Sign(string method, string baseUri, IEnumerable<(string Name, string Value)> parameters)
    {
        var sorted = parameters
            .Select(pair => (Name: Uri.EscapeDataString(pair.Name), Value: Uri.EscapeDataString(pair.Value)))
            .Order(Comparer<(string Name, string Value)>.Create((x, y) =>
                string.CompareOrdinal(x.Name, y.Name) is var byName and not 0 ? byName : string.CompareOrdinal(x.Value, y.Value)))
            .Select(pair => $"{pair.Name}={pair.Value}");
        var text = $"{method}&{Uri.EscapeDataString(baseUri)}&{Uri.EscapeDataString(string.Join('&', sorted))}";
        var key = $"{Uri.EscapeDataString(ConsumerSecret)}&{Uri.EscapeDataString(TokenSecret)}";
#pragma warning disable CA5350 // OAuth 1.0a and X require HMAC-SHA1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }
}
