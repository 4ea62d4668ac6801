using System.Security.Cryptography;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Http;

namespace TwitterDm.Chat.Writing;

/// <summary>Writes to X Chat, for one operation.</summary>
internal sealed class ChatWriter
{
    private readonly ChatAccount _chat;
    private readonly ApiClient _client;
    private readonly ConversationKeyFinder _finder;
    private readonly ChatPoster _poster;

    /// <param name="chat">What the connection knows about X Chat; it has a chat key that can sign.</param>
    /// <param name="client">Sends the requests.</param>
    public ChatWriter(ChatAccount chat, ApiClient client)
    {
        // Whoever else is in the conversation costs money to look up, and does not matter here.
        var reader = new ChatReader(chat, client, looksUpPeople: false);
        _chat = chat;
        _client = client;
        _finder = new(chat, reader);
        _poster = new(chat, client, reader);
        Starter = new(chat, client, _finder);
        Encoder = new(chat);
        Previews = new(chat);
    }

    /// <summary>Begins conversations.</summary>
    public ConversationStarter Starter { get; }

    /// <summary>Encrypts and signs.</summary>
    public ChatEncoder Encoder { get; }

    /// <summary>Creates what replies quote.</summary>
    public ReplyPreviews Previews { get; }

    /// <summary>Encrypts a message for a conversation, which begins if necessary.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="createEntry">Creates the contents for a key of the conversation; an attachment is encrypted with the same key.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<EncodedChatMessage> EncodeAsync(
        string conversationId,
        Func<ChatConversationKey, CancellationToken, Task<ThriftStruct>> createEntry,
        CancellationToken cancellationToken)
    {
        var key = await Starter.FindOrStartAsync(conversationId, cancellationToken).ConfigureAwait(false);
        return await EncodeAsync(conversationId, key, createEntry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Encrypts a message for a conversation that exists.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="createEntry">Creates the contents for a key of the conversation.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<EncodedChatMessage> EncodeInExistingAsync(
        string conversationId,
        Func<ChatConversationKey, CancellationToken, Task<ThriftStruct>> createEntry,
        CancellationToken cancellationToken)
    {
        var key = await _finder.FindAsync(conversationId, cancellationToken).ConfigureAwait(false)
            ?? throw ConversationKeyFinder.Unavailable(conversationId);
        return await EncodeAsync(conversationId, key, createEntry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends a message. If X definitely refuses the version of its key, it is encrypted once more with the newest one, under a new id.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="createEntry">Creates its contents again.</param>
    /// <param name="observe">Creates the observer of the attempts to send these bytes.</param>
    /// <param name="cancellationToken">Ends the requests; the message may still arrive.</param>
    /// <exception cref="DmException">X refused it, or its outcome is unknown: see <see cref="DmException.MayHaveHadEffect"/>.</exception>
    public async Task<AcceptedChatMessage> SendAsync(
        EncodedChatMessage message,
        Func<ChatConversationKey, CancellationToken, Task<ThriftStruct>> createEntry,
        Func<EncodedChatMessage, RepeatedAttempts> observe,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _poster.PostAsync(message, observe(message), cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Reason == DmErrorReason.ChatKeyVersionRefused)
        {
            _client.Operation.Verbose(
                $"X refused key version {message.KeyVersion} of the conversation {message.ConversationId}: the message is encrypted again with the newest one. {exception.Message}");
            var key = await _finder
                .FindNewerAsync(message.ConversationId, message.KeyVersion, exception, cancellationToken)
                .ConfigureAwait(false);
            var again = await EncodeAsync(message.ConversationId, key, createEntry, cancellationToken).ConfigureAwait(false);
            return await _poster.PostAsync(again, observe(again), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<EncodedChatMessage> EncodeAsync(
        string conversationId,
        ChatConversationKey key,
        Func<ChatConversationKey, CancellationToken, Task<ThriftStruct>> createEntry,
        CancellationToken cancellationToken)
    {
        try
        {
            return Encoder.Encode(conversationId, await createEntry(key, cancellationToken).ConfigureAwait(false), key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.Key);
        }
    }
}
