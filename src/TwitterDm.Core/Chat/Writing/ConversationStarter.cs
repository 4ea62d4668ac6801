using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using TwitterDm.Api;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Http;
using TwitterDm.Text;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// Begins conversations: makes their key, encrypts it for all participants, and signs that. A conversation that has a key never gets
/// another one here.
/// </summary>
/// <param name="chat">What the connection knows about X Chat; it has a chat key that can sign.</param>
/// <param name="client">Sends the requests.</param>
/// <param name="finder">Finds the keys of conversations.</param>
internal sealed class ConversationStarter(ChatAccount chat, ApiClient client, ConversationKeyFinder finder)
{
    private const int MaxTries = 3;

    private readonly ChatEncoder _encoder = new(chat);
    private readonly ChatRecipients _recipients = new(chat, client);

    /// <summary>Finds the key of a conversation, which begins if it is a one-to-one conversation without a key.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The key, which the caller wipes.</returns>
    /// <exception cref="DmException">The conversation has a key that cannot be used, or could not begin.</exception>
    public async Task<ChatConversationKey> FindOrStartAsync(string conversationId, CancellationToken cancellationToken)
    {
        if (await finder.FindAsync(conversationId, cancellationToken).ConfigureAwait(false) is { } key)
            return key;
        var users = Ids.UsersOf(conversationId);
        if (users.Count == 0)
            throw ConversationKeyFinder.Unavailable(conversationId);
        await chat.StartTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another operation of this connection may have begun it in the meantime.
            return finder.Known(conversationId) ?? await StartAsync(conversationId, users, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            chat.StartTurn.Release();
        }
    }

