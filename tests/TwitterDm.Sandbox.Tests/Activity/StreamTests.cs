using System.Globalization;
using System.Net;
using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Activity;

/// <summary>The stream of live events: connections, keep-alive lines, the past, and what the events contain.</summary>
public abstract class StreamTests(ServerKind kind) : IAsyncLifetime
{
    private const string Me = "1385551234567890123";
    private const string AsApp = "Bearer " + SandboxCredentials.AppOnlyToken;
    private const string Zoe = "987654321";
    private const string Group = "1590000000000000001";

    private RunningSandbox _sandbox = null!;

    private SandboxApi Api => _sandbox.Server.Api;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync(kind: kind);

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_new_message_is_in_the_lists_in_single_reads_and_in_the_stream()
    {
        await SubscribeAsync("dm.received", "inbox");
        using var stream = await OpenAsync();
        var id = Api.AddMessage(Zoe, "Hello, see https://example.com/a?b=c");

        var item = await stream.EventAsync();
        Assert.Equal("dm.received", item.Text("event_type"));
        Assert.Equal("inbox", item.Text("tag"));
        Assert.Equal(Me, item.GetProperty("filter").Text("user_id"));
        var message = Assert.Single(item.GetProperty("payload").Items("direct_message_events"));
        Assert.Equal(id, message.Text("id"));
        Assert.Equal("message_create", message.Text("type"));
        var create = message.GetProperty("message_create");
        Assert.Equal((Zoe, Me), (create.Text("sender_id"), create.GetProperty("target").Text("recipient_id")));
        Assert.Equal(new[] { "text", "entities" }, create.GetProperty("message_data").Names());
        Assert.Equal("https://example.com/a?b=c", create.GetProperty("message_data").GetProperty("entities").Items("urls")[0].Text("expanded_url"));
        Assert.Equal("zoe_muller", item.GetProperty("payload").GetProperty("users").GetProperty(Zoe).GetProperty("data").Text("username"));
        Assert.DoesNotContain("conversation", item.GetRawText(), StringComparison.Ordinal);

        Assert.Equal(id, (await _sandbox.GetAsync("/2/dm_events")).EventIds[0]);
        Assert.Equal(id, (await _sandbox.GetAsync($"/2/dm_conversations/with/{Zoe}/dm_events")).EventIds[0]);
        var single = (await _sandbox.GetAsync($"/2/dm_events/{id}?dm_event.fields=text,created_at")).Body.GetProperty("data");
        Assert.Equal(create.GetProperty("message_data").Text("text"), single.Text("text"));
        Assert.Equal(
            DateTimeOffset.Parse(single.Text("created_at"), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            message.Text("created_timestamp"));
    }

    [Fact]
    public async Task Sent_messages_are_other_events_and_only_subscribers_get_them()
    {
        await SubscribeAsync("dm.sent");
        using var stream = await OpenAsync();
        Api.AddMessage(Zoe, "Not subscribed");
        var id = (await _sandbox.Client.SayAsync(Zoe, "Hello")).SentId;
        var item = await stream.EventAsync();
        Assert.Equal("dm.sent", item.Text("event_type"));
        Assert.Equal(id, item.GetProperty("payload").Items("direct_message_events")[0].Text("id"));
    }

    [Fact]
    public async Task A_message_in_a_group_looks_like_one_to_a_person_and_joins_have_no_event()
    {
        await SubscribeAsync("dm.received");
        using var stream = await OpenAsync();
        var join = Api.AddParticipant(Group, "pi_rates");
        var id = Api.AddMessage(Group, "Ahoy", "14159265");
        var leave = Api.RemoveParticipant(Group, "pi_rates");
        var create = (await stream.EventAsync()).GetProperty("payload").Items("direct_message_events")[0];
        Assert.Equal(id, create.Text("id"));
        Assert.Equal(Me, create.GetProperty("message_create").GetProperty("target").Text("recipient_id"));
        Assert.Equal([leave, id, join], (await _sandbox.GetAsync($"/2/dm_conversations/{Group}/dm_events")).EventIds.Take(3));
        Assert.Throws<ArgumentException>(() => Api.AddMessage(Group, "Gone", "14159265"));
    }

    [Fact]
    public async Task X_chat_messages_come_encrypted_and_signed()
    {
        await SubscribeAsync("chat.received");
        await SubscribeAsync("chat.sent");
        using var stream = await OpenAsync();
        var id = Api.AddChatMessage("12", "Secret");
        var item = await stream.EventAsync();
        Assert.Equal("chat.received", item.Text("event_type"));
        var payload = item.GetProperty("payload");
        var listed = (
            await _sandbox.GetAsync(
                "/2/chat/conversations/12/events?max_results=1&chat_message_event.fields=sender_id,message_event_signature")).Body.Items("data")[0];
        Assert.Equal((id, listed.Text("encoded_event")), (listed.Text("id"), payload.Text("encoded_event")));
        Assert.Equal(("12", $"12:{Me}"), (payload.Text("sender_id"), payload.Text("conversation_id")));
        Assert.Equal(listed.GetProperty("message_event_signature").Text("signature"), payload.GetProperty("message_event_signature").Text("signature"));
        Assert.True(payload.Has("conversation_key_version"));
        Assert.False(payload.Has("conversation_key_change_event"));
        Assert.DoesNotContain("Secret", item.GetRawText(), StringComparison.Ordinal);

        Api.ChangeChatKey("jacqueline", "12");
        Api.AddChatMessage("12", "With a new key");
        Assert.True((await stream.EventAsync()).GetProperty("payload").Has("conversation_key_change_event"));
        Api.AddChatMessage("12", "From another device", Me);
        Assert.Equal("chat.sent", (await stream.EventAsync()).Text("event_type"));
    }

    [Fact]
    public async Task An_empty_line_comes_every_twenty_seconds_by_the_clock()
    {
        await SubscribeAsync("dm.received");
        using var stream = await OpenAsync();
        await UntilWaitingAsync();
        for (var time = 1; time <= 3; time++)
        {
            _sandbox.Clock.Advance(TimeSpan.FromSeconds(20));
            Assert.Equal("", await stream.LineAsync());
            await UntilWaitingAsync();
        }

        Api.AddMessage(Zoe, "Hello");
        Assert.NotEqual("", await stream.LineAsync());
    }

    [Fact]
    public async Task The_third_connection_is_refused_until_one_is_closed()
    {
        using var first = await OpenAsync();
        var second = await OpenAsync();
        using (var third = await OpenAsync())
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, third.Status);
            var problem = JsonDocument.Parse(await third.BodyAsync()).RootElement;
            Assert.Equal(("ConnectionException", "TooManyConnections"), (problem.Text("title"), problem.Text("connection_issue")));
        }

