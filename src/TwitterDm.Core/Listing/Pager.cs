using System.Runtime.CompilerServices;

namespace TwitterDm.Listing;

/// <summary>
/// Pages as one stream of items, pulled: the next page is asked for when the current one is used up, or, where that is allowed, when more
/// than half of it is.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="fetch">Reads the page of a token; is told how many items of the page before are still to be handed out.</param>
/// <param name="wantsMore">Whether a page beyond the given one will be needed for sure, as far as can be known.</param>
/// <param name="onPage">Hears of each page when its turn comes.</param>
internal sealed class Pager<T>(
    Func<string?, int, CancellationToken, Task<Page<T>>> fetch, Func<Page<T>, int, bool> wantsMore, Action<Page<T>> onPage)
{
    // A token that comes again may be a slip of the API: its page is asked for again before the list counts as a circle.
    private const int MaxTries = 3;

    // One token for each page, so one for a hundred events: the only thing here that grows, by bytes.
    private readonly HashSet<string> _seenTokens = new(StringComparer.Ordinal);

    /// <summary>The token of the page that is being read; null for the first one.</summary>
    public string? Token { get; private set; }

    /// <summary>The token of the page after, once this page's last item is handed out; until then null.</summary>
    public string? NextToken { get; private set; }

    public async IAsyncEnumerable<T> ReadAsync(string? firstToken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Page<T>>? ahead = null;
        Token = firstToken;
        _seenTokens.Add(firstToken ?? string.Empty);
        try
        {
            for (var tries = 1; ;)
            {
                var page = await (ahead ?? fetch(Token, 0, stop.Token)).ConfigureAwait(false);
                ahead = null;
                onPage(page);
                var next = page.NextToken is { } told && _seenTokens.Add(told) ? told : null;
                for (var index = 0; index < page.Items.Count; index++)
                {
                    if (ahead is null && index * 2 > page.Items.Count && next is not null && wantsMore(page, index))
                        ahead = fetch(next, page.Items.Count - index, stop.Token);
                    NextToken = index == page.Items.Count - 1 ? next : null;
                    yield return page.Items[index];
                }

                if (page.NextToken is null)
                    yield break;
                if (next is null && tries++ == MaxTries)
                    throw Circle();
                NextToken = null;
                if (next is not null)
                    (Token, tries) = (next, 1);
            }
        }
        finally
        {
            await AbandonAsync(stop, ahead).ConfigureAwait(false);
        }
    }

    private static DmException Circle() => new(DmErrorKind.Protocol, "The API told a page's token a second time, also when it was asked again: the list would run in a circle.")
    {
        RecommendedAction = "Nothing that was read is lost. Try again later; if it stays, report it to X.",
    };

    // A page that was read ahead and is not wanted any more: its request is cancelled, and its failure is nobody's.
    private static async Task AbandonAsync(CancellationTokenSource stop, Task? ahead)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        if (ahead is not null)
            await ahead.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
