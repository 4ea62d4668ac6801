using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TwitterDm.Sandbox.Activity;

/// <summary>One connection to the stream. One thread reads it.</summary>
internal sealed class StreamConnection
{
    private const int MaxWaiting = 10_000;

    // X promises a sign of life at least this often.
    private static readonly TimeSpan KeepAlivePeriod = TimeSpan.FromSeconds(20);

    private readonly Channel<ActivityLine> _lines = Channel.CreateUnbounded<ActivityLine>();
    private readonly TimeProvider _clock;
    private readonly IScheduledEvents _scheduled;
    private readonly DateTimeOffset? _until;
    private DateTimeOffset _lastWrite;

    public StreamConnection(
        string id,
        TimeProvider clock,
        IScheduledEvents scheduled,
        IEnumerable<ActivityLine> past,
        DateTimeOffset? until)
    {
        (Id, _clock, _scheduled, _until) = (id, clock, scheduled, until);
        ConnectedAt = _lastWrite = clock.GetUtcNow();
        foreach (var line in past)
            _lines.Writer.TryWrite(line);
    }

    /// <summary>A UUID.</summary>
    public string Id { get; }

    public DateTimeOffset ConnectedAt { get; }

    public DateTimeOffset? DisconnectedAt { get; private set; }

    /// <summary>Why the connection ended, or null.</summary>
    public string? DisconnectReason { get; private set; }

    /// <summary>Adds a line, or disconnects a client that does not read.</summary>
    public void Add(ActivityLine line)
    {
        if (_lines.Reader.Count >= MaxWaiting)
            End(StreamLines.FullBuffer);
        else
            _lines.Writer.TryWrite(line);
    }

    /// <summary>
    /// Ends the connection. The reader still gets what was published before, and then the reason, unless it is the client that closed.
    /// </summary>
    public void End(string reason)
    {
        if (DisconnectedAt is not null)
            return;
        (DisconnectedAt, DisconnectReason) = (_clock.GetUtcNow(), reason);
        _lines.Writer.TryComplete();
    }

    /// <summary>Reads the lines as they come, with an empty one after each period without any.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_lines.Reader.TryRead(out var line))
            {
                if (line.At > _until)
                    continue;
                _lastWrite = _clock.GetUtcNow();
                yield return line.Bytes;
            }

            if (_clock.GetUtcNow() > _until)
                yield break;
            if (_lines.Reader.Completion.IsCompleted)
            {
                yield return StreamLines.Disconnect(DisconnectReason!);
                yield break;
            }

            if (await WaitAsync(cancellationToken).ConfigureAwait(false))
                continue;
            _scheduled.DeliverDue();
            if (_clock.GetUtcNow() - _lastWrite >= KeepAlivePeriod && _lines.Reader.Count == 0)
            {
                _lastWrite = _clock.GetUtcNow();
                yield return StreamLines.KeepAlive;
            }
        }
    }

    // Returns whether there is something to read. Otherwise something else is due.
    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset?[] dues = [_lastWrite + KeepAlivePeriod, _scheduled.NextDue, _until + TimeSpan.FromMilliseconds(1)];
        var wait = dues.Min()!.Value - _clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            return false;
        using var timer = new CancellationTokenSource(wait, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await _lines.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
