using System.Text;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;

namespace TwitterDm.Sandbox.SignIn.OAuth1;

/// <summary>
/// The endpoints for temporary credentials (RFC 5849, section 2.1), which X calls request tokens, and for token credentials (section 2.3).
/// </summary>
internal sealed class OAuth1TokenEndpoints(SignatureValidator signatures, RequestTokenStore requestTokens, OAuth1TokenStore tokens)
{
    private const string OutOfBand = "oob";
    private const string CallbackName = "oauth_callback";
    private const string VerifierName = "oauth_verifier";

    public ApiResponse RequestToken(SandboxRequest request)
    {
        // The app has no token yet and signs with the consumer secret alone.
        if (Authenticate(request, token => string.IsNullOrEmpty(token) ? "" : null, out var parameters) is { } error)
            return error;
        if (FindValue(request, parameters, CallbackName) is not { } callback)
            return Missing(CallbackName);
        var isOutOfBand = string.Equals(callback, OutOfBand, StringComparison.Ordinal);
        if (!isOutOfBand && !RegisteredApp.IsRegisteredRedirectUri(callback))
        {
            return ProblemResponses.ErrorCode(
                403,
                415,
                "Callback URL not approved for this client application. Approved callback URLs can be adjusted in your application settings");
        }

        var issued = requestTokens.Issue(isOutOfBand ? null : callback);
        return Form(("oauth_token", issued.Token), ("oauth_token_secret", issued.Secret), ("oauth_callback_confirmed", "true"));
    }

    public ApiResponse AccessToken(SandboxRequest request)
    {
        if (Authenticate(request, requestTokens.FindSecret, out var parameters) is { } error)
            return error;
        if (FindValue(request, parameters, VerifierName) is not { } verifier)
            return Missing(VerifierName);
        if (requestTokens.Redeem(parameters["oauth_token"], verifier) is not { } account)
            return ProblemResponses.ErrorCode(401, 32, "Error processing your OAuth request: Invalid oauth_verifier parameter");
        var (token, secret) = tokens.Issue(account);
        return Form(("oauth_token", token), ("oauth_token_secret", secret), ("user_id", account.IdText), ("screen_name", account.Username));
    }

    private ApiResponse? Authenticate(SandboxRequest request, Func<string?, string?> findSecret, out AuthorizationParameters parameters)
    {
        var header = AuthorizationHeader.Of(request);
        if (!header.IsOAuth)
        {
            parameters = AuthorizationParameters.None;
            return ProblemResponses.ErrorCode(400, 215, "Bad Authentication data.");
        }

        return signatures.Validate(request, header.Credentials, findSecret, out parameters) is { } error
            ? ProblemResponses.ErrorCode(401, error.Code, error.Message)
            : null;
    }

    // The signature covers a parameter in the header, in the query or in the form.
    private static string? FindValue(SandboxRequest request, AuthorizationParameters parameters, string name)
    {
        if (parameters[name] is { Length: > 0 } inHeader)
            return inHeader;
        var others = Pairs(request.Uri.Query);
        if (FormBody.Is(request) && FormBody.TryRead(request, out var form))
            others = others.Concat(form);
        var values = others.Where(pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        return values is [{ Length: > 0 } value] ? value : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string query) => QueryString.TryParse(query, out var pairs) ? pairs : [];

    private static ApiResponse Missing(string name) => ProblemResponses.ErrorCode(403, 38, $"{name} parameter is missing.");

    private static ApiResponse Form(params (string Name, string Value)[] pairs) => new(
        200,
        "application/x-www-form-urlencoded; charset=utf-8",
        Encoding.UTF8.GetBytes(string.Join('&', pairs.Select(pair => $"{pair.Name}={PercentEncoding.Encode(pair.Value)}"))))
    {
        Headers = [new("Cache-Control", "no-store")],
    };
}
