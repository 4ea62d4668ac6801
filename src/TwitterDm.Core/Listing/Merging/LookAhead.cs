namespace TwitterDm.Listing.Merging;

/// <summary>How many pages a listing may read before they are due, to find keys of conversations.</summary>
/// <param name="query">The query.</param>
internal sealed class LookAhead(DmEventQuery query)
{
    // With a number of events, each request may be one that is never needed. Without one, all pages will be read anyway, and only memory counts.
    private const int ForFirst = 2;
    private const int ForEachPage = 10;

    private int _left = ForFirst;

    /// <summary>The number of pages that may be read ahead of the next one.</summary>
    public int Pages => query.First is null ? ForEachPage : _left;

    /// <summary>Counts a page that was read ahead.</summary>
    public void Count() => _left--;
}
