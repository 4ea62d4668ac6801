using System.Security.Cryptography;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.Chat;

/// <summary>Decrypts the contents of messages.</summary>
/// <param name="chat">What the connection knows about X Chat.</param>
internal sealed class ChatContents(ChatAccount chat)
{
    /// <summary>Reads the contents of a message.</summary>
    /// <param name="content">The event.</param>
    /// <param name="conversationId">The conversation whose keys open it.</param>
    /// <returns>The contents, or why they cannot be read.</returns>
    public (ChatEntry? Entry, DmContentState State) Read(ChatEvent content, string conversationId)
    {
        if (content.Contents is not { } contents)
            return (null, DmContentState.Malformed);
        if (content.IsPlain)
            return Parse(contents);
        if (!chat.HasKey)
            return (null, DmContentState.NoKey);
        return chat.ConversationKeys.Open(conversationId, content.KeyVersion!, contents) is { } plain ? Parse(plain) : (null, DmContentState.Undecryptable);
    }

    /// <summary>Reads the contents of an original that a reply carries, also with the changes of the key that the reply carries beside it.</summary>
    public ChatEntry? Read(ChatEvent content, string conversationId, IEnumerable<ChatEvent> keyChanges)
    {
        if (Read(content, conversationId).Entry is { } entry)
            return entry;
        if (content is not { IsPlain: false, Contents: { } contents })
            return null;
        foreach (var change in keyChanges.Where(change => string.Equals(change.KeyChange?.Version, content.KeyVersion, StringComparison.Ordinal)))
        {
            var key = chat.KeyChanges.OpenVerified(change, conversationId);
            var plain = key is null ? null : SecretBox.Open(key, contents);
            CryptographicOperations.ZeroMemory(key);
            if (plain is not null)
                return Parse(plain).Entry;
        }

        return null;
    }

    private static (ChatEntry? Entry, DmContentState State) Parse(byte[] plain)
    {
        try
        {
            return (ChatEntry.Read(plain), DmContentState.Readable);
        }
        catch (MalformedThriftException)
        {
            return (null, DmContentState.Malformed);
        }
    }
}
