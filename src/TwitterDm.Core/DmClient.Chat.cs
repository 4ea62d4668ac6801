using TwitterDm.Sending;

namespace TwitterDm;

/// <content>Changing what is in the conversations of X Chat.</content>
public sealed partial class DmClient
{
    /// <summary>Gives a message of X Chat that this account sent a new text.</summary>
    /// <param name="target">The message, with its conversation. An edit stands for the message that it changed.</param>
    /// <param name="text">The new text, which replaces the old one for everyone.</param>
    /// <param name="cancellationToken">Ends the requests; the edit may still arrive.</param>
    /// <returns>The edit as it was sent.</returns>
    /// <exception cref="DmException">
    /// The text or the message is not valid, or the message is somebody else's; or the edit was not sent, or could not be confirmed.
    /// </exception>
    public Task<DmMessage> EditMessageAsync(DmEventReference target, string text, CancellationToken cancellationToken = default)
    {
        var (checkedTarget, checkedText) = CheckEdit(target, text);
        return Changes().EditAsync(checkedTarget, checkedText, cancellationToken);
    }

    /// <summary>Adds a reaction to a message of X Chat.</summary>
    /// <param name="target">The message, with its conversation. A reaction stands for the message that it is about.</param>
    /// <param name="reaction">A single emoji.</param>
    /// <param name="cancellationToken">Ends the requests; the reaction may still arrive.</param>
    /// <returns>The reaction as it was sent.</returns>
    /// <exception cref="DmException">The reaction or the message is not valid; or it was not sent, or could not be confirmed.</exception>
    public Task<DmMessage> AddReactionAsync(DmEventReference target, string reaction, CancellationToken cancellationToken = default)
        => ReactAsync(target, reaction, isRemoval: false, cancellationToken);

    /// <summary>Takes a reaction to a message of X Chat back.</summary>
    /// <param name="target">The message, with its conversation. A reaction stands for the message that it is about.</param>
    /// <param name="reaction">The emoji of the reaction.</param>
    /// <param name="cancellationToken">Ends the requests; the removal may still arrive.</param>
    /// <returns>The removal as it was sent.</returns>
    /// <exception cref="DmException">The reaction or the message is not valid; or it was not sent, or could not be confirmed.</exception>
    public Task<DmMessage> RemoveReactionAsync(DmEventReference target, string reaction, CancellationToken cancellationToken = default)
        => ReactAsync(target, reaction, isRemoval: true, cancellationToken);

    /// <summary>Deletes a message of X Chat.</summary>
    /// <param name="target">The message, with its conversation.</param>
    /// <param name="forEveryone">
    /// Whether it is deleted for everyone: a message that this account sent, or as an admin of a group, that of anyone. Otherwise for this
    /// account only.
    /// </param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The end of the request.</returns>
    /// <exception cref="DmException">The message is not valid, or may not be deleted; or X refused.</exception>
    public Task DeleteChatEventAsync(DmEventReference target, bool forEveryone, CancellationToken cancellationToken = default)
        => Changes().DeleteAsync(CheckDeletion(target, forEveryone), forEveryone, cancellationToken);

    /// <summary>Marks a conversation of X Chat as read up to its newest event.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The id of the newest event; null if the conversation has none.</returns>
    /// <exception cref="DmException">There is no such conversation, or X refused.</exception>
    public Task<string?> MarkAsReadAsync(string conversationId, CancellationToken cancellationToken = default)
        => Changes().MarkReadAsync(CheckMarkAsRead(conversationId), cancellationToken);

    /// <summary>Validates an edit, without a request.</summary>
    /// <param name="target">The message.</param>
    /// <param name="text">The new text.</param>
    /// <exception cref="DmException">Says what is wrong.</exception>
    public void ThrowIfInvalidEdit(DmEventReference target, string? text) => CheckEdit(target, text);

    /// <summary>Validates a reaction, without a request.</summary>
    /// <param name="target">The message.</param>
    /// <param name="reaction">The emoji.</param>
    /// <exception cref="DmException">Says what is wrong.</exception>
    public void ThrowIfInvalidReaction(DmEventReference target, string? reaction)
    {
        ChatRules.CheckReaction(reaction);
        CheckChange(target, "reacted to");
    }

