using TwitterDm.Api;
using TwitterDm.Chat;
using TwitterDm.Chat.Writing;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Sending;

/// <summary>Changes what is in a conversation of X Chat: edits, reactions, deletions, and how far it was read.</summary>
internal sealed class ChatChanges
{
    private readonly SendingContext _context;
    private readonly ChatWriter _writer;
    private readonly RepeatedSender _sender;
    private readonly ChatReader _reader;

    /// <param name="context">The connection.</param>
    public ChatChanges(SendingContext context)
    {
        _context = context;
        _writer = new(context.Chat, context.Client);
        _sender = new(context, _writer);
        _reader = new(context.Chat, context.Client, looksUpPeople: false);
    }

    /// <summary>Gives a message of this account a new text.</summary>
    public async Task<DmMessage> EditAsync(ChatTarget target, string text, CancellationToken cancellationToken)
    {
        var author = await FindAuthorAsync(target, cancellationToken).ConfigureAwait(false);
        if (!IsOwn(author))
            throw target.NotAuthor("edited", author);
        return await SendAsync(
                "the edit",
                target,
                text,
                reaction: null,
                isRemoval: false,
                ChatEntries.Edit(target.EventId, text, TextEntities.In(text)),
                cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Adds a reaction to a message, or takes it back.</summary>
    public async Task<DmMessage> ReactAsync(ChatTarget target, string emoji, bool isRemoval, CancellationToken cancellationToken)
    {
        await FindAuthorAsync(target, cancellationToken).ConfigureAwait(false);
        var entry = isRemoval ? ChatEntries.ReactionRemove(target.EventId, emoji) : ChatEntries.ReactionAdd(target.EventId, emoji);
        return await SendAsync(
                isRemoval ? "the removal of the reaction" : "the reaction",
                target,
                text: null,
                emoji,
                isRemoval,
                entry,
                cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Deletes a message: for this account only, or for everyone.</summary>
    public async Task DeleteAsync(ChatTarget target, bool forEveryone, CancellationToken cancellationToken)
    {
        if (forEveryone)
            await CheckMayDeleteAsync(target, cancellationToken).ConfigureAwait(false);
        var deletion = new WireChatDeletion
        {
            SequenceIds = [target.EventId],
            DeleteMessageAction = forEveryone ? "delete_for_all" : "delete_for_self",
            ActionSignatures = [_writer.Encoder.Sign(target.ConversationId, ChatDetails.Delete([target.EventId], forEveryone))],
        };
        try
        {
            if (!await _context.Client.DeleteChatMessagesAsync(target.ConversationId, deletion, cancellationToken).ConfigureAwait(false))
            {
                throw new DmException(DmErrorKind.Permission, $"X did not delete event {target.EventId}.")
                {
                    RecommendedAction = "Check whether the account is still a member of the conversation.",
                };
            }
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound)
        {
            throw new DmException(exception) { RecommendedAction = ChatTarget.NotFoundAdvice };
        }
    }

    /// <summary>Marks a conversation as read up to its newest event.</summary>
    /// <returns>The id of that event; null if the conversation has none.</returns>
    public async Task<string?> MarkReadAsync(string conversationId, CancellationToken cancellationToken)
    {
        var pages = new ChatPages(_reader, conversationId, 1);
        ChatEventPage page;
        do
            page = await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false);
        while (page is { Items: [], NextToken: not null });
        if (page.Items is not [{ Id: var newest }, ..])
            return null;
        return await _context.Client.MarkChatReadAsync(conversationId, newest, cancellationToken).ConfigureAwait(false)
            ? newest
            : throw new DmException(DmErrorKind.Permission, $"X did not mark the conversation {conversationId} as read.")
            {
                RecommendedAction = "Check whether the account is still a member of it.",
            };
    }

    private async Task CheckMayDeleteAsync(ChatTarget target, CancellationToken cancellationToken)
    {
        var author = await FindAuthorAsync(target, cancellationToken).ConfigureAwait(false);
        if (IsOwn(author))
            return;
        if (!Ids.IsChatGroup(target.ConversationId))
            throw target.NotAuthor("deleted for everyone", author);
        var group = await _reader.ReadConversationAsync(target.ConversationId, ChatMembers.Admins, cancellationToken).ConfigureAwait(false);
        if (!group.AdminIds.Contains(_context.Account.User.Id, StringComparer.Ordinal))
            throw target.NotAdmin(author);
    }

    private async Task<DmMessage> SendAsync(
        string what,
        ChatTarget target,
        string? text,
        string? reaction,
        bool isRemoval,
        ThriftStruct entry,
        CancellationToken cancellationToken)
    {
        var delivery = new ChatDelivery(what, Recipient: null, text, (_, _) => Task.FromResult(entry))
        {
            TargetId = target.EventId,
            Reaction = reaction,
            IsRemoval = isRemoval,
        };
        // A conversation in which there is something to change has begun.
        var encoded = await _writer
            .EncodeInExistingAsync(target.ConversationId, delivery.CreateEntry, cancellationToken)
            .ConfigureAwait(false);
        return await _sender.SendAsync(delivery, encoded, row: null, uncertainSince: null, cancellationToken).ConfigureAwait(false);
    }

    private bool IsOwn(string? author) => string.Equals(author, _context.Account.User.Id, StringComparison.Ordinal);

    // What was read over this connection is not read again. An object can say anything about its author, such as one from a file.
    private async Task<string?> FindAuthorAsync(ChatTarget target, CancellationToken cancellationToken)
        => _context.Chat.RecentMessages.Find(target.ConversationId, target.EventId)?.SenderId
        ?? (
            _context.Account.SeenEvents.Find(target.ConversationId, target.EventId) is { Source: nameof(DmSource.Chat) } seen
                ? seen.SenderId
                : null)
        ?? await new ChatEventFinder(_reader).FindAuthorAsync(target, cancellationToken).ConfigureAwait(false);
}
