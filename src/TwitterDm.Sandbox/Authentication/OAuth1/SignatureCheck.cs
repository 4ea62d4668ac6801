using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>The receiving side of OAuth 1.0a (RFC 5849, section 3.2), with HMAC-SHA1.</summary>
internal sealed class SignatureCheck(TimeProvider clock)
{
    private const string FormType = "application/x-www-form-urlencoded";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // A timestamp at the far end of the tolerance is taken for twice as long.
    private readonly NonceMemory _nonces = new(2 * Tolerance);

    /// <summary>Why the request is turned away, or null where its signature is good.</summary>
    /// <param name="request">The request.</param>
    /// <param name="credentials">The Authorization header behind its scheme.</param>
    public SignatureRefusal? Refusal(SandboxRequest request, string credentials)
    {
        if (!AuthorizationParameters.TryParse(credentials, out var parameters)
            || !IsComplete(parameters)
            || !TryReadTimestamp(parameters, out var timestamp)
            || !Equal(parameters["oauth_consumer_key"], SandboxCredentials.ConsumerKey))
        {
            return SignatureRefusal.NotAuthenticated;
        }

        if (!Equal(parameters["oauth_token"], SandboxCredentials.AccessToken))
            return SignatureRefusal.InvalidToken;
        var now = clock.GetUtcNow();
        if (Math.Abs(now.ToUnixTimeSeconds() - timestamp) > (long)Tolerance.TotalSeconds)
            return SignatureRefusal.TimestampOutOfBounds;
        return SignatureIsGood(request, parameters) && _nonces.TryUse(timestamp, parameters["oauth_nonce"]!, now)
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

    private static bool SignatureIsGood(SandboxRequest request, AuthorizationParameters parameters)
    {
        if (!QueryString.TryParse(request.Uri.Query, out var query) || !TryReadForm(request, out var form))
            return false;
        var text = SignatureBase.Text(request.Method, request.Uri, query.Concat(form), parameters.All);
        var expected = Convert.ToBase64String(
            SignatureBase.Sign(text, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessTokenSecret));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(parameters["oauth_signature"]!));
    }

    // Only a form's fields are signed; any other body is not.
    private static bool TryReadForm(SandboxRequest request, out IReadOnlyList<KeyValuePair<string, string>> form)
    {
        form = [];
        var type = request.Headers.GetValueOrDefault("Content-Type") ?? "";
        if (!type.StartsWith(FormType, StringComparison.OrdinalIgnoreCase))
            return true;
        if (!QueryString.TryParse(Encoding.UTF8.GetString(request.Body.Span), out var pairs))
            return false;
        form = pairs;
        return true;
    }

    private static bool Equal(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
