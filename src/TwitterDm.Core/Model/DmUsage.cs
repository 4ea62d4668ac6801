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

    /// <summary>The messages that were sent.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>The events that were deleted.</summary>
    public required long EventsDeleted { get; init; }

    /// <summary>
    /// What that costs at most, in US dollars, at 0.010 for an event, a user or a delete, and 0.015 for a message that was sent. X bills the same resource once in a UTC
    /// day, so that an event which was read twice makes the estimate too high, never too low.
    /// </summary>
    public required decimal EstimatedCost { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString()
        => FormattableString.Invariant($"{Requests} requests, {EventsRead} events and {UsersRead} users read, {MessagesSent} messages sent, {EventsDeleted} events deleted, about {EstimatedCost:0.00} USD");
}
