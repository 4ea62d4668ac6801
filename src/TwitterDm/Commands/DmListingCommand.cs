using System.Management.Automation;
using TwitterDm.Listing;
using TwitterDm.Output;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that list events: each listing ends with a report.</summary>
public abstract class DmListingCommand : DmLimitedCommand
{
    private ReportList? _reports;

    /// <summary>The name of a variable for the reports; with a plus sign before it, they are added to those in it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReportVariable { get; set; }

    private protected override void Begin()
    {
        if (ReportVariable is not null)
            _reports = new ReportList(SessionState.PSVariable, ReportVariable);
    }

    /// <summary>Writes the events as they come; the report is there however that ends.</summary>
    private protected void WriteEach(DmListing listing, Action<DmEvent> write)
    {
        try
        {
            base.WriteEach(listing, write);
        }
        finally
        {
            if (listing.Report is { } report)
                _reports?.Add(report);
        }
    }
}
