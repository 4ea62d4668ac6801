using TwitterDm.Chat;
using TwitterDm.Chat.Writing;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Media;
using TwitterDm.Sending.Journal;

namespace TwitterDm.Sending;

/// <summary>
/// Sends messages by X Chat, each exactly once: the id and the encrypted bytes are made once, are in the journal before the first attempt,
/// and are repeated until the outcome is known, also by a later run.
/// </summary>
internal sealed class ChatSender
{
    private readonly SendingContext _context;
    private readonly ChatWriter _writer;
    private readonly RepeatedSender _sender;

    // What is wrong with a conversation is found once, and not again for each of its messages.
    private readonly Dictionary<string, DmException> _unusable = new(StringComparer.Ordinal);

    /// <param name="context">The connection.</param>
    public ChatSender(SendingContext context)
    {
        _context = context;
        _writer = new(context.Chat, context.Client);
        _sender = new(context, _writer);
    }

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="recipient">The user; null for a message into a conversation.</param>
    /// <param name="row">Its row in the journal; null without one.</param>
    /// <param name="cancellationToken">Cancels the requests and the waits.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>, or why it was certainly not sent.</exception>
    public async Task<DmMessage> SendAsync(
        DmCheckedMessage message,
        DmUser? recipient,
        JournalRow? row,
        CancellationToken cancellationToken)
    {
        var own = _context.Account.User;
        if (string.Equals(recipient?.Id, own.Id, StringComparison.Ordinal))
            throw RecipientErrors.OwnAccount(message.Message.To);
        var conversationId = recipient is null
            ? ChatConversation.IdOf(message.Message.ConversationId!, own.Id)
            : Ids.OneToOne(own.Id, recipient.Id);
        var delivery = CreateDelivery(conversationId, message, recipient);
        var encoded = await EncodeAsync(conversationId, delivery, cancellationToken).ConfigureAwait(false);
        return await DeliverAsync(delivery, encoded, row, uncertainSince: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Goes on with a message that an earlier run has encrypted: the same bytes are sent, whether or not they were sent before.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="row">Its row in the journal.</param>
    /// <param name="encoded">What the row contains.</param>
    /// <param name="cancellationToken">Cancels the requests and the waits.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>, or why it was certainly not sent.</exception>
    public async Task<DmMessage> ResumeAsync(
        DmCheckedMessage message,
        JournalRow row,
        EncodedChatMessage encoded,
        CancellationToken cancellationToken)
    {
        var account = _context.Account;
        CheckConversation(message.Message, encoded);
        // The outcome of what may have arrived is still worth a request.
        if (!row.IsUncertain)
            ThrowIfUnusable(encoded.ConversationId);
        var other = message.Message.To is null
            ? null
            : Ids.UsersOf(encoded.ConversationId).FirstOrDefault(id => !string.Equals(id, account.User.Id, StringComparison.Ordinal));
        var recipient = other is null
            ? null
            : account.Users.Find(other) ?? new DmUser { Id = other, Username = message.Message.To!.Username };
        return await DeliverAsync(
                CreateDelivery(encoded.ConversationId, message, recipient),
                encoded,
                row,
                row.IsUncertain ? row.At : null,
                cancellationToken)
            .ConfigureAwait(false);
    }

    // A journal is a file that anybody can edit: what was encrypted for one conversation must not be sent into another.
    private void CheckConversation(DmOutgoingMessage message, EncodedChatMessage encoded)
    {
        var own = _context.Account.User.Id;
        var userId = _context.Account.FindUserId(message.To);
        var isRight = (message.ConversationId, userId) switch
        {
            ({ } given, _) => string.Equals(ChatConversation.IdOf(given, own), encoded.ConversationId, StringComparison.Ordinal),
            (_, { } user) => string.Equals(Ids.OneToOne(own, user), encoded.ConversationId, StringComparison.Ordinal),
            _ => Ids.UsersOf(encoded.ConversationId).Contains(own, StringComparer.Ordinal),
        };
        if (!isRight)
            throw JournalErrors.OtherConversation(message, encoded.ConversationId);
    }

    private async Task<DmMessage> DeliverAsync(
        ChatDelivery delivery,
        EncodedChatMessage encoded,
        JournalRow? row,
        DateTimeOffset? uncertainSince,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _sender.SendAsync(delivery, encoded, row, uncertainSince, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (IsAboutConversation(exception))
        {
            _unusable[encoded.ConversationId] = exception;
            throw;
        }
    }

    // What X would answer to the next message into the conversation, too.
    private static bool IsAboutConversation(DmException exception) => exception.Reason is DmErrorReason.ChatConversationKeyUnavailable
        or DmErrorReason.ChatConversationKeyUnverified or DmErrorReason.ChatParticipantWithoutKeys or DmErrorReason.ChatKeyVersionRefused
        or DmErrorReason.ChatConversationNotAccepted or DmErrorReason.ChatRecipientKeysChanged or DmErrorReason.ChatNotMember;

    private void ThrowIfUnusable(string conversationId)
    {
        if (_unusable.TryGetValue(conversationId, out var error))
            throw error;
    }

    private async Task<EncodedChatMessage> EncodeAsync(string conversationId, ChatDelivery delivery, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(conversationId);
        try
        {
            return await _writer.EncodeAsync(conversationId, delivery.CreateEntry, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound || IsAboutConversation(exception))
        {
            _unusable[conversationId] = exception;
            throw;
        }
    }

    private ChatDelivery CreateDelivery(string conversationId, DmCheckedMessage message, DmUser? recipient)
        => new("the message", recipient, message.Message.Text, async (key, cancellationToken) =>
        {
            var text = message.Message.Text;
            ThriftStruct[]? attachments = message.File is { } file
                ? [await UploadAsync(conversationId, file, key, cancellationToken).ConfigureAwait(false)]
                : null;
            return ChatEntries.Message(
                text ?? string.Empty,
                TextEntities.In(text),
                attachments,
                _writer.Previews.Of(conversationId, message.Message.ReplyToId));
        });

    private async Task<ThriftStruct> UploadAsync(
        string conversationId,
        MediaFile file,
        ChatConversationKey key,
        CancellationToken cancellationToken)
    {
        var upload = new EncryptedUpload(_context.Client, file, _context.Account.Clock);
        var hashKey = await upload.RunAsync(conversationId.Replace('-', ':'), key.Key, cancellationToken).ConfigureAwait(false);
        return ChatAttachments.Media(hashKey, TypeOf(file), file.Length, Path.GetFileName(file.FullPath));
    }

    private static ChatMediaType TypeOf(MediaFile file) => (file.MediaType, Path.GetExtension(file.FullPath).ToUpperInvariant()) switch
    {
        (MediaSignature.Gif, _) => ChatMediaType.Gif,
        ({ } type, _) when type.StartsWith("image/", StringComparison.Ordinal) => ChatMediaType.Image,
        ({ } type, _) when type.StartsWith("video/", StringComparison.Ordinal) => ChatMediaType.Video,
        (_, ".MP3" or ".M4A" or ".AAC" or ".OGG" or ".OPUS" or ".WAV" or ".FLAC") => ChatMediaType.Audio,
        (_, ".SVG") => ChatMediaType.Svg,
        _ => ChatMediaType.File,
    };
}
