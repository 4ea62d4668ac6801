using System.Security.Cryptography;
using TwitterDm.Api;
using TwitterDm.Text;

namespace TwitterDm.Chat;

/// <summary>
/// Finds the key that a file of X Chat takes: that of the version that its message was encrypted with. If the version is not known, because
/// the event comes from another process, the file itself tells which of the conversation's keys it is. Keys that are not known are in the
/// events of the conversation.
/// </summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="reader">Reads events.</param>
internal sealed class FileKeyFinder(ChatAccount chat, ChatReader reader)
{
    // X bills each event, and keys mostly come beside even a single one.
    private const int FirstPage = 1;
    private const int MaxPages = 20;

    /// <summary>Finds the key.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="version">The version of the message; null if it is not known.</param>
    /// <param name="fits">Whether a key is the right one.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The key, which the caller wipes; null if no key of the version, or of the conversation, is the right one.</returns>
    /// <exception cref="DmException">There is no chat key, or the conversation's key could not be read.</exception>
    public async Task<byte[]?> FindAsync(
        string conversationId,
        string? version,
        Predicate<byte[]> fits,
        CancellationToken cancellationToken)
    {
        ThrowIfNoChatKey();
        if (Known(conversationId, version, fits) is { } known)
            return known;
        if (version is not null && chat.ConversationKeys.Has(conversationId, version))
            return null;
        var pages = new ChatPages(reader, conversationId, FirstPage, ChatEndpoints.MaxPage);
        for (var count = 1; count <= MaxPages; count++)
        {
            var page = await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false);
            if (Known(conversationId, version, fits) is { } key)
                return key;
            if (page.NextToken is null || (version is not null && chat.ConversationKeys.Has(conversationId, version)))
                break;
        }

        return chat.ConversationKeys.CopyOf(conversationId, version) is { Count: > 0 } others
            ? Wiped(others)
            : throw Unavailable(conversationId);
    }

    /// <summary>Throws if no key can be found, because the connection has no chat key.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.ChatKey"/>.</exception>
    public void ThrowIfNoChatKey()
    {
        if (!chat.HasKey)
        {
            throw new DmException(
                DmErrorKind.ChatKey,
                "The attachments of encrypted messages need the account's chat key, which this connection does not have.")
            {
                Reason = DmErrorReason.ChatKeyMissing,
            };
        }
    }

    private byte[]? Known(string conversationId, string? version, Predicate<byte[]> fits)
    {
        byte[]? found = null;
        foreach (var key in chat.ConversationKeys.CopyOf(conversationId, version))
        {
            if (found is null && fits(key))
                found = key;
            else
                CryptographicOperations.ZeroMemory(key);
        }

        return found;
    }

    private static byte[]? Wiped(IReadOnlyList<byte[]> keys)
    {
        foreach (var key in keys)
            CryptographicOperations.ZeroMemory(key);
        return null;
    }

    private static DmException Unavailable(string conversationId)
        => new(
            DmErrorKind.NotFound,
            $"The key of the conversation {VisibleText.Of(conversationId, 60)} of X Chat was not received, so its attachments cannot be decrypted.")
        {
            RecommendedAction =
                "The message may be older than this account's membership, or was encrypted for keys that the account has replaced.",
        };
}
