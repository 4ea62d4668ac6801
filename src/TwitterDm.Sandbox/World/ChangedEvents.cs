namespace TwitterDm.Sandbox.World;

/// <summary>A list with its changes: first what was written, then what is left of what is computed.</summary>
internal sealed class ChangedEvents(IEventList computed, ListChanges changes, int writtenCount) : IEventList
{
    public int Count => writtenCount + computed.Count - changes.Removed.Count;

    public EventPlace this[int index] => index < writtenCount
        ? new EventPlace(changes.Written[writtenCount - 1 - index])
        : computed[changes.Removed.PositionOf(index - writtenCount)];
}
