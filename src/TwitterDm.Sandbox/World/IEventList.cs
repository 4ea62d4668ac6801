namespace TwitterDm.Sandbox.World;

/// <summary>Events in the order in which X lists them: newest first.</summary>
internal interface IEventList
{
    int Count { get; }

    EventPlace this[int index] { get; }
}
