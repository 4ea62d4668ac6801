namespace TwitterDm;

/// <summary>What a listing saw, what it cost, and why it ended.</summary>
public sealed class DmListingReport
{
    /// <summary>Why it ended.</summary>
    public required DmStopReason StopReason { get; init; }

    /// <summary>The events that were handed out.</summary>
    public required long Events { get; init; }

    /// <summary>The time of the newest event that was handed out; null when there was none.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>The time of the oldest event that was handed out; null when there was none.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>The pages that were read, empty ones included.</summary>
    public required int Pages { get; init; }

    /// <summary>The requests that were answered, repeated ones included.</summary>
    public required long Requests { get; init; }

    /// <summary>The events that came again and were handed out once: pages can overlap.</summary>
    public required int Repeated { get; init; }

    /// <summary>What this listing cost at most, in US dollars; see <see cref="DmUsage.EstimatedCost"/>.</summary>
    public required decimal EstimatedCost { get; init; }

    /// <summary>How many problems X told beside its pages.</summary>
    public required int ProblemCount { get; init; }

    /// <summary>The problems, the first 100 of them.</summary>
    public required DmList<DmProblem> Problems { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, with all waits, and with the time that the events' reader took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// Where to go on (<see cref="DmEventQuery.PageToken"/>) with exactly what was not handed out; null where there is nothing to go on with,
    /// or nothing was handed out yet.
    /// </summary>
    public string? PageToken { get; init; }

    /// <summary>The message of the error that ended it.</summary>
    public string? Error { get; init; }

    /// <summary>The conversation that was listed, where one was given.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The other user whose conversation was listed, where one was given.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        var span = Events == 0 ? string.Empty : FormattableString.Invariant($" from {Oldest:u} to {Newest:u}");
        return FormattableString.Invariant(
            $"Listed {Events} events{span}: {Pages} pages, {Requests} requests, {Repeated} repeated, {ProblemCount} problems, about {EstimatedCost:0.00} USD; ended: {StopReason}.");
    }
}
