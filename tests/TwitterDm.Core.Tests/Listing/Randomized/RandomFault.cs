
namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>The effect of a fault on a listing.</summary>
internal enum FaultMeaning
{
    /// <summary>The page is unusual, but valid.</summary>
    Harmless,

    /// <summary>The request is retried; five of these faults in a row end the run.</summary>
    Passing,

    /// <summary>A 429: the run waits, or ends if waiting is not allowed.</summary>
    Refusal,

    /// <summary>The response cannot be used, and the run ends.</summary>
    Broken,

    /// <summary>The page returns its own token as the next one.</summary>
    Circle,
}

/// <summary>One kind of fault of the test server.</summary>
internal sealed record RandomFault(string Name, FaultMeaning Meaning, Func<Random, Fault> Make)
{
    private const string PageOfProxy = "<html><body>Bad gateway</body></html>";

    /// <summary>A limit that resets in a day: too long to wait for in steps of a second.</summary>
    public static RandomFault Day { get; } = new("429-day", FaultMeaning.Refusal, _ => Fault.TooManyRequestsForADay);

    public static IReadOnlyList<RandomFault> Kinds { get; } =
    [
        new("empty-page", FaultMeaning.Harmless, _ => Fault.EmptyPage),
        new("repeat-events", FaultMeaning.Harmless, _ => Fault.RepeatEvents),
        new("unknown-type", FaultMeaning.Harmless, _ => Fault.UnknownEventType),
        new("unknown-fields", FaultMeaning.Harmless, _ => Fault.UnknownFields),
        new("without-includes", FaultMeaning.Harmless, _ => Fault.WithoutIncludes),
        new("partial", FaultMeaning.Harmless, _ => Fault.PartialSuccess),
        new("slow-headers", FaultMeaning.Harmless, random => Fault.SlowHeaders(TimeSpan.FromMilliseconds(random.Next(1, 8)))),
        new("slow-body", FaultMeaning.Harmless, random => Fault.SlowBody(TimeSpan.FromMilliseconds(random.Next(1, 8)))),
        new("refuse", FaultMeaning.Passing, _ => Fault.RefuseBeforeReading),
        new("reset-reading", FaultMeaning.Passing, _ => Fault.ResetWhileReading),
        new("reset", FaultMeaning.Passing, _ => Fault.ResetAfterHandling),
        new("status", FaultMeaning.Passing, random => Fault.Status(Pick(random, 408, 500, 502, 503, 504))),
        new("status of a proxy", FaultMeaning.Passing, random => Fault.Status(Pick(random, 500, 502, 503, 504), "text/html", PageOfProxy)),
        new("status-after", FaultMeaning.Passing, random => Fault.StatusAfterHandling(Pick(random, 500, 503))),
        new("cut-body", FaultMeaning.Passing, _ => Fault.CutBody),
        new("429", FaultMeaning.Refusal, random => Fault.TooManyRequests(Seconds(random))),
        new("429-remaining", FaultMeaning.Refusal, random => Fault.TooManyRequestsWithRemaining(random.Next(1, 300), Seconds(random))),
        new("429-bare", FaultMeaning.Refusal, _ => Fault.TooManyRequestsWithoutHeaders),
        new("429-retry-after", FaultMeaning.Refusal, random => Fault.TooManyRequestsRetryAfter(Seconds(random))),
        new("429-retry-date", FaultMeaning.Refusal, random => Fault.TooManyRequestsRetryAfterDate(Seconds(random))),
        new("429-past", FaultMeaning.Refusal, _ => Fault.TooManyRequestsResetInThePast()),
        new("cut-json", FaultMeaning.Broken, _ => Fault.CutJson),
        new("html", FaultMeaning.Broken, _ => Fault.Html),
        new("redirect", FaultMeaning.Broken, _ => Fault.Redirect(new Uri("https://x.example/2/dm_events"))),
        new("same-token", FaultMeaning.Circle, _ => Fault.SameTokenAgain),
    ];

    /// <summary>The faults for concurrent listings: without waits long enough to time out the requests of the other listings.</summary>
    public static IReadOnlyList<RandomFault> KindsForMany { get; } = [.. Kinds.Where(kind => kind.Name is not ("429-bare" or "429-past"))];

    /// <summary>Responses that never arrive or are never completed: the test has to advance the clock to the timeout.</summary>
    public static IReadOnlyList<RandomFault> Silences { get; } =
    [
        new("silence", FaultMeaning.Passing, _ => Fault.SlowHeaders(TimeSpan.FromHours(1))),
        new("silence after half", FaultMeaning.Passing, _ => Fault.SlowBody(TimeSpan.FromHours(1))),
        new("silence after the headers", FaultMeaning.Passing, _ => Fault.Drip(TimeSpan.FromHours(1))),
    ];

    private static TimeSpan Seconds(Random random) => TimeSpan.FromSeconds(random.Next(1, 15));

    private static int Pick(Random random, params int[] from) => from[random.Next(from.Length)];
}
