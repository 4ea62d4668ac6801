using TwitterDm.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>
/// Builds the address of X's page that asks the user to authorize the app (RFC 6749, section 4.1.1, and RFC 7636, section 4.3).
/// </summary>
internal static class AuthorizationUrl
{
    public static Uri Create(PkceSignInOptions options, string state, string challenge)
    {
        (string Name, string Value)[] parameters =
        [
            ("response_type", "code"),
            ("client_id", DmCredential.Checked(options.ClientId, "client id")),
            ("redirect_uri", RedirectUri.Check(options.RedirectUri).OriginalString),
            ("scope", string.Join(' ', options.Scopes.Select(CheckScope))),
            ("state", state),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        var query = string.Join('&', parameters.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return new Uri($"{SecureUri.Check(options.AuthorizeUri, "authorize address").OriginalString}?{query}");
    }

    private static string CheckScope(string scope)
        => scope.Length > 0 && !scope.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? scope
            : throw DmException.BadInput(
                $"'{VisibleText.Of(scope, 60)}' is not a valid scope.",
                $"Pass each scope as one word: {string.Join(", ", PkceSignInOptions.DefaultScopes)}.",
                scope);
}
