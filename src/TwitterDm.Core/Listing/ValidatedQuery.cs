using TwitterDm.Text;

namespace TwitterDm.Listing;

/// <summary>A query whose values were validated: a listing takes no other, so that each query is validated once, before any request.</summary>
internal sealed class ValidatedQuery
{
    private ValidatedQuery(DmEventQuery values, ResumeToken start)
    {
        Values = values;
        Start = start;
    }

    /// <summary>The values.</summary>
    public DmEventQuery Values { get; }

    /// <summary>Where the listing starts.</summary>
    public ResumeToken Start { get; }

    /// <summary>Validates a query.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: a value is not valid, or two contradict each other.</exception>
    public static ValidatedQuery From(DmEventQuery query)
    {
        if (query.SinceId is not null)
            Ids.CheckEventId(query.SinceId, "event id");
        if (query.EventTypes.Contains(DmEventType.Unknown))
            throw DmException.BadInput("'Unknown' cannot be requested as an event type.", "Use MessageCreate, ParticipantsJoin or ParticipantsLeave, or none for all types.");
        if (query.Since > query.Until)
            throw DmException.BadInput($"The start time {query.Since:u} is after the end time {query.Until:u}.", DmErrorReason.TimesReversed);
        if (query.First < 1)
            throw DmException.BadInput(FormattableString.Invariant($"The number of events is {query.First}, but must be at least 1."), "Use 1 or more.");
        if (query.PageSize is < 1 or > DmEventQuery.MaxPage)
            throw DmException.BadInput(FormattableString.Invariant($"The page size is {query.PageSize}, but must be between 1 and {DmEventQuery.MaxPage}."), $"Use 1 to {DmEventQuery.MaxPage}.");
        CheckCheckpoint(query);
        var validated = new ValidatedQuery(query, ResumeToken.Parse(query.PageToken));
        if (query.ConversationId is not null)
            validated = validated.WithConversation(query.ConversationId);
        return query.ParticipantId is null ? validated : validated.WithParticipant(query.ParticipantId);
    }

    /// <summary>The same query for the conversation with one user.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the id is not valid.</exception>
    public ValidatedQuery WithParticipant(string id)
    {
        new DmUserReference(id).Checked();
        return new(Values with { ParticipantId = id }, Start);
    }

    /// <summary>The same query for one conversation.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the id is not valid.</exception>
    public ValidatedQuery WithConversation(string id) => new(Values with { ConversationId = Ids.CheckConversationId(id) }, Start);

    // A checkpoint promises that no event between two runs is skipped.
    private static void CheckCheckpoint(DmEventQuery query)
    {
        if (query.CheckpointPath is not { } path)
            return;
        var (name, skipped) = query switch
        {
            { PageToken: not null } => (nameof(query.PageToken), "events newer than that page"),
            { First: not null } => (nameof(query.First), "events older than those"),
            { Until: not null } => (nameof(query.Until), "events newer than that time"),
            { SinceId: not null } => (nameof(query.SinceId), "events between that one and the checkpoint"),
            _ => (null, null),
        };
        if (name is not null)
            throw DmException.BadInput($"{name} cannot be combined with a checkpoint: {skipped} would never be read.", DmErrorReason.CheckpointConflict, name);
        if (!Path.IsPathFullyQualified(path))
            throw DmException.BadInput($"'{VisibleText.Of(path, 200)}' is not a full path.", "Use the full path of the checkpoint.", path);
    }
}
