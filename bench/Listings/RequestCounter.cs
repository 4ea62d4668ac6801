using System.Collections.Concurrent;

namespace TwitterDm.Bench.Listings;

/// <summary>Counts requests by their paths.</summary>
internal sealed class RequestCounter
{
    private readonly ConcurrentQueue<string> _paths = new();

    public int Total => _paths.Count;

    public int Count(Func<string, bool> path) => _paths.Count(path);

    public void Clear() => _paths.Clear();

    /// <summary>A handler that counts, and passes the requests on.</summary>
    public HttpMessageHandler Before(HttpMessageHandler inner) => new Handler(_paths) { InnerHandler = inner };

    private sealed class Handler(ConcurrentQueue<string> paths) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            paths.Enqueue(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
