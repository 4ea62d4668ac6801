using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;

namespace TwitterDm.Core.Tests.Listing;

public sealed class ResumeTests
{
    [Fact]
    public async Task An_error_tells_where_to_go_on_and_going_on_completes_the_list()
    {
        await using var api = await Api.StartAsync();
        var whole = await api.ListAsync();
        api.Server.Faults.Reset();
        api.Server.Faults.At(3, Fault.Html);

        var (events, error) = await api.ListUntilErrorAsync();
        var position = Assert.IsType<DmResumePoint>(error.Target);
        var rest = await api.ListAsync(new DmEventQuery { PageToken = position.PageToken });

        Assert.Equal(200, events.Count);
        Assert.Equal(200, position.EventCount);
        Assert.Equal(events[^1].Id, position.LastEventId);
        Assert.Contains(position.PageToken!, error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(whole.Select(item => item.Id), events.Concat(rest).Select(item => item.Id));
    }

    [Fact]
    public async Task An_error_of_the_first_page_has_no_token()
    {
        await using var api = await Api.StartAsync();
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
        await using var api = await Api.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.At(2, Fault.EmptyPage);

        Assert.Equal(250, (await api.ListAsync()).Select(item => item.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_token_that_was_seen_before_is_the_end_with_an_error()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.At(3, Fault.SameTokenAgain);

        var (events, error) = await api.ListUntilErrorAsync();

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.Equal(300, events.Count);
        Assert.IsType<DmResumePoint>(error.Target);
    }

    [Fact]
    public async Task Events_on_two_pages_come_once()
    {
        await using var api = await Api.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.At(2, Fault.RepeatEvents);

        var ids = (await api.ListAsync()).Select(item => item.Id).ToArray();

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task A_list_may_lack_data_includes_and_meta()
    {
        await using var api = await Api.StartAsync(new SandboxOptions { EventCount = 20 });
        api.Server.Faults.At(1, Fault.WithoutData);
        api.Server.Faults.At(2, Fault.WithoutIncludes);
        api.Server.Faults.At(3, Fault.WithoutMeta);

        Assert.Empty(await api.ListAsync());
        Assert.Equal(20, (await api.ListAsync()).Count);
        Assert.Equal(20, (await api.ListAsync()).Count);
    }

    [Fact]
    public async Task A_problem_beside_an_empty_page_is_not_about_the_list()
    {
        await using var api = await Api.StartAsync(new SandboxOptions { EventCount = 0, PartialErrorEvery = 1 });

        Assert.Empty(await api.ListAsync());

        Assert.NotEmpty(api.Notices.Warnings);
    }

    [Fact]
    public async Task A_partial_success_gives_its_events_and_a_warning_for_each_problem()
    {
        await using var api = await Api.StartAsync(new SandboxOptions { EventCount = 20 });
        api.Server.Faults.At(1, Fault.PartialSuccess);

        Assert.Equal(20, (await api.ListAsync()).Count);

        Assert.NotEmpty(api.Notices.Warnings);
    }
}
