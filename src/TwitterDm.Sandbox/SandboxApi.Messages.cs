using System.Globalization;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox;

/// <content>Direct Messages, for tests and scripts: what other people do.</content>
public sealed partial class SandboxApi
{
    /// <summary>
    /// Adds a message to a conversation of an account, as if it had just been sent. It appears in all lists and in the stream of live
    /// events.
    /// </summary>
    /// <param name="conversationId">The id of the conversation, or of the other person.</param>
    /// <param name="text">The text.</param>
    /// <param name="senderId">The participant who sends it, or null for the first one who is not the account.</param>
    /// <param name="account">The number of the account, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.</param>
    /// <returns>The id of the event.</returns>
    /// <exception cref="ArgumentException">The account has no such conversation, or the sender is not in it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public string AddMessage(string conversationId, string text, string? senderId = null, int account = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (person, destination) = DestinationOf(conversationId, account);
        var sender = senderId is null
            ? destination.Present.First(other => other != person)
            : Present(destination, senderId, nameof(senderId));
        return TextOf(_messenger.Say(sender, destination, text).Id);
    }

    /// <summary>Lets someone add a person to a group of an account.</summary>
    /// <param name="conversationId">The id of the group.</param>
    /// <param name="username">The username of the person.</param>
    /// <param name="senderId">The participant who adds the person, or null for the first one who is not the account.</param>
    /// <param name="account">The number of the account, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.</param>
    /// <returns>The id of the event.</returns>
    /// <exception cref="ArgumentException">The account has no such group, or there is no such person.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public string AddParticipant(string conversationId, string username, string? senderId = null, int account = 1)
    {
        var (person, group) = DestinationOf(conversationId, account);
        var by = senderId is null ? group.Present.First(other => other != person) : Present(group, senderId, nameof(senderId));
        return group.Conversation.IsGroup
            ? TextOf(_messenger.Join(by, group, [PersonNamed(username)]).Id)
            : throw NoConversation(conversationId);
    }

    /// <summary>Lets a person leave a group of an account.</summary>
    /// <param name="conversationId">The id of the group.</param>
    /// <param name="username">The username of the person.</param>
    /// <param name="account">The number of the account, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.</param>
    /// <returns>The id of the event.</returns>
    /// <exception cref="ArgumentException">The account has no such group, or the person is not in it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public string RemoveParticipant(string conversationId, string username, int account = 1)
    {
        var (_, group) = DestinationOf(conversationId, account);
        return group.Conversation.IsGroup
            ? TextOf(_messenger.Leave(Present(group, PersonNamed(username).IdText, nameof(username)), group).Id)
            : throw NoConversation(conversationId);
    }

    private (Person Account, Destination Destination) DestinationOf(string conversationId, int account)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        var person = AccountAt(account, nameof(account));
        _scheduled.DeliverDue();
        if (_worlds.Of(person).Snapshot().Group(conversationId) is { } group)
            return (person, group);
        var other = People.ById(conversationId) ?? Conversation.OtherOf(person, conversationId);
        return other is not null && other != person ? (person, Destination.OneToOne(person, other)) : throw NoConversation(conversationId);
    }

    private static Person Present(Destination destination, string id, string parameter) =>
        Array.Find(destination.Present, person => string.Equals(person.IdText, id, StringComparison.Ordinal))
        ?? throw new ArgumentException($"The user '{id}' is not in the conversation.", parameter);

    private static ArgumentException NoConversation(string id) => new($"The account has no conversation '{id}' of this kind.", nameof(id));

    private static string TextOf(long id) => id.ToString(CultureInfo.InvariantCulture);
}
