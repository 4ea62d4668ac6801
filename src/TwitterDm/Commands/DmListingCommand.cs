using TwitterDm.Listing;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that list events, with a report for each listing.</summary>
public abstract class DmListingCommand : DmReportingCommand
{
    /// <summary>Handles each event of a listing before the next page is read; adds the report, however the listing ends.</summary>
    /// <param name="listing">The listing.</param>
    /// <param name="handle">Handles an event.</param>
    private protected void ForEachEvent(DmListing listing, Action<DmEvent> handle)
    {
        try
        {
            while (Await(listing.ReadPageAsync(StopToken)) is { } page)
            {
                foreach (var item in page)
                {
                    handle(item);
                    ShowNotices();
                }
            }
        }
        finally
        {
            // Nothing may be written here: Select-Object -First may have stopped the pipeline.
            listing.DisposeAsync().AsTask().GetAwaiter().GetResult();
            AddReport(listing.Report!);
        }
    }
}
