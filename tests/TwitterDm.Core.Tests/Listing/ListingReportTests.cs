using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Listing;

public sealed class ListingReportTests
{
    [Fact]
    public async Task A_completed_listing_reports_what_it_read()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.At(2, Fault.RepeatEvents);
        api.Server.Faults.At(3, Fault.Status(503));
        api.Server.Faults.At(4, Fault.PartialSuccess);
        var (before, start) = (api.Connection.Usage, api.Clock.GetUtcNow());

        var (events, report) = await ReportAsync(api, new DmEventQuery());

        Assert.Equal(nameof(DmStopReason.End), report.StopReason);
        Assert.Equal((250, 3, 4), (report.Events, report.Pages, report.Requests));
        Assert.Equal(3, report.Repeated);
        Assert.Equal(1, report.ProblemCount);
        Assert.Contains("sender_id: [4242]", Assert.Single(report.Problems).Detail, StringComparison.Ordinal);
        Assert.Equal((events[0].CreatedAtUtc, events[^1].CreatedAtUtc), (report.NewestUtc, report.OldestUtc));
        Assert.Equal(api.Connection.Usage.EstimatedCost - before.EstimatedCost, report.EstimatedCost);
        Assert.Equal(start, report.StartedAtUtc);
        Assert.Equal(api.Clock.GetUtcNow() - start, report.Duration);
        Assert.True(report.Duration > TimeSpan.Zero);
        Assert.Null(report.PageToken);
        Assert.Null(report.Error);
    }

    public static TheoryData<DmStopReason, Func<DmEvent[], DmEventQuery>> Ends => new()
    {
        { DmStopReason.End, _ => new() { ParticipantId = "12" } },
        { DmStopReason.First, _ => new() { First = 7 } },
        { DmStopReason.Since, all => new() { Since = all[7].CreatedAtUtc } },
        { DmStopReason.SinceId, all => new() { SinceId = all[7].Id } },
    };

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task The_report_has_the_stop_reason(DmStopReason reason, Func<DmEvent[], DmEventQuery> query)
    {
        await using var api = await TestApi.StartAsync();
        var all = await api.ListAsync();

        var (events, report) = await ReportAsync(api, query([.. all]));

        Assert.Equal((reason.ToString(), events.Count), (report.StopReason, report.Events));
        Assert.Equal(reason == DmStopReason.First, report.PageToken is not null);
        Assert.Equal(query([.. all]).ParticipantId, report.ParticipantId);
    }

    public static TheoryData<DmStopReason, Fault> Failures => new()
    {
        { DmStopReason.RateLimit, Fault.TooManyRequests() },
        { DmStopReason.Error, Fault.Html },
        { DmStopReason.Error, Fault.Status(403) },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task The_report_after_an_error_has_the_error_and_the_resume_token(DmStopReason reason, Fault fault)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(2, fault);
        var listing = api.Client(DmRateLimitAction.Stop).ListEvents(new DmEventQuery());

        var error = await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(TestApi.CollectAsync(listing)));

        Assert.Equal((reason.ToString(), 100, 1), (listing.Report!.StopReason, listing.Report.Events, listing.Report.Pages));
        Assert.Equal(error.Message, listing.Report.Error);
        Assert.Equal(Assert.IsType<DmResumePoint>(error.Target).PageToken, listing.Report.PageToken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(250)]
    public async Task A_reader_that_stops_early_can_resume_with_exactly_the_rest(int taken)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 350 });
        var whole = await api.ListAsync();
        var listing = api.Client().ListEvents(new DmEventQuery());
        Assert.Null(listing.Report);
        var ids = new List<string>();
        await foreach (var item in listing.WithinBoundsAsync(api.Clock))
        {
            ids.Add(item.Id);
            if (ids.Count == taken)
                break;
        }

        Assert.Equal((nameof(DmStopReason.Stopped), taken), (listing.Report!.StopReason, listing.Report.Events));
        Assert.Equal(whole.Select(item => item.Id), ids.Concat((await api.ListAsync(new DmEventQuery { PageToken = listing.Report.PageToken })).Select(item => item.Id)));
    }

    [Fact]
    public async Task Concurrent_listings_have_separate_reports()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 300 });
        var before = api.Connection.Usage.EstimatedCost;

        var reports = await Task.WhenAll(Enumerable.Range(1, 4).Select(part => ReportAsync(api, new DmEventQuery { First = part * 50 })));

        Assert.Equal([50, 100, 150, 200], reports.Select(report => report.Report.Events));
        Assert.Equal([1, 1, 2, 2], reports.Select(report => report.Report.Requests));

        // An item that two listings read is billed once: to the one that was first.
        Assert.Equal(api.Connection.Usage.EstimatedCost - before, reports.Sum(report => report.Report.EstimatedCost));
        Assert.InRange(api.Connection.Usage.EstimatedCost - before, 2m, 2.2m);
    }

    [Fact]
    public async Task The_report_is_one_verbose_line()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 120 });

        await api.ListAsync();
        await api.ListAsync(new DmEventQuery { First = 3 });

        Assert.Collection(
            api.Notices.Verbose.Where(text => text.StartsWith("Listed ", StringComparison.Ordinal)),
            report => Assert.Matches(@"^Listed 120 events from .* to .*: 2 pages, 2 requests, 0 repeated, 0 problems, about \d\.\d\d USD; ended: End.$", report),
            report => Assert.EndsWith("1 page, 1 request, 0 repeated, 0 problems, about 0.00 USD; ended: First.", report, StringComparison.Ordinal));
    }

    private static async Task<(List<DmEvent> Events, DmListingReport Report)> ReportAsync(TestApi api, DmEventQuery query)
    {
        var listing = api.Client().ListEvents(query);
        var events = await api.Clock.RunAsync(TestApi.CollectAsync(listing));
        return (events, listing.Report!);
    }
}
