using System.Net;
using TwitterDm.Problems;
using TwitterDm.RateLimiting;

namespace TwitterDm.Http;

/// <summary>
/// Does not send a request that would be refused according to the last headers: it waits or stops, as the operation's policy says. It
/// handles every 429: a request that receives one anyway is sent again after a wait.
/// </summary>
internal sealed class RateLimitHandler(ConnectionRateLimits limits, TimeProvider clock) : DelegatingHandler
{
    private const int MaxRefusals = 10;

    private readonly RateLimitWaiter _waiter = new(limits, clock);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RateLimitRefusal? refusal = null;
        for (var refusals = 1; ; refusals++)
        {
            var (response, problem) = await SendOnceAsync(request, refusal, refusals, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || refusals == MaxRefusals || AccountProblem.IsUsageCap(problem))
                return response;
            refusal = new(response.StatusCode, problem, ResponseReader.TransactionIdOf(response));
            response.Dispose();
        }
    }

    private async Task<(HttpResponseMessage Response, DmProblem? Problem)> SendOnceAsync(
        HttpRequestMessage request, RateLimitRefusal? refusal, int refusals, CancellationToken cancellationToken)
    {
        var call = ApiCall.Of(request);
        var (limiter, lease) = await _waiter
            .AcquireAsync(call.Request.Endpoint, call.Operation, refusal, cancellationToken)
            .ConfigureAwait(false);
        RateLimitObservation? observation = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            // A server for files can send the date of what it has stored.
            if (call.Request.Address is null)
                limits.ServerClock.Observe(response.Headers.Date);
            var serverNow = limits.ServerClock.Now;
            var problem = await RefusalOfAsync(response, cancellationToken).ConfigureAwait(false);
            observation = new RateLimitObservation(
                FactsOf(response, problem, call.Request.Endpoint, serverNow),
                serverNow,
                clock.GetUtcNow(),
                refusals);
            return (response, problem);
        }
        finally
        {
            await limiter.ReleaseAsync(lease, observation, call.Operation.Notices).ConfigureAwait(false);
        }
    }

    private static async Task<DmProblem?> RefusalOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        => response.StatusCode == HttpStatusCode.TooManyRequests
            ? ProblemReader.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false))
            : null;

    // A cap is not a rate limit: no window ends it, so that the endpoint is not closed for a time.
    private static RateLimitFacts FactsOf(HttpResponseMessage response, DmProblem? refusal, string endpoint, DateTimeOffset serverNow)
        => new(
            endpoint,
            response.IsSuccessStatusCode,
            response.StatusCode == HttpStatusCode.TooManyRequests && !AccountProblem.IsUsageCap(refusal),
            RetryAfter.Of(response, serverNow),
            name => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null);
}
