using System.Globalization;
using System.Net;

namespace TwitterDm.Auth;

/// <summary>
/// Recognises a clock that is wrong. OAuth 1.0a signs the time, and X refuses what is more than five minutes off with the same 401 as a
/// wrong key; the answer's <c>Date</c> tells the two apart.
/// </summary>
internal static class ClockCheck
{
    public const string Advice = "Set this computer's clock, and its time zone too, and switch on its synchronization; then run the command again.";

    private const int CouldNotAuthenticate = 32;
    private const int TimestampOutOfBounds = 135;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Says by how much the clock is wrong, where that is why an answer is a refusal.</summary>
    /// <param name="response">The answer to a request that was signed with OAuth 1.0a; any other gives null.</param>
    /// <param name="problem">The answer's problem.</param>
    /// <param name="now">What time it is here.</param>
    /// <returns>One sentence, or null where the clock is not the reason.</returns>
    public static string? Complaint(HttpResponseMessage response, DmProblem? problem, DateTimeOffset now)
    {
        if (response.Headers.Date is not { } date || !IsRefusedSignature(response, problem))
            return null;
        var ahead = now - date;
        return ahead.Duration() <= Tolerance
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"This computer's clock is {Words(ahead.Duration())} {(ahead > TimeSpan.Zero ? "fast" : "slow")}: it says {now.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, and X says {date.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z.");
    }

    private static bool IsRefusedSignature(HttpResponseMessage response, DmProblem? problem)
        => string.Equals(response.RequestMessage?.Headers.Authorization?.Scheme, "OAuth", StringComparison.Ordinal)
        && (response.StatusCode == HttpStatusCode.Unauthorized || problem?.Code is CouldNotAuthenticate or TimestampOutOfBounds);

    private static string Words(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d {time.Hours} h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min"),
    };
}
