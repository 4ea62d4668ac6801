using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;

namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>One listing under faults: resumed after each error until it ends, and compared with the events of the server.</summary>
internal sealed class RandomListing(TestApi api, DmEventQuery query, IReadOnlyList<string> expected, DmCallOptions options, FaultSchedule faults, bool isAlone)
{
    private const int MaxRuns = 80;

    private readonly List<string> _got = [];
    private readonly List<DmErrorKind> _errors = [];

    public int Events => _got.Count;

    public IReadOnlyList<DmErrorKind> Errors => _errors;

    public async Task RunAsync(ImpatientClock clock)
    {
        var next = query;
        while (await RunOnceAsync(next, clock) is { } error)
        {
            _errors.Add(error.Kind);
            Assert.True(_errors.Count < MaxRuns, "It does not come to an end.");
            next = GoOn(next, error);
            if (error.Kind == DmErrorKind.RateLimit)
            {
                api.Clock.Advance(
                    (error.ResetsAtUtc - api.Clock.GetUtcNow() is { } left && left > TimeSpan.Zero ? left : TimeSpan.FromMinutes(15))
                        + TimeSpan.FromSeconds(2));
            }
        }

        Assert.Equal(expected, _got);
    }

    public override string ToString()
        => $"{query}, types [{string.Join(", ", query.EventTypes)}], {options.OnRateLimit} {options.MaxWait}; errors [{string.Join(", ", _errors)}]; faults {faults}";

    private async Task<DmException?> RunOnceAsync(DmEventQuery next, ImpatientClock clock)
    {
        var (first, timeOuts, before) = (api.Server.Faults.Received + 1, clock.TimeOuts, _got.Count);
        if (await CollectAsync(next) is { } error)
        {
            Assert.Equal(_got.Count - before, Assert.IsType<DmResumePoint>(error.Target).EventCount);
            if (isAlone)
                new RunCheck(faults.Met(first, api.Server.Faults.Received), clock.TimeOuts - timeOuts).Check(error, options);
            return error;
        }

        if (isAlone)
            new RunCheck(faults.Met(first, api.Server.Faults.Received), clock.TimeOuts - timeOuts).CheckEnd();
        return null;
    }

    private async Task<DmException?> CollectAsync(DmEventQuery next)
    {
        try
        {
            await foreach (var item in new DmClient(api.Connection, options).ListEvents(next))
                _got.Add(item.Id);

            return null;
        }
        catch (DmException exception)
        {
            return exception;
        }
    }

    private static DmEventQuery GoOn(DmEventQuery last, DmException error)
    {
        var point = (DmResumePoint)error.Target!;
        // Without a token, no events may have been returned: the listing starts again, or resumes where it started.
        if (point.PageToken is null)
            Assert.Equal(0, point.EventCount);
        return last with { PageToken = point.PageToken ?? last.PageToken, First = last.First - point.EventCount };
    }
}
