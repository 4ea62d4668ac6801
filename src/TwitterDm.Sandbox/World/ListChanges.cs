using System.Collections.Immutable;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>The events that were added to and removed from a list. This type is immutable.</summary>
/// <param name="Sent">The sent events, oldest first. They are newer than all generated events.</param>
/// <param name="Removed">The positions of removed generated events.</param>
internal sealed record ListChanges(ImmutableList<SentEvent> Sent, RemovedPositions Removed)
{
    private static readonly Comparer<SentEvent> ById = Comparer<SentEvent>.Create((one, other) => one.Event.Id.CompareTo(other.Event.Id));

    public static ListChanges None { get; } = new([], RemovedPositions.None);

    public SentEvent? Find(long id)
    {
        var index = IndexOf(id);
        return index >= 0 ? Sent[index] : null;
    }

    public ListChanges With(SentEvent sent) => this with { Sent = Sent.Add(sent) };

    public ListChanges Without(SentEvent sent) => this with { Sent = Sent.RemoveAt(IndexOf(sent.Event.Id)) };

    public ListChanges Without(int position) => this with { Removed = Removed.With(position) };

    private int IndexOf(long id) => Sent.BinarySearch(new SentEvent(new DmEvent { Id = id }, default), ById);
}

/// <summary>A list with changes: the sent events, followed by the remaining generated ones.</summary>
internal sealed class ChangedEvents(IEventList generated, ListChanges changes, int sentCount) : IEventList
{
    public int Count => sentCount + generated.Count - changes.Removed.Count;

    public EventLocation this[int index] => index < sentCount
        ? new EventLocation(changes.Sent[sentCount - 1 - index])
        : generated[changes.Removed.PositionOf(index - sentCount)];
}
