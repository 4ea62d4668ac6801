using System.Collections.Concurrent;

namespace TwitterDm.Chat;

/// <summary>
/// The members of groups according to X: a signature proves who changed the key of a group, and not that they are in it. Bounded;
/// thread-safe.
/// </summary>
internal sealed class GroupMembers
{
    private const int Capacity = 5_000;

    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _members = new(StringComparer.Ordinal);

    /// <summary>Remembers the members of a group; does nothing if X did not send them.</summary>
    public void Add(ChatConversation conversation)
    {
        if (conversation is { Type: DmConversationType.Group, MemberIds.Count: > 0 }
            && (_members.ContainsKey(conversation.Id) || _members.Count < Capacity))
        {
            _members[conversation.Id] = conversation.MemberIds.ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>Whether a user can be a member, as far as that is known.</summary>
    public bool CanBeMember(string conversationId, string userId)
        => !_members.TryGetValue(conversationId, out var members) || members.Contains(userId);
}
