using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>A list of events under the name that its page tokens are sealed to.</summary>
internal sealed record EventList(string Name, IEventList Events)
{
    public static EventList Empty(string name) => new(name, new NoEvents());

    private sealed class NoEvents : IEventList
    {
        public int Count => 0;

        public EventPlace this[int index] => throw new ArgumentOutOfRangeException(nameof(index), index, "There are no events.");
    }
}
