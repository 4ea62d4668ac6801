using System.Text;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn.OAuth1;

/// <summary>What the app does itself in a sign-in by OAuth 1.0a (RFC 5849, sections 2.1 and 2.3): asks for a request token, and exchanges it.</summary>
internal sealed class ThreeLegs(SignatureCheck signatures, RequestTokens requests, SignedTokens tokens)
{
    private const string OutOfBand = "oob";
    private const string CallbackName = "oauth_callback";
    private const string VerifierName = "oauth_verifier";

    public Answer RequestToken(SandboxRequest request)
    {
        // The app signs with its own secret alone: there is no token yet.
        if (Refusal(request, token => string.IsNullOrEmpty(token) ? "" : null, out var parameters) is { } refusal)
            return refusal;
        if (Value(request, parameters, CallbackName) is not { } callback)
            return Missing(CallbackName);
        var isOutOfBand = string.Equals(callback, OutOfBand, StringComparison.Ordinal);
        if (!isOutOfBand && !SandboxApp.IsCallback(callback))
        {
            return ProblemAnswers.OldError(
                403, 415, "Callback URL not approved for this client application. Approved callback URLs can be adjusted in your application settings");
        }

        var issued = requests.Issue(isOutOfBand ? null : callback);
        return Form(("oauth_token", issued.Token), ("oauth_token_secret", issued.Secret), ("oauth_callback_confirmed", "true"));
    }

    public Answer AccessToken(SandboxRequest request)
    {
        if (Refusal(request, requests.SecretOf, out var parameters) is { } refusal)
            return refusal;
        if (Value(request, parameters, VerifierName) is not { } verifier)
            return Missing(VerifierName);
        if (requests.Redeem(parameters["oauth_token"], verifier) is not { } account)
            return ProblemAnswers.OldError(401, 32, "Error processing your OAuth request: Invalid oauth_verifier parameter");
        var (token, secret) = tokens.Issue(account);
        return Form(("oauth_token", token), ("oauth_token_secret", secret), ("user_id", account.IdText), ("screen_name", account.Username));
    }

    private Answer? Refusal(SandboxRequest request, Func<string?, string?> secretOf, out AuthorizationParameters parameters)
    {
        var header = AuthorizationHeader.Of(request);
        if (!header.IsOAuth)
        {
            parameters = AuthorizationParameters.None;
            return ProblemAnswers.OldError(400, 215, "Bad Authentication data.");
        }

        return signatures.Refusal(request, header.Credentials, secretOf, out parameters) is { } reason
            ? ProblemAnswers.OldError(401, reason.Code, reason.Message)
            : null;
    }

    // In the header, in the query or in the form: the signature covers it in each place.
    private static string? Value(SandboxRequest request, AuthorizationParameters parameters, string name)
    {
        if (parameters[name] is { Length: > 0 } inHeader)
            return inHeader;
        var elsewhere = Pairs(request.Uri.Query);
        if (FormBody.Is(request) && FormBody.TryRead(request, out var form))
            elsewhere = elsewhere.Concat(form);
        var values = elsewhere.Where(pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        return values is [{ Length: > 0 } value] ? value : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string query) => QueryString.TryParse(query, out var pairs) ? pairs : [];

    private static Answer Missing(string name) => ProblemAnswers.OldError(403, 38, $"{name} parameter is missing.");

    private static Answer Form(params (string Name, string Value)[] pairs) => new(
        200,
        "application/x-www-form-urlencoded; charset=utf-8",
        Encoding.UTF8.GetBytes(string.Join('&', pairs.Select(pair => $"{pair.Name}={PercentEncoding.Encode(pair.Value)}"))))
    {
        Headers = [new("Cache-Control", "no-store")],
    };
}
