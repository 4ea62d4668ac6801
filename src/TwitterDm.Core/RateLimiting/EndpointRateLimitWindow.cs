namespace TwitterDm.RateLimiting;

/// <summary>One endpoint in one kind of window: what its last answer told, and with whom it is counted.</summary>
internal sealed class EndpointRateLimitWindow
{
    public EndpointRateLimitWindow(EndpointRateLimits endpoint, DmRateLimitWindow kind)
    {
        Endpoint = endpoint;
        Kind = kind;
        Counter = new RateLimitBucket(this);
    }

    public EndpointRateLimits Endpoint { get; }

    public DmRateLimitWindow Kind { get; }

    /// <summary>What it is counted in, alone or with others.</summary>
    public RateLimitBucket Counter { get; set; }

    /// <summary>What the API told last.</summary>
    public DmRateLimit? Told { get; private set; }

    /// <summary>When it did, as a number of the book.</summary>
    public long ToldAt { get; private set; }

    /// <summary>Its requests since then whose answers told nothing: they may count.</summary>
    public int Untold { get; set; }

    /// <summary>Whether all that this window lost, it lost to requests that are known here.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The end of the window in which it was seen to be counted apart.</summary>
    public DateTimeOffset? ApartIn { get; set; }

    /// <summary>
    /// Takes what an answer tells, unless a later one is known. Answers can overtake each other: of two that were asked for at the same
    /// time, the smaller remainder of one window is the later one, and so is the later window.
    /// </summary>
    /// <param name="told">What it tells.</param>
    /// <param name="askedAt">When its request was made.</param>
    /// <param name="now">The number of this moment.</param>
    public void Take(DmRateLimit told, long askedAt, long now)
    {
        Untold = 0;
        var isOvertaken = Told is { } known && askedAt < ToldAt
            && (told.ResetsAt < known.ResetsAt || (told.ResetsAt == known.ResetsAt && told.Remaining > known.Remaining));
        if (isOvertaken)
            return;
        Told = told;
        ToldAt = now;
    }
}
