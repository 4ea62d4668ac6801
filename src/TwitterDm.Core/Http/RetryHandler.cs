using System.Runtime.ExceptionServices;
using Polly;
using Polly.Retry;
using TwitterDm.RateLimiting;

namespace TwitterDm.Http;

/// <summary>
/// Retries requests that can be repeated after 408, 5xx, a lost connection or a truncated body, with exponential, jittered and bounded
/// delays. Sending a message is repeated only if it certainly did not leave this machine. A 429 belongs to the rate limit.
/// </summary>
/// <param name="clock">Measures the delays.</param>
/// <param name="serverClock">Provides the time at the API.</param>
internal sealed class RetryHandler(TimeProvider clock, ServerClock serverClock) : DelegatingHandler
{
    private const int MaxRetries = 4;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    // Few requests need a second attempt. Only for them, Polly is loaded and set up.
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        Exception? failure = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsTransient(request, response: null, exception))
        {
            failure = exception;
        }

        return response is not null && !IsTransient(request, response, failure: null)
            ? response
            : await RetryAsync(request, response, failure, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> RetryAsync(
        HttpRequestMessage request, HttpResponseMessage? firstResponse, Exception? firstFailure, CancellationToken cancellationToken)
    {
        var isFirst = true;
        return await CreatePipeline(request).ExecuteAsync(AttemptAsync, cancellationToken).ConfigureAwait(false);

        async ValueTask<HttpResponseMessage> AttemptAsync(CancellationToken token)
        {
            if (!isFirst)
                return await base.SendAsync(request, token).ConfigureAwait(false);
            isFirst = false;
            if (firstFailure is not null)
                ExceptionDispatchInfo.Throw(firstFailure);
            return firstResponse!;
        }
    }

    private ResiliencePipeline<HttpResponseMessage> CreatePipeline(HttpRequestMessage request)
        => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = MaxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = FirstDelay,
                    MaxDelay = MaxDelay,
                    UseJitter = true,
                    ShouldHandle = arguments =>
                        ValueTask.FromResult(IsTransient(request, arguments.Outcome.Result, arguments.Outcome.Exception)),
                    DelayGenerator = arguments => ValueTask.FromResult(WantedDelay(arguments.Outcome.Result)),
                    OnRetry = arguments => Report(request, arguments),
                })
            .Build();

    private static bool IsTransient(HttpRequestMessage request, HttpResponseMessage? response, Exception? failure)
        => failure is not null
            ? TransportFailure.CanPass(failure) && (ApiCall.Of(request).Request.IsRepeatable || TransportFailure.NeverLeft(failure))
            : ApiCall.Of(request).Request.IsRepeatable && response is not null && ResponseStatus.IsUnavailable(response.StatusCode);

    private TimeSpan? WantedDelay(HttpResponseMessage? response)
        => response is not null && RetryAfter.Of(response, serverClock.Now) is { } wait
            ? (wait < MaxDelay ? wait : MaxDelay)
            : null;

    private static ValueTask Report(HttpRequestMessage request, OnRetryArguments<HttpResponseMessage> retry)
    {
        var cause = retry.Outcome.Result is { } response ? $"was answered with {(int)response.StatusCode}" : "failed on the way";
        var call = ApiCall.Of(request);
        call.Operation.Verbose(
            $"{call.Request.Endpoint} {cause}; attempt {retry.AttemptNumber + 2} of {MaxRetries + 1} in {retry.RetryDelay.TotalSeconds:0.0} s.");
        retry.Outcome.Result?.Dispose();
        return ValueTask.CompletedTask;
    }
}
