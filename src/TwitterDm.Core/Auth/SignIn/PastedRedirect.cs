namespace TwitterDm.Auth.SignIn;

/// <summary>
/// Reads what a user pasted after a sign-in in a browser on another computer: the redirect address, its query, or the bare code.
/// </summary>
internal static class PastedRedirect
{
    private const int MaxCode = 4096;

    /// <summary>Extracts the code.</summary>
    /// <param name="pasted">What was pasted; quotes and white space around it are ignored.</param>
    /// <param name="redirectUri">The address to which X sent the browser.</param>
    /// <param name="state">The sign-in's state. A bare code has none, so only the verifier ties it to this sign-in.</param>
    /// <exception cref="DmException">
    /// The text is not valid, or the user did not authorize the app. The exception never quotes the text.
    /// </exception>
    public static string CodeIn(string? pasted, Uri redirectUri, string state)
    {
        var text = pasted?.Trim().Trim('"', '\'', '<', '>').Trim();
        if (string.IsNullOrEmpty(text))
            throw SignInErrors.NothingPasted();
        if (text.Contains("://", StringComparison.Ordinal))
            return new AuthorizationResponse(QueryOf(text, redirectUri)).CodeFor(state);
        if (IsQuery(text))
            return new AuthorizationResponse(text.TrimStart('?')).CodeFor(state);
        return text.Length <= MaxCode && !text.AsSpan().ContainsAnyExceptInRange('!', '~') ? text : throw SignInErrors.NotACode();
    }

    private static bool IsQuery(string text)
        => text.StartsWith('?') || Array.Exists(["code=", "state=", "error="], name => text.StartsWith(name, StringComparison.Ordinal));

    private static string QueryOf(string address, Uri redirectUri)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsSamePlace(uri, redirectUri)
            ? uri.Query.TrimStart('?')
            : throw SignInErrors.NotTheRedirect(redirectUri);

    private static bool IsSamePlace(Uri one, Uri other)
        => Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
        && string.Equals(one.AbsolutePath, other.AbsolutePath, StringComparison.Ordinal);
}
