using TwitterDm.Listing.Checkpoints;
using TwitterDm.Notices;

namespace TwitterDm.Listing;

/// <summary>The events of a query. They are asked for while they are enumerated; each enumeration begins anew.</summary>
public sealed class DmListing : IAsyncEnumerable<DmEvent>
{
    private readonly DmConnection _connection;
    private readonly DmCallOptions _options;
    private readonly DmEventQuery _query;
    private EventListing? _latest;

    internal DmListing(DmConnection connection, DmCallOptions options, DmEventQuery query)
    {
        _connection = connection;
        _options = options;
        _query = query;
    }

    /// <summary>What the latest enumeration saw, however it ended; null as long as none has ended.</summary>
    public DmListingReport? Report => _latest?.Report;

    /// <summary>Whether the checkpoint waits, when the listing has ended, for <see cref="PreparedCheckpoint"/> to be committed.</summary>
    internal bool HoldsCheckpoint { get; init; }

    /// <summary>The checkpoint that waits; null when the listing did not end well, or there is nothing new.</summary>
    internal PreparedCheckpoint? PreparedCheckpoint => _latest?.PreparedCheckpoint;

    /// <inheritdoc/>
    public IAsyncEnumerator<DmEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var listing = new EventListing(_connection, _options, _query, HoldsCheckpoint);
        _latest = listing;
        return listing.ReadAsync(cancellationToken);
    }
}
