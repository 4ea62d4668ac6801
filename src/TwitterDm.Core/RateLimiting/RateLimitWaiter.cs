using System.Globalization;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.RateLimiting;

/// <summary>Waits until a request may go: with progress, no longer than the caller wants, and no longer than there is a reason.</summary>
internal sealed class RateLimitWaiter(ConnectionRateLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortTick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan TickOfLongWait = TimeSpan.FromSeconds(30);

    /// <summary>Reserves a request in the endpoint's windows, as soon as they have one left.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.RateLimit"/>: the caller does not want to wait, or not that long.</exception>
    public async ValueTask<(RateLimiter Picture, RateLimitLease Reservation)> ReserveAsync(
        string endpoint, Operation operation, CancellationToken cancellationToken)
    {
        while (true)
        {
            var picture = limits.Picture;
            var (wait, reservation) = await picture.TryReserveAsync(endpoint, operation, cancellationToken).ConfigureAwait(false);
            if (wait is null)
                return (picture, reservation!);
            if (wait.IsForAnswers)
                await Task.Delay(ShortTick, clock, cancellationToken).ConfigureAwait(false);
            else if (operation.Policy.OnRateLimit == DmRateLimitAction.Stop || Left(wait) > operation.Policy.MaxWait)
                throw LimitReached(wait, operation, endpoint);
            else
                await DelayAsync(picture, endpoint, wait, operation, cancellationToken).ConfigureAwait(false);
        }
    }

    // The reason is looked at with every tick: an answer, another process or a clock that is set can end it, or move its end.
    private async Task DelayAsync(RateLimiter picture, string endpoint, RateLimitWait wait, Operation operation, CancellationToken cancellationToken)
    {
        const string activity = "Waiting for X's rate limit";
        var text = $"{wait.Reason}; going on at {LocalTime(wait)}";
        var length = Left(wait);
        operation.Verbose(text);
        try
        {
            for (var left = length; left > TimeSpan.Zero; left = Left(wait))
            {
                var done = operation.ProgressText is { } progress ? $"; {progress()}" : string.Empty;
                operation.Notices?.Post(new DmProgressNotice(activity, text + done, (int)Math.Clamp(100 * (1 - (left / length)), 0, 100), left));
                var tick = left > LongWait ? TickOfLongWait : Tick;
                await Task.Delay(left < tick ? left : tick, clock, cancellationToken).ConfigureAwait(false);
                var now = await picture.WaitForAsync(endpoint, operation, cancellationToken).ConfigureAwait(false);
                if (now?.Until != wait.Until || Left(wait) > left)
                    return;
            }
        }
        finally
        {
            operation.Notices?.Post(new DmProgressNotice(activity, text, 100, TimeSpan.Zero));
        }
    }

    private DmException LimitReached(RateLimitWait wait, Operation operation, string endpoint)
    {
        var why = operation.Policy.OnRateLimit == DmRateLimitAction.Stop ? "-OnRateLimit Stop was asked for" : $"-MaxWait is {operation.Policy.MaxWait}";
        return new(DmErrorKind.RateLimit, $"{wait.Reason}; the window ends at {LocalTime(wait)}, and {why}.")
        {
            RecommendedAction = $"Run again after {LocalTime(wait)}, or let it wait: -OnRateLimit Wait with a longer -MaxWait.",
            ResetsAt = wait.Until,
            Request = endpoint,
        };
    }

    private TimeSpan Left(RateLimitWait wait) => wait.Until + RateLimitBucket.Margin - limits.ServerClock.Now;

    private string LocalTime(RateLimitWait wait)
    {
        var local = TimeZoneInfo.ConvertTime(wait.Until - limits.ServerClock.Offset + RateLimitBucket.Margin, clock.LocalTimeZone);
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), clock.LocalTimeZone).Date == local.Date;
        return local.ToString(today ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
