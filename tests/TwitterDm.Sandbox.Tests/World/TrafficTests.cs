using System.Globalization;
using TwitterDm.Sandbox.Tests.Activity;
using TwitterDm.Sandbox.Tests.Chat.Writing;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.World;

/// <summary>What the sandbox's people write by the clock.</summary>
public sealed class TrafficTests
{
    private const string Me = "1385551234567890123";
    private const string Fields = "max_results=100&dm_event.fields=id,created_at,event_type,dm_conversation_id";

    [Fact]
    public async Task The_same_seed_and_clock_give_the_same_events()
    {
        var first = await ListAsync(seed: 3, minutes: 20);
        Assert.Equal(first, await ListAsync(seed: 3, minutes: 20));
        Assert.NotEqual(first, await ListAsync(seed: 4, minutes: 20));
    }

    [Fact]
    public async Task Events_of_all_kinds_happen_at_the_rate_that_was_asked_for()
    {
        var clock = new ManualClock();
        var start = clock.GetUtcNow();
        using var client = SandboxClient.InProcess(new SandboxOptions { Clock = clock, EventCount = 50, TrafficPerMinute = 10 });
        await client.GetAsync("/2/dm_events");
        clock.Advance(TimeSpan.FromMinutes(60));
        var classic = (await client.PagesAsync("/2/dm_events", Fields)).SelectMany(page => page.Events).SkipLast(50).ToList();
        Assert.Equal(
            ["MessageCreate", "ParticipantsJoin", "ParticipantsLeave"],
            classic.Select(item => item.Text("event_type")).Distinct(StringComparer.Ordinal).Order());
        Assert.All(classic, item =>
            Assert.InRange(DateTimeOffset.Parse(item.Text("created_at"), CultureInfo.InvariantCulture), start, clock.GetUtcNow()));
        Assert.Equal(classic.Count, classic.Select(item => item.Text("id")).Distinct(StringComparer.Ordinal).Count());

        var chats = await NewChatEventsAsync(client, start);
        Assert.InRange(classic.Count + chats.Count, 598, 600);
        Assert.InRange(chats.Count, 100, 300);
    }

    [Fact]
    public async Task All_lists_agree()
    {
        var clock = new ManualClock();
        using var client = SandboxClient.InProcess(new SandboxOptions { Clock = clock, EventCount = 0, TrafficPerMinute = 60 });
        await client.GetAsync("/2/dm_events");
        clock.Advance(TimeSpan.FromMinutes(5));
        var all = (await client.PagesAsync("/2/dm_events", Fields)).SelectMany(page => page.Events).ToList();
        Assert.NotEmpty(all);
        foreach (var conversation in all.GroupBy(item => item.Text("dm_conversation_id"), StringComparer.Ordinal))
        {
            var own = (await client.PagesAsync($"/2/dm_conversations/{conversation.Key}/dm_events", Fields)).SelectMany(page => page.EventIds);
            Assert.Equal(conversation.Select(item => item.Text("id")), own.Intersect(conversation.Select(item => item.Text("id")), StringComparer.Ordinal));
        }

        foreach (var item in all.Take(20))
            Assert.Equal(item.Text("event_type"), (await client.GetAsync($"/2/dm_events/{item.Text("id")}")).Body.GetProperty("data").Text("event_type"));
    }

    [Fact]
    public async Task Pages_stay_stable_while_events_arrive()
    {
        var clock = new ManualClock();
        using var client = SandboxClient.InProcess(new SandboxOptions { Clock = clock, EventCount = 300, TrafficPerMinute = 60 });
        var before = await client.AllIdsAsync("/2/dm_events", "max_results=100");
        var read = new List<string>();
        string? next = null;
        do
        {
            var page = await client.GetAsync($"/2/dm_events?max_results=20{(next is null ? "" : $"&pagination_token={next}")}");
            read.AddRange(page.EventIds);
            next = page.NextToken;
            clock.Advance(TimeSpan.FromSeconds(20));
        }
        while (next is not null);
        Assert.Equal(before, read);
        Assert.True((await client.AllIdsAsync("/2/dm_events", "max_results=100")).Count > before.Count);
    }

