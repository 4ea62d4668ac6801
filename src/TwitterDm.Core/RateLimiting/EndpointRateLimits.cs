namespace TwitterDm.RateLimiting;

/// <summary>What is known of one endpoint: its place in each kind of window, and which of its requests are under way.</summary>
internal sealed class EndpointRateLimits
{
    // How much of the pace so far the newest answer changes.
    private const int PaceMemory = 4;

    public EndpointRateLimits(string endpoint)
    {
        Endpoint = endpoint;
        Windows = [.. Enum.GetValues<DmRateLimitWindow>().Select(kind => new EndpointRateLimitWindow(this, kind))];
    }

    public string Endpoint { get; }

    /// <summary>One for each kind, in their order.</summary>
    public IReadOnlyList<EndpointRateLimitWindow> Windows { get; }

    /// <summary>The requests of this process that have no answer yet.</summary>
    public int InFlight { get; set; }

    /// <summary>Those of other processes.</summary>
    public int InFlightElsewhere { get; set; }

    /// <summary>Until when it is closed by a refusal that its windows do not explain.</summary>
    public DateTimeOffset ClosedUntil { get; set; }

    /// <summary>How long a request takes, waits apart.</summary>
    public TimeSpan Pace { get; private set; }

    public void TakePace(TimeSpan took) => Pace = Pace == TimeSpan.Zero ? took : Pace + ((took - Pace) / PaceMemory);
}
