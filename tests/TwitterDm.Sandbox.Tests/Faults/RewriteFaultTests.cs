using System.Text.Json.Nodes;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Faults;

/// <summary>Responses that are well-formed but unexpected.</summary>
public sealed class RewriteFaultTests : IAsyncLifetime
{
    private const string List = "/2/dm_events?expansions=sender_id&dm_event.fields=created_at";

    private RunningSandbox _sandbox = null!;
    private Reply _true = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        _true = await _sandbox.GetAsync(List);
        _sandbox.Server.Faults.Reset();
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task Parts_of_a_response_can_be_missing()
    {
        Assert.Equal(["includes", "meta"], (await AnswerAsync(Fault.WithoutData)).Body.Names());
        Assert.Equal(["data", "meta"], (await AnswerAsync(Fault.WithoutIncludes)).Body.Names());
        Assert.Equal(["data", "includes"], (await AnswerAsync(Fault.WithoutMeta)).Body.Names());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task An_empty_page_loses_no_events(int number)
    {
        var all = await _sandbox.Client.AllIdsAsync("/2/dm_events", "max_results=100");
        _sandbox.Server.Faults.Reset();
        _sandbox.Server.Faults.At(number, Fault.EmptyPage);
        var pages = await _sandbox.Client.PagesAsync("/2/dm_events", "max_results=100");
        Assert.Equal(all, pages.SelectMany(page => page.EventIds));
        Assert.Equal(6, pages.Count);
        Assert.Equal((0, false), (pages[number - 1].ResultCount, pages[number - 1].Body.Has("data")));
        var tokens = pages.Select(page => page.NextToken).OfType<string>().ToList();
        Assert.Distinct(tokens);
    }

    [Fact]
    public async Task Empty_pages_can_follow_each_other()
    {
        var all = await _sandbox.Client.AllIdsAsync("/2/dm_events");
        _sandbox.Server.Faults.Reset();
        _sandbox.Server.Faults.When(request => request.Number is > 1 and < 5, Fault.EmptyPage, times: 3);
        var pages = await _sandbox.Client.PagesAsync("/2/dm_events");
        Assert.Equal(all, pages.SelectMany(page => page.EventIds));
        Assert.Distinct(pages.Select(page => page.NextToken).OfType<string>());
    }

    [Fact]
    public async Task A_repeated_token_returns_the_same_page()
    {
        var token = _true.NextToken!;
        var looping = await AnswerAsync(Fault.SameTokenAgain, $"{List}&pagination_token={token}");
        Assert.Equal(token, looping.NextToken);
        Assert.Equal(looping.EventIds, (await _sandbox.GetAsync($"{List}&pagination_token={looping.NextToken}")).EventIds);
        Assert.Equal(token, (await AnswerAsync(Fault.SameTokenAgain)).NextToken);
    }

    [Fact]
    public async Task Events_of_the_previous_page_are_repeated()
    {
        var first = await _sandbox.GetAsync(List);
        var next = $"{List}&pagination_token={first.NextToken}";
        var second = (await _sandbox.GetAsync(next)).EventIds;
        var repeated = await AnswerAsync(Fault.RepeatEvents, next);
        Assert.Equal([.. first.EventIds.TakeLast(3), .. second], repeated.EventIds);
        Assert.Equal(103, repeated.ResultCount);
        Assert.Equal(first.EventIds, (await AnswerAsync(Fault.RepeatEvents)).EventIds);
    }

    [Fact]
    public async Task Concurrent_readers_do_not_affect_repeated_events()
    {
        const string joins = $"{List}&event_types=ParticipantsJoin&max_results=3";
        var first = await _sandbox.GetAsync(joins);
        await _sandbox.GetAsync("/2/dm_events");
        var repeated = await AnswerAsync(Fault.RepeatEvents, $"{joins}&pagination_token={first.NextToken}");
        Assert.Equal(first.EventIds, repeated.EventIds.Take(3));
        Assert.All(repeated.Events, item => Assert.Equal("ParticipantsJoin", item.Text("event_type")));
    }

    [Theory]
    [InlineData("/2/chat/conversations")]
    [InlineData("/2/chat/conversations/12/events")]
    public async Task The_lists_of_X_Chat_can_be_hit_as_well(string path)
    {
        var all = await _sandbox.Client.AllIdsAsync(path, "max_results=5");
        _sandbox.Server.Faults.Reset();
        _sandbox.Server.Faults.At(2, Fault.EmptyPage);
        var pages = await _sandbox.Client.PagesAsync(path, "max_results=5");
        Assert.Equal(all, pages.SelectMany(page => page.EventIds));
        Assert.True(pages[1].Body.GetProperty("meta").GetProperty("has_more").GetBoolean());
        Assert.False(pages[1].Body.Has("data"));
        Assert.Equal(pages[0].Body.GetProperty("meta").Has("has_message_requests"), pages[1].Body.GetProperty("meta").Has("has_message_requests"));

        var second = $"{path}?max_results=5&pagination_token={pages[0].NextToken}";
        Assert.Equal([.. all.Skip(2).Take(3), .. all.Skip(5).Take(5)], (await AnswerAsync(Fault.RepeatEvents, second)).EventIds);
        Assert.Equal(all.Take(5), (await AnswerAsync(Fault.RepeatEvents, $"{path}?max_results=5")).EventIds);
        var looping = await AnswerAsync(Fault.SameTokenAgain, second);
        Assert.Equal((pages[0].NextToken, true), (looping.NextToken, looping.Body.GetProperty("meta").GetProperty("has_more").GetBoolean()));
        Assert.False((await AnswerAsync(Fault.WithoutMeta, path)).Body.Has("meta"));
        Assert.Equal(503, (int)(await AnswerAsync(Fault.Status(503), path)).Status);
    }

    [Fact]
    public async Task An_event_can_have_an_unknown_type()
    {
        var reply = await AnswerAsync(Fault.UnknownEventType);
        Assert.Equal("ReactionCreate", reply.Events[0].Text("event_type"));
        Assert.Equal(_true.EventIds, reply.EventIds);
    }

    [Fact]
    public async Task Responses_can_have_unknown_fields()
    {
        var reply = await AnswerAsync(Fault.UnknownFields);
        Assert.All(reply.Events, item => Assert.True(item.Has("reactions") && item.Has("pinned") && item.Has("weight") && item.Has("expires_at")));
        Assert.True(reply.Body.Has("notice") && reply.Body.GetProperty("includes").Has("spaces"));
    }

    [Fact]
    public async Task A_response_can_have_a_partial_error()
    {
        var reply = await AnswerAsync(Fault.PartialSuccess);
        Assert.Equal("Not Found Error", Assert.Single(reply.Body.Items("errors")).Text("title"));
        Assert.Equal(_true.EventIds, reply.EventIds);
    }

    [Fact]
    public async Task A_test_can_rewrite_responses_itself()
    {
        Assert.Equal("[]", System.Text.Encoding.UTF8.GetString((await AnswerAsync(Fault.Rewrite(_ => new JsonArray()))).Bytes));
        var reply = await AnswerAsync(Fault.Rewrite(body => body["meta"]!.DeepClone()));
        Assert.Equal(["result_count", "next_token"], reply.Body.Names());
    }

    [Fact]
    public async Task Responses_that_a_fault_does_not_apply_to_are_unchanged()
    {
        var wrong = await _sandbox.GetAsync("/2/dm_events?max_results=0");
        Assert.Equal(wrong.Bytes, (await AnswerAsync(Fault.EmptyPage, "/2/dm_events?max_results=0")).Bytes);
        Assert.Equal("jacqueline", (await AnswerAsync(Fault.EmptyPage, "/2/users/by/username/jacqueline")).Body.GetProperty("data").Text("username"));
        var one = await AnswerAsync(Fault.UnknownEventType, $"/2/dm_events/{_true.EventIds[0]}");
        Assert.Equal("ReactionCreate", one.Body.GetProperty("data").Text("event_type"));
    }

    private async Task<Reply> AnswerAsync(Fault fault, string target = List)
    {
        _sandbox.Server.Faults.Reset();
        _sandbox.Server.Faults.At(1, fault);
        return await _sandbox.GetAsync(target);
    }
}
