namespace TwitterDm.RateLimiting;

/// <summary>What is known about one endpoint: its state in each kind of window, and how many of its requests are in flight.</summary>
internal sealed class EndpointRateLimits
{
    // The newest response changes a quarter of the average duration.
    private const int DurationMemory = 4;

    public EndpointRateLimits(string endpoint)
    {
        Endpoint = endpoint;
        Windows = [.. Enum.GetValues<DmRateLimitWindow>().Select(kind => new EndpointRateLimitWindow(this, kind))];
    }

    public string Endpoint { get; }

    /// <summary>One window for each kind, in the order of the kinds.</summary>
    public IReadOnlyList<EndpointRateLimitWindow> Windows { get; }

    /// <summary>The requests of this process that have no response yet.</summary>
    public int InFlight { get; set; }

    /// <summary>The requests of other processes that have no response yet.</summary>
    public int InFlightElsewhere { get; set; }

    /// <summary>The time until which the endpoint is closed by a refusal that its windows do not explain.</summary>
    public DateTimeOffset ClosedUntil { get; set; }

    /// <summary>How long a request takes on average, without waits.</summary>
    public TimeSpan AverageDuration { get; private set; }

    public void AddDuration(TimeSpan duration)
        => AverageDuration = AverageDuration == TimeSpan.Zero ? duration : AverageDuration + ((duration - AverageDuration) / DurationMemory);
}

/// <summary>One endpoint in one kind of window: what the API last reported, and the bucket that the requests are counted in.</summary>
internal sealed class EndpointRateLimitWindow
{
    public EndpointRateLimitWindow(EndpointRateLimits endpoint, DmRateLimitWindow kind)
    {
        Endpoint = endpoint;
        Kind = kind;
        Bucket = new RateLimitBucket(this);
    }

    public EndpointRateLimits Endpoint { get; }

    public DmRateLimitWindow Kind { get; }

    /// <summary>The bucket that it is counted in, alone or with other endpoints.</summary>
    public RateLimitBucket Bucket { get; set; }

    /// <summary>What the API last reported; null before the first report.</summary>
    public DmRateLimit? Reported { get; private set; }

    /// <summary>When the API last reported, as a sequence number of the table.</summary>
    public long ReportedAt { get; private set; }

    /// <summary>The requests since then that no response reported on; they may have been counted.</summary>
    public int Unreported { get; set; }

    /// <summary>Whether all requests counted in this window are known here.</summary>
    public bool IsFullyKnown { get; set; }

    /// <summary>The end of the window in which it was found to be counted on its own.</summary>
    public DateTimeOffset? SeparateIn { get; set; }

    /// <summary>
    /// Stores a report, unless a later one is known. Responses can arrive out of order: of two reports on concurrent requests, the one with
    /// the later window is later, and within one window the one with the smaller remainder.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="requestedAt">When its request was made, as a sequence number.</param>
    /// <param name="now">The current sequence number.</param>
    public void Update(DmRateLimit report, long requestedAt, long now)
    {
        Unreported = 0;
        var isOvertaken = Reported is { } known && requestedAt < ReportedAt
            && (report.ResetsAtUtc < known.ResetsAtUtc || (report.ResetsAtUtc == known.ResetsAtUtc && report.Remaining > known.Remaining));
        if (isOvertaken)
            return;
        Reported = report;
        ReportedAt = now;
    }
}
