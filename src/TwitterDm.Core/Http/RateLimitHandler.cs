using System.Globalization;
using System.Net;
using TwitterDm.Notices;

namespace TwitterDm.Http;

/// <summary>
/// Sends no request that the last headers say will be refused: it waits, or stops, as the caller wants. It owns every 429: one that comes
/// in spite of that waits and is sent again.
/// </summary>
internal sealed class RateLimitHandler(RateLimitTracker limits, TimeProvider clock) : DelegatingHandler
{
    private const int MaxRefusals = 10;

    // A reset is told in whole seconds, and so is the Date that corrects our clock.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan TickOfLongWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstUnexplainedWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestUnexplainedWait = TimeSpan.FromMinutes(15);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoint = DmRequest.EndpointOf(request);
        var options = DmCallOptions.Of(request);
        for (var refusals = 1; ; refusals++)
        {
            await WaitForPlaceAsync(endpoint, options, cancellationToken).ConfigureAwait(false);
            var response = await SendReservedAsync(request, endpoint, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || refusals == MaxRefusals)
                return response;
            if (ClosingTime(response, refusals) is { } until)
                limits.Close(endpoint, until);
            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendReservedAsync(HttpRequestMessage request, string endpoint, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            return response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            limits.Settle(endpoint, response);
        }
    }

    /// <summary>Until when a 429 closes the endpoint: as long as it says itself, else to the window's end, else ever longer.</summary>
    private DateTimeOffset? ClosingTime(HttpResponseMessage response, int refusals)
    {
        var now = limits.ServerClock.Now;
        if (RateLimitHeaders.RetryAfter(response, now) is { } wait)
            return now + wait;
        var told = RateLimitHeaders.Read(response, string.Empty, now).Where(window => window.ResetsAt > now).ToArray();
        if (Array.Exists(told, window => window.Remaining == 0))
            return null;
        if (Array.Find(told, window => window.Window == DmRateLimitWindow.FifteenMinutes) is { } window)
            return window.ResetsAt;
        var backoff = FirstUnexplainedWait * Math.Pow(2, refusals - 1);
        return now + (backoff < LongestUnexplainedWait ? backoff : LongestUnexplainedWait);
    }

    private async Task WaitForPlaceAsync(string endpoint, DmCallOptions options, CancellationToken cancellationToken)
    {
        while (limits.TryReserve(endpoint) is { } wait)
        {
            var length = wait.Until - limits.ServerClock.Now + Margin;
            if (options.OnRateLimit == DmRateLimitAction.Stop || length > options.MaxWait)
                throw LimitReached(wait, options, endpoint);
            await DelayAsync(wait, length, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DelayAsync(RateLimitWait wait, TimeSpan length, DmCallOptions options, CancellationToken cancellationToken)
    {
        const string activity = "Waiting for X's rate limit";
        var text = $"{wait.Reason}; going on at {LocalTime(wait)}";
        var end = clock.GetUtcNow() + length;
        options.Verbose(text);
        try
        {
            for (var left = length; left > TimeSpan.Zero; left = end - clock.GetUtcNow())
            {
                options.Notices?.Post(new DmProgressNotice(activity, text, (int)(100 * (1 - (left / length))), left));
                var tick = left > LongWait ? TickOfLongWait : Tick;
                await Task.Delay(left < tick ? left : tick, clock, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            options.Notices?.Post(new DmProgressNotice(activity, text, 100, TimeSpan.Zero));
        }
    }

    private DmException LimitReached(RateLimitWait wait, DmCallOptions options, string endpoint)
    {
        var why = options.OnRateLimit == DmRateLimitAction.Stop ? "-OnRateLimit Stop was asked for" : $"-MaxWait is {options.MaxWait}";
        return new(DmErrorKind.RateLimit, $"{wait.Reason}; the window ends at {LocalTime(wait)}, and {why}.")
        {
            RecommendedAction = $"Run again after {LocalTime(wait)}, or let it wait: -OnRateLimit Wait with a longer -MaxWait.",
            ResetsAt = wait.Until,
            Request = endpoint,
        };
    }

    private string LocalTime(RateLimitWait wait)
    {
        var local = TimeZoneInfo.ConvertTime(wait.Until - limits.ServerClock.Offset + Margin, clock.LocalTimeZone);
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), clock.LocalTimeZone).Date == local.Date;
        return local.ToString(today ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
