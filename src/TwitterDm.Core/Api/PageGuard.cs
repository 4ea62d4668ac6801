namespace TwitterDm.Api;

/// <summary>Makes sure that a list comes to an end: no pagination token a second time, and not too many empty pages in a row.</summary>
/// <param name="firstToken">The token of the first page; null for the beginning of the list.</param>
internal sealed class PageGuard(string? firstToken = null)
{
    private const int MaxEmptyPages = 100;

    // One token per page: the only memory here that grows with the list, by a few bytes per hundred events.
    private readonly HashSet<string> _seenTokens = new([firstToken ?? string.Empty], StringComparer.Ordinal);

    private int _emptyPages;

    /// <summary>Records a token; false if it was returned before.</summary>
    public bool IsNew(string token) => _seenTokens.Add(token);

    /// <summary>Counts a page that another one follows.</summary>
    /// <param name="count">How many events it has.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: there are too many empty ones in a row.</exception>
    public void CountPage(int count)
    {
        _emptyPages = count == 0 ? _emptyPages + 1 : 0;
        if (_emptyPages > MaxEmptyPages)
            throw Endless($"more than {MaxEmptyPages} empty pages in a row, each with a pagination token, so that the list may never end");
    }

    /// <summary>Follows the token of a page to the next one.</summary>
    /// <param name="token">The token.</param>
    /// <param name="count">How many events the page has.</param>
    /// <returns>The token.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: the list would never end.</exception>
    public string Follow(string token, int count)
    {
        if (!IsNew(token))
            throw Repeated();
        CountPage(count);
        return token;
    }

    /// <summary>The error about a token that was returned before.</summary>
    /// <param name="tries">How many times in a row; 1 for a page that was not requested again.</param>
    public static DmException Repeated(int tries = 1)
        => Endless(
            $"the same pagination token again{(tries > 1 ? $", {tries} times in a row" : string.Empty)}, so that the list would never end");

    private static DmException Endless(string what) => new(DmErrorKind.Protocol, $"The API returned {what}.")
    {
        RecommendedAction = "Try again later. No event is lost. If the error persists, report it to X.",
    };
}
