using System.Globalization;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox;

/// <content>X Chat, for tests and scripts: the keys of accounts, and what other people do.</content>
public sealed partial class SandboxApi
{
    /// <summary>
    /// All messages, reactions and edits that clients sent to X Chat so far, oldest first, including those that were deleted later.
    /// </summary>
    public IReadOnlyList<SandboxSentChatMessage> SentChatMessages => _chatMessenger.Sent;

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

    /// <summary>Adds a message to an X Chat conversation of an account, as if it had just been sent.</summary>
    /// <param name="conversationId">The id of the conversation, or of the other person.</param>
    /// <param name="text">The text.</param>
    /// <param name="senderId">The member who sends it, or null for the first one who is not the account.</param>
    /// <param name="account">The number of the account, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.</param>
    /// <returns>The id of the event.</returns>
    /// <exception cref="ArgumentException">The account has no such conversation, or the sender is not a member of it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public string AddChatMessage(string conversationId, string text, string? senderId = null, int account = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Act(conversationId, senderId, nameof(senderId), account, (sender, conversation) =>
            _chatPeople.Say(sender, conversation, text));
    }

    /// <summary>Lets someone replace the key of an X Chat conversation, so that messages with older ones are refused.</summary>
    /// <param name="username">The username of a member.</param>
    /// <param name="conversationId">The id of the conversation, or of the other person.</param>
    /// <param name="account">
    /// The number of the account whose conversation it is, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.
    /// </param>
    /// <returns>The id of the key change.</returns>
    /// <exception cref="ArgumentException">The account has no such conversation, or the user is not a member of it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public string ChangeChatKey(string username, string conversationId, int account = 1) =>
        Act(conversationId, PersonNamed(username).IdText, nameof(username), account, _chatPeople.ChangeKey);

    /// <summary>Lets someone remove an account from an X Chat group.</summary>
    /// <param name="username">The username of a member.</param>
    /// <param name="conversationId">The id of the group.</param>
    /// <param name="account">The number of the account to remove, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.</param>
    /// <exception cref="ArgumentException">The account has no such group, or the user is not a member of it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public void RemoveFromChat(string username, string conversationId, int account = 1)
        => Act(conversationId, PersonNamed(username).IdText, nameof(username), account, (member, conversation) =>
            _chatPeople.Remove(member, conversation, conversation.Plan.Account));

    /// <summary>
    /// Lets someone register new X Chat keys. Messages are refused until the keys of the conversations with this person are changed.
    /// </summary>
    /// <param name="username">The username.</param>
    /// <exception cref="ArgumentException">There is no such user, or the user has no keys.</exception>
    public void ReplaceChatKeys(string username)
    {
        var person = PersonNamed(username);
        if (_chats.Keys.PairsOf(person).Count == 0)
            throw new ArgumentException($"@{username} has no X Chat keys.", nameof(username));
        _chats.Keys.Replace(person);
    }

    /// <summary>Returns the event up to which an account has marked an X Chat conversation as read.</summary>
    /// <param name="conversationId">The id of the conversation, or of the other person.</param>
    /// <param name="account">The number of the account, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.</param>
    /// <returns>The id, or null if the account has not marked it.</returns>
    /// <exception cref="ArgumentException">The account has no such conversation.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public string? ChatSeenUntil(string conversationId, int account = 1) =>
        ChatOf(conversationId, account).State.SeenUntil is var id and > 0 ? id.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// Creates the response that refuses an X Chat message with an event, or returns null if the request does not send one.
    /// </summary>
    internal SandboxResponse? ChatFailure(SandboxRequest request, int type) => _chatFailures.Create(request, type) is { } response
        ? new SandboxResponse(response.Status, Headers(response, limit: null, Interlocked.Increment(ref _requests)), response.Body)
        : null;

    private string Act(
        string conversationId,
        string? memberId,
        string parameter,
        int account,
        Func<Person, ChatConversation, ChatWriteResult> act)
    {
        var conversation = ChatOf(conversationId, account);
        var members = conversation.Plan.Members;
        var member = memberId is null
            ? members[1]
            : members.FirstOrDefault(member => string.Equals(member.IdText, memberId, StringComparison.Ordinal))
                ?? throw new ArgumentException($"The user '{memberId}' is not a member of the conversation.", parameter);
        var result = act(member, conversation);
        return result.SequenceId ?? throw new InvalidOperationException($"The sandbox refused the event: {result.Error!.Failure}.");
    }

    private static Person PersonNamed(string username)
    {
        ArgumentNullException.ThrowIfNull(username);
        return People.ByUsername(username) ?? throw new ArgumentException($"There is no user '{username}'.", nameof(username));
    }

    private ChatConversation ChatOf(string conversationId, int account)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        _scheduled.DeliverDue();
        return _chats.Of(AccountAt(account, nameof(account))).Find(conversationId)
            ?? throw new ArgumentException($"The account has no X Chat conversation '{conversationId}'.", nameof(conversationId));
    }
}
