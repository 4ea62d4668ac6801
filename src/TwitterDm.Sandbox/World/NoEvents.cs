namespace TwitterDm.Sandbox.World;

/// <summary>A list in which nothing stands.</summary>
internal sealed class NoEvents : IEventList
{
    private NoEvents()
    {
    }

    public static NoEvents List { get; } = new();

    public int Count => 0;

    public EventPlace this[int index] => throw new ArgumentOutOfRangeException(nameof(index), index, "There are no events.");
}
