using TwitterDm.Listing.Checkpoints;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>The events of a query. They are asked for while they are enumerated; each enumeration begins anew.</summary>
public sealed class DmListing : IAsyncEnumerable<DmEvent>
{
    private readonly ListingContext _context;
    private readonly DmEventQuery _query;
    private EventListing? _latest;

    internal DmListing(ListingContext context, DmEventQuery query)
    {
        _context = context;
        _query = query;
    }

    /// <summary>What the latest enumeration saw, however it ended; null as long as none has ended.</summary>
    public DmListingReport? Report => _latest?.Report;

    /// <summary>Whether the checkpoint waits, when the listing has ended, for <see cref="PreparedCheckpoint"/> to be committed.</summary>
    internal bool HoldsCheckpoint { get; init; }

    /// <summary>The checkpoint that waits; null when the listing did not end well, or there is nothing new.</summary>
    public PreparedCheckpoint? PreparedCheckpoint => _latest?.PreparedCheckpoint;

    /// <inheritdoc/>
    public IAsyncEnumerator<DmEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var listing = new EventListing(_context, _query, HoldsCheckpoint);
        _latest = listing;
        return listing.ReadAsync(cancellationToken);
    }
}
