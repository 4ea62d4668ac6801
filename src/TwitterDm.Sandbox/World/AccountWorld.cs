namespace TwitterDm.Sandbox.World;

/// <summary>One account's events: those that are computed, and over them what was written and deleted since. Requests come on many threads.</summary>
internal sealed class AccountWorld(Timeline timeline, SandboxOptions options)
{
    private readonly object _gate = new();
    private volatile WorldChanges _changes = WorldChanges.None;

    /// <summary>The world as it is now; what happens later does not change what was looked at.</summary>
    public WorldView Look() => new(timeline, _changes, options);

    public void Add(WrittenEvent written)
    {
        lock (_gate)
            _changes = _changes.With(written);
    }

    /// <summary>Takes an event out of this world; false where it is not there.</summary>
    public bool TryRemove(long id)
    {
        lock (_gate)
        {
            if (Look().Find(id) is not { } place)
                return false;
            _changes = place.Written is { } written
                ? _changes.Without(written)
                : _changes.Without(place.Conversation, timeline.PositionOf(place), timeline.RecentPositionOf(place));
            return true;
        }
    }
}
