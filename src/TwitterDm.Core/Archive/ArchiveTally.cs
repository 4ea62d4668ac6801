namespace TwitterDm.Archive;

/// <summary>Counts what is read of an archive, for its report.</summary>
/// <param name="query">The query.</param>
/// <param name="problems">What is wrong with the archive.</param>
/// <param name="clock">Provides the time.</param>
internal sealed class ArchiveTally(DmArchiveQuery query, ArchiveProblems problems, TimeProvider clock)
{
    private const string Note =
        "An archive ends where the account moved to X Chat, whose encrypted messages it does not contain, and lacks messages that the account deleted.";

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private readonly long _start = clock.GetTimestamp();
    private DateTimeOffset? _newest;
    private DateTimeOffset? _oldest;
    private string? _error;

    public long Events { get; private set; }

    public int Files { get; set; }

    public int Repeated { get; set; }

    public int MalformedValues { get; set; }

    public DmStopReason? StopReason { get; set; }

    public void Count(DmEvent item)
    {
        Events++;
        if (!item.HasTime)
            return;
        _newest = _newest > item.CreatedAtUtc ? _newest : item.CreatedAtUtc;
        _oldest = _oldest < item.CreatedAtUtc ? _oldest : item.CreatedAtUtc;
    }

    public void Fail(DmException exception)
    {
        StopReason = Enum.TryParse<DmStopReason>(exception.Kind.ToString(), out var reason) ? reason : DmStopReason.Error;
        _error = exception.Message;
        if (exception.Kind == DmErrorKind.File)
            problems.Keep(exception.Message);
    }

    public DmListingReport ToReport(Mapping.IArchiveUserLookup? lookup) => new()
    {
        StopReason = (StopReason ?? DmStopReason.Stopped).ToString(),
        Events = Events,
        NewestUtc = _newest,
        OldestUtc = _oldest,
        Pages = Files,
        Requests = lookup?.Requests ?? 0,
        Repeated = Repeated,
        EstimatedCost = lookup?.EstimatedCost ?? 0,
        ProblemCount = problems.Count,
        MalformedValueCount = MalformedValues,
        Problems = new(problems.First),
        Sources = new([nameof(DmSource.Archive)]),
        StartedAtUtc = _startedAt,
        Duration = clock.GetElapsedTime(_start),
        Error = _error,
        Note = Note,
        Path = query.Path,
        ConversationId = query.ConversationIds is { Count: 1 } ? query.ConversationIds.First() : null,
        ParticipantId = query.Participants is { Count: 1 } ? query.Participants.First().Id : null,
    };
}
