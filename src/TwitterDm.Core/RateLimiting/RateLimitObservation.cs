using System.Globalization;

namespace TwitterDm.RateLimiting;

/// <summary>What one response says about the rate limits, as far as it is credible.</summary>
internal sealed class RateLimitObservation
{
    // No window is longer than a day; a later end is an error, and must not be waited for.
    private static readonly TimeSpan MaxWindow = TimeSpan.FromHours(25);
    private static readonly TimeSpan FirstUnexplainedWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxUnexplainedWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan MinRetryAfter = TimeSpan.FromSeconds(1);

    private static readonly (DmRateLimitWindow Window, string Prefix)[] HeaderPrefixes =
    [
        (DmRateLimitWindow.FifteenMinutes, "x-rate-limit"),
        (DmRateLimitWindow.UserDay, "x-user-limit-24hour"),
        (DmRateLimitWindow.AppDay, "x-app-limit-24hour"),
    ];

    /// <summary>Reads the facts of a response.</summary>
    /// <param name="facts">The response.</param>
    /// <param name="serverNow">The time at the API.</param>
    /// <param name="now">The local time.</param>
    /// <param name="refusals">How often the request was refused, including this response if it is a refusal.</param>
    public RateLimitObservation(RateLimitFacts facts, DateTimeOffset serverNow, DateTimeOffset now, int refusals)
    {
        At = serverNow;
        IsSuccess = facts.IsSuccess;
        IsRefusal = facts.IsRefusal;
        Reports = [.. ReadHeaders(facts, now).Where(report => IsCredible(report.ResetsAtUtc, serverNow))];
        ClosedUntil = IsRefusal ? ClosingTime(facts.RetryAfter, refusals) : null;
    }

    /// <summary>When the response arrived, by the API's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Whether the request was certainly counted.</summary>
    public bool IsSuccess { get; }

    /// <summary>Whether it is a 429, which means that the request was not counted.</summary>
    public bool IsRefusal { get; }

    /// <summary>The windows that the response reports completely: the limit, what remains, and when it resets.</summary>
    public IReadOnlyList<DmRateLimit> Reports { get; }

    /// <summary>The time until which the endpoint is closed by a refusal that the windows do not explain.</summary>
    public DateTimeOffset? ClosedUntil { get; }

    /// <summary>Whether a window can end at that time.</summary>
    public static bool IsCredible(DateTimeOffset end, DateTimeOffset now) => end - now <= MaxWindow;

    private static IEnumerable<DmRateLimit> ReadHeaders(RateLimitFacts facts, DateTimeOffset now)
    {
        foreach (var (window, prefix) in HeaderPrefixes)
        {
            if (Number(facts, prefix + "-remaining") is { } remaining && Number(facts, prefix + "-reset") is { } reset)
            {
                yield return new()
                {
                    Endpoint = facts.Endpoint,
                    Kind = window,
                    Limit = (int)Math.Clamp(Number(facts, prefix + "-limit") ?? remaining, 0, int.MaxValue),
                    Remaining = (int)Math.Clamp(remaining, 0, int.MaxValue),
                    ResetsAtUtc = FromUnixSeconds(reset),
                    ObservedAtUtc = now,
                };
            }
        }
    }

    private static long? Number(RateLimitFacts facts, string header)
        => long.TryParse(facts.Header(header), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A header can contain any number; one that is out of range counts as the nearest valid date.
    private static DateTimeOffset FromUnixSeconds(long seconds)
        => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    // Closed for the Retry-After, otherwise until the window ends, otherwise longer each time. A Retry-After that proves too short is
    // doubled.
    private DateTimeOffset? ClosingTime(TimeSpan? retryAfter, int refusals)
    {
        if (retryAfter is { } wait && wait <= MaxWindow)
            return At + Max(wait, Growing(MinRetryAfter, refusals));
        var open = Reports.Where(window => window.ResetsAtUtc > At).ToArray();
        if (Array.Exists(open, window => window.Remaining == 0))
            return null;
        return Array.Find(open, window => window.Kind == DmRateLimitWindow.FifteenMinutes)?.ResetsAtUtc
            ?? At + Growing(FirstUnexplainedWait, refusals);
    }

    private static TimeSpan Growing(TimeSpan first, int times)
    {
        var grown = first * Math.Pow(2, times - 1);
        return grown < MaxUnexplainedWait ? grown : MaxUnexplainedWait;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}

/// <summary>The parts of a response that say something about the rate limits.</summary>
/// <param name="Endpoint">The endpoint that was called.</param>
/// <param name="IsSuccess">Whether the response is a success.</param>
/// <param name="IsRefusal">Whether it is a 429 that ends with a window.</param>
/// <param name="RetryAfter">Its <c>Retry-After</c> as a time from now; null without one.</param>
/// <param name="Header">Finds the first value of a header; null if the response does not have it.</param>
internal sealed record RateLimitFacts(string Endpoint, bool IsSuccess, bool IsRefusal, TimeSpan? RetryAfter, Func<string, string?> Header);
