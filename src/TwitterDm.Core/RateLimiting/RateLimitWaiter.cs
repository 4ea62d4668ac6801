using System.Globalization;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.RateLimiting;

/// <summary>
/// Waits until a request may be sent: with progress, no longer than the caller's policy allows, and only while there is a reason.
/// </summary>
internal sealed class RateLimitWaiter(ConnectionRateLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortTick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongWaitTick = TimeSpan.FromSeconds(30);

    /// <summary>Acquires a lease in the endpoint's windows, as soon as each of them has a request left.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="refusal">What X said when it refused the request before; null if it did not.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.RateLimit"/>: the policy forbids the wait.</exception>
    public async ValueTask<(RateLimiter Limiter, RateLimitLease Lease)> AcquireAsync(
        string endpoint, Operation operation, RateLimitRefusal? refusal, CancellationToken cancellationToken)
    {
        while (true)
        {
            var limiter = limits.Limiter;
            var (wait, lease) = await limiter
                .AttemptAcquireAsync(endpoint, operation.Notices, operation.Policy.LeavesReserve, cancellationToken)
                .ConfigureAwait(false);
            if (wait is null)
                return (limiter, lease!);
            if (refusal?.Problem is { IsDescribed: true } words)
                wait = wait with { Reason = $"{wait.Reason} (X's response: {words})" };
            if (wait.IsForResponses)
                await Task.Delay(ShortTick, clock, cancellationToken).ConfigureAwait(false);
            else if (operation.Policy.OnRateLimit == DmRateLimitAction.Stop || TimeLeft(wait) > operation.Policy.MaxWait)
                throw LimitReached(wait, operation.Policy, endpoint, refusal);
            else
                await DelayAsync(limiter, endpoint, wait, operation, cancellationToken).ConfigureAwait(false);
        }
    }

    // The reason is checked with every tick: a response, another process or an adjusted clock can end it, or move its end.
    private async Task DelayAsync(
        RateLimiter limiter,
        string endpoint,
        RateLimitWait wait,
        Operation operation,
        CancellationToken cancellationToken)
    {
        const string activity = "Waiting for X's rate limit";
        // A bar has room for a few words: those that say how long it takes.
        var text = $"until {LocalTime(wait)}: {wait.Reason}";
        var length = TimeLeft(wait);
        operation.ShowWait($"{wait.Reason}; continuing at {LocalTime(wait)}", length);
        try
        {
            for (var left = length; left > TimeSpan.Zero; left = TimeLeft(wait))
            {
                var progress = operation.ProgressText is { } describe ? $"; {describe()}" : string.Empty;
                operation.Notices?.Post(
                    new DmProgressNotice(activity, text + progress, (int)Math.Clamp(100 * (1 - (left / length)), 0, 100), left));
                var tick = left > LongWait ? LongWaitTick : Tick;
                await Task.Delay(left < tick ? left : tick, clock, cancellationToken).ConfigureAwait(false);
                var now = await limiter
                    .FindWaitAsync(endpoint, operation.Notices, operation.Policy.LeavesReserve, cancellationToken)
                    .ConfigureAwait(false);
                if (now?.Until != wait.Until || TimeLeft(wait) > left)
                    return;
            }
        }
        finally
        {
            operation.Notices?.Post(new DmProgressNotice(activity, text, 100, TimeSpan.Zero));
        }
    }

    private DmException LimitReached(RateLimitWait wait, DmCallOptions policy, string endpoint, RateLimitRefusal? refusal)
    {
        var why = policy.OnRateLimit == DmRateLimitAction.Stop ? "waiting is turned off" : $"the longest wait allowed is {policy.MaxWait}";
        return new(DmErrorKind.RateLimit, $"{wait.Reason}; the window ends at {LocalTime(wait)}, and {why}.")
        {
            Reason = DmErrorReason.WaitNotAllowed,
            ResetsAtUtc = wait.Until,
            Request = endpoint,
            StatusCode = refusal?.StatusCode,
            TransactionId = refusal?.TransactionId,
            Problem = refusal?.Problem,
        };
    }

    private TimeSpan TimeLeft(RateLimitWait wait) => wait.Until - limits.ServerClock.Now + RateLimitBucket.Margin;

    private string LocalTime(RateLimitWait wait)
    {
        var local = TimeZoneInfo.ConvertTime(wait.Until - limits.ServerClock.Offset + RateLimitBucket.Margin, clock.LocalTimeZone);
        var isToday = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), clock.LocalTimeZone).Date == local.Date;
        return local.ToString(isToday ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}

/// <summary>What X said when it refused a request because of a limit.</summary>
/// <param name="StatusCode">The status.</param>
/// <param name="Problem">The problem in the response; null without one.</param>
/// <param name="TransactionId">X's id of the request; null without one.</param>
internal sealed record RateLimitRefusal(System.Net.HttpStatusCode StatusCode, DmProblem? Problem, string? TransactionId);

/// <summary>Why a request has to wait, and until when.</summary>
/// <param name="Reason">What is used up, for display.</param>
/// <param name="Until">The end of the wait by the API's clock.</param>
/// <param name="IsForResponses">
/// Whether it only waits for requests that are in flight: a window has just opened, and they may use it up.
/// </param>
internal sealed record RateLimitWait(string Reason, DateTimeOffset Until, bool IsForResponses = false);
