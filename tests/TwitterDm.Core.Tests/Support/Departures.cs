using System.Collections.Concurrent;
using TwitterDm.Http;

namespace TwitterDm.Core.Tests.Support;

/// <summary>
/// Records each request when it is sent, on the caller's thread: a test can verify that a request was not sent without waiting for it to
/// arrive somewhere.
/// </summary>
internal sealed class Departures
{
    private readonly ConcurrentQueue<string> _targets = new();

    /// <summary>The number of requests for lists of events.</summary>
    public int Lists => _targets.Count(target => target.Contains("/dm_events?", StringComparison.Ordinal));

    /// <summary>The transport of a connection.</summary>
    public HttpMessageHandler CreateTransport() => new Handler(_targets) { InnerHandler = HttpPipeline.CreateSocket() };

    private sealed class Handler(ConcurrentQueue<string> targets) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            targets.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
