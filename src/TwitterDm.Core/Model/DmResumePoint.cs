namespace TwitterDm;

/// <summary>Where a listing ended early, and how to resume it: every event before this position was returned, and none after it.</summary>
public sealed class DmResumePoint
{
    /// <summary>
    /// The <see cref="DmEventQuery.PageToken"/> of a query that resumes: the API's token of the page that could not be read
    /// (percent-encoded if it has unusual characters), and, if events were returned, a period and the id of the last one; after it, each
    /// with a tilde, those that were returned out of order. Null for the beginning.
    /// </summary>
    public string? PageToken { get; init; }

    /// <summary>The id of the last event that was returned; null if there was none.</summary>
    public string? LastEventId { get; init; }

    /// <summary>The conversation, if the query names one.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The other user of the conversation, if the query names one.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>The checkpoint, if the query has one: it is unchanged, and the same query returns all events after it.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>How many events were returned.</summary>
    public long EventCount { get; init; }

    /// <summary>The position in one line.</summary>
    public override string ToString() => PageToken is null
        ? "the first page"
        : $"page token {PageToken}, after event {LastEventId ?? "(none)"}";
}
