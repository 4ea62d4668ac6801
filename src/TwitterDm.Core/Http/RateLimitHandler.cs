using System.Net;
using TwitterDm.Notices;
using TwitterDm.RateLimiting;

namespace TwitterDm.Http;

/// <summary>
/// Sends no request that the last headers say will be refused: it waits, or stops, as the caller wants. It owns every 429: one that comes
/// in spite of that waits and is sent again.
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
        var (endpoint, operation) = (call.Request.Endpoint, call.Operation);
        var (picture, reservation) = await _waiter.ReserveAsync(endpoint, operation, cancellationToken).ConfigureAwait(false);
        RateLimitObservation? answer = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            limits.ServerClock.Observe(response.Headers.Date);
            answer = new RateLimitObservation(response, endpoint, limits.ServerClock.Now, clock.GetUtcNow(), refusals);
            return response;
        }
        finally
        {
            await picture.SettleAsync(reservation, answer, operation).ConfigureAwait(false);
        }
    }
}
