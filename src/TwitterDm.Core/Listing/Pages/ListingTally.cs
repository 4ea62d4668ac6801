using TwitterDm.Usage;

namespace TwitterDm.Listing.Pages;

/// <summary>Counts what a listing reads, for its report.</summary>
internal sealed class ListingTally(TimeProvider clock, DmPrices prices, OperationUsage usage)
{
    // Keeps the report small, however long the list is.
    private const int MaxProblems = 100;

    private readonly List<DmProblem> _problems = [];
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private readonly long _start = clock.GetTimestamp();
    private int _pages;
    private int _problemCount;
    private int _malformedValues;
    private DateTimeOffset? _newest;
    private DateTimeOffset? _oldest;
    private int _unverified;
    private int _unreadable;
    private string? _error;

    public long Events { get; private set; }

    /// <summary>Events that pages repeated; each was returned once.</summary>
    public int Repeated { get; set; }

    /// <summary>Where the events are read.</summary>
    public IReadOnlyCollection<DmSource> Sources { get; set; } = [];

    /// <summary>Whether X Chat has message requests; null if X did not say.</summary>
    public bool? HasMessageRequests { get; set; }

    /// <summary>Why the listing ended; null while it is running.</summary>
    public DmStopReason? StopReason { get; set; }

    /// <summary>Whether everything that the query requests was read.</summary>
    public bool IsComplete => StopReason is DmStopReason.End or DmStopReason.Since or DmStopReason.Checkpoint or DmStopReason.SinceId;

    public void Count(DmEvent item)
    {
        Events++;
        _unverified += item.IsVerified == false ? 1 : 0;
        _unreadable += item.IsReadable ? 0 : 1;
        // Newest first, but for an event whose time is odd or unknown.
        if (!item.HasTime)
            return;
        _newest = _newest > item.CreatedAtUtc ? _newest : item.CreatedAtUtc;
        _oldest = _oldest < item.CreatedAtUtc ? _oldest : item.CreatedAtUtc;
    }

    public void Count(EventPage page, bool isRetry)
    {
        _pages++;
        if (isRetry)
            return;
        _malformedValues += page.MalformedValues;
        foreach (var problem in page.Problems)
            Count(problem);
    }

    public void CountPage(int malformedValues)
    {
        _pages++;
        _malformedValues += malformedValues;
    }

    public void Count(DmProblem problem)
    {
        _problemCount++;
        if (_problems.Count < MaxProblems)
            _problems.Add(problem);
    }

    public void Fail(DmException exception)
    {
        // Some kinds of errors have a stop reason of the same name.
        StopReason = Enum.TryParse<DmStopReason>(exception.Kind.ToString(), out var reason) ? reason : DmStopReason.Error;
        _error = exception.Message;
    }

    public DmListingReport ToReport(DmEventQuery query, string? pageToken) => new()
    {
        StopReason = (StopReason ?? DmStopReason.Stopped).ToString(),
        Events = Events,
        NewestUtc = _newest,
        OldestUtc = _oldest,
        Pages = _pages,
        Requests = usage.Requests,
        Repeated = Repeated,
        EstimatedCost = usage.At(prices),
        ProblemCount = _problemCount,
        MalformedValueCount = _malformedValues,
        Problems = new(_problems),
        Sources = new(Sources.Select(source => source.ToString())),
        UnverifiedCount = _unverified,
        UnreadableCount = _unreadable,
        HasMessageRequests = HasMessageRequests,
        StartedAtUtc = _startedAt,
        Duration = clock.GetElapsedTime(_start),
        PageToken = IsComplete ? null : pageToken,
        Error = _error,
        ConversationId = query.ConversationId,
        ParticipantId = query.ParticipantId,
    };
}
