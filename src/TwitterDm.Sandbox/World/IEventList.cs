namespace TwitterDm.Sandbox.World;

/// <summary>A list of events, newest first as in X's responses.</summary>
internal interface IEventList
{
    int Count { get; }

    EventLocation this[int index] { get; }
}

/// <summary>A list without events.</summary>
internal sealed class EmptyEventList : IEventList
{
    private EmptyEventList()
    {
    }

    public static EmptyEventList Instance { get; } = new();

    public int Count => 0;

    public EventLocation this[int index] => throw new ArgumentOutOfRangeException(nameof(index), index, "The list is empty.");
}
