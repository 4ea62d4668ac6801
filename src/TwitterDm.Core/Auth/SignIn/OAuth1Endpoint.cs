using TwitterDm.Problems;
using TwitterDm.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>
/// X's sign-in endpoints for OAuth 1.0a: <c>POST /oauth/request_token</c> and <c>/oauth/access_token</c>, which return a form. Requests are
/// not retried: a PIN works once.
/// </summary>
/// <param name="http">Sends a request to the API's own host, without credentials of a user and without following redirects.</param>
/// <param name="apiBaseUri">The API's address.</param>
/// <param name="signer">The app's keys.</param>
/// <param name="clock">The clock to compare with X's when X refuses a signature.</param>
internal sealed class OAuth1Endpoint(HttpClient http, Uri apiBaseUri, OAuth1Signer signer, TimeProvider clock)
{
    public Task<IReadOnlyDictionary<string, string>> RequestTokenAsync(CancellationToken cancellationToken)
        => PostAsync("oauth/request_token", token: null, ("oauth_callback", "oob"), cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> AccessTokenAsync(
        (string Token, string Secret) requestToken, string pin, CancellationToken cancellationToken)
        => PostAsync("oauth/access_token", requestToken, ("oauth_verifier", pin), cancellationToken);

    /// <summary>X's page on which the user authorizes the app and is shown the PIN.</summary>
    public Uri AuthorizationUrl(string requestToken)
        => new(apiBaseUri, $"oauth/authorize?oauth_token={Uri.EscapeDataString(requestToken)}");

    private async Task<IReadOnlyDictionary<string, string>> PostAsync(
        string path, (string Token, string Secret)? token, (string Name, string Value) parameter, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(apiBaseUri, path));
        signer.Sign(request, token, parameter);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            // Not as a string, which would depend on a charset that the response can invent.
            var body = System.Text.Encoding.UTF8.GetString(
                await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            return response.IsSuccessStatusCode ? FormText.ReadOnce(body) : throw Refused(response, body, "POST /" + path);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw SignInFailure.NoResponse(exception, "POST /" + path);
        }
    }

    private DmException Refused(HttpResponseMessage response, string body, string request)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        // X's own refusals can be a line of text.
        var format = BodyFormats.Of(bytes) is BodyFormat.Html ? BodyFormat.Html : BodyFormat.Json;
        if (SignInFailure.ByProxy(response.StatusCode, format, request) is { } refusedByProxy)
            return refusedByProxy;
        var problem = ProblemReader.Read(bytes);
        var status = (int)response.StatusCode;
        var kind =
            status >= 500 ? DmErrorKind.Service
            : status == 429 ? DmErrorKind.RateLimit
            : status < 400 ? DmErrorKind.Protocol
            : DmErrorKind.Authentication;
        var clockComplaint = ClockCheck.Complaint(response, problem, clock.GetUtcNow());
        return new(kind, $"X refused the sign-in: {clockComplaint ?? Words(problem, body)} ({status} for {request})")
        {
            RecommendedAction =
                clockComplaint is not null ? ClockCheck.Advice
                : kind == DmErrorKind.Authentication ? SignInErrors.PinAdvice
                : Advice.For(kind, problem),
            StatusCode = response.StatusCode,
            Request = request,
            Problem = problem,
        };
    }

    // Some refusals are a line of text, such as "Error processing your OAuth request: Invalid oauth_verifier parameter".
    private static string Words(DmProblem? problem, string body)
        => problem is { IsDescribed: true } && problem.ToString() is var words ? words
        : body.AsSpan().Trim() is { IsEmpty: false } text && !text.Contains('<') ? VisibleText.Of(text.ToString(), 200)
        : "no reason was given";
}
