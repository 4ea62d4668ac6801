namespace TwitterDm.Sandbox;

/// <summary>What a sandbox simulates: how many events, how wide its rate limits are, and by which clock.</summary>
public sealed record SandboxOptions
{
    /// <summary>The largest <see cref="EventCount"/>.</summary>
    public const int MaximumEventCount = 1_000_000;

    private const int EventsPerPage = 100;
    private const int SmallestDefaultWindow = 300;
    private const int ReadingsPerWindow = 3;

    /// <summary>How many events the last 30 days hold: exactly what <c>GET /2/dm_events</c> lists in total.</summary>
    public int EventCount { get; init; } = 500;

    /// <summary>What everything random is drawn from; the same seed and clock give the same answers, byte for byte.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The sandbox's time. The 30 days end when the sandbox is made; limits and signatures follow the clock as it goes on.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Requests in 15 minutes to the Direct Message endpoints; null: enough to read all events three times, at least 300.</summary>
    public int? RequestsPerWindow { get; init; }

    /// <summary>Whether all reading Direct Message endpoints share one window, or have one each.</summary>
    public bool SharedWindow { get; init; } = true;

    /// <summary>Requests in 24 hours to the Direct Message endpoints; null: no daily limit and no daily headers.</summary>
    public int? RequestsPerDay { get; init; }

    /// <summary>Messages sent in 15 minutes, in whatever way; X's 200. A refused one counts.</summary>
    public int SendsPerWindow { get; init; } = 200;

    /// <summary>Messages sent in 24 hours; X's 1000; null: no daily limit and no daily headers.</summary>
    public int? SendsPerDay { get; init; } = 1000;

    /// <summary>How long after it was sent a message appears in lists and by its id: X is not always at once. From nothing to a day.</summary>
    public TimeSpan ListDelay { get; init; }

    /// <summary>How long it takes until a GIF or a video that was uploaded can be sent. From nothing to an hour.</summary>
    public TimeSpan MediaProcessing { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an OAuth 2.0 access token lives that was issued by signing in or by refreshing; X's two hours. From a second to a year.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Each how many list pages carry a partial error beside their data; 0: none.</summary>
    public int PartialErrorEvery { get; init; }

    internal int EffectiveRequestsPerWindow =>
        RequestsPerWindow ?? Math.Max(SmallestDefaultWindow, ReadingsPerWindow * ((EventCount + EventsPerPage - 1) / EventsPerPage));

    /// <summary>What is wrong with these options, as a sentence; null where nothing is.</summary>
    internal string? Complaint => this switch
    {
        { Clock: null } => "There is no clock.",
        { EventCount: < 0 or > MaximumEventCount } => $"EventCount has to be from 0 to {MaximumEventCount:N0}, and not {EventCount}.",
        { RequestsPerWindow: <= 0 } => $"RequestsPerWindow has to be 1 or more, and not {RequestsPerWindow}.",
        { RequestsPerDay: <= 0 } => $"RequestsPerDay has to be 1 or more, and not {RequestsPerDay}.",
        { SendsPerWindow: <= 0 } => $"SendsPerWindow has to be 1 or more, and not {SendsPerWindow}.",
        { SendsPerDay: <= 0 } => $"SendsPerDay has to be 1 or more, and not {SendsPerDay}.",
        _ when ListDelay < TimeSpan.Zero || ListDelay > TimeSpan.FromDays(1) => $"ListDelay has to be from nothing to a day, and not {ListDelay}.",
        _ when MediaProcessing < TimeSpan.Zero || MediaProcessing > TimeSpan.FromHours(1) =>
            $"MediaProcessing has to be from nothing to an hour, and not {MediaProcessing}.",
        _ when TokenLifetime < TimeSpan.FromSeconds(1) || TokenLifetime > TimeSpan.FromDays(366) =>
            $"TokenLifetime has to be from a second to a year, and not {TokenLifetime}.",
        { PartialErrorEvery: < 0 } => $"PartialErrorEvery has to be 0 or more, and not {PartialErrorEvery}.",
        _ => null,
    };
}
