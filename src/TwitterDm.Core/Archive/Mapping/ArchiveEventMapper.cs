using TwitterDm.Api;

namespace TwitterDm.Archive.Mapping;

/// <summary>An entry that is due, with what its event needs beside it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Conversation">Its conversation.</param>
/// <param name="Kind">Its kind; the entry itself or one of its reactions.</param>
/// <param name="HasId">Whether it has an id.</param>
/// <param name="Reaction">Which reaction it is.</param>
/// <param name="Number">Which one it is of those that are otherwise equal, if it has no id.</param>
internal sealed record DueEvent(ArchiveEntry Entry, ArchiveConversation Conversation, EntryKind Kind, bool HasId, int Reaction, int Number);

/// <summary>Maps entries to the events of the model.</summary>
/// <param name="ownId">The id of the account; null if it is not known.</param>
/// <param name="users">The users.</param>
/// <param name="media">The attachments.</param>
internal sealed class ArchiveEventMapper(string? ownId, ArchiveUsers users, ArchiveMediaMapper media)
{
    private IReadOnlyList<string>? _lastIds;
    private int _lastNames;
    private DmList<DmUser> _lastUsers = DmList<DmUser>.Empty;

    /// <summary>Maps an event.</summary>
    /// <param name="due">The event.</param>
    /// <param name="cancellationToken">Ends the search for its attachments.</param>
    public DmEvent Map(DueEvent due, CancellationToken cancellationToken)
        => due.Kind == EntryKind.Reaction ? MapReaction(due, due.Entry.Content.Reactions![due.Reaction]) : MapEntry(due, cancellationToken);

    private DmEvent MapReaction(DueEvent due, WireArchiveReaction reaction)
    {
        var time = due.Entry.TimeOf(reaction);
        return new()
        {
            Id = due.HasId
                ? reaction.EventId!
                : MadeId.Of(due.Conversation.Id, EntryKinds.WordOf(due.Kind), time, reaction.SenderId, due.Number),
            EventType = nameof(DmEventType.ReactionAdd),
            EventTypeName = EntryKinds.WordOf(due.Kind),
            CreatedAtUtc = time,
            Source = nameof(DmSource.Archive),
            ConversationId = due.Conversation.Id,
            ConversationType = due.Conversation.Type?.ToString(),
            ConversationName = due.Conversation.Name,
            Direction = DirectionOf(IsOwn(reaction.SenderId)),
            SenderId = reaction.SenderId,
            Sender = User(reaction.SenderId),
            ParticipantIds = due.Conversation.Members,
            Participants = Users(due.Conversation.Members),
            TargetId = IdOf(due),
            Reaction = reaction.ReactionKey,
            AdditionalProperties = AdditionalPropertiesMapper.Create(reaction.Unknown),
        };
    }

    private DmEvent MapEntry(DueEvent due, CancellationToken cancellationToken)
    {
        var (entry, content) = (due.Entry, due.Entry.Content);
        var isMessage = due.Kind is EntryKind.MessageCreate or EntryKind.WelcomeMessageCreate;
        var id = due.HasId ? content.Id! : MadeId.Of(due.Conversation.Id, entry.Word, entry.Time, entry.UserId, due.Number);
        var participants = ParticipantsOf(due);
        var isLeave = due.Kind == EntryKind.ParticipantsLeave;
        return new()
        {
            Id = id,
            EventType = EntryKinds.TypeOf(due.Kind).ToString(),
            EventTypeName = entry.Word,
            CreatedAtUtc = entry.Time,
            Source = nameof(DmSource.Archive),
            ConversationId = due.Conversation.Id,
            ConversationType = due.Conversation.Type?.ToString(),
            ConversationName = due.Kind == EntryKind.ConversationNameUpdate ? content.Name : due.Conversation.Name,
            // A leave counts as sent by the user who left.
            Direction = DirectionOf(isLeave && entry.UserId is null ? participants.Any(IsOwn) : IsOwn(entry.UserId)),
            SenderId = entry.UserId,
            Sender = User(entry.UserId),
            Text = isMessage ? content.Text : null,
            Urls = isMessage
                ? List((content.Urls ?? []).Select(url => url.Expanded ?? url.Url).OfType<string>().Distinct(StringComparer.Ordinal))
                : DmList<string>.Empty,
            Media = isMessage
                ? media.Map(
                    due.HasId ? id : null,
                    content.MediaUrls ?? [],
                    due.Conversation.Type == DmConversationType.Group,
                    cancellationToken)
                : DmList<DmMedia>.Empty,
            ParticipantIds = participants as DmList<string> ?? List(participants),
            Participants = Users(participants),
            TargetId = due.Kind == EntryKind.ReactionCreate ? content.EventId : null,
            Reaction = due.Kind == EntryKind.ReactionCreate ? content.ReactionKey : null,
            AdditionalProperties = AdditionalPropertiesMapper.Create(RestOf.Entry(due, isMessage)),
        };
    }

    // The made id of a message is made in the same way wherever it is needed; it is the first of its kind at its time almost always.
    private static string IdOf(DueEvent due)
    {
        var content = due.Entry.Content;
        return content.Id is { } id && Ids.IsEventId(id)
            ? id
            : MadeId.Of(due.Conversation.Id, due.Entry.Word, due.Entry.Time, due.Entry.UserId, 1);
    }

    // As in the API: both in a one-to-one conversation; in a group, only those who joined or left.
    private static IReadOnlyList<string> ParticipantsOf(DueEvent due)
    {
        var content = due.Entry.Content;
        var listed = due.Kind switch
        {
            EntryKind.JoinConversation => content.ParticipantsSnapshot ?? content.UserIds,
            EntryKind.ParticipantsJoin or EntryKind.ParticipantsLeave => content.UserIds,
            _ => null,
        };
        return listed is { Count: > 0 } ? listed : due.Conversation.Members;
    }

    private bool IsOwn(string? userId) => ownId is not null && string.Equals(userId, ownId, StringComparison.Ordinal);

    private static string DirectionOf(bool isOwn) => isOwn ? nameof(DmDirection.Outgoing) : nameof(DmDirection.Incoming);

    private DmUser? User(string? id) => id is null ? null : users.Of(id);

    // Of messages of a one-to-one conversation, they are always the same.
    private DmList<DmUser> Users(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
            return DmList<DmUser>.Empty;
        if (!ReferenceEquals(ids, _lastIds) || _lastNames != users.Names)
            (_lastIds, _lastNames, _lastUsers) = (ids, users.Names, new(ids.Select(users.Of)));
        return _lastUsers;
    }

    private static DmList<string> List(IEnumerable<string> items)
    {
        var list = new DmList<string>(items);
        return list.Count == 0 ? DmList<string>.Empty : list;
    }
}
