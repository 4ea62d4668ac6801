using TwitterDm.Api;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Chat.Writing;

/// <summary>Encrypts and signs what the account sends.</summary>
/// <param name="chat">What the connection knows about X Chat; it has a chat key that can sign.</param>
internal sealed class ChatEncoder(ChatAccount chat)
{
    /// <summary>Who signs.</summary>
    public ChatSigner Signer => new(chat.Key!.PrivateKeys, chat.Key.Version);

    /// <summary>Encrypts and signs the contents of a message event, under a new id.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="entry">The contents.</param>
    /// <param name="key">The conversation's key.</param>
    public EncodedChatMessage Encode(string conversationId, ThriftStruct entry, ChatConversationKey key)
    {
        var message = ChatEventFactory.Message(CreateEnvelope(conversationId), entry, key, Signer);
        return new(conversationId, message.MessageId!, key.Version, Base64(message.Detail), Base64(message.Signature!.Fields));
    }

    /// <summary>Signs an action, under a new id.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="detail">What is done.</param>
    public WireActionSignature Sign(string conversationId, ThriftStruct detail)
        => ToAction(ChatEventFactory.Event(CreateEnvelope(conversationId), detail, Signer));

    /// <summary>An event that was signed, as a request carries it.</summary>
    public static WireActionSignature ToAction(ChatEvent action) => new()
    {
        MessageId = action.MessageId!,
        EncodedMessageEventDetail = Base64(action.Fields.Struct(7)!),
        MessageEventSignature = new()
        {
            Signature = action.Signature!.Value!,
            PublicKeyVersion = action.Signature.KeyVersion!,
            SignatureVersion = action.Signature.Fields.Text(3)!,
        },
    };

    /// <summary>What every event of the account has. X assigns the sequence id; nothing of the time is signed.</summary>
    public ChatEnvelope CreateEnvelope(string conversationId)
        => new(
            string.Empty,
            Guid.NewGuid().ToString(),
            chat.Account.User.Id,
            conversationId.Replace('-', ':'),
            chat.Account.ServerNow.ToUnixTimeMilliseconds());

    private static string Base64(ThriftStruct fields) => Convert.ToBase64String(ThriftCodec.Write(fields));
}
