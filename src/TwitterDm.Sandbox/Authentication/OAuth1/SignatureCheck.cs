using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>The receiving side of OAuth 1.0a (RFC 5849, section 3.2), with HMAC-SHA1.</summary>
internal sealed class SignatureCheck(TimeProvider clock)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // A timestamp at the far end of the tolerance is taken for twice as long.
    private readonly NonceMemory _nonces = new(2 * Tolerance);

    /// <summary>Why the request is turned away, or null where its signature is good.</summary>
    /// <param name="request">The request.</param>
    /// <param name="credentials">The Authorization header behind its scheme.</param>
    /// <param name="secretOf">The secret of a token, which may be missing; null where there is no such token.</param>
    /// <param name="parameters">What the header says.</param>
    public SignatureRefusal? Refusal(
        SandboxRequest request, string credentials, Func<string?, string?> secretOf, out AuthorizationParameters parameters)
    {
        if (!AuthorizationParameters.TryParse(credentials, out parameters)
            || !IsComplete(parameters)
            || !TryReadTimestamp(parameters, out var timestamp)
            || !Equal(parameters["oauth_consumer_key"], SandboxCredentials.ConsumerKey))
        {
            return SignatureRefusal.NotAuthenticated;
        }

        if (secretOf(parameters["oauth_token"]) is not { } tokenSecret)
            return SignatureRefusal.InvalidToken;
        var now = clock.GetUtcNow();
        if (Math.Abs(now.ToUnixTimeSeconds() - timestamp) > (long)Tolerance.TotalSeconds)
            return SignatureRefusal.TimestampOutOfBounds;
        return SignatureIsGood(request, parameters, tokenSecret) && _nonces.TryUse(timestamp, parameters["oauth_nonce"]!, now)
            ? null
            : SignatureRefusal.NotAuthenticated;
    }

    private static bool IsComplete(AuthorizationParameters parameters) =>
        Equal(parameters["oauth_signature_method"], "HMAC-SHA1")
        && parameters["oauth_nonce"] is { Length: > 0 }
        && parameters["oauth_signature"] is { Length: > 0 }
        && (parameters["oauth_version"] is null || Equal(parameters["oauth_version"], "1.0"));

    private static bool TryReadTimestamp(AuthorizationParameters parameters, out long timestamp) =>
        long.TryParse(parameters["oauth_timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out timestamp)
        && timestamp <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private static bool SignatureIsGood(SandboxRequest request, AuthorizationParameters parameters, string tokenSecret)
    {
        if (!QueryString.TryParse(request.Uri.Query, out var query) || !TryReadForm(request, out var form))
            return false;
        var text = SignatureBase.Text(request.Method, request.Uri, query.Concat(form), parameters.All);
        var expected = Convert.ToBase64String(
            SignatureBase.Sign(text, SandboxCredentials.ConsumerSecret, tokenSecret));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(parameters["oauth_signature"]!));
    }

    // Only a form's fields are signed; any other body is not.
    private static bool TryReadForm(SandboxRequest request, out IReadOnlyList<KeyValuePair<string, string>> form)
    {
        form = [];
        if (!FormBody.Is(request))
            return true;
        if (!FormBody.TryRead(request, out var pairs))
            return false;
        form = pairs;
        return true;
    }

    private static bool Equal(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
