using TwitterDm.Accounts;
using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>
/// The members of groups according to X: a signature proves who changed the key of a group, and not that they are in it. Bounded;
/// thread-safe.
/// </summary>
internal sealed class GroupMembers
{
    private const int Capacity = 5_000;

    private readonly object _gate = new();
    private readonly Dictionary<string, IReadOnlySet<string>> _members = new(StringComparer.Ordinal);

    // A page can bring the same removal again and again, also of people who have come back.
    private readonly RecentIds _removals = new();

    /// <summary>Remembers the members of a group; does nothing if X did not send them.</summary>
    public void Add(ChatConversation conversation)
    {
        if (conversation is not { Type: DmConversationType.Group, MemberIds.Count: > 0 })
            return;
        lock (_gate)
        {
            if (_members.Count >= Capacity && !_members.ContainsKey(conversation.Id))
                _members.Remove(_members.Keys.First());
            _members[conversation.Id] = conversation.MemberIds.ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>Forgets the members of a group if an event, which is verified, removes one of them.</summary>
    public void SeeChange(string conversationId, string eventId, ChatGroupChange change)
    {
        if (change.Kind != ChatGroupChangeKind.GroupMemberRemoveChange)
            return;
        lock (_gate)
        {
            if (_members.TryGetValue(conversationId, out var members) && change.UserIds.Any(members.Contains) && _removals.Add(eventId))
                _members.Remove(conversationId);
        }
    }

    /// <summary>Whether the members of a group are known.</summary>
    public bool IsKnown(string conversationId)
    {
        lock (_gate)
            return _members.ContainsKey(conversationId);
    }

    /// <summary>Whether a user is known to be a member of a group.</summary>
    public bool IsMember(string conversationId, string userId)
    {
        lock (_gate)
            return _members.TryGetValue(conversationId, out var members) && members.Contains(userId);
    }
}
