using TwitterDm.Listing.Merging;
using TwitterDm.Listing.Pages;
using TwitterDm.Text;

namespace TwitterDm.Listing;

/// <summary>Validates queries.</summary>
internal static class QueryValidator
{
    /// <summary>Validates a query.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: a value is not valid, or two contradict each other.
    /// </exception>
    public static CheckedQuery Check(DmEventQuery query)
    {
        if (query.SinceId is not null)
            Ids.CheckEventId(query.SinceId, "event id");
        // X filters the types of classic messages, and knows only those that have a name here.
        if (query.EventTypes.Contains(DmEventType.Unknown) && query.Sources?.Contains(DmSource.Chat) != true)
            throw DmException.BadInput("'Unknown' can be requested as an event type from X Chat only.", DmErrorReason.TypeOfChatOnly);
        EventBounds.CheckTimes(query.Since, query.Until);
        EventBounds.CheckFirst(query.First);
        if (query.PageSize is < 1 or > DmEventQuery.MaxPage)
        {
            throw DmException.BadInput(
                FormattableString.Invariant($"The page size is {query.PageSize}, but must be between 1 and {DmEventQuery.MaxPage}."),
                $"Use 1 to {DmEventQuery.MaxPage}.");
        }

        CheckCheckpoint(query);
        var valid = MergedToken.IsMerged(query.PageToken)
            ? new CheckedQuery(query, ResumeToken.Start) { MergedStart = MergedToken.Parse(query.PageToken!) }
            : new CheckedQuery(query, ResumeToken.Parse(query.PageToken));
        if (query.ConversationId is not null)
            valid = valid.WithConversation(query.ConversationId);
        else
            ListingSources.Check(query);
        return query.ParticipantId is null ? valid : valid.WithParticipant(query.ParticipantId);
    }

    /// <summary>Validates a query of conversations.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: a value is not valid.</exception>
    public static void Check(DmConversationQuery query)
    {
        EventBounds.CheckFirst(query.First, "conversations");
        if (query.Sources is not null)
            ListingSources.Check(query.Sources);
        if (query.ConversationId is not null)
            Ids.CheckConversationId(query.ConversationId);
        if (query.ParticipantIds.FirstOrDefault(id => !Ids.IsUserId(id)) is { } other)
        {
            throw DmException.BadInput(
                $"'{VisibleText.Of(other, 60)}' is not a valid user id.",
                "Give the id of a user; look up a name first.",
                other);
        }
    }

    // A checkpoint guarantees that no event between two runs is skipped.
    private static void CheckCheckpoint(DmEventQuery query)
    {
        if (query.CheckpointPath is not { } path)
            return;
        var (name, words, skipped) = query switch
        {
            { PageToken: not null } => (nameof(query.PageToken), "a page token", "events newer than that page"),
            { First: not null } => (nameof(query.First), "a number of events", "events older than those"),
            { Until: not null } => (nameof(query.Until), "an end time", "events newer than that time"),
            { SinceId: not null } => (
                nameof(query.SinceId),
                "the id of an event to begin after",
                "events between that one and the checkpoint"),
            _ => (null, null, null),
        };
        if (name is not null)
        {
            throw DmException.BadInput(
                $"A checkpoint cannot be combined with {words}: {skipped} would never be read.",
                DmErrorReason.CheckpointConflict,
                name);
        }

        if (!Path.IsPathFullyQualified(path))
            throw DmException.BadInput($"'{VisibleText.Of(path, 200)}' is not a full path.", "Use the full path of the checkpoint.", path);
    }
}
