using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TwitterDm.Auth;
using TwitterDm.Sandbox;
using TwitterDm.Watching;
using TwitterDm.Watching.Streaming;

namespace TwitterDm.Core.Tests.Watching;

/// <summary>New events by X's stream.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task Messages_come_from_the_stream_whole_and_once()
    {
        await using var run = await StreamRun.StartAsync();
        await run.BeginAsync();
        var classic = run.Server.Api.AddMessage("12", "hello");
        var chat = run.Server.Api.AddChatMessage("12", "encrypted");
        await run.WaitForAsync(classic, chat);
        var message = run.Events.Single(item => item.Id == classic);
        Assert.Equal(("hello", "12-1385551234567890123", "Incoming", "jacqueline"), (message.Text, message.ConversationId, message.Direction, message.SenderUsername));
        var encrypted = run.Events.Single(item => item.Id == chat);
        Assert.Equal(("encrypted", true, "12-1385551234567890123"), (encrypted.Text, encrypted.IsVerified, encrypted.ConversationId));
        await Task.Delay(300);
        Assert.Equal(2, run.Events.Count);
    }

    [Fact]
    public async Task A_message_in_a_group_gets_its_conversation_by_one_request_for_the_event()
    {
        await using var run = await StreamRun.StartAsync();
        var group = (await Support.TestApi.CollectAsync(new DmClient(run.Connection).ListEvents(new() { Sources = [DmSource.Classic] })))
            .First(item => item.IsInGroup && item.SenderId != run.Connection.User.Id).ConversationId!;
        await run.BeginAsync();
        await run.WaitForAsync(run.Server.Api.AddMessage("12", "first"));
        // The poll after the connection.
        await Task.Delay(300);
        var id = run.Server.Api.AddMessage(group, "to all");
        await run.WaitForAsync(id);
        Assert.Equal(group, run.Events[^1].ConversationId);
        Assert.Single(run.Server.Requests, request => request.PathAndQuery.StartsWith($"/2/dm_events/{id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_messages_at_once_are_read_by_a_poll()
    {
        await using var run = await StreamRun.StartAsync();
        await run.BeginAsync();
        string[] ids = [.. Enumerable.Range(0, 12).Select(number => run.Server.Api.AddMessage("12", $"message {number}"))];
        await run.WaitForAsync(ids);
        Assert.Equal(ids, run.Events.Select(item => item.Id));
        Assert.InRange(run.Server.Requests.Count(request => request.PathAndQuery.StartsWith("/2/dm_events/", StringComparison.Ordinal)), 0, 4);
    }

    [Fact]
    public async Task A_gap_is_filled_by_a_poll()
    {
        await using var run = await StreamRun.StartAsync();
        await run.BeginAsync();
        foreach (var number in Enumerable.Range(0, 4))
        {
            var connects = run.Connects;
            await DisconnectAsync(run);
            var lost = run.Server.Api.AddMessage("12", $"during the gap {number}");
            await run.WaitForAsync(lost);
            await run.WaitUntilAsync(() => run.Connects > connects);
        }

        Assert.Equal(4, run.Events.Count);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("disconnect")]
    [InlineData("silence")]
    [InlineData("duplicate")]
    [InlineData("out of order")]
    [InlineData("missed")]
    public async Task Nothing_is_lost_or_comes_twice_when_the_stream_fails(string fault)
    {
        await using var run = await StreamRun.StartAsync();
        run.Server.Faults.When(IsStream, FaultOf(fault), int.MaxValue);
        await run.BeginAsync();
        var added = new List<string>();
        for (var number = 0; number < 12; number++)
        {
            added.Add(number % 3 == 0 ? run.Server.Api.AddChatMessage("12", $"event {number}") : run.Server.Api.AddMessage("12", $"event {number}"));
            await Task.Delay(40);
        }

        await DisconnectAsync(run);
        await run.WaitForAsync([.. added]);
        await Task.Delay(300);
        Assert.Equal(added.Order(StringComparer.Ordinal), run.Events.Select(item => item.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Events_of_other_subscriptions_of_the_app_are_ignored_before_any_request()
    {
        await using var run = await StreamRun.StartAsync();
        foreach (var type in new[] { "dm.received", "chat.received" })
            await SubscribeAsync(run, "another program", type);
        await run.BeginAsync(new DmEventQuery { Sources = [DmSource.Chat] });
        await run.WaitForAsync(run.Server.Api.AddChatMessage("12", "first"));
        var classic = run.Server.Api.AddMessage("12", "not asked for");
        await run.WaitForAsync(run.Server.Api.AddChatMessage("12", "second"));
        Assert.DoesNotContain(classic, run.Events.Select(item => item.Id));
        Assert.DoesNotContain(run.Server.Requests, request => request.PathAndQuery.StartsWith("/2/dm_events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_that_somebody_deleted_is_created_again()
    {
        await using var run = await StreamRun.StartAsync();
        await run.BeginAsync();
        var before = await SubscriptionsAsync(run);
        using (var http = App(run))
        using (var response = await http.DeleteAsync("2/activity/subscriptions?ids=" + string.Join(',', before.Select(item => item.Id))))
            response.EnsureSuccessStatusCode();
        Assert.Empty(await SubscriptionsAsync(run));
        var connects = run.Connects;
        await DisconnectAsync(run);
        await run.WaitUntilAsync(() => run.Connects > connects);
        Assert.Equal(
            before.Select(item => item.Type).Order(StringComparer.Ordinal),
            (await SubscriptionsAsync(run)).Select(item => item.Type).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lines_are_read_up_to_a_maximum_length()
    {
        using var good = new BoundedLines(new MemoryStream(System.Text.Encoding.UTF8.GetBytes("one\r\n\r\n" + new string('x', 10_000) + "\ncut")));
        foreach (var line in new[] { "one", string.Empty, new string('x', 10_000), null })
            Assert.Equal(line, await good.ReadAsync(default));
        using var endless = new BoundedLines(new MemoryStream(new byte[BoundedLines.MaxLength + 10_000]));
        await Assert.ThrowsAsync<IOException>(() => endless.ReadAsync(default));
    }

    [Theory]
    [InlineData("""{"data":{"event_type":"chat.received","payload":{"conversation_id":"12-1385551234567890123","encoded_event":"\ud800"}}}""")]
    [InlineData("""{"data":{"event_type":"chat.received\udc00","filter":{"user_id":"\ud800"},"payload":{"direct_message_events":[{"id":"\ud800"}]}}}""")]
    public async Task A_line_with_half_a_character_does_not_end_the_watch(string line)
    {
        await using var run = await StreamRun.StartAsync();
        run.Server.Faults.When(IsStream, Fault.Status(200, body: line + "\r\n"), 1);
        await run.BeginAsync();
        var id = run.Server.Api.AddChatMessage("12", "next");

        await run.WaitForAsync(id);

        Assert.Equal([id], run.Events.Select(item => item.Id));
    }

    [Fact]
    public async Task Two_events_that_the_stream_swaps_are_returned_in_order()
    {
        await using var run = await StreamRun.StartAsync();
        run.Server.Faults.When(IsStream, Fault.StreamOutOfOrder, int.MaxValue);
        await run.BeginAsync();
        await Task.Delay(300);
        string[] ids = [run.Server.Api.AddChatMessage("12", "first"), run.Server.Api.AddChatMessage("12", "second")];
        await run.WaitForAsync(ids);
        Assert.Equal(ids, run.Events.Select(item => item.Id));
    }

    [Fact]
    public async Task An_account_without_credit_is_told_to_poll()
    {
        await using var run = await StreamRun.StartAsync();
        run.Server.Faults.When(IsStream, Fault.NoCredit, int.MaxValue);
        var error = await Assert.ThrowsAsync<DmException>(() => run.BeginAsync());
        Assert.Equal((DmErrorKind.Credit, DmErrorReason.StreamRefused), (error.Kind, error.Reason));
        Assert.Empty(await SubscriptionsAsync(run));
    }

    [Fact]
    public async Task Connections_that_were_lost_and_that_X_still_counts_are_closed()
    {
        await using var run = await StreamRun.StartAsync();
        await run.BeginAsync();
        // The server goes on counting the connection that the client has lost.
        run.Server.Faults.When(IsStream, Fault.TooManyConnections);
        var before = run.Connects;
        using (var http = App(run))
        using (var list = JsonDocument.Parse(await http.GetStringAsync("2/connections")))
            Assert.Single(list.RootElement.GetProperty("data").EnumerateArray());
        await DisconnectAsync(run);
        await run.WaitUntilAsync(() => run.Connects >= before + 2);
        await run.WaitForAsync(run.Server.Api.AddMessage("12", "after"));
        Assert.Contains(run.Server.Requests, request => request.Method == "GET" && request.PathAndQuery.StartsWith("/2/connections", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_events_of_others_are_subscribed_to_on_request()
    {
        await using var run = await StreamRun.StartAsync();
        await run.BeginAsync(options: new DmWatchOptions { IncomingOnly = true });
        Assert.Equal(["chat.received", "dm.received"], (await SubscriptionsAsync(run)).Select(item => item.Type).Order(StringComparer.Ordinal));
        var sent = await new DmClient(run.Connection).SendMessageAsync(new() { To = new("12"), Text = "own" });
        var answer = run.Server.Api.AddMessage("12", "answer");
        await run.WaitForAsync(answer);
        Assert.DoesNotContain(sent.EventId, run.Events.Select(item => item.Id));
    }

    [Fact]
    public async Task The_own_subscriptions_are_deleted_at_the_end_and_no_others()
    {
        await using var run = await StreamRun.StartAsync();
        var other = await SubscribeAsync(run, "another program");
        var living = await SubscribeAsync(run, $"twitterdm:{Environment.MachineName}:{Environment.UserName}:{Parent()}");
        var elsewhere = await SubscribeAsync(run, "twitterdm:elsewhere:somebody:1");
        var killed = await SubscribeAsync(run, $"twitterdm:{Environment.MachineName}:{Environment.UserName}:2147483646");
        await run.BeginAsync();
        var during = await SubscriptionsAsync(run);
        Assert.Equal(7, during.Length);
        Assert.Equal(4, during.Count(item => item.Tag == $"twitterdm:{Environment.MachineName}:{Environment.UserName}:{Environment.ProcessId}"));
        Assert.DoesNotContain(killed, during.Select(item => item.Id));
        await run.EndAsync();
        Assert.Equal(
            new[] { other, living, elsewhere }.Order(StringComparer.Ordinal),
            (await SubscriptionsAsync(run)).Select(item => item.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_of_subscriptions_that_never_ends_is_read_until_its_token_is_repeated()
    {
        await using var run = await StreamRun.StartAsync();
        run.Server.Faults.When(IsList, Fault.Status(200, "application/json", """{"meta":{"next_token":"again"}}"""), 50);
        await run.BeginAsync();

        Assert.Equal(2, run.Server.Requests.Count(IsList));

        static bool IsList(RecordedRequest request) => request.Method == "GET" && request.PathAndQuery.StartsWith("/2/activity/subscriptions", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_that_X_still_counts_are_closed_only_if_they_are_the_own_ones()
    {
        await using var run = await StreamRun.StartAsync();
        using var http = App(run);
        using var first = await http.GetAsync("2/activity/stream", HttpCompletionOption.ResponseHeadersRead);
        await Task.Delay(500);
        using var second = await http.GetAsync("2/activity/stream", HttpCompletionOption.ResponseHeadersRead);
        var watch = run.BeginAsync();
        await run.WaitUntilAsync(() => run.Notices.Verbose.Any(text => text.Contains("as many connections", StringComparison.Ordinal)));
        // It polls meanwhile.
        var id = run.Server.Api.AddMessage("12", "polled");
        await run.WaitForAsync(id);
        second.Dispose();
        await watch;
        Assert.DoesNotContain(run.Server.Requests, request => request.Method == "DELETE" && request.PathAndQuery.StartsWith("/2/connections", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_app_of_an_OAuth_1_0a_connection_gets_its_token_itself()
    {
        await using var run = await StreamRun.StartAsync(new SandboxOptions { EventCount = 5 }, credential: new OAuth1Credential(
            SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret), appToken: null);
        await run.BeginAsync();
        await run.WaitForAsync(run.Server.Api.AddMessage("12", "hello"));
        Assert.Contains(run.Server.Requests, request => request.PathAndQuery == "/oauth2/token");
    }

    [Fact]
    public async Task A_redirect_instead_of_the_app_token_is_not_a_refusal()
    {
        await using var run = await StreamRun.StartAsync(new SandboxOptions { EventCount = 5 }, credential: new OAuth1Credential(
            SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret), appToken: null);
        run.Server.Faults.When(request => request.PathAndQuery == "/oauth2/token", Fault.Status(307, "text/plain", string.Empty));
        await run.BeginAsync();
        await run.WaitUntilAsync(() => run.Connects > 0);
        Assert.Contains(run.Notices.Verbose, text => text.Contains("is a redirect", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_app_only_token_no_request_is_made()
    {
        await using var run = await StreamRun.StartAsync(appToken: null);
        var before = run.Server.Requests.Count;
        var error = Assert.Throws<DmException>(() => new DmClient(run.Connection).Watch(DmClient.CheckQuery(new()), new() { Stream = true }));
        Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.AppTokenMissing), (error.Kind, error.Reason));
        Assert.Equal(before, run.Server.Requests.Count);
    }

    [Fact]
    public async Task A_wrong_app_only_token_ends_the_watch()
    {
        await using var run = await StreamRun.StartAsync(appToken: "wrong");
        var error = await Assert.ThrowsAsync<DmException>(() => run.BeginAsync());
        Assert.Equal((DmErrorKind.Authentication, DmErrorReason.AppTokenRefused), (error.Kind, error.Reason));
        Assert.DoesNotContain("wrong", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stops_well_within_a_second()
    {
        await using var run = await StreamRun.StartAsync();
        await run.BeginAsync();
        var start = Environment.TickCount64;
        await run.EndAsync();
        Assert.InRange(Environment.TickCount64 - start, 0, 950);
    }

    private static bool IsStream(RecordedRequest request) => request.PathAndQuery.StartsWith("/2/activity/stream", StringComparison.Ordinal);

    private static Fault FaultOf(string name) => name switch
    {
        "cut" => Fault.StreamCut(3),
        "disconnect" => Fault.StreamDisconnect(2),
        "silence" => Fault.StreamSilence(2),
        "duplicate" => Fault.StreamDuplicate,
        "out of order" => Fault.StreamOutOfOrder,
        _ => Fault.StreamMissed(2),
    };

    private static int Parent() => System.Diagnostics.Process.GetProcesses().First(process => process.Id != Environment.ProcessId).Id;

    private static HttpClient App(StreamRun run)
    {
        var http = new HttpClient { BaseAddress = run.Server.BaseUri };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SandboxCredentials.AppOnlyToken);
        return http;
    }

    private static async Task DisconnectAsync(StreamRun run)
    {
        using var http = App(run);
        using var response = await http.DeleteAsync("2/connections/all");
        response.EnsureSuccessStatusCode();
    }

    private static async Task<(string Id, string Type, string? Tag)[]> SubscriptionsAsync(StreamRun run)
    {
        using var http = App(run);
        using var json = JsonDocument.Parse(await http.GetStringAsync("2/activity/subscriptions"));
        return [
            .. json
                .RootElement.GetProperty("data")
                .EnumerateArray()
                .Select(item =>
                    (
                        item.GetProperty("subscription_id").GetString()!,
                        item.GetProperty("event_type").GetString()!,
                        item.TryGetProperty("tag", out var tag) ? tag.GetString() : null)),
        ];
    }

    private static async Task<string> SubscribeAsync(StreamRun run, string tag, string type = "dm.received")
    {
        using var http = App(run);
        using var response = await http.PostAsJsonAsync("2/activity/subscriptions", new { event_type = type, filter = new { user_id = run.Connection.User.Id }, tag });
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("data").GetProperty("subscription").GetProperty("subscription_id").GetString()!;
    }
}
