using Microsoft.Extensions.DependencyInjection;
using TwitterDm.RateLimiting;

namespace TwitterDm.Http;

/// <summary>The HTTP clients of one connection. Here, and only here, stands the order in which a request passes the handlers.</summary>
internal sealed class HttpPipeline : IDisposable
{
    /// <summary>How long one attempt may take, from its first byte to the last byte of its answer.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(100);

    private const string ClientName = "x";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HandlerLifetime = TimeSpan.FromMinutes(5);

    private readonly ServiceProvider _services;
    private readonly IHttpClientFactory _clients;

    public HttpPipeline(DmConnectionOptions options, ConnectionRateLimits limits, Action onAnswer)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(ClientName, client => Configure(client, options.ApiBaseUri))
            .RemoveAllLoggers()
            .SetHandlerLifetime(HandlerLifetime)
            .AddHttpMessageHandler(() => new RetryHandler(options.Clock, limits.ServerClock))
            .AddHttpMessageHandler(() => new RateLimitHandler(limits, options.Clock))
            .AddHttpMessageHandler(() => new AuthenticationHandler(options.Credential, options.ApiBaseUri))
            .AddHttpMessageHandler(() => new AttemptObserverHandler())
            .AddHttpMessageHandler(() => new AttemptTimeoutHandler(options.Clock, AttemptTimeout, onAnswer))
            .ConfigurePrimaryHttpMessageHandler(options.Transport ?? CreateSocket);
        _services = services.BuildServiceProvider();
        _clients = _services.GetRequiredService<IHttpClientFactory>();
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => _clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public void Dispose() => _services.Dispose();

    private static void Configure(HttpClient client, Uri apiBaseUri)
    {
        client.BaseAddress = apiBaseUri;
        // The handlers have time-outs of their own: this one would count waits for the rate limit, too.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"TwitterDm/{typeof(HttpPipeline).Assembly.GetName().Version?.ToString(3)}");
    }

    // Redirects are not followed: they would carry credentials to wherever an answer says. Cookies would tie accounts together.
    public static SocketsHttpHandler CreateSocket() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = HandlerLifetime,
    };
}
