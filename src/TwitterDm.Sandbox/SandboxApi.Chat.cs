using System.Globalization;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox;

/// <content>Acts in X Chat for the sandbox's people, for tests.</content>
public sealed partial class SandboxApi
{
    /// <summary>Lets someone write to an X Chat conversation.</summary>
    /// <param name="username">The username of a member.</param>
    /// <param name="conversationId">The conversation, or the id of the other person.</param>
    /// <param name="text">The text.</param>
    /// <param name="account">The number of the account whose conversation it is.</param>
    /// <returns>The sequence id of the event.</returns>
    /// <exception cref="ArgumentException">The user is not a member, or there is no such conversation.</exception>
    public string SayInChat(string username, string conversationId, string text, int account = 1) =>
        Act(username, conversationId, account, (person, conversation) => _chatPeople.Send(person, conversation, ChatEntries.Message(text)));

    /// <summary>Lets someone replace the key of an X Chat conversation, so that older ones are refused.</summary>
    /// <param name="username">The username of a member.</param>
    /// <param name="conversationId">The conversation, or the id of the other person.</param>
    /// <param name="account">The number of the account whose conversation it is.</param>
    /// <returns>The sequence id of the key change.</returns>
    /// <exception cref="ArgumentException">The user is not a member, or there is no such conversation.</exception>
    public string ChangeChatKey(string username, string conversationId, int account = 1) =>
        Act(username, conversationId, account, _chatPeople.ChangeKey);

    /// <summary>Lets someone remove an account from an X Chat group.</summary>
    /// <param name="username">The username of a member.</param>
    /// <param name="conversationId">The group.</param>
    /// <param name="account">The number of the account to remove.</param>
    /// <exception cref="ArgumentException">The user is not a member, or there is no such group.</exception>
    public void RemoveFromChat(string username, string conversationId, int account = 1) =>
        Act(username, conversationId, account, (person, conversation) => _chatPeople.Remove(person, conversation, conversation.Plan.Account));

    /// <summary>Lets someone register new X Chat keys. Messages to this person are refused until the keys of the conversations are changed.</summary>
    /// <param name="username">The username.</param>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public void ReplaceChatKeys(string username)
    {
        ArgumentNullException.ThrowIfNull(username);
        _chats.Keys.Replace(PersonNamed(username));
    }

    /// <summary>Up to which event an account has marked an X Chat conversation as read.</summary>
    /// <param name="conversationId">The conversation, or the id of the other person.</param>
    /// <param name="account">The number of the account.</param>
    /// <returns>The sequence id, or null if it has not.</returns>
    /// <exception cref="ArgumentException">There is no such conversation.</exception>
    public string? ChatSeenUntil(string conversationId, int account = 1)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        return ConversationOf(conversationId, account).State.SeenUntil is var id and > 0 ? id.ToString(CultureInfo.InvariantCulture) : null;
    }

    private string Act(string username, string conversationId, int account, Func<Person, ChatConversation, ChatWriteResult> act)
    {
        ArgumentNullException.ThrowIfNull(username);
        ArgumentNullException.ThrowIfNull(conversationId);
        var (person, conversation) = (PersonNamed(username), ConversationOf(conversationId, account));
        if (!conversation.Plan.Members.Contains(person))
            throw new ArgumentException($"@{username} is not a member of {conversation.Id}.", nameof(username));
        var result = act(person, conversation);
        return result.SequenceId ?? throw new InvalidOperationException($"X Chat refused this: {result.Error!.Failure}.");
    }

    private ChatConversation ConversationOf(string id, int account) => _chats.Of(AccountAt(account, nameof(account))).Find(id)
        ?? throw new ArgumentException($"The account has no X Chat conversation '{id}'.", nameof(id));

    private static Person PersonNamed(string username) =>
        People.ByUsername(username) ?? throw new ArgumentException($"There is no user '{username}'.", nameof(username));
}
