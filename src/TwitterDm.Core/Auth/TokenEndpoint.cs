using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TwitterDm.Json;
using TwitterDm.Problems;
using TwitterDm.Text;

namespace TwitterDm.Auth;

/// <summary>
/// X's token endpoint: <c>POST /2/oauth2/token</c> and <c>/2/oauth2/revoke</c>. Requests are not retried here: a code and a refresh token
/// can be used only once.
/// </summary>
/// <param name="http">Sends a request to the API's own host, without credentials of a user.</param>
/// <param name="apiBaseUri">The API's address.</param>
/// <param name="app">The app.</param>
/// <param name="clock">Provides the time, to calculate when tokens expire.</param>
internal sealed class TokenEndpoint(HttpClient http, Uri apiBaseUri, OAuth2App app, TimeProvider clock)
{
    // Ten years, in seconds: a longer lifetime is ignored, because it might not fit into a DateTimeOffset.
    private const long MaxLife = 10L * 366 * 24 * 60 * 60;

    private static readonly string[] SecretFields = ["code", "code_verifier", "refresh_token", "token"];

    /// <summary>Exchanges the code of a sign-in.</summary>
    public Task<TokenSet> ExchangeAsync(string code, string verifier, Uri redirectUri, CancellationToken cancellationToken)
        => GrantAsync(
            new(StringComparer.Ordinal)
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = redirectUri.OriginalString,
                ["code_verifier"] = verifier,
            },
            cancellationToken);

    /// <summary>Exchanges a refresh token, which can be used only once, for new tokens.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.Authentication"/>: it was refused.</exception>
    public Task<TokenSet> RefreshAsync(string refreshToken, CancellationToken cancellationToken) => GrantAsync(
        new(StringComparer.Ordinal) { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);

    /// <summary>Revokes a token.</summary>
    public async Task RevokeAsync(string token, CancellationToken cancellationToken)
        => _ = await PostAsync("2/oauth2/revoke", new(StringComparer.Ordinal) { ["token"] = token }, cancellationToken).ConfigureAwait(false);

    private async Task<TokenSet> GrantAsync(Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        var body = await PostAsync("2/oauth2/token", form, cancellationToken).ConfigureAwait(false);
        try
        {
            var grant = LenientJson.Read(body, TokenJson.Default.TokenResponse).Value;
            return new()
            {
                AccessToken = IsToken(grant.AccessToken) ? grant.AccessToken! : throw Unreadable(),
                RefreshToken = grant.RefreshToken is { Length: > 0 } next ? next : null,
                ExpiresAt = grant.ExpiresIn is > 0 and <= MaxLife and var seconds ? clock.GetUtcNow().AddSeconds(seconds) : null,
                Scopes = grant.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            };
        }
        catch (JsonException)
        {
            throw Unreadable();
        }
    }

    private async Task<byte[]> PostAsync(string path, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(apiBaseUri, path));
        if (app.ClientSecret is null)
            form["client_id"] = app.ClientId;
        else
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Basic(app.ClientId, app.ClientSecret));
        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? body : throw Refused(response.StatusCode, body, "POST /" + path, form);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw SignInFailure.NoResponse(exception, "POST /" + path);
        }
    }

    private static DmException Refused(HttpStatusCode status, byte[] body, string request, Dictionary<string, string> form)
    {
        if (SignInFailure.ByProxy(status, BodyFormats.Of(body), request) is { } refusedByProxy)
            return refusedByProxy;
        var error = ReadError(body);
        var words = VisibleText.Of(Describe(error, form), 300);
        var (kind, reason) = Classify(status, error);
        if (kind == DmErrorKind.Protocol)
            return SignInFailure.Unexpected(status, words, request);
        return new(kind, $"X refused the sign-in: {words} ({(int)status} for {request})")
        {
            StatusCode = status,
            Request = request,
            Reason = reason,
            RecommendedAction = Advice.For(kind, null, isWrite: false, reason),
        };
    }

    // RFC 6749, section 5.2: what is wrong with the app says nothing about the code or the refresh token, which are not spent.
    private static (DmErrorKind Kind, DmErrorReason Reason) Classify(HttpStatusCode status, TokenErrorResponse? error) => status switch
    {
        >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => (DmErrorKind.Service, DmErrorReason.None),
        HttpStatusCode.TooManyRequests => (DmErrorKind.RateLimit, DmErrorReason.None),
        HttpStatusCode.PaymentRequired => (DmErrorKind.Credit, DmErrorReason.None),
        < HttpStatusCode.BadRequest => (DmErrorKind.Protocol, DmErrorReason.None),
        _ when error?.Error is "invalid_client" or "unauthorized_client" => (DmErrorKind.Authentication, DmErrorReason.ClientRejected),
        HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized => (DmErrorKind.Authentication, DmErrorReason.CredentialsRejected),
        _ when error is { Error.Length: > 0 } => (DmErrorKind.Authentication, DmErrorReason.CredentialsRejected),
        HttpStatusCode.Forbidden when error is { Detail.Length: > 0 } => (DmErrorKind.Authentication, DmErrorReason.CredentialsRejected),
        // Not the endpoint itself: a captive portal, a proxy, or another server.
        _ => (DmErrorKind.Protocol, DmErrorReason.None),
    };

    private static TokenErrorResponse? ReadError(byte[] body)
    {
        try
        {
            return body.Length == 0 ? new TokenErrorResponse() : LenientJson.Read(body, TokenJson.Default.TokenErrorResponse).Value;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Some servers repeat in it the codes and tokens that were sent.
    private static string Describe(TokenErrorResponse? error, Dictionary<string, string> form)
    {
        if (error is null)
            return "the response could not be read";
        var words = string.Join(
            ": ",
            new[] { error.Error, error.ErrorDescription ?? error.Detail }.Where(part => !string.IsNullOrEmpty(part)));
        return words.Length > 0
            ? SecretFields
                .Where(form.ContainsKey)
                .Aggregate(words, (text, name) => text.Replace(form[name], "***", StringComparison.Ordinal))
            : "no reason was given";
    }

    // A token that is not valid in a header would fail later, in an error that quotes it.
    private static bool IsToken(string? text) => text is { Length: > 0 } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static DmException Unreadable() => new(DmErrorKind.Protocol, "The response of X's token endpoint contains no token.")
    {
        RecommendedAction = Advice.For(DmErrorKind.Protocol, null),
    };

    // RFC 6749, section 2.3.1: both are form-encoded before they are joined.
    private static string Basic(string id, string secret)
        => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(id)}:{WebUtility.UrlEncode(secret)}"));
}
