using System.Collections.Immutable;

namespace TwitterDm.Sandbox.World;

/// <summary>What a list has got and lost since its world was made. Never changed: each step gives the next one.</summary>
/// <param name="Written">What was written, oldest first; all of it is newer than what is computed.</param>
/// <param name="Removed">The positions of what is computed that are gone.</param>
internal sealed record ListChanges(ImmutableList<WrittenEvent> Written, RemovedPositions Removed)
{
    private static readonly Comparer<WrittenEvent> ById = Comparer<WrittenEvent>.Create((one, other) => one.Event.Id.CompareTo(other.Event.Id));

    public static ListChanges None { get; } = new([], RemovedPositions.None);

    public WrittenEvent? Find(long id)
    {
        var place = PlaceOf(id);
        return place >= 0 ? Written[place] : null;
    }

    public ListChanges With(WrittenEvent written) => this with { Written = Written.Add(written) };

    public ListChanges Without(WrittenEvent written) => this with { Written = Written.RemoveAt(PlaceOf(written.Event.Id)) };

    public ListChanges Without(int position) => this with { Removed = Removed.With(position) };

    private int PlaceOf(long id) => Written.BinarySearch(new WrittenEvent(new SandboxEvent { Id = id }, default), ById);
}
