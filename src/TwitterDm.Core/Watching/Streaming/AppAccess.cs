using TwitterDm.Auth;
using TwitterDm.Http;
using TwitterDm.RateLimiting;
using TwitterDm.Usage;

namespace TwitterDm.Watching.Streaming;

/// <summary>How to reach X as the app, which streams require.</summary>
/// <param name="ApiBaseUri">The API's address.</param>
/// <param name="Transport">Creates the handler that sends the requests in place of a socket; null for a socket.</param>
/// <param name="Clock">Provides the time.</param>
/// <param name="Usage">Counts the requests.</param>
internal sealed record AppAccess(Uri ApiBaseUri, Func<HttpMessageHandler>? Transport, TimeProvider Clock, UsageMeter Usage)
{
    /// <summary>The app-only token; null without one.</summary>
    public string? Token { get; init; }

    /// <summary>The key and the secret of the app, to which X issues an app-only token; null if they are not known.</summary>
    public (string Key, string Secret)? App { get; init; }

    /// <summary>Refuses a stream without a token, before any request.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: there is no token, or it is malformed.</exception>
    public void Check()
    {
        if (Token is not null)
            _ = DmCredential.Checked(Token, "app-only token");
        else if (App is null)
        {
            throw new DmException(DmErrorKind.InvalidRequest, "A stream needs an app-only token in addition to the user's sign-in.")
            {
                Reason = DmErrorReason.AppTokenMissing,
                Target = ApiBaseUri,
            };
        }
    }

    /// <summary>Connects as the app.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Ends the request for a token.</param>
    /// <exception cref="DmException">X did not issue a token.</exception>
    public async Task<AppConnection> ConnectAsync(Operation operation, CancellationToken cancellationToken)
    {
        var token = Token;
        if (token is null)
        {
            using var http = SignInClient.Create(Transport, Clock);
            token = await AppTokenEndpoint.GetAsync(http, ApiBaseUri, App!.Value, cancellationToken).ConfigureAwait(false);
        }

        return new AppConnection(this, DmCredential.Checked(token, "app-only token"), operation);
    }

    /// <summary>The handlers for the app's requests; its limits are those of no user.</summary>
    public HttpPipeline CreatePipeline(string token)
    {
        var limits = new ConnectionRateLimits(
            new RateLimitScope(ApiBaseUri.Authority, AppId: null, IsSandbox: true, UserId: null, SnapshotPath: null),
            Clock,
            HttpPipeline.AttemptTimeout);
        return new(ApiBaseUri, new BearerCredential(token), limits, Usage, Clock, Transport);
    }
}
