namespace TwitterDm;

/// <summary>Which events to list.</summary>
public sealed record DmEventQuery
{
    /// <summary>The maximum number of events that X returns in one page.</summary>
    public const int MaxPage = 100;

    /// <summary>The period for which X lists the events of all conversations.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromDays(30);

    /// <summary>Only the one-to-one conversation with this user; not limited to <see cref="Window"/>.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>Only this conversation; not limited to <see cref="Window"/>.</summary>
    public string? ConversationId { get; init; }

    /// <summary>
    /// Where to read: any of <see cref="DmSource.Classic"/> and <see cref="DmSource.Chat"/>. Events of both come merged, newest first. Null
    /// means both if the connection has a chat key, and otherwise classic messages only, with a warning that X Chat is not included; with a
    /// checkpoint, the sources in its file.
    /// </summary>
    public IReadOnlyCollection<DmSource>? Sources { get; init; }

    /// <summary>Only events of these types; an empty collection means all types.</summary>
    public IReadOnlyCollection<DmEventType> EventTypes { get; init; } = [];

    /// <summary>Only events at this time or later: paging stops at the first older event.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only events at this time or earlier: newer events are read, but not returned.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only events after this one: paging stops at it, or at the first older event.</summary>
    public string? SinceId { get; init; }

    /// <summary>The maximum number of events to return.</summary>
    public long? First { get; init; }

    /// <summary>The maximum number of events in one request: 1 to 100. By default, as many as the query needs.</summary>
    public int? PageSize { get; init; }

    /// <summary>Where to resume: the <see cref="DmResumePoint.PageToken"/> of an error, or the page token of a report.</summary>
    public string? PageToken { get; init; }

    /// <summary>
    /// The full path of a checkpoint: only events since the last run with this file that completed, for the same account and query. If the
    /// file does not exist, this is a first run, and only for a first run <see cref="Since"/> applies. The file is updated when another
    /// event or page is requested after the last one.
    /// </summary>
    public string? CheckpointPath { get; init; }

    internal bool IsAll => ParticipantId is null && ConversationId is null;

    /// <summary>
    /// Whether a later query goes on after the newest event of this one, so that what a page lacks would be skipped permanently.
    /// </summary>
    internal bool IsFollowed { get; init; }

    internal bool IsStrict => IsFollowed || CheckpointPath is not null;
}
