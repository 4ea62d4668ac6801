using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Watching;

/// <summary>Counts what a watch uses and returns.</summary>
internal sealed class WatchTally(TimeProvider clock, DmPrices prices)
{
    private readonly long _start = clock.GetTimestamp();
    private decimal _cost;

    public int Polls { get; private set; }

    public long Requests { get; private set; }

    public long Events { get; set; }

    /// <summary>Whether a poll got as far as the events that X had.</summary>
    public bool HasSeenEvents { get; set; }

    /// <summary>Whether the position advanced since the checkpoint was written.</summary>
    public bool HasAdvanced { get; set; }

    public void CountPoll(OperationUsage used)
    {
        Polls++;
        Count(used);
    }

    public void Count(OperationUsage used)
    {
        Requests += used.Requests;
        _cost += used.At(prices);
    }

    /// <summary>A line for the log.</summary>
    public override string ToString()
        => FormattableString.Invariant(
            $"Watched for {WatchText.Of(clock.GetElapsedTime(_start))}: {CountText.Of(Events, "event")}, {CountText.Of(Polls, "poll")}, {CountText.Of(Requests, "request")}, an estimated cost of {_cost:0.00##} US dollars.");
}
