using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>A list of events under the name that its page tokens are sealed to.</summary>
internal sealed record EventList(string Name, IEventList Events)
{
    public static EventList Empty(string name) => new(name, NoEvents.List);
}
