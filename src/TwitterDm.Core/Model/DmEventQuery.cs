using TwitterDm.Listing;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>Which events are wanted.</summary>
public sealed record DmEventQuery
{
    /// <summary>The most events that X gives in one page.</summary>
    public const int MaxPage = 100;

    /// <summary>How far back X lists the events of all conversations together.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromDays(30);

    /// <summary>Only the conversation of two with this user; no age limit.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>Only this conversation; no age limit.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Only these kinds of events; none means all.</summary>
    public IReadOnlyCollection<DmEventType> EventTypes { get; init; } = [];

    /// <summary>Only events at this time or later: paging stops at the first older one.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only events at this time or earlier; newer ones are read and passed over.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only events after this one: paging stops at it, or at the first older one.</summary>
    public string? SinceId { get; init; }

    /// <summary>At most this many events.</summary>
    public long? First { get; init; }

    /// <summary>At most this many events in one request: 1 to 100. Without it, as many as fit the query.</summary>
    public int? PageSize { get; init; }

    /// <summary>Where to go on: the <see cref="DmResumePoint.PageToken"/> of an error, or that of a report.</summary>
    public string? PageToken { get; init; }

    /// <summary>
    /// Only what is new since the last run with this file that ended well, for the same account and query; a file that does not exist is a
    /// first run, for which alone <see cref="Since"/> counts. The file advances when the events are asked for one more after the last one.
    /// A full path.
    /// </summary>
    public string? CheckpointPath { get; init; }

    internal bool IsAll => ParticipantId is null && ConversationId is null;

    /// <summary>Refuses a query that is not valid, before any request.</summary>
    /// <returns>This query.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the value and says what is expected.</exception>
    public DmEventQuery Checked()
    {
        if (ConversationId is not null)
            Ids.CheckConversationId(ConversationId);
        if (ParticipantId is not null)
            new DmUserReference(ParticipantId).Checked();
        if (SinceId is not null)
            Ids.CheckEventId(SinceId, "event's id for -SinceId");
        if (EventTypes.Contains(DmEventType.Unknown))
            throw DmException.BadInput("'Unknown' is no event type to ask for.", "Give MessageCreate, ParticipantsJoin or ParticipantsLeave, or none for all.");
        if (Since > Until)
            throw DmException.BadInput($"-Since {Since:u} is after -Until {Until:u}: no event can be between.", "Exchange the two times.");
        if (First < 1)
            throw DmException.BadInput($"-First {First} is too small.", "Give 1 or more.");
        if (PageSize is < 1 or > MaxPage)
            throw DmException.BadInput($"-PageSize {PageSize} is not between 1 and {MaxPage}.", $"Give 1 to {MaxPage}.");
        _ = ResumeToken.Parse(PageToken);
        CheckCheckpoint();
        return this;
    }

    // A run with a checkpoint promises that nothing is between it and the run before.
    private void CheckCheckpoint()
    {
        if (CheckpointPath is null)
            return;
        var (name, why) = this switch
        {
            { PageToken: not null } => ("PageToken", "what is newer than that page would never be read"),
            { First: not null } => ("First", "what is older than those events would never be read"),
            { Until: not null } => ("Until", "what is newer than that time would never be read"),
            { SinceId: not null } => ("SinceId", "the checkpoint says itself where to stop, and what is between the two would never be read"),
            _ => (null, null),
        };
        if (name is not null)
            throw DmException.BadInput($"-{name} does not go with -Checkpoint: {why}.", $"Leave out -{name}, or -Checkpoint.");
        if (!Path.IsPathFullyQualified(CheckpointPath))
            throw DmException.BadInput($"'{VisibleText.Of(CheckpointPath, 200)}' is no full path.", "Give the full path of the checkpoint.", CheckpointPath);
    }
}
