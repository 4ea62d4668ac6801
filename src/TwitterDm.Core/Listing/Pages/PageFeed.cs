using TwitterDm.Api;

namespace TwitterDm.Listing.Pages;

/// <summary>Reads the pages of a query one after the other, following the pagination tokens; can read the next page ahead.</summary>
/// <param name="reader">Reads each page.</param>
/// <param name="query">The query.</param>
/// <param name="sizer">Chooses the sizes of the pages.</param>
/// <param name="firstToken">The token of the first page; null for the beginning of the list.</param>
internal sealed class PageFeed(IPageReader reader, DmEventQuery query, PageSizer sizer, string? firstToken) : IAsyncDisposable
{
    // A repeated token, or a page that lacks its end, may be a glitch of the API: the page is requested again before the list ends.
    private const int MaxTries = 3;

    private readonly CancellationTokenSource _stop = new();
    private readonly PageGuard _guard = new(firstToken);

    private EventPage? _current;
    private Task<EventPage>? _request;
    private int _tries = 1;

    /// <summary>The endpoint that the pages come from, as the rate limit names it.</summary>
    public string Endpoint => reader.Endpoint;

    /// <summary>The list as the log names it; null for the only list of its kind.</summary>
    public string? Name => reader.Name;

    /// <summary>The token of the current page, or of the page that is being read; null for the first page of the list.</summary>
    public string? Token { get; private set; } = firstToken;

    /// <summary>The token of the page after the current one; null at the end, or if the API returned a token for the second time.</summary>
    public string? NextToken { get; private set; }

    /// <summary>Whether the current page was requested before, with the same token.</summary>
    public bool IsRetry => _tries > 1;

    /// <summary>At the end of the list, whether the last page did not say that it was the last one.</summary>
    public bool IsEndAssumed { get; private set; }

    /// <summary>Whether a request is under way, or its page was not looked at yet.</summary>
    public bool IsReading => _request is not null;

    /// <summary>Reads the next page. Cancelling does not lose it: the next call awaits the same request.</summary>
    /// <param name="wanted">How many more events are wanted; null for as many as fit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The page; null at the end of the list.</returns>
    /// <exception cref="DmException">The page could not be read, or the list repeats itself.</exception>
    public async Task<EventPage?> ReadNextAsync(long? wanted, CancellationToken cancellationToken)
    {
        if (_current is not null && !MoveNext(_current))
            return null;
        reader.ThrowIfClosed();
        _request ??= RequestAsync(Token, wanted);
        // A request that has completed by now would let a cancelled wait succeed.
        cancellationToken.ThrowIfCancellationRequested();
        _current = await _request.WaitAsync(cancellationToken).ConfigureAwait(false);
        _request = null;
        NextToken = _current.NextToken is { } next && _guard.IsNew(next) ? next : null;
        return _current;
    }

    /// <summary>Starts to read the page after the current one, unless that was done or there is none.</summary>
    /// <param name="wanted">How many events are wanted of it; null for as many as fit.</param>
    public void ReadAhead(long? wanted)
    {
        if (NextToken is not null)
            _request ??= RequestAsync(NextToken, wanted);
    }

    /// <summary>Cancels a request that is still under way; its outcome no longer matters.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_request is not null)
            await ((Task)_request).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private Task<EventPage> RequestAsync(string? token, long? wanted)
        => reader.ReadPageAsync(new PageRequest(sizer.Next(wanted), token, query.EventTypes), _stop.Token);

    // Without a token to go on with, the same page is requested again, unless it is certainly the last one.
    private bool MoveNext(EventPage page)
    {
        if (NextToken is null)
        {
            if (page is { NextToken: null, LacksEnd: false } || (_tries == MaxTries && EndsHere(page)))
                return false;
            _tries++;
        }
        else
        {
            _guard.CountPage(page.Events.Count);
            (Token, NextToken, _tries) = (NextToken, null, 1);
        }

        _current = null;
        return true;
    }

    private bool EndsHere(EventPage page)
    {
        if (page.NextToken is not null)
            throw PageGuard.Repeated(MaxTries);
        IsEndAssumed = page.CanBeLast ? true : throw PageCheck.WithoutEnd(page.Problems is [var problem, ..] ? problem : null);
        return true;
    }
}
