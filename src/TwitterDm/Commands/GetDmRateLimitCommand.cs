using System.Management.Automation;

namespace TwitterDm.Commands;

/// <summary>
/// The windows of the rate limit, as X last reported them, or an estimate for a number of events; makes no request.
/// </summary>
[Cmdlet(VerbsCommon.Get, "DmRateLimit", DefaultParameterSetName = Windows)]
[OutputType(typeof(DmRateLimit), ParameterSetName = [Windows])]
[OutputType(typeof(DmRateLimitForecast), ParameterSetName = [Forecast])]
public sealed class GetDmRateLimitCommand : DmConnectedCommand
{
    private const string Windows = "Window";
    private const string Forecast = "Forecast";

    /// <summary>How many events to read: estimates the requests and the time.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Forecast)]
    [ValidateRange(1, DmRateLimitForecast.MaxEvents)]
    public int? EventCount { get; set; }

    private protected override void Process()
    {
        if (EventCount is { } count)
            WriteObject(UsedConnection.ForecastEvents(count));
        else
            WriteObject(UsedConnection.ReadRateLimits(), enumerateCollection: true);
    }
}
