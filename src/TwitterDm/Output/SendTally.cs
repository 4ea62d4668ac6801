using System.Diagnostics;

namespace TwitterDm.Output;

/// <summary>Counts what becomes of a list of messages.</summary>
/// <param name="client">The client that sends them.</param>
internal sealed class SendTally(DmClient client)
{
    private DateTime _start = DateTime.Now;
    private long _timestamp = Stopwatch.GetTimestamp();
    private int _total;
    private int _sent;
    private int _failed;
    private int _sentBefore;

    // The one that was under way when the user stopped the run.
    private int Unknown => client.WasWriteInterrupted && _sent + _failed + _sentBefore < _total ? 1 : 0;

    /// <summary>Adds a message that is to be sent.</summary>
    public void Add() => _total++;

    /// <summary>Removes a message that the user declined.</summary>
    public void Decline() => _total--;

    /// <summary>Adds a message, or a row of which none could be made, that is not valid.</summary>
    public void AddInvalid()
    {
        _total++;
        _failed++;
    }

    /// <summary>Starts the clock again: the messages were collected, and now they are sent.</summary>
    public void Start()
    {
        _start = DateTime.Now;
        _timestamp = Stopwatch.GetTimestamp();
    }

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
        NotTried = _total - _sent - _failed - _sentBefore - Unknown,
        Requests = client.Requests,
        EstimatedCost = client.EstimatedCost,
        StartedAt = _start,
        Duration = Stopwatch.GetElapsedTime(_timestamp),
    };
}
