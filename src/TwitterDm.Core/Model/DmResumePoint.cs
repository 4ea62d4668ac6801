namespace TwitterDm;

/// <summary>Where a listing stopped before its end, and how to go on: every event before this place has been handed out, and none after it.</summary>
public sealed class DmResumePoint
{
    /// <summary>
    /// What <c>-PageToken</c> takes to go on: the API's token of the page that could not be read, and, when events are out, a point and the
    /// last one's id. Null when it is the beginning.
    /// </summary>
    public string? PageToken { get; init; }

    /// <summary>The id of the last event that was handed out; null when there was none.</summary>
    public string? LastEventId { get; init; }

    /// <summary>The conversation that was listed, where one was given.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The other user whose conversation was listed, where one was given.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>How many events were handed out.</summary>
    public long EventCount { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString() => PageToken is null
        ? "the first page"
        : $"page token {PageToken}, after event {LastEventId ?? "(none)"}";
}
