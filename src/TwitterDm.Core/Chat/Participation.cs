namespace TwitterDm.Chat;

/// <summary>Who may do what in a conversation: a signature proves who did it, not that they were allowed to.</summary>
internal static class Participation
{
    /// <summary>Whether a user can send into a conversation, as far as its id says: only its two users can send into a one-to-one conversation.</summary>
    public static bool CanSend(string? userId, string conversationId)
        => Ids.UsersOf(conversationId) is not { Count: > 0 } users || (userId is not null && users.Contains(userId, StringComparer.Ordinal));

    /// <summary>Whether a user may change or delete a message.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="authorId">Who wrote the message; null if that is unknown, so that nobody is suspected.</param>
    /// <param name="adminIds">Who may do the same; empty for no one.</param>
    public static bool CanChange(string? userId, string? authorId, IReadOnlyList<string> adminIds)
        => authorId is null || string.Equals(userId, authorId, StringComparison.Ordinal) || (userId is not null && adminIds.Contains(userId, StringComparer.Ordinal));
}
