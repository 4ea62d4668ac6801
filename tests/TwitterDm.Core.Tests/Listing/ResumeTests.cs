using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Listing;

public sealed class ResumeTests
{
    [Fact]
    public async Task An_error_has_the_resume_token_and_resuming_completes_the_list()
    {
        await using var api = await TestApi.StartAsync();
        var whole = await api.ListAsync();
        api.Server.Faults.Reset();
        api.Server.Faults.At(3, Fault.Html);

        var (events, error) = await api.ListUntilErrorAsync();
        var position = Assert.IsType<DmResumePoint>(error.Target);
        var rest = await api.ListAsync(new DmEventQuery { PageToken = position.PageToken });

        Assert.Equal(200, events.Count);
        Assert.Equal(200, position.EventCount);
        Assert.Equal(events[^1].Id, position.LastEventId);
        Assert.EndsWith($".{events[^1].Id}", position.PageToken, StringComparison.Ordinal);
        Assert.Equal(whole.Select(item => item.Id), events.Concat(rest).Select(item => item.Id));
    }

    [Fact]
    public async Task An_error_of_the_first_page_has_no_token()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.CutJson);

        var (events, error) = await api.ListUntilErrorAsync(new DmEventQuery { ConversationId = "12-1385551234567890123" });

        Assert.Empty(events);
        var position = Assert.IsType<DmResumePoint>(error.Target);
        Assert.Null(position.PageToken);
        Assert.Equal("12-1385551234567890123", position.ConversationId);
    }

    [Fact]
    public async Task An_empty_page_with_a_token_is_not_the_end()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.At(2, Fault.EmptyPage);

        Assert.Equal(250, (await api.ListAsync()).Select(item => item.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_repeated_token_is_requested_again(int slips)
    {
        await using var api = await TestApi.StartAsync();
        var whole = await api.ListAsync();
        api.Server.Faults.Reset();
        RunInCircle(api, page: 3, slips);

        var events = await api.ListAsync();

        Assert.Equal(whole.Select(item => item.Id), events.Select(item => item.Id));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task A_token_that_keeps_repeating_is_an_error_that_can_be_resumed_exactly(int page)
    {
        await using var api = await TestApi.StartAsync();
        var whole = await api.ListAsync();
        api.Server.Faults.Reset();
        RunInCircle(api, page, times: 3);

        var (events, error) = await api.ListUntilErrorAsync();
        var position = Assert.IsType<DmResumePoint>(error.Target);
        var rest = await api.ListAsync(new DmEventQuery { PageToken = position.PageToken });

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.Contains("pagination token", error.Message, StringComparison.Ordinal);
        Assert.Equal((page * 100, page * 100), (events.Count, position.EventCount));
        Assert.Equal(whole.Select(item => item.Id), events.Concat(rest).Select(item => item.Id));
    }

    [Fact]
    public async Task A_token_that_repeats_again_after_resuming_is_the_same_error()
    {
        await using var api = await TestApi.StartAsync();
        var whole = await api.ListAsync();
        api.Server.Faults.Reset();
        RunInCircle(api, page: 3, times: 6);

        var (events, error) = await api.ListUntilErrorAsync();
        var (none, again) = await api.ListUntilErrorAsync(new DmEventQuery { PageToken = Assert.IsType<DmResumePoint>(error.Target).PageToken });
        var rest = await api.ListAsync(new DmEventQuery { PageToken = Assert.IsType<DmResumePoint>(again.Target).PageToken });

        Assert.Empty(none);
        Assert.Equal(whole.Select(item => item.Id), events.Concat(rest).Select(item => item.Id));
    }

    [Fact]
    public async Task An_error_right_after_resuming_has_the_same_resume_token()
    {
        await using var api = await TestApi.StartAsync();
        var listing = api.Client().ListEvents(new DmEventQuery { First = 150 });
        var events = await api.Clock.RunAsync(TestApi.CollectAsync(listing));
        api.Server.Faults.Reset();
        api.Server.Faults.At(1, Fault.Html);

        var (none, error) = await api.ListUntilErrorAsync(new DmEventQuery { PageToken = listing.Report!.PageToken });

        Assert.Empty(none);
        Assert.Equal(listing.Report.PageToken, Assert.IsType<DmResumePoint>(error.Target).PageToken);
        Assert.Equal(
            350,
            (await api.ListAsync(new DmEventQuery { PageToken = listing.Report.PageToken }))
                .Select(item => item.Id)
                .Except(events.Select(item => item.Id))
                .Count());
    }

    // The page at this number of requests after the last reset, each time that it is requested from then on.
    private static void RunInCircle(TestApi api, int page, int times)
        => api.Server.Faults.When(request => request.Number >= page, Fault.SameTokenAgain, times);

    [Fact]
    public async Task Events_that_are_on_two_pages_are_returned_once()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.At(2, Fault.RepeatEvents);

        var ids = (await api.ListAsync()).Select(item => item.Id).ToArray();

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task A_list_may_lack_data_includes_and_meta()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 20 });
        api.Server.Faults.At(1, Fault.WithoutData);
        api.Server.Faults.At(2, Fault.WithoutIncludes);
        api.Server.Faults.At(3, Fault.WithoutMeta);

        Assert.Equal(20, (await api.ListAsync()).Count);
        Assert.Equal(20, (await api.ListAsync()).Count);
        Assert.Equal(3, api.ListRequests.Count);
        Assert.Equal(20, (await api.ListAsync()).Count);
    }

    [Fact]
    public async Task A_problem_with_an_empty_page_is_only_a_warning()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 0, PartialErrorEvery = 1 });

        Assert.Empty(await api.ListAsync());

        Assert.NotEmpty(api.Notices.Warnings);
    }

    [Fact]
    public async Task A_partial_success_returns_its_events_and_a_warning_per_problem()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 20 });
        api.Server.Faults.At(1, Fault.PartialSuccess);

        Assert.Equal(20, (await api.ListAsync()).Count);

        Assert.Single(api.Notices.Warnings, text => text.Contains("sender_id: [4242]", StringComparison.Ordinal));
    }
}