    /// <summary>Validates the deletion of a message of X Chat, without a request.</summary>
    /// <param name="target">The message.</param>
    /// <param name="forEveryone">Whether it is deleted for everyone, which is possible with messages only.</param>
    /// <exception cref="DmException">Says what is wrong.</exception>
    public void ThrowIfInvalidDeletion(DmEventReference target, bool forEveryone) => CheckDeletion(target, forEveryone);

    /// <summary>Validates the id of a conversation of X Chat, without a request.</summary>
    /// <param name="conversationId">The id.</param>
    /// <returns>The id in its usual form.</returns>
    /// <exception cref="DmException">Says what is wrong.</exception>
    public string CheckMarkAsRead(string? conversationId)
    {
        var id = ChatRules.CheckConversation(conversationId, _connection.User.Id);
        ChatRules.CheckCanWrite(_connection.Scopes);
        WarnIfConversationRounded(id);
        return id;
    }

    private async Task<DmMessage> ReactAsync(DmEventReference target, string reaction, bool isRemoval, CancellationToken cancellationToken)
    {
        var emoji = ChatRules.CheckReaction(reaction);
        return await Changes().ReactAsync(CheckChange(target, "reacted to"), emoji, isRemoval, cancellationToken).ConfigureAwait(false);
    }

    private (ChatTarget Target, string Text) CheckEdit(DmEventReference target, string? text)
    {
        ArgumentNullException.ThrowIfNull(target);
        var checkedText = MessageValidator.CheckText(text, $"the edit of event {target}")
            ?? throw DmException.BadInput(
                $"The new text of event {target} is empty.",
                "Give a text that is not only white space. To remove a message, delete it.");
        var checkedTarget = CheckChange(target, "edited");
        if (checkedTarget.SenderId is { } sender && !string.Equals(sender, _connection.User.Id, StringComparison.Ordinal))
            throw checkedTarget.NotAuthor("edited", sender);
        return (checkedTarget, checkedText);
    }

    private ChatTarget CheckDeletion(DmEventReference target, bool forEveryone)
    {
        var checkedTarget = CheckChange(target, forEveryone ? "deleted for everyone" : null);
        if (forEveryone
            && checkedTarget.SenderId is { } sender
            && !Ids.IsChatGroup(checkedTarget.ConversationId)
            && !string.Equals(sender, _connection.User.Id, StringComparison.Ordinal))
        {
            throw checkedTarget.NotAuthor("deleted for everyone", sender);
        }

        return checkedTarget;
    }

    // Only messages are changed; anything can be deleted from the account's own view.
    private ChatTarget CheckChange(DmEventReference target, string? change)
    {
        ArgumentNullException.ThrowIfNull(target);
        target = _connection.Recognize(target);
        var id = target.CheckedId();
        if (change is not null && !target.IsMessage)
        {
            throw DmException.BadInput(
                $"Event {id} is not a message ({(target.IsMalformed ? "its content is malformed" : target.EventType)}), so it cannot be {change}.",
                DmErrorReason.NotAMessage,
                id);
        }

        if (target.Source is { } source && !string.Equals(source, nameof(DmSource.Chat), StringComparison.OrdinalIgnoreCase))
        {
            throw DmException.BadInput(
                $"Event {id} is not one of X Chat, so it cannot be changed like this.",
                DmErrorReason.ClassicEventUnchangeable,
                id);
        }

        if (string.IsNullOrWhiteSpace(target.ConversationId))
        {
            throw DmException.BadInput(
                $"Event {id} is given without its conversation, which X Chat requires.",
                DmErrorReason.ConversationMissing,
                id);
        }

        var conversationId = ChatRules.CheckConversation(target.ConversationId, _connection.User.Id);
        ChatRules.CheckCanSend(_connection.Chat, _connection.Scopes, DmErrorReason.ChatKeyMissing);
        WarnAboutEvent(id);
        WarnIfConversationRounded(conversationId);
        return new(conversationId, id, target.SenderId);
    }

    private ChatChanges Changes() => new(_connection.SendingContext(_client.Value));
}
