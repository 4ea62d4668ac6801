using System.Net;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat;

/// <summary>Messages that arrive while a sandbox runs.</summary>
public sealed class ChatAdditionTests
{
    private const string List = "/2/chat/conversations?max_results=3&chat_conversation.fields=updated_at";
    private const string WithOldFriend = "1234-1385551234567890123";

    private readonly ManualClock _clock = new();
    private readonly SandboxApi _api;
    private readonly SandboxClient _client;
    private readonly ChatReading _chat;

    public ChatAdditionTests()
    {
        _api = new SandboxApi(new SandboxOptions { Clock = _clock });
        _client = SandboxClient.InProcess(_api);
        _chat = new ChatReading(_client, _api.ChatKeyOf());
    }

    [Fact]
    public async Task Without_additions_nothing_changes_while_the_clock_runs()
    {
        var (list, events) = (await _client.GetAsync(List), await _client.GetAsync("/2/chat/conversations/1234/events"));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(list.Bytes, (await _client.GetAsync(List)).Bytes);
        Assert.Equal(events.Bytes, (await _client.GetAsync("/2/chat/conversations/1234/events")).Bytes);
    }

    [Fact]
    public async Task A_new_message_is_readable_and_moves_its_conversation_to_the_top()
    {
        var before = await _chat.EventsAsync("1234");
        Assert.DoesNotContain(WithOldFriend, (await _client.GetAsync(List)).EventIds);
        _clock.Advance(TimeSpan.FromMinutes(5));
        var first = _api.AddChatMessage("1234", "Are you there?");
        var second = _api.AddChatMessage(WithOldFriend, "Yes!", senderId: "1385551234567890123");
        var list = await _client.GetAsync(List);
        Assert.Equal((WithOldFriend, "2026-01-15T12:05:00.000Z"), (list.EventIds[0], list.Events[0].Text("updated_at")));
        var after = await _chat.EventsAsync("1234");
        Assert.Equal([second, first, .. before.Select(item => item.Id)], after.Select(item => item.Id));
        Assert.Equal([("Yes!", true), ("Are you there?", true)], after.Take(2).Select(item => (item.Text!, item.IsVerified)));
        Assert.Equal(before[0].Id, after[1].Item.Text("previous_id"));
        Assert.Distinct(after.Select(item => item.Event!.MessageId));
    }

    [Fact]
    public async Task Tokens_of_older_pages_stay_valid()
    {
        var first = await _client.GetAsync("/2/chat/conversations/12/events?max_results=4");
        var next = $"/2/chat/conversations/12/events?max_results=4&pagination_token={first.NextToken}";
        var second = await _client.GetAsync(next);
        _api.AddChatMessage("12", "One more");
        Assert.Equal(second.Bytes, (await _client.GetAsync(next)).Bytes);
    }

    [Fact]
    public async Task Messages_of_organizations_stay_plain_and_groups_and_requests_take_messages_as_well()
    {
        _api.AddChatMessage("2244994945", "Version 2.168 is out.");
        Assert.Null((await _chat.EventsAsync("2244994945"))[0].Event!.KeyVersion);
        _api.AddChatMessage("g1950000000000000101", "Pager!", senderId: "1712345678901234567");
        Assert.Equal(("Pager!", true), ((await _chat.EventsAsync("g1950000000000000101"))[0].Text, (await _chat.EventsAsync("g1950000000000000101"))[0].IsVerified));
        _api.AddChatMessage("1500000000000000001", "Hello again");
        Assert.Equal("Hello again", (await _chat.EventsAsync("1500000000000000001"))[0].Text);
    }

    [Fact]
    public async Task Messages_can_be_added_on_many_threads_while_others_read()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(async () =>
        {
            Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/2/chat/conversations/12/events?max_results=100")).Status);
            return _api.AddChatMessage("12", $"Message {number}");
        })));
        var events = await _chat.EventsAsync("12");
        Assert.Equal(ids.OrderByDescending(long.Parse), events.Take(40).Select(item => item.Id));
        Assert.Equal(events.Select(item => item.Id).OrderByDescending(long.Parse), events.Select(item => item.Id));
        Assert.All(events, item => Assert.True(item.IsVerified));
    }

    [Fact]
    public void Unknown_conversations_and_strangers_are_refused()
    {
        Assert.Throws<ArgumentException>("conversationId", () => _api.AddChatMessage("g1", "x"));
        Assert.Throws<ArgumentException>("conversationId", () => _api.AddChatMessage("305419896", "x"));
        Assert.Throws<ArgumentException>("senderId", () => _api.AddChatMessage("12", "x", senderId: "987654321"));
        Assert.Throws<ArgumentOutOfRangeException>("account", () => _api.AddChatMessage("12", "x", account: SandboxApi.AccountCount + 1));
    }
}
