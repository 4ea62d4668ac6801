using System.Globalization;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Writing;

/// <summary>Makes events as X's own clients do: encrypts and signs them. Without a signer an event has no signature.</summary>
internal static class ChatEventFactory
{
    /// <summary>Makes an encrypted message event.</summary>
    /// <param name="envelope">What every event has.</param>
    /// <param name="entry">What it carries, by <see cref="ChatEntries"/>.</param>
    /// <param name="key">The conversation key.</param>
    /// <param name="signer">Who signs it.</param>
    /// <param name="settings">How it is sent.</param>
    public static ChatEvent Message(
        ChatEnvelope envelope, ThriftStruct entry, ChatConversationKey key, ChatSigner? signer, ChatMessageSettings? settings = null) =>
        Message(envelope, SecretBox.Seal(key.Key, ThriftCodec.Write(entry)), key.Version, signer, settings);

    /// <summary>Makes a message event of contents that are already encrypted, or are not what they should be.</summary>
    /// <param name="envelope">What every event has.</param>
    /// <param name="contents">The contents.</param>
    /// <param name="keyVersion">The version of the conversation key; null for a message without encryption.</param>
    /// <param name="signer">Who signs it.</param>
    /// <param name="settings">How it is sent.</param>
    public static ChatEvent Message(
        ChatEnvelope envelope, byte[] contents, string? keyVersion, ChatSigner? signer, ChatMessageSettings? settings = null)
    {
        settings ??= new();
        var detail = new ThriftStruct().Add(100, contents).Add(101, keyVersion).AddBool(102, settings.ShouldNotify)
            .AddI64(103, settings.TimeToLiveMilliseconds).AddI64(104, settings.DeliveredAtMilliseconds).AddI32(106, settings.Priority)
            .AddBool(109, settings.IsMessageRequest);
        return Event(envelope, ChatDetails.Of(ChatEventKind.MessageCreateEvent, detail), signer);
    }

    /// <summary>Makes a message event without encryption, which nobody can verify.</summary>
    /// <param name="envelope">What every event has.</param>
    /// <param name="entry">What it carries, by <see cref="ChatEntries"/>.</param>
    /// <param name="settings">How it is sent.</param>
    public static ChatEvent PlainMessage(ChatEnvelope envelope, ThriftStruct entry, ChatMessageSettings? settings = null) =>
        Message(envelope, ThriftCodec.Write(entry), keyVersion: null, signer: null, settings);

    /// <summary>Makes a key change: a copy of the key for each recipient.</summary>
    /// <param name="envelope">What every event has.</param>
    /// <param name="key">The new key.</param>
    /// <param name="recipients">The participants, each with one or more keys.</param>
    /// <param name="signer">Who signs it.</param>
    /// <param name="isRotation">Whether it only replaces an older key.</param>
    public static ChatEvent KeyChange(
        ChatEnvelope envelope, ChatConversationKey key, IEnumerable<ChatRecipient> recipients, ChatSigner? signer, bool isRotation = false)
    {
        var rows = recipients.Select(recipient =>
            new ThriftStruct()
                .Add(1, recipient.UserId)
                .Add(2, ConversationKeys.Wrap(key.Key, recipient.IdentityPublicKey))
                .Add(3, recipient.PublicKeyVersion));
        var detail = new ThriftStruct().Add(1, key.Version).AddStructs(2, rows).AddBool(5, isRotation);
        return Event(envelope, ChatDetails.Of(ChatEventKind.ConversationKeyChangeEvent, detail), signer, key.Key);
    }

    /// <summary>Makes an event of any kind.</summary>
    /// <param name="envelope">What every event has.</param>
    /// <param name="detail">The detail, by <see cref="ChatDetails"/>; null for an event without one.</param>
    /// <param name="signer">Who signs it, if it is of a kind that is signed.</param>
    /// <param name="plainKey">Of a key change: the key.</param>
    public static ChatEvent Event(
        ChatEnvelope envelope,
        ThriftStruct? detail,
        ChatSigner? signer = null,
        ReadOnlySpan<byte> plainKey = default)
    {
        var signature = Sign(Build(envelope, detail, Header(signer)), signer, plainKey);
        return Build(envelope, detail, signature);
    }

    private static ThriftStruct? Header(ChatSigner? signer) => signer is null
        ? null
        : new ThriftStruct().Add(2, signer.KeyVersion).Add(3, signer.SignatureVersion.ToString(CultureInfo.InvariantCulture));

    private static ThriftStruct? Sign(ChatEvent unsigned, ChatSigner? signer, ReadOnlySpan<byte> plainKey)
    {
        if (signer is null || SignedText.Of(unsigned, plainKey) is not { } text)
            return null;
        var signature = new ThriftStruct().Add(1, signer.Keys.Sign(text));
        foreach (var (id, value) in unsigned.Signature!.Fields.Fields)
            signature.Add(id, value);
        return signature.Add(4, signer.NamesPublicKey ? Convert.ToBase64String(signer.Keys.SigningPublicKey!) : null);
    }

    private static ChatEvent Build(ChatEnvelope envelope, ThriftStruct? detail, ThriftStruct? signature) => new(new ThriftStruct()
        .Add(1, envelope.SequenceId).Add(2, envelope.MessageId).Add(3, envelope.SenderId).Add(4, envelope.ConversationId)
        .Add(5, envelope.ConversationToken).Add(6, envelope.CreatedAtMilliseconds.ToString(CultureInfo.InvariantCulture))
        .AddStruct(7, detail).AddI32(8, envelope.RelaySource).AddStruct(9, signature)
        .Add(10, envelope.PreviousSequenceId).AddBool(11, envelope.IsTrusted));
}
