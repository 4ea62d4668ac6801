namespace TwitterDm;

/// <summary>What a connection has used so far.</summary>
public sealed class DmUsage
{
    /// <summary>The requests that were answered, repeated ones included.</summary>
    public required long Requests { get; init; }

    /// <summary>The events that were read.</summary>
    public required long EventsRead { get; init; }

    /// <summary>The users that were read, each counted once.</summary>
    public required long UsersRead { get; init; }

    /// <summary>
    /// What that costs at most, in US dollars, at 0.010 for an event and 0.010 for a user. X bills the same resource once in a UTC
    /// day, so that an event which was read twice makes the estimate too high, never too low.
    /// </summary>
    public required decimal EstimatedCost { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString()
        => FormattableString.Invariant($"{Requests} requests, {EventsRead} events, {UsersRead} users, about {EstimatedCost:0.00} USD");
}
