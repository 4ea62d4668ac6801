using TwitterDm.Bench.Speed.Scenarios;

namespace TwitterDm.Bench.Speed.Results;

/// <summary>All measurements of a run of the benchmark.</summary>
internal sealed record SpeedResults(
    int Runs,
    DateTime Date,
    CompiledPowerShell Shell,
    FullListing Listing,
    StartUp StartUp,
    SlowNetwork Network,
    Conversations Conversations,
    Growth Events,
    Growth Chats)
{
    /// <summary>The megabytes of a process over those of an idle PowerShell.</summary>
    public double OverIdle(Way way) => way.Megabytes.Median - Listing.Idle.Megabytes.Median;

    /// <summary>The seconds of what nothing can undercut: the pages read and deserialized, and PowerShell's own start.</summary>
    public double Least => Listing.Floor.Seconds.Median + Listing.Idle.Seconds.Median;
}
