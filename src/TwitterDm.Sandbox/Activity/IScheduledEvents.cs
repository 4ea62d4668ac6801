namespace TwitterDm.Sandbox.Activity;

/// <summary>Events that happen by the clock, without a request. Whoever waits for events makes them happen.</summary>
internal interface IScheduledEvents
{
    /// <summary>When the next event is due, or null if there will be none.</summary>
    DateTimeOffset? NextDue { get; }

    /// <summary>Makes the events happen that are due.</summary>
    void DeliverDue();
}

/// <summary>No such events.</summary>
internal sealed class NoScheduledEvents : IScheduledEvents
{
    private NoScheduledEvents()
    {
    }

    public static NoScheduledEvents Instance { get; } = new();

    public DateTimeOffset? NextDue => null;

    public void DeliverDue()
    {
    }
}
