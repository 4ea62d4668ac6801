using TwitterDm.Api;
using TwitterDm.Chat;
using TwitterDm.Listing.Pages;
using TwitterDm.Text;

namespace TwitterDm.Listing.Merging;

/// <summary>
/// Reads the pages of an X Chat conversation. A key can come with an older page than the events that it opens; so older pages are read ahead, and kept until
/// they are due, before an event is returned as unreadable.
/// </summary>
/// <param name="reader">Reads a page, and decrypts its events.</param>
/// <param name="conversation">The conversation.</param>
/// <param name="lookAhead">How many pages may be read ahead.</param>
/// <param name="isStrict">Whether a page that says nothing about its events cannot be empty, because a checkpoint would skip them permanently.</param>
internal sealed class ChatPageReader(ChatReader reader, ChatConversation conversation, LookAhead lookAhead, bool isStrict) : IPageReader
{
    // The clocks of the person who made a key and of X can differ.
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    private readonly Dictionary<string, ChatEventPage> _ahead = new(StringComparer.Ordinal);

    // Keys that were looked for in vain: anybody can claim any version.
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Endpoint => ChatEndpoints.ListOfEvents;

    /// <inheritdoc/>
    public string? Name { get; } = $"conversation {VisibleText.Of(conversation.Id, 60)} of X Chat";

    /// <inheritdoc/>
    public async Task<EventPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Token is null || !_ahead.Remove(request.Token, out var page))
        {
            page = await reader.ReadEventsAsync(conversation, request, isStrict, cancellationToken).ConfigureAwait(false);
            if (request.Token is not null)
                lookAhead.Count();
        }

        await FindKeysAsync(page, request, cancellationToken).ConfigureAwait(false);
        var items = page.Items.Where(item => !item.IsHidden).ToArray();
        return new EventPage(
            new DecodedEvents(items, item => reader.Decode(item)!), page.NextToken, page.Problems, page.MalformedValues, page.LacksEnd, page.CanBeLast, page.Duration)
        {
            Places = [.. items.Select(item => new EventPlace(item.Id, item.Time))],
        };
    }

    /// <inheritdoc/>
    public void ThrowIfClosed() => reader.ThrowIfClosed();

    private async Task FindKeysAsync(ChatEventPage page, PageRequest request, CancellationToken cancellationToken)
    {
        var current = page;
        for (var pages = lookAhead.Pages; pages > 0 && Missing(page) is { Length: > 0 } missing && !missing.All(item => IsBefore(current, item.KeyTime)); pages--)
        {
            if (current.NextToken is not { } next)
                break;
            if (!_ahead.TryGetValue(next, out var older))
            {
                older = await reader.ReadEventsAsync(conversation, request with { Token = next, Size = ChatEndpoints.MaxPage }, isStrict, cancellationToken).ConfigureAwait(false);
                _ahead[next] = older;
                lookAhead.Count();
            }

            // A token that leads back to its own page would never end.
            if (string.Equals(older.NextToken, next, StringComparison.Ordinal))
                break;
            current = older;
        }

        foreach (var item in Missing(page))
            _missing.Add(item.KeyVersion!);
    }

    private ChatItem[] Missing(ChatEventPage page) => [.. page.Items.Where(item => reader.IsKeyMissing(item) && !_missing.Contains(item.KeyVersion!))];

    private static bool IsBefore(ChatEventPage page, DateTimeOffset? made)
        => page.Items.Count > 0 && page.Items[^1].Time < made - Tolerance;
}