        second.Dispose();
        await WaitUntilAsync(async () => (await ConnectionsAsync("active")).Count == 1);
        using var fourth = await OpenAsync();
        Assert.Equal(HttpStatusCode.OK, fourth.Status);
        Assert.Single(await ConnectionsAsync("inactive"));
    }

    [Fact]
    public async Task A_connection_that_is_ended_by_request_says_why()
    {
        using var stream = await OpenAsync();
        var id = Assert.Single(await ConnectionsAsync("active")).Text("id");
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri("/2/connections", UriKind.Relative))
        {
            Content = new StringContent(
                JsonSerializer.Serialize(new { uuids = new[] { id, "00000000-0000-0000-0000-000000000000" } }),
                mediaType: new("application/json")),
        };
        request.Headers.TryAddWithoutValidation("Authorization", AsApp);
        using var response = await _sandbox.Client.Http.SendAsync(request);
        var data = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("data");
        Assert.Equal((1, 1), (data.GetProperty("successful_kills").GetInt32(), data.GetProperty("failed_kills").GetInt32()));
        Assert.Equal("operational-disconnect", JsonDocument.Parse((await stream.LineAsync())!).RootElement.Items("errors")[0].Text("title"));
        Assert.Null(await stream.LineAsync());
    }

    [Fact]
    public async Task Ending_all_connections_makes_room()
    {
        using var first = await OpenAsync();
        using var second = await OpenAsync();
        Assert.Equal(
            2,
            (await _sandbox.Client.SendAsync(HttpMethod.Delete, "/2/connections/all", AsApp))
                .Body.GetProperty("data")
                .GetProperty("successful_kills")
                .GetInt32());
        using var third = await OpenAsync();
        Assert.Equal(HttpStatusCode.OK, third.Status);
    }

    [Fact]
    public async Task Ending_the_connections_to_another_stream_ends_none()
    {
        using var stream = await OpenAsync();
        var data = (await _sandbox.Client.SendAsync(HttpMethod.Delete, "/2/connections/filtered_stream", AsApp)).Body.GetProperty("data");
        Assert.Equal((0, 0), (data.GetProperty("successful_kills").GetInt32(), data.GetProperty("failed_kills").GetInt32()));
        Assert.Single(await ConnectionsAsync("active"));
        // X's list of streams does not contain that of live events.
        var unknown = await _sandbox.Client.SendAsync(HttpMethod.Delete, "/2/connections/activity_stream", AsApp);
        Assert.Equal((HttpStatusCode.BadRequest, "endpoint_id"), (unknown.Status, Assert.Single(unknown.ValidationErrors).Parameter));
        Assert.Equal(HttpStatusCode.Forbidden, (await _sandbox.Client.SendAsync(HttpMethod.Delete, "/2/connections/filtered_stream", SandboxClient.AsUser)).Status);
    }

    [Fact]
    public async Task A_stream_begins_with_the_past_that_it_asks_for()
    {
        await SubscribeAsync("dm.received");
        var old = Api.AddMessage(Zoe, "Old");
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(3));
        var recent = Api.AddMessage(Zoe, "Recent");
        using var without = await OpenAsync();
        using (var two = await OpenAsync("?backfill_minutes=2"))
            Assert.Equal(recent, IdOf(await two.EventAsync()));
        await WaitUntilAsync(async () => (await ConnectionsAsync("active")).Count == 1);
        var now = _sandbox.Clock.GetUtcNow();
        var window = $"?start_time={now.AddMinutes(-4):yyyy-MM-ddTHH:mm:ssZ}&end_time={now.AddMinutes(-2):yyyy-MM-ddTHH:mm:ssZ}";
        using (var ended = await OpenAsync(window))
        {
            Assert.Equal(old, IdOf(await ended.EventAsync()));
            Assert.Null(await ended.LineAsync());
        }

        var newest = Api.AddMessage(Zoe, "Newest");
        Assert.Equal(newest, IdOf(await without.EventAsync()));
    }

    [Theory]
    [InlineData("?backfill_minutes=6")]
    [InlineData("?start_time=yesterday")]
    [InlineData("?start_time=2026-01-15T12:00:00Z&end_time=2026-01-15T11:00:00Z")]
    [InlineData("?other=1")]
    public async Task Invalid_parameters_are_refused(string query)
    {
        using var stream = await OpenAsync(query);
        Assert.Equal(HttpStatusCode.BadRequest, stream.Status);
    }

    [Fact]
    public async Task A_user_token_cannot_open_the_stream()
    {
        using var stream = await LineReader.OpenAsync(_sandbox.Client.Http, authorization: SandboxClient.AsUser);
        Assert.Equal(HttpStatusCode.Forbidden, stream.Status);
        Assert.Equal("Unsupported Authentication", JsonDocument.Parse(await stream.BodyAsync()).RootElement.Text("title"));
    }

    [Fact]
    public async Task The_stream_works_in_process_too()
    {
        using var client = SandboxClient.InProcess(Api);
        await SubscribeAsync("dm.received");
        using (var stream = await LineReader.OpenAsync(client.Http))
        {
            var id = Api.AddMessage(Zoe, "Hello");
            Assert.Equal(id, IdOf(await stream.EventAsync()));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.LineAsync(TimeSpan.FromMilliseconds(50)));
        }

        Assert.Empty(await ConnectionsAsync("active"));
    }

    private static string IdOf(JsonElement item) => item.GetProperty("payload").Items("direct_message_events")[0].Text("id");

    private Task<LineReader> OpenAsync(string query = "") => LineReader.OpenAsync(_sandbox.Client.Http, query);

    private async Task SubscribeAsync(string kind, string? tag = null)
    {
        var body = tag is null ? (object)new { event_type = kind, filter = new { user_id = Me } } : new { event_type = kind, filter = new { user_id = Me }, tag };
        var reply = await _sandbox.Client.PostJsonAsync("/2/activity/subscriptions", body);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    private async Task<IReadOnlyList<JsonElement>> ConnectionsAsync(string status) =>
        (await _sandbox.GetAsync($"/2/connections?status={status}&connection.fields=id,connected_at,disconnect_reason", AsApp)).Body.Items("data");

    private Task UntilWaitingAsync() => WaitUntilAsync(() => Task.FromResult(_sandbox.Clock.PendingTimers > 0));

    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        for (var time = 0; time < 400 && !await condition(); time++)
            await Task.Delay(25);
        Assert.True(await condition());
    }
}

/// <summary>The same of the host program.</summary>
public sealed class KestrelStreamTests() : StreamTests(ServerKind.Kestrel);

/// <summary>The same of the module's listener.</summary>
public sealed class ListenerStreamTests() : StreamTests(ServerKind.Listener);
