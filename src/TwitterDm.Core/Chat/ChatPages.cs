using TwitterDm.Api;

namespace TwitterDm.Chat;

/// <summary>Reads the pages of a conversation one after the other, from the newest events on, to look for something in them.</summary>
/// <param name="reader">Reads a page.</param>
/// <param name="conversationId">The conversation.</param>
/// <param name="sizes">How many events to request with each page; the last size is that of all further ones.</param>
internal sealed class ChatPages(ChatReader reader, string conversationId, params int[] sizes)
{
    private readonly ChatConversation _conversation = new(conversationId);
    private readonly PageGuard _guard = new();
    private ChatEventPage? _page;
    private int _count;

    /// <summary>Reads the first page, or the one that follows the page before, which has a token.</summary>
    /// <exception cref="DmException">The page could not be read, or the list would never end.</exception>
    public async Task<ChatEventPage> ReadNextAsync(CancellationToken cancellationToken)
    {
        var token = _page is null ? null : _guard.Follow(_page.NextToken!, _page.Items.Count);
        var size = sizes[Math.Min(_count++, sizes.Length - 1)];
        return _page = await reader
            .ReadEventsAsync(_conversation, new PageRequest(size, token, []), cancellationToken)
            .ConfigureAwait(false);
    }
}
