namespace TwitterDm.Listing.Pages;

/// <summary>
/// Chooses how many events to request: a full page, but not more than are wanted, since X bills every event. With a start, after which
/// few events are expected, the first page is small, and each following page is twice as large; likewise where few events are of the types
/// that are wanted.
/// </summary>
/// <param name="query">The query.</param>
/// <param name="isFiltered">Whether the pages contain events of other types than those that the query asks for.</param>
/// <param name="known">How many known events to expect before those at which the query ends, because others can be among them.</param>
internal sealed class PageSizer(DmEventQuery query, bool isFiltered = false, int known = 0)
{
    private const int FirstAfterStart = 10;

    private int _growing = Math.Min(DmEventQuery.MaxPage, FirstAfterStart + known);

    /// <summary>The size of the next page.</summary>
    /// <param name="wanted">How many events are still wanted; null for all.</param>
    public int Next(long? wanted)
    {
        var size = query.PageSize ?? DmEventQuery.MaxPage;
        if (query.PageSize is null && (query.SinceId is not null || query.Since is not null || (isFiltered && wanted is not null)))
        {
            size = _growing;
            _growing = Math.Min(DmEventQuery.MaxPage, _growing * 2);
        }

        return isFiltered ? size : (int)Math.Clamp(wanted ?? size, 1, size);
    }
}
