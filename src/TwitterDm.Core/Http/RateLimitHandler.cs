using System.Net;
using TwitterDm.RateLimiting;

namespace TwitterDm.Http;

/// <summary>
/// Does not send a request that would be refused according to the last headers: it waits or stops, as the operation's policy says. It handles
/// every 429: a request that receives one anyway is sent again after a wait.
/// </summary>
internal sealed class RateLimitHandler(ConnectionRateLimits limits, TimeProvider clock) : DelegatingHandler
{
    private const int MaxRefusals = 10;

    private readonly RateLimitWaiter _waiter = new(limits, clock);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var refusals = 1; ; refusals++)
        {
            var response = await SendOnceAsync(request, refusals, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || refusals == MaxRefusals)
                return response;
            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, int refusals, CancellationToken cancellationToken)
    {
        var call = ApiCall.Of(request);
        var (limiter, lease) = await _waiter.AcquireAsync(call.Request.Endpoint, call.Operation, cancellationToken).ConfigureAwait(false);
        RateLimitObservation? observation = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            limits.ServerClock.Observe(response.Headers.Date);
            var serverNow = limits.ServerClock.Now;
            observation = new RateLimitObservation(FactsOf(response, call.Request.Endpoint, serverNow), serverNow, clock.GetUtcNow(), refusals);
            return response;
        }
        finally
        {
            await limiter.ReleaseAsync(lease, observation, call.Operation.Notices).ConfigureAwait(false);
        }
    }

    private static RateLimitFacts FactsOf(HttpResponseMessage response, string endpoint, DateTimeOffset serverNow) => new(
        endpoint,
        response.IsSuccessStatusCode,
        response.StatusCode == HttpStatusCode.TooManyRequests,
        RetryAfter.Of(response, serverNow),
        name => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null);
}
