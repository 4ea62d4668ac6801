using System.Text;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Chat;

/// <summary>
/// Names and addresses of pictures, which X Chat encrypts with the conversation's key or leaves plain, without a word which of the two.
/// </summary>
/// <param name="keys">The keys of conversations.</param>
internal sealed class EncryptedText(ConversationKeyring keys)
{
    // A nonce (24 bytes) and a tag (16 bytes) come before the text.
    private const int MinLength = 40;

    /// <summary>The version of the conversation's key that an event is encrypted with; null if it is not encrypted.</summary>
    public static string? KeyVersionOf(ChatEvent content)
        => content.Kind switch
        {
            ChatEventKind.MessageCreateEvent => content.KeyVersion,
            ChatEventKind.GroupChangeEvent
                when content.GroupChange
                    is { Kind: ChatGroupChangeKind.GroupTitleChange or ChatGroupChangeKind.GroupAvatarUrlChange } change
                    && Looks(change.Title ?? change.AvatarUrl) => change.KeyVersion,
            _ => null,
        };

    /// <summary>Whether a text can be encrypted.</summary>
    public static bool Looks(string? text) => Base64Text.Decode(text) is { Length: >= MinLength };

    /// <summary>A text of an event that usually names the version of the key.</summary>
    /// <returns>The text; null if it is encrypted and cannot be decrypted.</returns>
    public string? Read(string conversationId, string? version, string? text)
    {
        if (version is null)
            return Read(conversationId, text);
        if (Base64Text.Decode(text) is not { Length: >= MinLength } encrypted)
            return text;
        return keys.Open(conversationId, version, encrypted) is { } plain ? Encoding.UTF8.GetString(plain) : null;
    }

    /// <summary>A text that does not name the version: the keys are tried, from the newest one to the oldest.</summary>
    /// <returns>The text; null if it looks encrypted and cannot be decrypted.</returns>
    public string? Read(string conversationId, string? text)
    {
        if (Base64Text.Decode(text) is not { Length: >= MinLength } encrypted)
            return text;
        return keys.OpenWithAny(conversationId, encrypted) is { } plain ? Encoding.UTF8.GetString(plain) : null;
    }
}
