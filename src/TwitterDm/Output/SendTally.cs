using System.Diagnostics;

namespace TwitterDm.Output;

/// <summary>Counts what becomes of a list of messages.</summary>
/// <param name="total">The number of messages.</param>
/// <param name="client">The client that sends them.</param>
internal sealed class SendTally(int total, DmClient client)
{
    private readonly DateTime _start = DateTime.Now;
    private readonly long _timestamp = Stopwatch.GetTimestamp();
    private int _sent;
    private int _failed;
    private int _sentBefore;

    // The one that was under way when the user stopped the run.
    private int Unknown => client.WasWriteInterrupted && _sent + _failed + _sentBefore < total ? 1 : 0;

    public void Count(DmSendResult result)
    {
        if (result.WasSentBefore)
            _sentBefore++;
        else if (result.Sent is not null)
            _sent++;
        else if (result.Error is { IsNotTried: false })
            _failed++;
    }

    /// <summary>The report; a message without a result was not tried.</summary>
    public DmSendReport ToReport() => new()
    {
        Unknown = Unknown,
        Sent = _sent,
        Failed = _failed,
        SentBefore = _sentBefore,
        NotTried = total - _sent - _failed - _sentBefore - Unknown,
        Requests = client.Requests,
        EstimatedCost = client.EstimatedCost,
        StartedAt = _start,
        Duration = Stopwatch.GetElapsedTime(_timestamp),
    };
}
