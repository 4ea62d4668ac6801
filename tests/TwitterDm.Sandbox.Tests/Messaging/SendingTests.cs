using System.Globalization;
using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Messaging;

/// <summary>A sent message is in the lists, can be read by its id, and reaches its recipient.</summary>
public sealed class SendingTests : IAsyncLifetime
{
    private const string Me = "1385551234567890123";
    private const string SecondAccount = "1440000000000000002";
    private const string ThirdAccount = "1440000000000000003";
    private const string Fields = "dm_event.fields=created_at,dm_conversation_id,sender_id,participant_ids";

    private RunningSandbox _sandbox = null!;

    private SandboxClient Client => _sandbox.Client;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task The_response_contains_conversation_and_event_id()
    {
        var reply = await Client.SayAsync("12", "Hello");
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Equal("application/json; charset=utf-8", reply.Headers["Content-Type"]);
        Assert.Equal($"12-{Me}", reply.Body.GetProperty("data").Text("dm_conversation_id"));
        Assert.Matches("^[0-9]{19}$", reply.SentId);
    }

    [Theory]
    [InlineData("/2/dm_conversations/with/12/messages")]
    [InlineData("/2/dm_conversations/12-1385551234567890123/messages")]
    public async Task A_sent_message_is_the_first_in_each_list(string path)
    {
        var id = (await Client.PostJsonAsync(path, new { text = "Hello" })).SentId;
        foreach (var list in new[] { "/2/dm_events", "/2/dm_conversations/with/12/dm_events", $"/2/dm_conversations/12-{Me}/dm_events" })
        {
            var page = await Client.GetAsync($"{list}?max_results=2&{Fields}");
            Assert.Equal((id, "Hello", "MessageCreate"), (page.EventIds[0], page.Events[0].Text("text"), page.Events[0].Text("event_type")));
            Assert.Equal((Me, $"12-{Me}"), (page.Events[0].Text("sender_id"), page.Events[0].Text("dm_conversation_id")));
            Assert.False(page.Events[0].Has("participant_ids"));
            Assert.Equal(_sandbox.Clock.GetUtcNow(), page.Events[0].GetProperty("created_at").GetDateTimeOffset());
            Assert.True(Number(page.EventIds[0]) > Number(page.EventIds[1]));
        }

        Assert.Equal("Hello", (await Client.GetAsync($"/2/dm_events/{id}")).Body.GetProperty("data").Text("text"));
        Assert.NotEqual(id, (await Client.GetAsync("/2/dm_conversations/with/987654321/dm_events")).EventIds[0]);
    }

    [Theory]
    [InlineData("/2/dm_conversations/with/305419896/messages")]
    [InlineData("/2/dm_conversations/305419896-1385551234567890123/messages")]
    public async Task A_message_can_start_a_conversation(string path)
    {
        var first = await Client.PostJsonAsync(path, new { text = "First" });
        var second = await Client.PostJsonAsync(path, new { text = "Second" });
        Assert.Equal([second.SentId, first.SentId], await Client.AllIdsAsync("/2/dm_conversations/with/305419896/dm_events"));
        Assert.Equal([second.SentId, first.SentId], await Client.AllIdsAsync($"/2/dm_conversations/305419896-{Me}/dm_events", "max_results=1"));
    }

    [Fact]
    public async Task A_message_to_a_group_reaches_all_participants()
    {
        var id = (await Client.PostJsonAsync("/2/dm_conversations/158000000000001/messages", new { text = "All" })).SentId;
        var item = (await Client.GetAsync($"/2/dm_conversations/158000000000001/dm_events?{Fields}")).Events[0];
        Assert.Equal((id, "158000000000001"), (item.Text("id"), item.Text("dm_conversation_id")));
        Assert.False(item.Has("participant_ids"));
        Assert.InRange(Assert.Single(_sandbox.Server.Api.SentMessages).RecipientIds.Count, 3, 4);
    }

    [Fact]
    public async Task The_recipient_receives_the_message_and_can_reply()
    {
        var second = _sandbox.As(2);
        var conversation = $"{Me}-{SecondAccount}";
        var question = (await Client.SayAsync(SecondAccount, "Are you there?")).SentId;
        var page = await Client.GetAsync($"/2/dm_events?max_results=1&{Fields}", second);
        Assert.Equal((question, Me, conversation), (page.EventIds[0], page.Events[0].Text("sender_id"), page.Events[0].Text("dm_conversation_id")));
        var reply = (await Client.PostJsonAsync($"/2/dm_conversations/{conversation}/messages", new { text = "Yes." }, second)).SentId;
        Assert.Equal([reply, question], await Client.AllIdsAsync($"/2/dm_conversations/with/{SecondAccount}/dm_events"));
        Assert.Equal([reply, question], (await Client.GetAsync($"/2/dm_conversations/with/{Me}/dm_events", second)).EventIds);
        Assert.DoesNotContain(question, (await Client.GetAsync("/2/dm_events", _sandbox.As(3))).EventIds);
    }

