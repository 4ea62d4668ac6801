namespace TwitterDm.Sandbox.World;

/// <summary>The events of one account: generated events, and the changes made by sending and deleting. Thread-safe.</summary>
internal sealed class AccountWorld(Timeline timeline, WorldOptions options)
{
    private readonly object _gate = new();
    private volatile WorldChanges _changes = WorldChanges.None;

    /// <summary>The current state. Later changes do not affect a snapshot.</summary>
    public WorldSnapshot Snapshot() => new(timeline, _changes, options);

    public void Add(SentEvent sent)
    {
        lock (_gate)
            _changes = _changes.With(sent);
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
