using TwitterDm.Chat;
using TwitterDm.Chat.Writing;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Media;
using TwitterDm.Sending.Journal;
using TwitterDm.Text;

namespace TwitterDm.Sending;

/// <summary>
/// Sends messages by X Chat, each exactly once: the id and the encrypted bytes are made once, are in the journal before the first attempt, and are repeated
/// until the outcome is known, also by a later run.
/// </summary>
/// <param name="context">The connection.</param>
internal sealed class ChatSender(SendingContext context)
{
    private readonly ChatWriter _writer = new(context.Chat, context.Client);

    // What is wrong with a conversation is found once, and not again for each of its messages.
    private readonly Dictionary<string, DmException> _unusable = new(StringComparer.Ordinal);

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="recipient">The user; null for a message into a conversation.</param>
    /// <param name="row">Its row in the journal; null without one.</param>
    /// <param name="cancellationToken">Cancels the requests and the waits.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>, or why it was certainly not sent.</exception>
    public async Task<DmMessage> SendAsync(DmCheckedMessage message, DmUser? recipient, JournalRow? row, CancellationToken cancellationToken)
    {
        var conversationId = recipient is null
            ? ChatConversation.IdOf(message.Message.ConversationId!, context.Account.User.Id)
            : Ids.OneToOne(context.Account.User.Id, recipient.Id);
        var encoded = await EncodeAsync(conversationId, message, cancellationToken).ConfigureAwait(false);
        return await SendAsync(encoded, message, recipient, row, uncertainSince: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with a message that an earlier run has encrypted: the same bytes are sent, whether or not they were sent before.</summary>
    /// <param name="message">The message.</param>
    /// <param name="row">Its row in the journal.</param>
    /// <param name="encoded">What the row contains.</param>
    /// <param name="cancellationToken">Cancels the requests and the waits.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>, or why it was certainly not sent.</exception>
    public Task<DmMessage> ResumeAsync(DmCheckedMessage message, JournalRow row, EncodedChatMessage encoded, CancellationToken cancellationToken)
    {
        var other = message.Message.To is null ? null : Ids.UsersOf(encoded.ConversationId).FirstOrDefault(id => !string.Equals(id, context.Account.User.Id, StringComparison.Ordinal));
        var recipient = other is null ? null : context.Account.Users.Find(other) ?? new DmUser { Id = other, Username = message.Message.To!.Username };
        return SendAsync(encoded, message, recipient, row, row.IsUncertain ? row.At : null, cancellationToken);
    }

    private async Task<EncodedChatMessage> EncodeAsync(string conversationId, DmCheckedMessage message, CancellationToken cancellationToken)
    {
        if (_unusable.TryGetValue(conversationId, out var error))
            throw error;
        try
        {
            return await _writer.EncodeAsync(conversationId, CreateEntry(conversationId, message), cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound || exception.Reason is DmErrorReason.ChatConversationKeyUnavailable
            or DmErrorReason.ChatConversationKeyUnverified or DmErrorReason.ChatParticipantWithoutKeys)
        {
            _unusable[conversationId] = exception;
            throw;
        }
    }

    private async Task<DmMessage> SendAsync(
        EncodedChatMessage encoded, DmCheckedMessage message, DmUser? recipient, JournalRow? row, DateTimeOffset? uncertainSince, CancellationToken cancellationToken)
    {
        var attempts = new RepeatedAttempts(context.Account, uncertainSince);
        var current = encoded;
        try
        {
            var accepted = await _writer.SendAsync(encoded, CreateEntry(encoded.ConversationId, message), Observe, cancellationToken).ConfigureAwait(false);
            context.Account.SentEvents.Claim(accepted.SequenceId);
            return ToMessage(current, message, recipient, accepted.SequenceId, accepted.At);
        }
        // An error that nothing foresees can come after X accepted the message.
        catch (Exception exception) when (attempts.StartedAt is not null && (exception is DmException { MayHaveHadEffect: true } or not (DmException or OperationCanceledException)))
        {
            var cause = exception as DmException ?? DmException.Unexpected(exception);
            throw new DmException(
                cause, $"Delivery of the message to {Describe(current, recipient)} could not be confirmed: {ExceptionText.Sentence(cause.Message)}", DmErrorKind.SendUncertain)
            {
                Reason = DmErrorReason.ChatSendUncertain,
                RecommendedAction = null,
                UncertainMessage = ToMessage(current, message, recipient, eventId: null, attempts.StartedAt.Value),
            };
        }

        // What is encrypted again is another message, of which nothing was sent yet.
        RepeatedAttempts Observe(EncodedChatMessage bytes)
        {
            current = bytes;
            return attempts = new(context.Account, ReferenceEquals(bytes, encoded) ? uncertainSince : null)
            {
                Starting = at => row?.RecordSending(at, bytes),
                Unsent = at => row?.RecordUnsent(at),
            };
        }
    }

    private Func<ChatConversationKey, CancellationToken, Task<ThriftStruct>> CreateEntry(string conversationId, DmCheckedMessage message) => async (key, cancellationToken) =>
    {
        var text = message.Message.Text;
        ThriftStruct[]? attachments = message.File is { } file ? [await UploadAsync(conversationId, file, key, cancellationToken).ConfigureAwait(false)] : null;
        return ChatEntries.Message(text ?? string.Empty, TextEntities.In(text), attachments, _writer.Previews.Of(conversationId, message.Message.ReplyToId));
    };

    private async Task<ThriftStruct> UploadAsync(string conversationId, MediaFile file, ChatConversationKey key, CancellationToken cancellationToken)
    {
        var hashKey = await new EncryptedUpload(context.Client, file, context.Account.Clock).RunAsync(conversationId.Replace('-', ':'), key.Key, cancellationToken).ConfigureAwait(false);
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

    private static DmMessage ToMessage(EncodedChatMessage encoded, DmCheckedMessage message, DmUser? recipient, string? eventId, DateTimeOffset at) => new()
    {
        EventId = eventId,
        MessageId = encoded.MessageId,
        Source = nameof(DmSource.Chat),
        ConversationId = encoded.ConversationId,
        Recipient = recipient,
        SentAtUtc = at,
        Text = message.Message.Text,
    };

    private static string Describe(EncodedChatMessage message, DmUser? recipient) => recipient?.ToString() ?? message.ConversationId;
}
