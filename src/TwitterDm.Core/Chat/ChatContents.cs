using System.Security.Cryptography;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.Chat;

/// <summary>The contents of a message, or why they cannot be read.</summary>
/// <param name="Entry">The contents; null if they cannot be read.</param>
/// <param name="State">Whether they can.</param>
internal sealed record OpenedContents(ChatEntry? Entry, DmContentState State);

/// <summary>Decrypts the contents of messages.</summary>
/// <param name="chat">What the connection knows about X Chat.</param>
internal sealed class ChatContents(ChatAccount chat)
{
    /// <summary>Reads the contents of a message, which is decrypted once.</summary>
    /// <param name="item">The event.</param>
    public OpenedContents Read(ChatItem item)
    {
        if (chat.IsClosed)
            item.Contents = null;
        if (item.Contents is { } known)
            return known;
        var contents = Read(item.Event!, item.Conversation.Id);
        // Its key can still come with another page.
        if (contents.State != DmContentState.Undecryptable)
            item.Contents = contents;
        return contents;
    }

    /// <summary>Reads the contents of a message.</summary>
    /// <param name="content">The event.</param>
    /// <param name="conversationId">The conversation whose keys open it.</param>
    public OpenedContents Read(ChatEvent content, string conversationId)
    {
        if (content.Contents is not { } contents)
            return new(null, DmContentState.Malformed);
        if (content.IsPlain)
            return Parse(contents);
        if (!chat.HasKey)
            return new(null, DmContentState.NoKey);
        return chat.ConversationKeys.Open(conversationId, content.KeyVersion!, contents) is { } plain
            ? Parse(plain)
            : new(null, DmContentState.Undecryptable);
    }

    /// <summary>
    /// Reads the contents of an original that a reply carries, also with the changes of the key that the reply carries beside it.
    /// </summary>
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

    private static OpenedContents Parse(byte[] plain)
    {
        try
        {
            return new(ChatEntry.Read(plain), DmContentState.Readable);
        }
        catch (MalformedThriftException)
        {
            return new(null, DmContentState.Malformed);
        }
    }
}
