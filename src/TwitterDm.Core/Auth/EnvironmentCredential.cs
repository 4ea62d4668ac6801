namespace TwitterDm.Auth;

/// <summary>Reads a credential from environment variables, for runbooks: OAuth 1.0a where all four of its keys are set, else a token.</summary>
public static class EnvironmentCredential
{
    private const string AccessToken = "TWITTERDM_ACCESS_TOKEN";
    private const string AccessTokenSecret = "TWITTERDM_ACCESS_TOKEN_SECRET";
    private const string ConsumerKey = "TWITTERDM_CONSUMER_KEY";
    private const string ConsumerSecret = "TWITTERDM_CONSUMER_SECRET";

    /// <summary>Reads the credential.</summary>
    /// <param name="read">Reads a variable; null reads those of the process.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the variables that are missing.</exception>
    public static DmCredential Read(Func<string, string?>? read = null)
    {
        var value = read ?? Environment.GetEnvironmentVariable;
        string[] oauth1 = [ConsumerKey, ConsumerSecret, AccessTokenSecret];
        var isOAuth1 = Array.Exists(oauth1, name => !string.IsNullOrWhiteSpace(value(name)));
        string[] wanted = isOAuth1 ? [AccessToken, .. oauth1] : [AccessToken];
        var missing = wanted.Where(name => string.IsNullOrWhiteSpace(value(name))).ToArray();
        if (missing.Length > 0)
        {
            throw DmException.BadInput(
                $"-FromEnvironment needs {string.Join(", ", missing)}, which {(missing.Length == 1 ? "is" : "are")} not set.",
                $"Set {AccessToken} to a user's OAuth 2.0 token, or all four of OAuth 1.0a: {AccessToken}, {string.Join(", ", oauth1)}.");
        }

        return isOAuth1
            ? new OAuth1Credential(value(ConsumerKey)!, value(ConsumerSecret)!, value(AccessToken)!, value(AccessTokenSecret)!)
            : new BearerCredential(value(AccessToken)!);
    }
}
