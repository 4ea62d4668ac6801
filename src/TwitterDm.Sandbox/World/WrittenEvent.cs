namespace TwitterDm.Sandbox.World;

/// <summary>An event that came of a request: one object in the world of each account that was there.</summary>
internal sealed record WrittenEvent(SandboxEvent Event, DateTimeOffset SentAt);
