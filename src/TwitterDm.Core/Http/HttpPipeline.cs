using System.Net.Http.Headers;
using TwitterDm.Auth;
using TwitterDm.RateLimiting;
using TwitterDm.Usage;

namespace TwitterDm.Http;

/// <summary>The HTTP client of one connection. The order in which a request passes the handlers is stated here, and only here.</summary>
internal sealed class HttpPipeline : IDisposable
{
    /// <summary>How long one attempt may take, from its first byte to the last byte of its response.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(100);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly ProductInfoHeaderValue Agent = new("TwitterDm", typeof(HttpPipeline).Assembly.GetName().Version?.ToString(3));

    private readonly Uri _apiBaseUri;
    private readonly HttpMessageInvoker _client;
    private volatile bool _isDisposed;

    /// <param name="apiBaseUri">The API's address.</param>
    /// <param name="credential">Signs the requests.</param>
    /// <param name="limits">Tracks the rate limits.</param>
    /// <param name="usage">Counts the requests.</param>
    /// <param name="clock">Provides the time and every wait.</param>
    /// <param name="transport">Creates the handler that sends the requests in place of a socket; null for a socket.</param>
    public HttpPipeline(
        Uri apiBaseUri,
        DmCredential credential,
        ConnectionRateLimits limits,
        UsageMeter usage,
        TimeProvider clock,
        Func<HttpMessageHandler>? transport)
    {
        _apiBaseUri = apiBaseUri;
        _client = new(Chain(
            transport?.Invoke() ?? CreateSocket(),
            new RetryHandler(clock, limits.ServerClock),
            new RateLimitHandler(limits, clock),
            new AuthenticationHandler(credential, apiBaseUri),
            new AttemptObserverHandler(),
            new DecompressionHandler(),
            new ResponseCountHandler(usage, clock),
            new AttemptTimeoutHandler(clock, AttemptTimeout)));
    }

    public bool IsDisposed => _isDisposed;

    /// <summary>Sends a request; the address of its message can be relative to the API's.</summary>
    /// <exception cref="ObjectDisposedException">The connection was closed.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        request.RequestUri = new Uri(_apiBaseUri, request.RequestUri!);
        if (request.Headers.Accept.Count == 0)
            request.Headers.Accept.Add(Json);
        request.Headers.UserAgent.Add(Agent);
        return _client.SendAsync(request, cancellationToken);
    }

    /// <summary>Closes the connections to the API, each when the response that it is receiving has ended.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _client.Dispose();
    }

    // Redirects are not followed: they would carry credentials to wherever a response points. Cookies would tie accounts together. A
    // connection is replaced from time to time, so that a change of the address in DNS is noticed.
    public static SocketsHttpHandler CreateSocket() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
    };

    private static HttpMessageHandler Chain(HttpMessageHandler transport, params DelegatingHandler[] handlers)
    {
        var next = transport;
        for (var i = handlers.Length - 1; i >= 0; i--)
        {
            handlers[i].InnerHandler = next;
            next = handlers[i];
        }

        return next;
    }
}
