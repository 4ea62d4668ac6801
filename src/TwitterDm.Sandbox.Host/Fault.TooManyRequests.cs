using System.Globalization;
using System.Text;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Host;

/// <content>The ways in which a 429 comes.</content>
public sealed partial class Fault
{
    private const int WindowLimit = 300;
    private const string TooManyRequestsBody = """{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}""";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>A 429 with all headers, nothing remaining.</summary>
    /// <param name="resetAfter">When the window opens again; null: in 15 minutes.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequests(TimeSpan? resetAfter = null) => Refused(now => RateHeaders(now + (resetAfter ?? Window), remaining: 0));

    /// <summary>A 429 although the headers say that requests remain.</summary>
    /// <param name="remaining">How many.</param>
    /// <param name="resetAfter">When the window opens again; null: in 15 minutes.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequestsWithRemaining(int remaining, TimeSpan? resetAfter = null) =>
        Refused(now => RateHeaders(now + (resetAfter ?? Window), remaining));

    /// <summary>A 429 without any header about limits.</summary>
    public static Fault TooManyRequestsWithoutHeaders { get; } = Refused(_ => []);

    /// <summary>A 429 that says only how long to wait.</summary>
    /// <param name="wait">How long; whole seconds are sent.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequestsRetryAfter(TimeSpan wait) =>
        Refused(_ => [new("Retry-After", ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))]);

    /// <summary>A 429 that says only until when to wait, as an HTTP date.</summary>
    /// <param name="wait">How long from now.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequestsRetryAfterDate(TimeSpan wait) =>
        Refused(now => [new("Retry-After", (now + wait).ToString("R", CultureInfo.InvariantCulture))]);

    /// <summary>A 429 whose reset is over already.</summary>
    /// <param name="ago">How long ago; null: a minute.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequestsResetInThePast(TimeSpan? ago = null) =>
        Refused(now => RateHeaders(now - (ago ?? TimeSpan.FromMinutes(1)), remaining: 0));

    /// <summary>A day's ban: like the 429 of a window, but for the time of its reset.</summary>
    public static Fault TooManyRequestsForADay { get; } = TooManyRequests(TimeSpan.FromHours(24));

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
