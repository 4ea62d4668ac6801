namespace TwitterDm.Auth;

/// <summary>
/// Reads a credential from environment variables, for runbooks: OAuth 1.0a if one of its keys is set; otherwise OAuth 2.0, which refreshes
/// if a refresh token and the app's client id are set. It never prompts.
/// </summary>
internal static class EnvironmentSignIn
{
    private const string AccessToken = "TWITTERDM_ACCESS_TOKEN";
    private const string RefreshToken = "TWITTERDM_REFRESH_TOKEN";
    private const string ClientId = "TWITTERDM_CLIENT_ID";
    private const string ClientSecret = "TWITTERDM_CLIENT_SECRET";
    private const string AccessTokenSecret = "TWITTERDM_ACCESS_TOKEN_SECRET";
    private const string ConsumerKey = "TWITTERDM_CONSUMER_KEY";
    private const string ConsumerSecret = "TWITTERDM_CONSUMER_SECRET";
    private const string AppToken = "TWITTERDM_APP_TOKEN";

    /// <summary>Reads the credential.</summary>
    /// <param name="setting">The API's address and how to reach it.</param>
    /// <param name="read">Reads a variable; null reads those of the process.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the variables that are missing.</exception>
    public static DmCredential Read(SignInSetting setting, Func<string, string?>? read = null)
    {
        var variable = read ?? Environment.GetEnvironmentVariable;
        string? Value(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

        if (Value(ConsumerKey) is not null || Value(ConsumerSecret) is not null || Value(AccessTokenSecret) is not null)
        {
            Need(Value, AccessToken, ConsumerKey, ConsumerSecret, AccessTokenSecret);
            return new OAuth1Credential(
                Value(ConsumerKey)!,
                Value(ConsumerSecret)!,
                Value(AccessToken)!,
                Value(AccessTokenSecret)!,
                setting.Clock);
        }

        if (Value(RefreshToken) is null)
        {
            Need(Value, AccessToken);
            return new BearerCredential(Value(AccessToken)!);
        }

        Need(Value, ClientId);
        var app = new OAuth2App { ClientId = Value(ClientId)!, ClientSecret = Value(ClientSecret) };
        return new OAuth2Credential(Tokens(Value(AccessToken), Value(RefreshToken)!), app, setting) { IsGiven = true };
    }

    /// <summary>Reads the app-only token; null if it is not set.</summary>
    public static string? ReadAppToken(Func<string, string?> read)
        => read(AppToken) is { } token && !string.IsNullOrWhiteSpace(token) ? token.Trim() : null;

    // A missing access token counts as expired, so that the first request gets one.
    private static TokenSet Tokens(string? accessToken, string refreshToken) => new()
    {
        AccessToken = accessToken ?? string.Empty,
        RefreshToken = refreshToken,
        ExpiresAt = accessToken is null ? DateTimeOffset.UnixEpoch : null,
    };

    private static void Need(Func<string, string?> value, params string[] names)
    {
        var missing = Array.FindAll(names, name => value(name) is null);
        if (missing.Length > 0)
        {
            throw DmException.BadInput(
                $"The environment {(missing.Length == 1 ? "variable" : "variables")} {string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} not set.",
                $"Set {AccessToken} to a user's OAuth 2.0 token, or {RefreshToken} and {ClientId} (for a confidential app, {ClientSecret} too), "
                + $"or the four keys of OAuth 1.0a: {AccessToken}, {AccessTokenSecret}, {ConsumerKey}, {ConsumerSecret}.");
        }
    }
}
