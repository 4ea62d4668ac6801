using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Activity;

/// <summary>Events that happen by the clock, without a request. Whoever waits for events makes them happen.</summary>
internal interface IScheduledEvents
{
    /// <summary>When the next event is due, or null if there is none.</summary>
    DateTimeOffset? NextDue { get; }

    /// <summary>Makes the events happen that are due.</summary>
    void DeliverDue();

    /// <summary>Says that an account is used, so that events can happen to it.</summary>
    void Use(Person account)
    {
    }
}

/// <summary>The events of several sources.</summary>
internal sealed class ScheduledEvents(params IScheduledEvents?[] sources) : IScheduledEvents
{
    private readonly IScheduledEvents[] _sources = [.. sources.OfType<IScheduledEvents>()];

    public DateTimeOffset? NextDue => _sources.Min(source => source.NextDue);

    public void DeliverDue()
    {
        foreach (var source in _sources)
            source.DeliverDue();
    }

    public void Use(Person account)
    {
        foreach (var source in _sources)
            source.Use(account);
    }
}
