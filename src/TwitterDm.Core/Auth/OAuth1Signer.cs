using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace TwitterDm.Auth;

/// <summary>Signs requests with the keys of an app (RFC 5849, section 3), and with a user's token once there is one.</summary>
internal sealed class OAuth1Signer
{
    private const int NonceBytes = 16;

    private readonly TimeProvider _clock;

    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: a key is empty.</exception>
    public OAuth1Signer(string consumerKey, string consumerSecret, TimeProvider clock)
    {
        ConsumerKey = DmCredential.Checked(consumerKey, "consumer key");
        ConsumerSecret = DmCredential.NotEmpty(consumerSecret, "consumer secret");
        _clock = clock;
    }

    public string ConsumerKey { get; }

    public string ConsumerSecret { get; }

    /// <summary>Signs one attempt of a request, each time with a new nonce.</summary>
    /// <param name="request">The request; it may have a query, but no form.</param>
    /// <param name="token">The token and its secret; null before X has issued one.</param>
    /// <param name="more">A protocol parameter of a sign-in request, such as <c>oauth_verifier</c>.</param>
    public void Sign(HttpRequestMessage request, (string Token, string Secret)? token, (string Name, string Value)? more = null)
    {
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_consumer_key"] = ConsumerKey,
            ["oauth_nonce"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(NonceBytes)),
            ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["oauth_version"] = "1.0",
        };
        if (token is { } known)
            protocol["oauth_token"] = known.Token;
        if (more is { } extra)
            protocol[extra.Name] = extra.Value;
        protocol["oauth_signature"] = OAuth1Signature.Compute(
            request.Method, request.RequestUri!, protocol, ConsumerSecret, token?.Secret ?? string.Empty);

        var header = protocol.Select(pair => $"{OAuth1Signature.Escape(pair.Key)}=\"{OAuth1Signature.Escape(pair.Value)}\"");
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", string.Join(", ", header));
    }
}
