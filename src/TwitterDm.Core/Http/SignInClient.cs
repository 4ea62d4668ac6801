namespace TwitterDm.Http;

/// <summary>
/// Creates the client for the endpoints that issue tokens. It has the attempt's time-outs and nothing else: no retry, since codes and
/// refresh tokens work once, no redirect, and no credential of a user.
/// </summary>
internal static class SignInClient
{
    /// <param name="transport">Creates the handler that sends the requests in place of a socket, such as the in-process sandbox.</param>
    /// <param name="clock">Measures the time-out.</param>
    public static HttpClient Create(Func<HttpMessageHandler>? transport, TimeProvider clock)
    {
        var attempt = new AttemptTimeoutHandler(clock, HttpPipeline.AttemptTimeout)
        {
            InnerHandler = transport?.Invoke() ?? HttpPipeline.CreateSocket(),
        };
        return new(new DecompressionHandler { InnerHandler = attempt }) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
