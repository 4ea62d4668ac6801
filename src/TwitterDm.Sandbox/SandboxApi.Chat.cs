namespace TwitterDm.Sandbox;

/// <content>X Chat, for tests and scripts.</content>
public sealed partial class SandboxApi
{
    /// <summary>The X Chat keys of an account. Those of the first account are also in <see cref="SandboxCredentials"/>.</summary>
    /// <param name="account">The number of the account, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.</param>
    /// <param name="replaced">Whether to return the older keys, which are still registered, instead of the current ones.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public SandboxChatKey ChatKeyOf(int account = 1, bool replaced = false)
    {
        var pair = _chats.Keys.PairsOf(AccountAt(account, nameof(account)))[replaced ? 0 : ^1];
        return new SandboxChatKey(pair.Owner.IdText, pair.Owner.Username, pair.Blob, pair.Version);
    }

    /// <summary>Adds a message to an X Chat conversation of an account, as if it had just been sent. Other accounts do not see it.</summary>
    /// <param name="conversationId">The id of the conversation, or of the other person.</param>
    /// <param name="text">The text.</param>
    /// <param name="senderId">The member who sends it, or null for the first one who is not the account.</param>
    /// <param name="account">The number of the account, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.</param>
    /// <returns>The id of the event.</returns>
    /// <exception cref="ArgumentException">The account has no such conversation, or the sender is not a member of it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public string AddChatMessage(string conversationId, string text, string? senderId = null, int account = 1)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        ArgumentNullException.ThrowIfNull(text);
        var conversation = _chats.Of(AccountAt(account, nameof(account))).Find(conversationId)
            ?? throw new ArgumentException($"The account has no X Chat conversation '{conversationId}'.", nameof(conversationId));
        var members = conversation.Plan.Members;
        var sender = senderId is null ? members[1] : members.FirstOrDefault(member => string.Equals(member.IdText, senderId, StringComparison.Ordinal))
            ?? throw new ArgumentException($"The user '{senderId}' is not a member of the conversation.", nameof(senderId));
        return conversation.Add(_ids.Next, builder => builder.Write(sender, text)).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
