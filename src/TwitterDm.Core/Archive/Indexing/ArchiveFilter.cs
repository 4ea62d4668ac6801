using TwitterDm.Archive.Containers;
using TwitterDm.Archive.Mapping;

namespace TwitterDm.Archive.Indexing;

/// <summary>What a query asks for.</summary>
/// <param name="query">The query.</param>
/// <param name="participants">The ids of its participants.</param>
/// <param name="ownId">The id of the account; null if it is not known.</param>
internal sealed class ArchiveFilter(DmArchiveQuery query, IReadOnlyCollection<string> participants, string? ownId)
{
    private readonly HashSet<string> _conversations = query.ConversationIds.Select(Normalized).ToHashSet(StringComparer.Ordinal);
    private readonly long _since = query.Since?.UtcTicks ?? long.MinValue;
    private readonly long _until = query.Until?.UtcTicks ?? long.MaxValue;

    /// <summary>Whether a file can contain what is asked for, so that another one need not be read.</summary>
    public bool IsWanted(DataFile file)
    {
        if (participants.Count > 0 && file.IsGroup == true)
            return false;
        return _conversations.Count == 0 || file.IsGroup is not { } isGroup || _conversations.Any(id => id.Contains('-', StringComparison.Ordinal) != isGroup);
    }

    public bool IsWantedConversation(string id)
        => (_conversations.Count == 0 || _conversations.Contains(Normalized(id))) && (participants.Count == 0 || IsWithParticipant(Ids.UsersOf(id)));

    public bool IsWanted(EntryKind kind) => query.EventTypes.Count == 0 || query.EventTypes.Contains(EntryKinds.TypeOf(kind));

    public bool IsWanted(long ticks) => ticks >= _since && ticks <= _until;

    // The account itself takes part in all of them: only a conversation with itself is one with the account.
    private bool IsWithParticipant(IReadOnlyList<string> users)
    {
        if (users.Count == 0)
            return false;
        var others = ownId is null ? users : users.Where((_, index) => index != IndexOfOwn(users));
        return others.Any(user => participants.Contains(user, StringComparer.Ordinal));
    }

    private int IndexOfOwn(IReadOnlyList<string> users) => string.Equals(users[0], ownId, StringComparison.Ordinal) ? 0 : string.Equals(users[1], ownId, StringComparison.Ordinal) ? 1 : -1;

    // The smaller id comes first; whoever typed it may not have known.
    private static string Normalized(string id) => Ids.UsersOf(id) is [var one, var other] ? Ids.OneToOne(one, other) : id;
}
