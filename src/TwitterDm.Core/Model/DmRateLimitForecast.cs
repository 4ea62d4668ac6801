using TwitterDm.Text;

namespace TwitterDm;

/// <summary>What it takes to read a number of events, as far as the responses so far show.</summary>
public sealed class DmRateLimitForecast
{
    /// <summary>
    /// The maximum number of events: for more, the estimated end could be beyond the latest date that .NET can represent.
    /// </summary>
    public const int MaxEvents = 100_000_000;

    /// <summary>How many events.</summary>
    public required int EventCount { get; init; }

    /// <summary>How many requests they take.</summary>
    public required int Requests { get; init; }

    /// <summary>How long they take, including the waits for the rate limit; null until a response has reported a window.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>When the last event would be read, in local time, starting now.</summary>
    public DateTime? EndsAt => EndsAtUtc?.LocalDateTime;

    /// <summary>
    /// The maximum cost of the events in US dollars, by the connection's prices; without the users that are included with them.
    /// </summary>
    public required decimal EstimatedCost { get; init; }

    internal DateTimeOffset? EndsAtUtc { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString()
        => FormattableString.Invariant(
            $"{CountText.Grouped(EventCount, "event")}: {CountText.Grouped(Requests, "request")}, {(Duration is null ? "no window is known yet" : $"until {TimestampText.Local(EndsAtUtc)}")}, about {EstimatedCost:0.00} USD");
}
