using System.Globalization;

namespace TwitterDm.RateLimiting;

/// <summary>Reads what an answer's headers tell about the rate limits.</summary>
internal static class RateLimitHeaders
{
    private static readonly (DmRateLimitWindow Window, string Prefix)[] Windows =
    [
        (DmRateLimitWindow.FifteenMinutes, "x-rate-limit"),
        (DmRateLimitWindow.UserDay, "x-user-limit-24hour"),
        (DmRateLimitWindow.AppDay, "x-app-limit-24hour"),
    ];

    /// <summary>The windows that the answer tells whole: a limit, what remains and when it resets.</summary>
    public static IEnumerable<DmRateLimit> Read(HttpResponseMessage response, string endpoint, DateTimeOffset now)
    {
        foreach (var (window, prefix) in Windows)
        {
            if (Number(response, prefix + "-remaining") is { } remaining && Number(response, prefix + "-reset") is { } reset)
            {
                yield return new()
                {
                    Endpoint = endpoint,
                    Window = window,
                    Limit = (int)Math.Clamp(Number(response, prefix + "-limit") ?? remaining, 0, int.MaxValue),
                    Remaining = (int)Math.Clamp(remaining, 0, int.MaxValue),
                    ResetsAt = FromUnixSeconds(reset),
                    ObservedAt = now,
                };
            }
        }
    }

    /// <summary>The <c>Retry-After</c> of the answer as a span from now, or null where it has none or a past one.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset serverNow)
    {
        var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - serverNow : null;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static long? Number(HttpResponseMessage response, string header)
        => response.Headers.TryGetValues(header, out var values)
            && long.TryParse(values.FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;

    // A header can hold any number: what is no time of this calendar counts as its nearest one.
    private static DateTimeOffset FromUnixSeconds(long seconds)
        => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}
