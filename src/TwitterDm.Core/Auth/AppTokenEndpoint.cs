using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TwitterDm.Json;
using TwitterDm.Problems;
using TwitterDm.Text;

namespace TwitterDm.Auth;

/// <summary>X's endpoint for app-only tokens: <c>POST /oauth2/token</c> with the key and the secret of an app.</summary>
internal static class AppTokenEndpoint
{
    private const string Path = "oauth2/token";
    private const string Request = "POST /" + Path;

    /// <summary>Gets the app-only token of an app, which is always the same one.</summary>
    /// <param name="http">Sends a request without credentials of a user.</param>
    /// <param name="apiBaseUri">The API's address.</param>
    /// <param name="app">The consumer key and secret.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="DmException">X refused, or did not respond.</exception>
    public static async Task<string> GetAsync(
        HttpClient http,
        Uri apiBaseUri,
        (string Key, string Secret) app,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(apiBaseUri, Path))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        var pair = $"{WebUtility.UrlEncode(app.Key)}:{WebUtility.UrlEncode(app.Secret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? Read(body) : throw Refused(response.StatusCode, body);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw SignInFailure.NoResponse(exception, Request);
        }
    }

    private static string Read(byte[] body)
    {
        try
        {
            if (LenientJson.Read(body, TokenJson.Default.TokenResponse).Value.AccessToken is { Length: > 0 } token)
                return DmCredential.Checked(token, "app-only token");
        }
        catch (JsonException)
        {
            // Reported below: its message can quote the body.
        }

        throw new DmException(DmErrorKind.Protocol, $"The response contains no app-only token. ({Request})") { Request = Request };
    }

    private static DmException Refused(HttpStatusCode status, byte[] body)
    {
        if (SignInFailure.ByProxy(status, BodyFormats.Of(body), Request) is { } refusedByProxy)
            return refusedByProxy;
        var kind = status switch
        {
            >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => DmErrorKind.Service,
            HttpStatusCode.TooManyRequests => DmErrorKind.RateLimit,
            HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden =>
                DmErrorKind.Authentication,
            _ => DmErrorKind.Protocol,
        };
        var words = ProblemReader.Read(body) is { IsDescribed: true } problem ? problem.ToString() : "The response has no details.";
        if (kind == DmErrorKind.Protocol)
            return SignInFailure.Unexpected(status, VisibleText.Of(words, 300), Request);
        return new(kind, $"X refused to issue an app-only token: {VisibleText.Of(words, 300)} ({(int)status} for {Request})")
        {
            StatusCode = status,
            Request = Request,
            Reason = kind == DmErrorKind.Authentication ? DmErrorReason.AppTokenRefused : DmErrorReason.None,
        };
    }
}
