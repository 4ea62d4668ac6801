using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>A valid authorization request (RFC 6749, section 4.1.1) with a PKCE challenge.</summary>
internal sealed record AuthorizationRequest(
    RegisteredApp App,
    string RedirectUri,
    IReadOnlyList<string> Scopes,
    string State,
    CodeChallenge Challenge)
{
    // The limit of X.
    private const int MaxStateLength = 500;

    /// <summary>
    /// Validates the parameters in the order of RFC 6749, section 4.1.2.1. Until the client and the redirect URI are known to be valid,
    /// errors are shown on a page. After that they are sent to the redirect URI.
    /// </summary>
    public static AuthorizationRequest? Validate(string query, AppRegistry apps, out ValidationFailure failure)
    {
        failure = new ValidationFailure("The query of this address is not correctly encoded.");
        if (!QueryString.TryParse(query, out var pairs))
            return null;
        var parameters = new Parameters(pairs);
        failure = new ValidationFailure("The client_id is missing or unknown.");
        if (parameters["client_id"] is not { } id || apps.Find(id) is not { } app)
            return null;
        failure = new ValidationFailure($"The redirect_uri is missing or not registered for {app.Name}.");
        if (parameters["redirect_uri"] is not { } redirectUri || !RegisteredApp.IsRegisteredRedirectUri(redirectUri))
            return null;
        if (FindError(parameters) is { } error)
        {
            failure = new ValidationFailure(error.Description, new AuthorizationResponse(redirectUri, parameters["state"]), error.Code);
            return null;
        }

        var challenge = CodeChallenge.Parse(parameters["code_challenge_method"], parameters["code_challenge"], out _)!;
        return new(app, redirectUri, OAuth2Scopes.Parse(parameters["scope"]!)!, parameters["state"]!, challenge);
    }

    private static (string Code, string Description)? FindError(Parameters parameters)
    {
        if (parameters.Repeated is { } name)
            return (TokenResponses.InvalidRequestCode, $"The parameter {name} occurs more than once.");
        if (parameters["response_type"] is not { } type)
            return (TokenResponses.InvalidRequestCode, "The parameter response_type is missing.");
        if (!string.Equals(type, "code", StringComparison.Ordinal))
            return ("unsupported_response_type", "The response_type must be code.");
        if (parameters["state"] is not { Length: <= MaxStateLength })
            return (TokenResponses.InvalidRequestCode, "The parameter state is missing or longer than 500 characters.");
        if (parameters["scope"] is not { } scope || OAuth2Scopes.Parse(scope) is null)
            return (TokenResponses.InvalidScopeCode, "The parameter scope is missing or contains an unknown or repeated scope.");
        return CodeChallenge.Parse(parameters["code_challenge_method"], parameters["code_challenge"], out var problem) is null
            ? (TokenResponses.InvalidRequestCode, problem)
            : null;
    }

    /// <summary>Why a request is invalid.</summary>
    /// <param name="Description">The description for the user or the developer of the app.</param>
    /// <param name="RespondTo">The response that reports the error to the app, or null if a page shows it to the user.</param>
    /// <param name="Error">The error code for the app.</param>
    internal sealed record ValidationFailure(string Description, AuthorizationResponse? RespondTo = null, string Error = "");

    // Empty values count as missing (RFC 6749, section 3.1), and so do repeated ones.
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
