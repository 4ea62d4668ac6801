using Polly;
using Polly.Retry;
using TwitterDm.RateLimiting;

namespace TwitterDm.Http;

/// <summary>
/// Retries requests that can be repeated after 408, 5xx, a lost connection or a truncated body, with exponential, jittered and bounded delays.
/// Sending a message is repeated only if it certainly did not leave this machine. A 429 belongs to the rate limit.
/// </summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private const int MaxRetries = 4;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);
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
                MaxDelay = MaxDelay,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(RequestOf(arguments.Context), arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(WantedDelay(arguments.Outcome.Result)),
                OnRetry = Report,
            })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
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

    private static bool IsTransient(HttpRequestMessage request, Outcome<HttpResponseMessage> outcome)
        => outcome.Exception is { } failure
            ? TransportFailure.CanPass(failure) && (ApiCall.Of(request).Request.IsRepeatable || TransportFailure.NeverLeft(failure))
            : ApiCall.Of(request).Request.IsRepeatable && outcome.Result is { } response && ResponseStatus.IsUnavailable(response.StatusCode);

    private static HttpRequestMessage RequestOf(ResilienceContext context) => context.Properties.GetValue(RequestKey, null!);

    private TimeSpan? WantedDelay(HttpResponseMessage? response)
        => response is not null && RetryAfter.Of(response, _serverClock.Now) is { } wait
            ? (wait < MaxDelay ? wait : MaxDelay)
            : null;

    private static ValueTask Report(OnRetryArguments<HttpResponseMessage> retry)
    {
        var request = RequestOf(retry.Context);
        var cause = retry.Outcome.Result is { } response ? $"was answered with {(int)response.StatusCode}" : "failed on the way";
        var call = ApiCall.Of(request);
        call.Operation.Verbose(
            $"{call.Request.Endpoint} {cause}; attempt {retry.AttemptNumber + 2} of {MaxRetries + 1} in {retry.RetryDelay.TotalSeconds:0.0} s.");
        retry.Outcome.Result?.Dispose();
        return ValueTask.CompletedTask;
    }
}
