using TwitterDm.Listing.Checkpoints;

namespace TwitterDm.Listing.Pages;

/// <summary>A running listing: one list, or several that are merged.</summary>
internal interface IListingRun : IAsyncDisposable
{
    /// <summary>Why it ended; null while it is running.</summary>
    DmStopReason? StopReason { get; }

    /// <summary>The id of the last event that was returned; null if there was none.</summary>
    string? LastEventId { get; }

    /// <summary>The newest classic event that was passed; null if there was none.</summary>
    (string Id, DateTimeOffset At)? NewestClassic { get; }

    /// <summary>How far X Chat was read, after everything was; null if it was not read, or without a checkpoint.</summary>
    ChatPosition? ToCheckpoint();

    /// <summary>Reads the next page, or returns the rest of a page that was not enumerated to its end.</summary>
    /// <returns>The events of the page, filtered during enumeration; null at the end.</returns>
    /// <exception cref="DmException">The page could not be read.</exception>
    Task<IEnumerable<DmEvent>?> ReadPageAsync(CancellationToken cancellationToken);

    /// <summary>The token with which a query resumes after the last event; null if nothing was returned yet.</summary>
    string? ToToken();
}
