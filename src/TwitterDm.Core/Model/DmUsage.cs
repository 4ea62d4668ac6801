namespace TwitterDm;

/// <summary>What a connection has used so far.</summary>
public sealed class DmUsage
{
    /// <summary>The requests that were answered, repeated ones included.</summary>
    public required long Requests { get; init; }

    /// <summary>The events that were read, as X bills them: each once in a UTC day.</summary>
    public required long EventsRead { get; init; }

    /// <summary>The users who were read, as X bills them: each once in a UTC day.</summary>
    public required long UsersRead { get; init; }

    /// <summary>The messages that were sent, and those of which nobody knows whether they were.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>The events that were deleted.</summary>
    public required long EventsDeleted { get; init; }

    /// <summary>
    /// What that costs, in US dollars, by <see cref="DmConnection.Prices"/>. What another connection read on the same day, which X bills once,
    /// is not known here; and of a day's events and users the 100,000 newest are kept in mind each. What is read again beyond that counts
    /// again: the estimate can be too high, not too low.
    /// </summary>
    public required decimal EstimatedCost { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString()
        => FormattableString.Invariant($"{Requests} requests, {EventsRead} events and {UsersRead} users read, {MessagesSent} messages sent, {EventsDeleted} events deleted, about {EstimatedCost:0.00} USD");
}
