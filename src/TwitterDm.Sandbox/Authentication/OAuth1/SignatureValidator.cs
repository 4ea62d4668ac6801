using System.Security.Cryptography;
using System.Text;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>Validates OAuth 1.0a requests (RFC 5849, section 3.2) that are signed with HMAC-SHA1.</summary>
internal sealed class SignatureValidator(TimeProvider clock, ConsumerCredentials consumer)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // A timestamp from the end of the tolerance remains valid for twice as long.
    private readonly NonceCache _nonces = new(2 * Tolerance);

    /// <summary>Returns the error in a request, or null if its signature is valid.</summary>
    /// <param name="request">The request.</param>
    /// <param name="credentials">The Authorization header after its scheme.</param>
    /// <param name="findSecret">
    /// Returns the secret of a token, or null if it is unknown. The token itself is null if the request has none.
    /// </param>
    /// <param name="parameters">The parameters in the header.</param>
    public SignatureError? Validate(
        SandboxRequest request, string credentials, Func<string?, string?> findSecret, out AuthorizationParameters parameters)
    {
        if (!AuthorizationParameters.TryParse(credentials, out parameters)
            || !IsComplete(parameters)
            || !TryReadTimestamp(parameters, out var timestamp)
            || !Equal(parameters["oauth_consumer_key"], consumer.Key))
        {
            return SignatureError.NotAuthenticated;
        }

        if (findSecret(parameters["oauth_token"]) is not { } tokenSecret)
            return SignatureError.InvalidToken;
        var now = clock.GetUtcNow();
        if (Math.Abs(now.ToUnixTimeSeconds() - timestamp) > (long)Tolerance.TotalSeconds)
            return SignatureError.TimestampOutOfBounds;
        return IsSignatureValid(request, parameters, tokenSecret) && _nonces.TryUse(timestamp, parameters["oauth_nonce"]!, now)
            ? null
            : SignatureError.NotAuthenticated;
    }

    private static bool IsComplete(AuthorizationParameters parameters) =>
        Equal(parameters["oauth_signature_method"], "HMAC-SHA1")
        && parameters["oauth_nonce"] is { Length: > 0 }
        && parameters["oauth_signature"] is { Length: > 0 }
        && (parameters["oauth_version"] is null || Equal(parameters["oauth_version"], "1.0"));

    private static bool TryReadTimestamp(AuthorizationParameters parameters, out long timestamp) =>
        NumberText.TryParseDigits(parameters["oauth_timestamp"], out timestamp)
        && timestamp <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private bool IsSignatureValid(SandboxRequest request, AuthorizationParameters parameters, string tokenSecret)
    {
        if (!QueryString.TryParse(request.Uri.Query, out var query) || !TryReadForm(request, out var form))
            return false;
        var text = SignatureBaseString.Create(request.Method, request.Uri, query.Concat(form), parameters.All);
        var expected = Convert.ToBase64String(SignatureBaseString.Sign(text, consumer.Secret, tokenSecret));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(parameters["oauth_signature"]!));
    }

    // Of all kinds of bodies, only form fields are signed.
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

/// <summary>The key and the secret of an app in OAuth 1.0a.</summary>
internal sealed record ConsumerCredentials(string Key, string Secret);

/// <summary>Why a signed request is refused, with X's error codes and messages.</summary>
internal sealed record SignatureError(int Code, string Message)
{
    public static SignatureError NotAuthenticated { get; } = new(32, "Could not authenticate you.");

    public static SignatureError InvalidToken { get; } = new(89, "Invalid or expired token.");

    public static SignatureError TimestampOutOfBounds { get; } = new(135, "Timestamp out of bounds.");
}