    [Fact]
    public async Task A_new_group_starts_with_a_join_event_for_all_participants()
    {
        var (second, third) = (_sandbox.As(2), _sandbox.As(3));
        var reply = await Client.PostJsonAsync(
            "/2/dm_conversations",
            new { conversation_type = "Group", participant_ids = new[] { SecondAccount, ThirdAccount, "12" }, message = new { text = "Welcome" } });
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        var group = reply.Body.GetProperty("data").Text("dm_conversation_id");
        Assert.Matches("^[0-9]{15,19}$", group);
        foreach (var authorization in new[] { SandboxClient.AsUser, second, third })
        {
            var events = (await Client.GetAsync($"/2/dm_conversations/{group}/dm_events?{Fields}", authorization)).Events;
            Assert.Equal(["MessageCreate", "ParticipantsJoin"], events.Select(item => item.Text("event_type")));
            Assert.Equal((reply.SentId, "Welcome"), (events[0].Text("id"), events[0].Text("text")));
            Assert.All(events, item => Assert.Equal((Me, group), (item.Text("sender_id"), item.Text("dm_conversation_id"))));
            Assert.Equal([SecondAccount, ThirdAccount, "12"], events[1].Texts("participant_ids"));
        }

        var thanks = (await Client.PostJsonAsync($"/2/dm_conversations/{group}/messages", new { text = "Thanks" }, third)).SentId;
        Assert.Equal(thanks, (await Client.GetAsync("/2/dm_events?max_results=1", second)).EventIds[0]);
        Assert.Equal(HttpStatusCode.Forbidden, (await Client.GetAsync($"/2/dm_conversations/{group}/dm_events", _sandbox.As(4))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Client.PostJsonAsync($"/2/dm_conversations/{group}/messages", new { text = "Me!" }, _sandbox.As(4))).Status);
    }

    [Fact]
    public async Task Ids_increase_even_if_the_clock_does_not()
    {
        var ids = new List<string> { (await Client.GetAsync("/2/dm_events?max_results=1")).EventIds[0] };
        foreach (var step in new[] { 0, 0, 5, -3600, 0, 7200 })
        {
            _sandbox.Clock.Advance(TimeSpan.FromSeconds(step));
            ids.Add((await Client.SayAsync("12", "tick")).SentId);
        }

        Assert.All(ids.Zip(ids.Skip(1)), pair => Assert.True(Number(pair.First) < Number(pair.Second)));
        Assert.Equal(Enumerable.Reverse(ids), (await Client.GetAsync("/2/dm_events?max_results=7")).EventIds);
    }

    [Fact]
    public async Task Page_tokens_remain_valid_when_messages_are_sent()
    {
        var all = await Client.AllIdsAsync("/2/dm_events");
        var page = await Client.GetAsync("/2/dm_events?max_results=10");
        var sent = (await Client.SayAsync("12", "In between")).SentId;
        page = await Client.GetAsync($"/2/dm_events?max_results=10&pagination_token={page.NextToken}");
        Assert.Equal(all.Skip(10).Take(10), page.EventIds);
        page = await Client.GetAsync($"/2/dm_events?max_results=100&pagination_token={page.PreviousToken}");
        Assert.Equal([sent, .. all.Take(10)], page.EventIds);
    }

    [Fact]
    public async Task Sent_events_can_be_filtered_by_type()
    {
        await Client.PostJsonAsync(
            "/2/dm_conversations", new { conversation_type = "Group", participant_ids = new[] { "12", "1234" }, message = new { text = "Hi" } });
        var (joins, all) = (await Client.GetAsync("/2/dm_events?max_results=1&event_types=ParticipantsJoin"), await Client.GetAsync("/2/dm_events?max_results=2"));
        Assert.Equal(all.EventIds[1], joins.EventIds[0]);
    }

    [Fact]
    public async Task SentMessages_contains_the_original_messages()
    {
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(9));
        var id = (await Client.SayAsync("12", "See https://example.com/ \U0001F44D")).SentId;
        var sent = Assert.Single(_sandbox.Server.Api.SentMessages);
        Assert.Equal((id, $"12-{Me}", Me, "See https://example.com/ \U0001F44D"), (sent.EventId, sent.ConversationId, sent.SenderId, sent.Text));
        Assert.Equal(["12"], sent.RecipientIds);
        Assert.Null(sent.MediaId);
        Assert.Equal(_sandbox.Clock.GetUtcNow(), sent.SentAt);
    }

    [Fact]
    public async Task Concurrent_messages_have_the_same_order_for_both_participants()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(() => Client.SayAsync(SecondAccount, $"Number {number}"))));
        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.Created, reply.Status));
        var sent = await Client.AllIdsAsync($"/2/dm_conversations/with/{SecondAccount}/dm_events");
        Assert.Equal(replies.Select(reply => reply.SentId).OrderByDescending(Number), sent);
        Assert.Equal(sent, (await Client.GetAsync($"/2/dm_conversations/with/{Me}/dm_events", _sandbox.As(2))).EventIds);
        Assert.Equal(100, _sandbox.Server.Api.SentMessages.Select(message => message.Text).Distinct().Count());
    }

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);
}
