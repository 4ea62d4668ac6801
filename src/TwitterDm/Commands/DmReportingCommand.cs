using System.Management.Automation;
using TwitterDm.Output;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that report what they did, in a variable of the caller.</summary>
public abstract class DmReportingCommand : DmLimitedCommand
{
    private ReportList? _reports;

    /// <summary>The name of a variable for the reports; with a leading plus sign, they are added to its content.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReportVariable { get; set; }

    private protected override void Begin()
    {
        if (ReportVariable is not null)
            _reports = new ReportList(SessionState.PSVariable, ReportVariable);
    }

    /// <summary>Adds a report to the variable, if one is given.</summary>
    private protected void AddReport(object report) => _reports?.Add(report);
}
