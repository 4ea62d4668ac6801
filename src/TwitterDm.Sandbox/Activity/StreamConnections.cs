namespace TwitterDm.Sandbox.Activity;

/// <summary>The connections to the stream: those that are open, and the last ones that are not. Thread-safe.</summary>
internal sealed class StreamConnections
{
    /// <summary>The most connections that an app can have at a time.</summary>
    public const int MaxOpen = 2;

    private const int MaxKept = 100;

    private readonly object _gate = new();
    private readonly List<StreamConnection> _all = [];

    /// <summary>All connections, newest first.</summary>
    public IReadOnlyList<StreamConnection> All
    {
        get
        {
            lock (_gate)
                return [.. _all.AsEnumerable().Reverse()];
        }
    }

    /// <summary>Opens a connection, or returns null if there are too many.</summary>
    public StreamConnection? TryOpen(Func<string, StreamConnection> open)
    {
        lock (_gate)
        {
            if (_all.Count(IsOpen) >= MaxOpen)
                return null;
            if (_all.Count >= MaxKept)
                _all.Remove(_all.First(connection => !IsOpen(connection)));
            var opened = open(Guid.NewGuid().ToString());
            _all.Add(opened);
            return opened;
        }
    }

    public void Publish(ActivityLine line)
    {
        lock (_gate)
        {
            foreach (var connection in _all.Where(IsOpen))
                connection.Add(line);
        }
    }

    /// <summary>Ends a connection. Returns false if it is not open.</summary>
    public bool End(string id, string reason)
    {
        lock (_gate)
        {
            if (_all.Find(connection => IsOpen(connection) && string.Equals(connection.Id, id, StringComparison.OrdinalIgnoreCase))
                is not { } open)
            {
                return false;
            }

            open.End(reason);
            return true;
        }
    }

    private static bool IsOpen(StreamConnection connection) => connection.DisconnectedAt is null;
}
