using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>Who may do what in a conversation: a signature proves who did it, not that they were allowed to.</summary>
internal static class Participation
{
    /// <summary>
    /// Whether a user can send into a conversation, as far as its id says: only its two users can send into a one-to-one conversation.
    /// </summary>
    public static bool CanSend(string? userId, string conversationId)
        => Ids.UsersOf(conversationId) is not { Count: > 0 } users || (userId is not null && users.Contains(userId, StringComparer.Ordinal));

    /// <summary>Whether a user may change or delete a message.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="authorId">Who wrote the message; null if that is unknown, so that only those may who need not be the author.</param>
    /// <param name="adminIds">Who may do the same; empty for no one.</param>
    public static bool CanChange(string? userId, string? authorId, IReadOnlyList<string> adminIds)
        => userId is not null
        && (string.Equals(userId, authorId, StringComparison.Ordinal) || adminIds.Contains(userId, StringComparer.Ordinal));

    /// <summary>
    /// Whether the lists of an addition of members can be those that were signed. The signed text has all ids in one row, without a mark
    /// where one list ends. But nobody is added who is a member already, only members are admins, and whoever adds others is a member,
    /// unless an invitation let them in: what contradicts that was moved from one list to another.
    /// </summary>
    public static bool IsPlausible(ChatGroupChange change, string? userId)
    {
        var members = change.UserIds.Concat(change.CurrentMemberIds).ToArray();
        var known = members.ToHashSet(StringComparer.Ordinal);
        return change.UserIds.Count > 0
            && known.Count == members.Length
            && change.AdminIds.All(known.Contains)
            && change.AdminIds.Distinct(StringComparer.Ordinal).Count() == change.AdminIds.Count
            && (change.Fields.Has(11) || change.CurrentMemberIds.Contains(userId, StringComparer.Ordinal));
    }
}
