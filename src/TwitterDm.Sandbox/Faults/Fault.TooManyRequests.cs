using System.Globalization;
using System.Text;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;

namespace TwitterDm.Sandbox.Faults;

/// <content>Responses with the status 429.</content>
public sealed partial class Fault
{
    private const int WindowLimit = 300;
    private const string TooManyRequestsBody = """{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}""";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>A 429 with all headers and no remaining requests.</summary>
    /// <param name="resetAfter">The time until the window resets, or null for 15 minutes.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequests(TimeSpan? resetAfter = null)
        => Refused(now => RateHeaders(now + (resetAfter ?? Window), remaining: 0));

    /// <summary>A 429 although its headers show remaining requests.</summary>
    /// <param name="remaining">The number of remaining requests.</param>
    /// <param name="resetAfter">The time until the window resets, or null for 15 minutes.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequestsWithRemaining(int remaining, TimeSpan? resetAfter = null) =>
        Refused(now => RateHeaders(now + (resetAfter ?? Window), remaining));

    /// <summary>A 429 without rate limit headers.</summary>
    public static Fault TooManyRequestsWithoutHeaders { get; } = Refused(_ => []);

    /// <summary>A 429 with only a Retry-After header in seconds.</summary>
    /// <param name="wait">The time to wait, in whole seconds.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequestsRetryAfter(TimeSpan wait) =>
        Refused(_ => [new("Retry-After", ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))]);

    /// <summary>A 429 with only a Retry-After header that is an HTTP date.</summary>
    /// <param name="wait">The time to wait.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequestsRetryAfterDate(TimeSpan wait) =>
        Refused(now => [new("Retry-After", (now + wait).ToString("R", CultureInfo.InvariantCulture))]);

    /// <summary>A 429 whose reset is in the past.</summary>
    /// <param name="ago">How long ago the window was reset, or null for a minute.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequestsResetInThePast(TimeSpan? ago = null) =>
        Refused(now => RateHeaders(now - (ago ?? TimeSpan.FromMinutes(1)), remaining: 0));

    /// <summary>A daily limit, which differs from that of a window only in its reset time.</summary>
    public static Fault TooManyRequestsForADay { get; } = TooManyRequests(TimeSpan.FromHours(24));

    /// <summary>The app has as many connections to the stream as it can have.</summary>
    public static Fault TooManyConnections { get; } = new(exchange =>
    {
        var refused = ProblemResponses.TooManyConnections;
        return exchange.SendAsync(new SandboxResponse(refused.Status, [new("Content-Type", refused.ContentType)], refused.Body));
    });

    private static Fault Refused(Func<DateTimeOffset, IReadOnlyList<KeyValuePair<string, string>>> headers) => new(exchange =>
        exchange.SendAsync(new SandboxResponse(
            429,
            [
                new("Content-Type", "application/problem+json; charset=utf-8"),
                new("Date", exchange.Now.ToString("R", CultureInfo.InvariantCulture)),
                .. headers(exchange.Now),
            ],
            Encoding.UTF8.GetBytes(TooManyRequestsBody))));

    private static IReadOnlyList<KeyValuePair<string, string>> RateHeaders(DateTimeOffset reset, int remaining) =>
    [
        new("x-rate-limit-limit", WindowLimit.ToString(CultureInfo.InvariantCulture)),
        new("x-rate-limit-remaining", remaining.ToString(CultureInfo.InvariantCulture)),
        new("x-rate-limit-reset", reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ];
}