    [Fact]
    public async Task A_stream_gets_each_event_when_it_is_due_and_once()
    {
        var clock = new ManualClock();
        var api = new SandboxApi(new SandboxOptions { Clock = clock, EventCount = 0, TrafficPerMinute = 30 });
        using var client = SandboxClient.InProcess(api);
        foreach (var kind in new[] { "dm.received", "dm.sent", "chat.received", "chat.sent" })
            await client.PostJsonAsync("/2/activity/subscriptions", new { event_type = kind, filter = new { user_id = Me } });
        using var stream = await LineReader.OpenAsync(client.Http);
        var events = await clock.RunAsync(ReadAsync(stream, 40));
        var messages = events.Where(item => item.Text("event_type").StartsWith("dm.", StringComparison.Ordinal))
            .Select(item => item.GetProperty("payload").Items("direct_message_events")[0]).ToList();
        var listed = await client.AllIdsAsync("/2/dm_events", "max_results=100&event_types=MessageCreate");
        Assert.Equal(messages.Select(item => item.Text("id")), listed.Reverse().Take(messages.Count));
        Assert.Equal(events.Count - messages.Count, events.Where(item => item.Text("event_type").StartsWith("chat.", StringComparison.Ordinal))
            .Select(item => item.GetProperty("payload").Text("encoded_event")).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange((clock.GetUtcNow() - new ManualClock().GetUtcNow()).TotalMinutes, 1, 3);
    }

    [Fact]
    public async Task Each_account_has_its_own_traffic_from_its_first_request_on()
    {
        var clock = new ManualClock();
        var api = new SandboxApi(new SandboxOptions { Clock = clock, EventCount = 0, TrafficPerMinute = 6 });
        using var client = SandboxClient.InProcess(api);
        var other = $"Bearer {api.IssueTokens(account: 2).AccessToken}";
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty((await client.GetAsync("/2/dm_events", other)).Events);
        clock.Advance(TimeSpan.FromMinutes(5));
        var theirs = (await client.GetAsync("/2/dm_events?max_results=100", other)).EventIds;
        var mine = (await client.GetAsync("/2/dm_events?max_results=100")).EventIds;
        Assert.InRange(theirs.Count, 10, 30);
        Assert.True(mine.Count > theirs.Count);
        Assert.Empty(theirs.Intersect(mine, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_world_keeps_the_newest_events_alone()
    {
        var clock = new ManualClock();
        var api = new SandboxApi(new SandboxOptions { Clock = clock, EventCount = 0, HasChat = false, TrafficPerMinute = 6000 });
        using var client = SandboxClient.InProcess(api);
        await client.GetAsync("/2/dm_events");
        clock.Advance(TimeSpan.FromMinutes(1));
        var early = (await client.GetAsync("/2/dm_events?max_results=1")).EventIds[0];
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(200, (int)(await client.GetAsync("/2/dm_events?max_results=1")).Status);
        Assert.Equal(10_000, (await client.AllIdsAsync("/2/dm_events", "max_results=100")).Count);
        Assert.Contains("Not Found Error", (await client.GetAsync($"/2/dm_events/{early}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_reaches_the_stream_without_a_request()
    {
        var clock = new ManualClock();
        var api = new SandboxApi(new SandboxOptions { Clock = clock, ChatAnswerDelay = TimeSpan.FromSeconds(5) });
        using var client = SandboxClient.InProcess(api);
        await client.PostJsonAsync("/2/activity/subscriptions", new { event_type = "chat.received", filter = new { user_id = Me } });
        using var stream = await LineReader.OpenAsync(client.Http);
        await new ChatClient(api, client).SayAsync(ChatClient.WithJacqueline, "Hello");
        var requests = api.RequestCount;
        Assert.Equal("12", (await clock.RunAsync(stream.EventAsync())).GetProperty("payload").Text("sender_id"));
        Assert.Equal(requests, api.RequestCount);
    }

    [Fact]
    public async Task A_chat_keeps_the_newest_events_alone()
    {
        var clock = new ManualClock();
        using var client = SandboxClient.InProcess(
            new SandboxOptions
            {
                Clock = clock,
                EventCount = 0,
                ChatConversationCount = 1,
                ChatMessageCount = 5,
                TrafficPerMinute = 6000,
            });
        var start = (await client.AllIdsAsync("/2/chat/conversations/12/events", "max_results=100")).Count;
        clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(start + 2_000, (await client.AllIdsAsync("/2/chat/conversations/12/events", "max_results=100")).Count);
    }

    private static async Task<List<System.Text.Json.JsonElement>> ReadAsync(LineReader stream, int count)
    {
        var events = new List<System.Text.Json.JsonElement>();
        while (events.Count < count)
            events.Add(await stream.EventAsync());
        return events;
    }

    private static async Task<IReadOnlyList<string>> ListAsync(int seed, int minutes)
    {
        var clock = new ManualClock();
        using var client = SandboxClient.InProcess(new SandboxOptions { Clock = clock, EventCount = 10, Seed = seed, TrafficPerMinute = 10 });
        await client.GetAsync("/2/dm_events");
        clock.Advance(TimeSpan.FromMinutes(minutes));
        return [.. (await client.PagesAsync("/2/dm_events", SandboxClient.Everything)).Select(page => page.Text)];
    }

    private static async Task<IReadOnlyList<string>> NewChatEventsAsync(SandboxClient client, DateTimeOffset start)
    {
        var found = new List<string>();
        foreach (var conversation in await client.AllIdsAsync("/2/chat/conversations", "max_results=100"))
        {
            var events = (
                await client.PagesAsync(
                    $"/2/chat/conversations/{conversation}/events",
                    "max_results=100&chat_message_event.fields=created_at")).SelectMany(page => page.Events);
            found.AddRange(
                events
                    .Where(item => DateTimeOffset.Parse(item.Text("created_at"), CultureInfo.InvariantCulture) >= start)
                    .Select(item => item.Text("id")));
        }

        return found;
    }
}
