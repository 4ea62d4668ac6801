using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>What an app asks of a user at the authorize page, found to be in order.</summary>
internal sealed record AuthorizationRequest(SandboxApp App, string RedirectUri, IReadOnlyList<string> Scopes, string State, string Challenge)
{
    // X allows a state of this length.
    private const int LongestState = 500;

    /// <summary>
    /// Checks the parameters in the order of RFC 6749, section 4.1.2.1: as long as it is not certain who asks and where the answer belongs, a
    /// page tells what is wrong; after that the app is told, at its own address.
    /// </summary>
    public static AuthorizationRequest? Check(string query, out Refusal refusal)
    {
        refusal = new Refusal("The address is not encoded as it has to be.");
        if (!QueryString.TryParse(query, out var pairs))
            return null;
        var parameters = new Parameters(pairs);
        refusal = new Refusal("The app is not known: its client_id is missing, or wrong.");
        if (parameters["client_id"] is not { } id || SandboxApp.Find(id) is not { } app)
            return null;
        refusal = new Refusal($"The app {app.Name} may not be answered there: its redirect_uri is missing, or not a registered one.");
        if (parameters["redirect_uri"] is not { } redirectUri || !SandboxApp.IsCallback(redirectUri))
            return null;
        if (Complaint(parameters) is { } complaint)
        {
            refusal = new Refusal(complaint.Description, new Callback(redirectUri, parameters["state"]), complaint.Error);
            return null;
        }

        return new(app, redirectUri, OAuth2.Scopes.Read(parameters["scope"]!)!, parameters["state"]!, parameters["code_challenge"]!);
    }

    private static (string Error, string Description)? Complaint(Parameters parameters)
    {
        if (parameters.Repeated is { } name)
            return (OAuthAnswers.InvalidRequest, $"The parameter {name} is there more than once.");
        if (parameters["response_type"] is not { } type)
            return (OAuthAnswers.InvalidRequest, "The parameter response_type is missing.");
        if (!string.Equals(type, "code", StringComparison.Ordinal))
            return ("unsupported_response_type", "The response_type has to be code.");
        if (parameters["state"] is not { Length: <= LongestState })
            return (OAuthAnswers.InvalidRequest, "The parameter state is missing, or longer than 500 characters.");
        if (parameters["scope"] is not { } scope || OAuth2.Scopes.Read(scope) is null)
            return (OAuthAnswers.InvalidScope, "The parameter scope is missing, or names something unknown.");
        // Without a method it would be plain (RFC 7636, section 4.3).
        if (!string.Equals(parameters["code_challenge_method"], ProofKey.Method, StringComparison.Ordinal))
            return (OAuthAnswers.InvalidRequest, "The code_challenge_method has to be S256.");
        return parameters["code_challenge"] is { } challenge && ProofKey.IsChallenge(challenge)
            ? null
            : (OAuthAnswers.InvalidRequest, "The parameter code_challenge is missing, or is no base64url of a SHA-256.");
    }

    /// <summary>What is wrong, and where to tell it; null: on a page.</summary>
    internal sealed record Refusal(string Description, Callback? Callback = null, string Error = "");

    // An empty value counts as left out (RFC 6749, section 3.1). One that is there twice is none.
    private sealed class Parameters(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        private static readonly string[] Names =
            ["response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"];

        public string? Repeated => Array.Find(Names, name => ValuesOf(name).Count > 1);

        public string? this[string name] => ValuesOf(name) is [{ Length: > 0 } value] ? value : null;

        private List<string> ValuesOf(string name) =>
            [.. pairs.Where(pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Select(pair => pair.Value)];
    }
}
