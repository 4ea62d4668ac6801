using Microsoft.Extensions.DependencyInjection;
using TwitterDm.Auth;
using TwitterDm.RateLimiting;
using TwitterDm.Usage;

namespace TwitterDm.Http;

/// <summary>The HTTP clients of one connection. The order in which a request passes the handlers is stated here, and only here.</summary>
internal sealed class HttpPipeline : IDisposable
{
    /// <summary>How long one attempt may take, from its first byte to the last byte of its response.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(100);

    private const string ClientName = "x";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HandlerLifetime = TimeSpan.FromMinutes(5);

    private readonly ServiceProvider _services;
    private readonly IHttpClientFactory _clients;
    private volatile bool _isDisposed;

    /// <param name="apiBaseUri">The API's address.</param>
    /// <param name="credential">Signs the requests.</param>
    /// <param name="limits">Tracks the rate limits.</param>
    /// <param name="usage">Counts the requests.</param>
    /// <param name="clock">Provides the time and every wait.</param>
    /// <param name="transport">Creates the handler that sends the requests in place of a socket; null for a socket.</param>
    public HttpPipeline(
        Uri apiBaseUri, DmCredential credential, ConnectionRateLimits limits, UsageMeter usage, TimeProvider clock, Func<HttpMessageHandler>? transport)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(ClientName, client => Configure(client, apiBaseUri))
            .RemoveAllLoggers()
            .SetHandlerLifetime(HandlerLifetime)
            .AddHttpMessageHandler(() => new RetryHandler(clock, limits.ServerClock))
            .AddHttpMessageHandler(() => new RateLimitHandler(limits, clock))
            .AddHttpMessageHandler(() => new AuthenticationHandler(credential, apiBaseUri))
            .AddHttpMessageHandler(() => new AttemptObserverHandler())
            .AddHttpMessageHandler(() => new DecompressionHandler())
            .AddHttpMessageHandler(() => new ResponseCountHandler(usage, clock))
            .AddHttpMessageHandler(() => new AttemptTimeoutHandler(clock, AttemptTimeout))
            .ConfigurePrimaryHttpMessageHandler(transport ?? CreateSocket);
        _services = services.BuildServiceProvider();
        _clients = _services.GetRequiredService<IHttpClientFactory>();
    }

    public bool IsDisposed => _isDisposed;

    /// <exception cref="ObjectDisposedException">The connection was closed. The factory itself would go on with the handlers that it has created.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _services.Dispose();
    }

    private static void Configure(HttpClient client, Uri apiBaseUri)
    {
        client.BaseAddress = apiBaseUri;
        // The handlers have time-outs of their own: this one would count waits for the rate limit, too.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"TwitterDm/{typeof(HttpPipeline).Assembly.GetName().Version?.ToString(3)}");
    }

    // Redirects are not followed: they would carry credentials to wherever a response points. Cookies would tie accounts together.
    public static SocketsHttpHandler CreateSocket() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = HandlerLifetime,
    };
}
