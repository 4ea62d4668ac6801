namespace TwitterDm.Listing.Merging;

/// <summary>How many pages a listing may read before they are due, to find keys of conversations.</summary>
/// <param name="query">The query.</param>
internal sealed class LookAhead(DmEventQuery query)
{
    // With a number of events, each request may be one that is never needed. Without one, all pages will be read anyway, and only memory
    // counts.
    private const int ForFirst = 4;
    private const int ForEachPage = 10;

    // As many conversations may need a second page, see PageSizeFor.
    private const int SecondPages = 2;

    private int _left = ForFirst;
    private DmException? _failure;

    /// <summary>The number of pages that may be read ahead of the next one.</summary>
    public int Pages => query.First is null ? ForEachPage : Math.Max(0, _left);

    /// <summary>
    /// The size of a conversation's pages for the first events of all conversations. They come from several, and X bills every event of
    /// each page; with half of them in a page, two conversations at most need another one.
    /// </summary>
    /// <param name="first">The number of events.</param>
    public int PageSizeFor(long first) => (int)Math.Clamp(_left > SecondPages ? (first + 1) / 2 : first, 1, DmEventQuery.MaxPage);

    /// <summary>Counts a page that was read in addition to the first one of its conversation.</summary>
    public void Count() => _left--;

    /// <summary>
    /// Records that the limit of what may be spent forbids to look ahead: the listing ends with this error, but after the events that were
    /// already read, and paid for.
    /// </summary>
    public void Fail(DmException error) => _failure ??= error;

    /// <summary>Throws the error, once nothing is left to return.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.SpendingLimit"/>.</exception>
    public void ThrowIfFailed()
    {
        if (_failure is { } error)
            throw error;
    }
}
