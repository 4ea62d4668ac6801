using System.Collections.Concurrent;
using TwitterDm.Http;

namespace TwitterDm.Core.Tests.Support;

/// <summary>
/// Notes each request when it leaves, on the caller's thread: a test can tell what was not asked for without waiting for it to arrive
/// somewhere.
/// </summary>
internal sealed class Departures
{
    private readonly ConcurrentQueue<string> _targets = new();

    /// <summary>Method, path and query of what left, in order.</summary>
    public IReadOnlyList<string> Targets => [.. _targets];

    /// <summary>How many lists of events were asked for.</summary>
    public int Lists => _targets.Count(target => target.Contains("/dm_events?", StringComparison.Ordinal));

    /// <summary>What carries the requests of a connection.</summary>
    public HttpMessageHandler CreateTransport() => new Handler(_targets) { InnerHandler = DmPipeline.CreateSocket() };

    private sealed class Handler(ConcurrentQueue<string> targets) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            targets.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
