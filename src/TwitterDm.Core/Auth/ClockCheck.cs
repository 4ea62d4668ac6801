using System.Globalization;
using System.Net;

namespace TwitterDm.Auth;

/// <summary>
/// Detects a wrong clock. OAuth 1.0a signs the time, and X refuses a time that is more than five minutes off with the same 401 as a
/// wrong key; the response's <c>Date</c> header distinguishes the two.
/// </summary>
internal static class ClockCheck
{
    public const string Advice = "Set this computer's clock and time zone, and turn on time synchronization; then try again.";

    private const int CouldNotAuthenticate = 32;
    private const int TimestampOutOfBounds = 135;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Describes by how much the clock is wrong, if that is why X refused a request.</summary>
    /// <param name="response">The response to a request that was signed with OAuth 1.0a; for any other the result is null.</param>
    /// <param name="problem">The problem in the response.</param>
    /// <param name="now">The time by this computer's clock.</param>
    /// <returns>One sentence, or null if the clock is not the reason.</returns>
    public static string? Complaint(HttpResponseMessage response, DmProblem? problem, DateTimeOffset now)
    {
        if (response.Headers.Date is not { } date || !IsRefusedSignature(response, problem))
            return null;
        var ahead = now - date;
        return ahead.Duration() <= Tolerance
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"This computer's clock is {Words(ahead.Duration())} {(ahead > TimeSpan.Zero ? "fast" : "slow")}: this computer has {now.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, and X has {date.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z.");
    }

    /// <summary>Whether a response is one to a request that was signed with OAuth 1.0a.</summary>
    public static bool IsSigned(HttpResponseMessage response)
        => string.Equals(response.RequestMessage?.Headers.Authorization?.Scheme, "OAuth", StringComparison.Ordinal);

    private static bool IsRefusedSignature(HttpResponseMessage response, DmProblem? problem)
        => IsSigned(response)
        && (response.StatusCode == HttpStatusCode.Unauthorized || problem?.Code is CouldNotAuthenticate or TimestampOutOfBounds);

    private static string Words(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d {time.Hours} h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min"),
    };
}
