namespace TwitterDm;

/// <summary>What it takes to read a number of events, as far as the answers so far tell.</summary>
public sealed class DmRateLimitForecast
{
    /// <summary>More events than this are not told the future: it would be beyond the calendar.</summary>
    public const int MaxEvents = 100_000_000;

    /// <summary>How many events.</summary>
    public required int EventCount { get; init; }

    /// <summary>How many requests they take.</summary>
    public required int Requests { get; init; }

    /// <summary>How long they take, with the waits for the rate limit; null as long as no answer told of a window.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>When the last event would be there, if it was begun now.</summary>
    public required DateTimeOffset? EndsAt { get; init; }

    /// <summary>What the events cost at most by the connection's prices, in US dollars; without the users that come with them.</summary>
    public required decimal EstimatedCost { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{EventCount:N0} events: {Requests:N0} requests, {(Duration is null ? "no window is known yet" : $"until {EndsAt:u}")}, about {EstimatedCost:0.00} USD");
}
