using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat;

/// <summary>Pages of events, and how key changes reach a client.</summary>
public sealed class ChatEventTests
{
    private const string Me = "1385551234567890123";
    private const string Jacqueline = "/2/chat/conversations/12/events";
    private const string Layla = "/2/chat/conversations/1712345678901234567/events";

    private readonly SandboxApi _api = new(new SandboxOptions { Clock = new ManualClock() });
    private readonly SandboxClient _client;
    private readonly ChatReading _chat;

    public ChatEventTests()
    {
        _client = SandboxClient.InProcess(_api);
        _chat = new ChatReading(_client, _api.ChatKeyOf());
    }

    [Theory]
    [InlineData(Jacqueline)]
    [InlineData(Layla)]
    [InlineData("/2/chat/conversations/g1950000000000000101/events")]
    public async Task Any_page_size_returns_each_event_once_newest_first(string path)
    {
        var all = (await _chat.PagesAsync(path, "max_results=100")).SelectMany(page => page.EventIds).ToList();
        Assert.Equal(all.OrderByDescending(long.Parse), all);
        foreach (var size in new[] { 1, 3, 10, 99 })
        {
            var pages = await _chat.PagesAsync(path, $"max_results={size}");
            Assert.Equal(all, pages.SelectMany(page => page.EventIds));
            Assert.All(pages.SkipLast(1), page => Assert.Equal(size, page.ResultCount));
            Assert.All(pages, page => Assert.Equal(page.NextToken is not null, page.Body.GetProperty("meta").GetProperty("has_more").GetBoolean()));
        }
    }

    [Fact]
    public async Task Ten_events_with_all_fields_are_the_default()
    {
        var reply = await _client.GetAsync(Jacqueline);
        Assert.Equal(10, reply.ResultCount);
        Assert.All(reply.Events, item => Assert.Contains("sender_id", item.Names()));
        Assert.All(reply.Events, item => Assert.Contains("conversation_token", item.Names()));
        var some = await _client.GetAsync($"{Jacqueline}?chat_message_event.fields=sender_id,created_at");
        Assert.All(some.Events, item => Assert.Equal(["id", "encoded_event", "sender_id", "created_at"], item.Names()));
    }

    [Fact]
    public async Task Items_agree_with_the_events_in_them()
    {
        var events = await _chat.EventsAsync("12");
        for (var i = 0; i < events.Count; i++)
        {
            var (item, inner) = (events[i].Item, events[i].Event!);
            Assert.Equal((item.Text("id"), item.Text("sender_id")), (inner.SequenceId, inner.SenderId));
            Assert.Equal((item.Text("conversation_id"), inner.ConversationId), ($"12-{Me}", $"12:{Me}"));
            Assert.Equal(i + 1 < events.Count ? events[i + 1].Id : null, item.Has("previous_id") ? item.Text("previous_id") : null);
            Assert.Equal(item.Has("previous_id") ? item.Text("previous_id") : null, inner.PreviousSequenceId);
            Assert.Equal(
                DateTimeOffset.Parse(item.Text("created_at"), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
                inner.CreatedAtMilliseconds);
            Assert.Equal(
                (inner.Signature!.Value, inner.Signature.KeyVersion),
                (
                    item.GetProperty("message_event_signature").Text("signature"),
                    item.GetProperty("message_event_signature").Text("public_key_version")));
        }

        Assert.Distinct(events.Select(item => item.Event!.MessageId));
    }

    [Fact]
    public async Task A_key_change_comes_beside_each_page_that_needs_it_or_in_the_list()
    {
        var pages = await _chat.PagesAsync(Jacqueline, "max_results=4");
        var changes = pages.SelectMany(page => page.Events).Select(item => ChatEvent.Read(item.Text("encoded_event"))).Where(item => item.KeyChange is not null).ToList();
        var second = Assert.Single(changes).KeyChange!.Version;
        foreach (var page in pages)
        {
            var needed = page.Events.Select(item => ChatEvent.Read(item.Text("encoded_event")).KeyVersion).OfType<string>().Distinct().ToList();
            var beside = page.Body.GetProperty("meta").Texts("conversation_key_events").Select(text => ChatEvent.Read(text).KeyChange!.Version!);
            Assert.Equal(needed.Where(version => version != second), beside);
        }
    }

    [Fact]
    public async Task A_key_can_come_with_an_older_page_than_the_messages_that_it_opens()
    {
        var pages = await _chat.PagesAsync(Layla, "max_results=100");
        Assert.Equal([0, 1], pages.Select(page => page.Body.GetProperty("meta").Texts("conversation_key_events").Count));
        Assert.All(await _chat.EventsAsync("1712345678901234567"), item => Assert.True(item.IsVerified && item.Entry is not null));
    }

    [Fact]
    public async Task Older_messages_need_the_older_key()
    {
        var events = await _chat.EventsAsync("12");
        var versions = events.Select(item => item.Event!.KeyVersion).OfType<string>().ToList();
        Assert.Equal(2, versions.Distinct().Count());
        Assert.Equal(versions.OrderByDescending(long.Parse), versions);
    }

    [Fact]
    public async Task Events_have_the_same_bytes_at_each_reading_also_on_many_threads()
    {
        var api = new SandboxApi(new SandboxOptions { Clock = new ManualClock() });
        var client = SandboxClient.InProcess(api);
        string[] paths =
        [
            $"{Jacqueline}?max_results=100",
            $"/2/chat/conversations?max_results=100&{ChatReading.AllConversationFields}",
            $"/2/users/12/public_keys?{ChatReading.AllKeyFields}",
        ];
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(number => Task.Run(async () => (Path: number % 3, await client.GetAsync(paths[number % 3])))));
        Assert.All(replies.GroupBy(reply => reply.Path), group => Assert.Single(group.Select(reply => reply.Item2.Text).Distinct()));
    }

    [Fact]
    public async Task The_same_seed_and_clock_give_the_same_events_apart_from_signatures_and_nonces()
    {
        var (one, other, third) = (await ContentAsync(seed: 3), await ContentAsync(seed: 3), await ContentAsync(seed: 4));
        Assert.Equal(one, other);
        Assert.NotEqual(one, third);
    }

    private static async Task<IReadOnlyList<string>> ContentAsync(int seed)
    {
        var api = new SandboxApi(new SandboxOptions { Clock = new ManualClock(), Seed = seed });
        var chat = new ChatReading(SandboxClient.InProcess(api), api.ChatKeyOf());
        var content = new List<string>();
        foreach (var conversation in await chat.ConversationsAsync())
        {
            content.Add(conversation.Text("id") + conversation.Text("created_at"));
            content.AddRange(
                (await chat.EventsAsync(conversation.Text("id"))).Select(item =>
                    $"{item.Id} {item.Event?.MessageId} {item.Event?.KeyVersion} {item.Entry?.KindNumber} {item.Text}"));
        }

        return content;
    }
}