    /// <summary>Creates a group.</summary>
    /// <param name="otherIds">The other members.</param>
    /// <param name="name">Its name; null for none.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The id of the group, whose key is known from now on.</returns>
    /// <exception cref="DmException">A member has no public keys, or X refused.</exception>
    public async Task<string> CreateGroupAsync(IReadOnlyList<string> otherIds, string? name, CancellationToken cancellationToken)
    {
        var own = chat.Account.User.Id;
        string[] members = [own, .. otherIds];
        var recipients = await _recipients.FindAsync(members, cancellationToken).ConfigureAwait(false);
        var id = await client.InitializeChatGroupAsync(cancellationToken).ConfigureAwait(false);
        var key = NewKey();
        try
        {
            // X shows the name to members only, as it does with names that are changed later.
            var title = name is null ? null : Convert.ToBase64String(SecretBox.Seal(key.Key, Encoding.UTF8.GetBytes(name)));
            var change = SignChange(id, key, recipients);
            await CreateAsync(
                    new()
                    {
                        ConversationId = id,
                        ConversationKeyVersion = key.Version,
                        ConversationParticipantKeys = RowsOf(change),
                        GroupMembers = members,
                        GroupAdmins = [own],
                        GroupName = title,
                        ActionSignatures =
                        [
                            _encoder.Sign(id, ChatGroupDetails.Create(members, [own], key.Version, title)),
                            ChatEncoder.ToAction(change),
                        ],
                    },
                    cancellationToken)
                .ConfigureAwait(false);
            chat.ConversationKeys.Add(id, key.Version, key.Key, isVerified: true);
            chat.Account.Conversations.AddChat(id);
            chat.Account.RoundedIds.Add(id);
            return id;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.Key);
        }
    }

    // The id is reserved for this group, so the group either exists or can be created again. Once the outcome of an attempt is unknown, a
    // refusal says nothing about that attempt.
    private async Task CreateAsync(WireNewChatGroup group, CancellationToken cancellationToken)
    {
        var isUncertain = false;
        for (var tries = 1; ; tries++)
        {
            try
            {
                await client.CreateChatGroupAsync(group, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (DmException exception) when (isUncertain |= exception.MayHaveHadEffect)
            {
                if (await FindAsync(group.ConversationId, exception, cancellationToken).ConfigureAwait(false))
                    return;
                if (tries == MaxTries || !exception.MayHaveHadEffect)
                    throw Uncertain(group.ConversationId, exception.Message, exception);
                client.Operation.Verbose($"X does not show the new group: it is created again. {exception.Message}");
            }
        }
    }

    private async Task<bool> FindAsync(string id, DmException cause, CancellationToken cancellationToken)
    {
        try
        {
            return await ExistsAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            throw Uncertain(id, $"{ExceptionText.Sentence(cause.Message)} It could not be looked for: {exception.Message}", exception);
        }
    }

    private static DmException Uncertain(string id, string why, DmException cause)
        => new(cause, $"The group {id} may have been created, without its first message: {why}", DmErrorKind.SendUncertain)
        {
            Reason = DmErrorReason.ChatGroupUncertain,
            RecommendedAction = null,
            Target = id,
        };

    private async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetChatConversationAsync(id, ChatMembers.None, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DmException exception) when (exception.Kind is DmErrorKind.NotFound or DmErrorKind.Permission && !exception.EndsRun)
        {
            return false;
        }
    }

    private async Task<ChatConversationKey> StartAsync(
        string conversationId,
        IReadOnlyList<string> users,
        CancellationToken cancellationToken)
    {
        var recipients = await _recipients.FindAsync(users, cancellationToken).ConfigureAwait(false);
        var key = NewKey();
        var change = SignChange(conversationId, key, recipients);
        var request = new WireNewChatKey
        {
            ConversationKeyVersion = key.Version,
            ConversationParticipantKeys = RowsOf(change),
            ActionSignatures = [ChatEncoder.ToAction(change)],
        };
        try
        {
            return await AddAsync(conversationId, request, key, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            CryptographicOperations.ZeroMemory(key.Key);
            // Only the key is uncertain, if anything: without one, no message has left.
            throw new DmException(
                exception,
                $"The conversation {conversationId} of X Chat could not be begun, so no message was sent: {exception.Message}")
            {
                MayHaveHadEffect = false,
            };
        }
    }

    private async Task<ChatConversationKey> AddAsync(
        string conversationId,
        WireNewChatKey request,
        ChatConversationKey key,
        CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await client.AddChatKeyAsync(conversationId, request, cancellationToken).ConfigureAwait(false);
                chat.ConversationKeys.Add(conversationId, key.Version, key.Key, isVerified: true);
                chat.Account.Conversations.AddChat(conversationId);
                chat.Account.RoundedIds.Add(conversationId);
                return key;
            }
            catch (DmException exception) when (exception.MayHaveHadEffect || exception.StatusCode == HttpStatusCode.Conflict)
            {
                // The conversation shows whether this key arrived, or whether the other one has begun at the same time.
                if (await finder.FindAsync(conversationId, cancellationToken).ConfigureAwait(false) is { } known)
                {
                    CryptographicOperations.ZeroMemory(key.Key);
                    return known;
                }

                if (!exception.MayHaveHadEffect || tries == MaxTries)
                    throw;
                client.Operation.Verbose(
                    $"The conversation {conversationId} of X Chat does not show its new key: it is sent again. {exception.Message}");
            }
        }
    }

    private ChatConversationKey NewKey()
        => new(chat.Account.ServerNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), ConversationKeys.New());

    private ChatEvent SignChange(string conversationId, ChatConversationKey key, IReadOnlyList<ChatRecipient> recipients)
        => ChatEventFactory.KeyChange(_encoder.CreateEnvelope(conversationId), key, recipients, _encoder.Signer);

    private static WireParticipantKey[] RowsOf(ChatEvent change) =>
    [
        .. change.KeyChange!.ParticipantKeys.Select(row => new WireParticipantKey
        {
            UserId = row.UserId!,
            EncryptedConversationKey = row.EncryptedKey!,
            PublicKeyVersion = row.PublicKeyVersion!,
        }),
    ];
}
