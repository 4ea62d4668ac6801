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
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly long _since = query.Since?.UtcTicks ?? long.MinValue;
    private readonly long _until = query.Until?.UtcTicks ?? long.MaxValue;

    /// <summary>Whether a file can contain what is asked for, so that another one need not be read.</summary>
    public bool IsWanted(DataFile file)
    {
        if (participants.Count > 0 && file.IsGroup == true)
            return false;
        return _conversations.Count == 0
            || file.IsGroup is not { } isGroup
            || _conversations.Any(id => id.Contains('-', StringComparison.Ordinal) != isGroup);
    }

    /// <summary>The ids of conversations and participants that were asked for, and of which there is no conversation.</summary>
    public (IReadOnlyList<string> Conversations, IReadOnlyList<string> Participants) FindMissing()
        => ([.. query.ConversationIds.Where(id => !_found.Contains(Normalized(id)))], [.. participants.Where(id => !_found.Contains(id))]);

    public bool IsWantedConversation(string id)
    {
        if (!IsWantedId(id))
            return false;
        _found.Add(Normalized(id));
        return true;
    }

    private bool IsWantedId(string id)
        => (_conversations.Count == 0 || _conversations.Contains(Normalized(id)))
        && (participants.Count == 0 || IsWithParticipant(Ids.UsersOf(id)));

    public bool IsWanted(EntryKind kind) => query.EventTypes.Count == 0 || query.EventTypes.Contains(EntryKinds.TypeOf(kind));

    public bool IsWanted(long ticks) => ticks >= _since && ticks <= _until;

    // The account itself takes part in all of them: only a conversation with itself is one with the account.
    private bool IsWithParticipant(IReadOnlyList<string> users)
    {
        if (users.Count == 0)
            return false;
        var others = ownId is null ? users : users.Where((_, index) => index != IndexOfOwn(users));
        var wanted = others.Where(user => participants.Contains(user, StringComparer.Ordinal)).ToArray();
        _found.UnionWith(wanted);
        return wanted.Length > 0;
    }

    private int IndexOfOwn(IReadOnlyList<string> users)
        => string.Equals(users[0], ownId, StringComparison.Ordinal) ? 0
        : string.Equals(users[1], ownId, StringComparison.Ordinal) ? 1
        : -1;

    // The smaller id comes first; whoever typed it may not have known.
    private static string Normalized(string id) => Ids.UsersOf(id) is [var one, var other] ? Ids.OneToOne(one, other) : id;
}
