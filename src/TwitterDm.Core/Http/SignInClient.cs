namespace TwitterDm.Http;

/// <summary>
/// Makes the client for the endpoints that give tokens. It has the attempt's time-outs and nothing else: no retry, since codes and refresh
/// tokens work once, no redirect, and no credential of a user.
/// </summary>
internal static class SignInClient
{
    /// <param name="transport">What carries the requests in place of a socket: the sandbox inside the process.</param>
    /// <param name="clock">Makes the time-out.</param>
    public static HttpClient Create(Func<HttpMessageHandler>? transport, TimeProvider clock)
        => new(new AttemptTimeoutHandler(clock, HttpPipeline.AttemptTimeout, onAnswer: null) { InnerHandler = transport?.Invoke() ?? HttpPipeline.CreateSocket() })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
}
