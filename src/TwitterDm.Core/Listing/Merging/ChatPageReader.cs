using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Chat;
using TwitterDm.Listing.Pages;
using TwitterDm.Text;

namespace TwitterDm.Listing.Merging;

/// <summary>
/// Reads the pages of an X Chat conversation. A key can come with an older page than the events that it opens, and an edit is verified with
/// the message that it changes; so older pages are read ahead, and kept until they are due, before an event is returned as unreadable or
/// unverified.
/// </summary>
/// <param name="reader">Reads a page, and decrypts its events.</param>
/// <param name="conversation">The conversation.</param>
/// <param name="lookAhead">How many pages may be read ahead.</param>
/// <param name="progress">Reports each page that is read ahead.</param>
/// <param name="isStrict">
/// Whether a page that says nothing about its events cannot be empty, because a checkpoint would skip them permanently.
/// </param>
internal sealed class ChatPageReader(
    ChatReader reader,
    ChatConversation conversation,
    LookAhead lookAhead,
    ListingProgress progress,
    bool isStrict
) : IPageReader
{
    // A message without its key is unreadable; an edit without its target is only unverified, and X bills the events of every page.
    private const int MaxPagesForTarget = 2;

    private readonly Dictionary<string, ChatEventPage> _ahead = new(StringComparer.Ordinal);

    // What was looked for in vain: anybody can claim any version, and any target.
    private readonly RecentIds _missing = new();

    /// <inheritdoc/>
    public string Endpoint => ChatEndpoints.ListOfEvents;

    /// <inheritdoc/>
    public string? Name { get; } = $"conversation {VisibleText.Of(conversation.Id, 60)} of X Chat";

    /// <summary>Whether the first page has neither events nor says that there are none.</summary>
    public bool IsSilent { get; private set; }

    /// <inheritdoc/>
    public async Task<EventPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Token is null || !_ahead.Remove(request.Token, out var page))
        {
            page = await reader.ReadEventsAsync(conversation, request, isStrict, cancellationToken).ConfigureAwait(false);
            if (request.Token is not null)
                lookAhead.Count();
        }

        if (request.Token is null)
            IsSilent = page is { Items.Count: 0, NextToken: null, IsCertainlyEmpty: false };
        try
        {
            await FindMissingAsync(page, request, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException error) when (error.Kind == DmErrorKind.SpendingLimit)
        {
            lookAhead.Fail(error);
        }

        var items = page.Items.Where(item => !item.IsHidden).ToArray();
        return new EventPage(
            new DecodedEvents(items, item => reader.Decode(item)!),
            page.NextToken,
            page.Problems,
            page.MalformedValues,
            page.LacksEnd,
            page.CanBeLast,
            page.Duration)
        {
            Places = [.. items.Select(item => new EventPlace(item.Id, item.Time))],
        };
    }

    /// <inheritdoc/>
    public void ThrowIfClosed() => reader.ThrowIfClosed();

    private async Task FindMissingAsync(ChatEventPage page, PageRequest request, CancellationToken cancellationToken)
    {
        var current = page;
        var limit = lookAhead.Pages;
        for (var pages = 0; Array.Exists(Missing(page), part => pages < LimitOf(part, limit) && !IsBefore(current, part.Time)); pages++)
        {
            if (current.NextToken is not { } next)
                break;
            if (!_ahead.TryGetValue(next, out var older))
            {
                older = await reader
                    .ReadEventsAsync(conversation, request with { Token = next, Size = ChatEndpoints.MaxPage }, isStrict, cancellationToken)
                    .ConfigureAwait(false);
                _ahead[next] = older;
                lookAhead.Count();
                progress.ReportAhead(older.Items.Count, older.Duration, Endpoint, Name);
            }

            // A token that leads back to its own page would never end.
            if (string.Equals(older.NextToken, next, StringComparison.Ordinal))
                break;
            current = older;
        }

        foreach (var part in Missing(page))
            _missing.Add(part.Name);
    }

    private MissingPart[] Missing(ChatEventPage page)
        => [.. page.Items.SelectMany(reader.FindMissing).Where(part => !_missing.Has(part.Name))];

    private static int LimitOf(MissingPart part, int limit) => part.IsKey ? limit : Math.Min(limit, MaxPagesForTarget);

    private static bool IsBefore(ChatEventPage page, DateTimeOffset? time)
        => page.Items.Count > 0 && (Ids.HasTime(page.Items[^1].Id) ? Ids.TimeOf(page.Items[^1].Id) : page.Items[^1].Time) < time;
}
