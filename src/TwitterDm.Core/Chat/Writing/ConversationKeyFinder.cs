using TwitterDm.Api;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Text;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// Finds the key that a conversation is written to with: the one of the highest version whose change was verified. Keys that are known already cost no
/// request; otherwise the newest events of the conversation are read, which bring its key.
/// </summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="reader">Reads events.</param>
internal sealed class ConversationKeyFinder(ChatAccount chat, ChatReader reader)
{
    // X bills each event, and a key mostly comes beside even a single one.
    private const int FirstPage = 1;
    private const int SecondPage = 10;
    private const int MaxPages = 20;

    /// <summary>Finds the key.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The key, which the caller wipes; null if the conversation does not exist yet, or was never encrypted.</returns>
    /// <exception cref="DmException">The conversation has a key that cannot be used, or it could not be read.</exception>
    public async Task<ChatConversationKey?> FindAsync(string conversationId, CancellationToken cancellationToken)
        => Known(conversationId) ?? await ReadAsync(conversationId, refused: null, cancellationToken).ConfigureAwait(false);

    /// <summary>Finds the key that has replaced another one.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="refused">The version that X no longer accepts.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="DmException">There is no newer key that could be used.</exception>
    public async Task<ChatConversationKey> FindNewerAsync(string conversationId, string refused, CancellationToken cancellationToken)
        => Known(conversationId, refused)
        ?? await ReadAsync(conversationId, refused, cancellationToken).ConfigureAwait(false)
        ?? throw Unavailable(conversationId);

    /// <summary>The key as far as it is known, without a request; null if it is not.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="refused">A version that the key has to be newer than; null for any.</param>
    public ChatConversationKey? Known(string conversationId, string? refused = null)
        => chat.ConversationKeys.LatestVerified(conversationId) is { } latest && (refused is null || Ids.Compare(latest.Version, refused) > 0)
            ? new(latest.Version, latest.Key)
            : null;

    private async Task<ChatConversationKey?> ReadAsync(string conversationId, string? refused, CancellationToken cancellationToken)
    {
        var seen = new SeenKeys(chat, conversationId);
        var request = new PageRequest(FirstPage, Token: null, []);
        for (var pages = 1; pages <= MaxPages; pages++)
        {
            ChatEventPage page;
            try
            {
                page = await reader.ReadEventsAsync(new ChatConversation(conversationId), request, cancellationToken).ConfigureAwait(false);
            }
            // A one-to-one conversation in which nothing was said yet does not exist.
            catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound && pages == 1 && Ids.UsersOf(conversationId).Count == 2)
            {
                return null;
            }

            seen.Add(page);
            if (Known(conversationId, refused) is { } key)
                return key;
            if (page.NextToken is null)
                return seen.HasKey ? throw seen.WhyUnusable() : null;
            request = new(pages == 1 ? SecondPage : ChatEndpoints.MaxPage, page.NextToken, []);
        }

        throw seen.HasKey ? seen.WhyUnusable() : Unavailable(conversationId);
    }

    /// <summary>The error about a key that cannot be found.</summary>
    public static DmException Unavailable(string conversationId) => new(
        DmErrorKind.Permission, $"The key of the conversation {VisibleText.Of(conversationId, 60)} of X Chat was not received, so nothing can be encrypted for it.")
    {
        Reason = DmErrorReason.ChatConversationKeyUnavailable,
    };

    /// <summary>The signs of a key that a conversation's events show, whether or not the key can be used.</summary>
    private sealed class SeenKeys(ChatAccount chat, string conversationId)
    {
        private readonly HashSet<string> _versions = new(StringComparer.Ordinal);

        public bool HasKey => _versions.Count > 0;

        public void Add(ChatEventPage page)
        {
            var changes = page.KeyEvents.Select(ChatItem.Read).Concat(page.Items.Select(item => item.Event)).Select(content => content?.KeyChange?.Version);
            _versions.UnionWith(changes.Concat(page.Items.Select(item => item.KeyVersion)).OfType<string>());
        }

        // A key that was adopted without proof is good enough to read what it opens, and not to tell secrets to whoever made it.
        public DmException WhyUnusable() => _versions.Any(version => chat.ConversationKeys.Has(conversationId, version))
            ? new DmException(
                DmErrorKind.Permission,
                $"The key of the conversation {VisibleText.Of(conversationId, 60)} of X Chat is not verified: nobody whose keys X has registered has signed it. Nothing is encrypted with it.")
            {
                Reason = DmErrorReason.ChatConversationKeyUnverified,
            }
            : Unavailable(conversationId);
    }
}
