namespace TwitterDm.Sandbox.World;

/// <summary>The events of one account: generated events, and the changes made by sending and deleting. Thread-safe.</summary>
internal sealed class AccountWorld(Timeline timeline, WorldOptions options)
{
    private const int KeptEvents = 10_000;

    private readonly object _gate = new();
    private volatile WorldChanges _changes = WorldChanges.None;

    /// <summary>The current state. Later changes do not affect a snapshot.</summary>
    public WorldSnapshot Snapshot() => new(timeline, _changes, options);

    /// <summary>Adds an event. Only the newest ones are kept, so that the memory has a bound.</summary>
    public void Add(SentEvent sent)
    {
        lock (_gate)
        {
            _changes = _changes.With(sent);
            if (_changes.OfRecent.Sent.Count > KeptEvents)
                _changes = _changes.Without(_changes.OfRecent.Sent[0]);
        }
    }

    /// <summary>Removes an event from this world. Returns false if it does not exist.</summary>
    public bool TryRemove(long id)
    {
        lock (_gate)
        {
            if (Snapshot().Find(id) is not { } location)
                return false;
            _changes = location.Sent is { } sent
                ? _changes.Without(sent)
                : _changes.Without(location.Conversation, timeline.PositionOf(location), timeline.RecentPositionOf(location));
            return true;
        }
    }
}
