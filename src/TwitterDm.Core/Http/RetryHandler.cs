using System.Net;
using Polly;
using Polly.Retry;
using TwitterDm.Notices;

namespace TwitterDm.Http;

/// <summary>
/// Repeats a GET after 408, 5xx, a lost connection or a cut body: exponential, jittered, bounded. A request that writes is never repeated
/// here, and a 429 is the rate limit's.
/// </summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private const int MaxRetries = 4;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private static readonly ResiliencePropertyKey<HttpRequestMessage> RequestKey = new("request");

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly ServerClock _serverClock;

    public RetryHandler(TimeProvider clock, ServerClock serverClock)
    {
        _serverClock = serverClock;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = FirstDelay,
                MaxDelay = LongestDelay,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(WantedDelay(arguments.Outcome.Result)),
                OnRetry = Tell,
            })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            context.Properties.Set(RequestKey, request);
            return await _pipeline.ExecuteAsync(
                async attempt => await base.SendAsync(request, attempt.CancellationToken).ConfigureAwait(false), context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        // A certificate that is wrong now is wrong in a second, too.
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } } => false,
        { Exception: HttpRequestException or IOException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway } => true,
        { Result.StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } => true,
        _ => false,
    };

    private TimeSpan? WantedDelay(HttpResponseMessage? response)
        => response is not null && RateLimitHeaders.RetryAfter(response, _serverClock.Now) is { } wait
            ? (wait < LongestDelay ? wait : LongestDelay)
            : null;

    private static ValueTask Tell(OnRetryArguments<HttpResponseMessage> retry)
    {
        if (retry.Context.Properties.TryGetValue(RequestKey, out var request))
        {
            var cause = retry.Outcome.Result is { } response ? $"was answered with {(int)response.StatusCode}" : "failed on the way";
            DmCallOptions.Of(request).Verbose(
                $"{DmRequest.EndpointOf(request)} {cause}; attempt {retry.AttemptNumber + 2} of {MaxRetries + 1} in {retry.RetryDelay.TotalSeconds:0.0} s.");
        }

        retry.Outcome.Result?.Dispose();
        return ValueTask.CompletedTask;
    }
}
