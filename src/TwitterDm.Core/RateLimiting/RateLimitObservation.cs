using System.Net;

namespace TwitterDm.RateLimiting;

/// <summary>What an answer tells about the limits, as far as it is believed.</summary>
internal sealed class RateLimitObservation
{
    // No window is longer than a day; what ends later is a mistake, and waiting for it would be one.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(25);
    private static readonly TimeSpan FirstUnexplainedWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxUnexplainedWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1);

    /// <summary>Reads an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="endpoint">What it is for.</param>
    /// <param name="serverNow">The time at the API.</param>
    /// <param name="now">The time here.</param>
    /// <param name="refusals">How often the request was refused, this time included if it is.</param>
    public RateLimitObservation(HttpResponseMessage response, string endpoint, DateTimeOffset serverNow, DateTimeOffset now, int refusals)
    {
        At = serverNow;
        IsSuccess = response.IsSuccessStatusCode;
        IsRefusal = response.StatusCode == HttpStatusCode.TooManyRequests;
        Told = [.. RateLimitHeaders.Read(response, endpoint, now).Where(told => IsCredible(told.ResetsAt, serverNow))];
        ClosedUntil = IsRefusal ? ClosingTime(RateLimitHeaders.RetryAfter(response, serverNow), refusals) : null;
    }

    /// <summary>When it came, by the API's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Whether the request was certainly counted.</summary>
    public bool IsSuccess { get; }

    /// <summary>Whether it is a 429: then the request was not counted.</summary>
    public bool IsRefusal { get; }

    /// <summary>The windows.</summary>
    public IReadOnlyList<DmRateLimit> Told { get; }

    /// <summary>Until when the endpoint is closed by a refusal that the windows do not explain.</summary>
    public DateTimeOffset? ClosedUntil { get; }

    /// <summary>Whether a window can end at that time.</summary>
    public static bool IsCredible(DateTimeOffset end, DateTimeOffset now) => end - now <= Longest;

    // As long as the refusal says itself, else to the window's end, else ever longer. Who says twice that a moment is enough is not
    // believed more and more.
    private DateTimeOffset? ClosingTime(TimeSpan? retryAfter, int refusals)
    {
        if (retryAfter is { } wait && wait <= Longest)
            return At + Max(wait, Growing(FirstPatience, refusals));
        var open = Told.Where(window => window.ResetsAt > At).ToArray();
        if (Array.Exists(open, window => window.Remaining == 0))
            return null;
        return Array.Find(open, window => window.Window == DmRateLimitWindow.FifteenMinutes)?.ResetsAt ?? At + Growing(FirstUnexplainedWait, refusals);
    }

    private static TimeSpan Growing(TimeSpan first, int times)
    {
        var grown = first * Math.Pow(2, times - 1);
        return grown < MaxUnexplainedWait ? grown : MaxUnexplainedWait;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
