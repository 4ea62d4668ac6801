using System.Text;
using System.Text.Json.Nodes;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>An odd response to a write is read as far as it goes: an accepted message is never lost, and no exception is raw.</summary>
public sealed class OddResponseTests
{
    private static readonly DmOutgoingMessage Hello = new() { To = new("12"), Text = "Hello" };

    // In the response, ID stands for the event's id, and the text is Latin-1: \u00FF is the byte FF.
    [Theory]
    [InlineData("{\"data\":{\"dm_event_id\":ID,\"dm_conversation_id\":\"12-1385551234567890123\"}}")]
    [InlineData("{\"data\":{\"dm_event_id\":\"ID\"}}")]
    [InlineData("{\"data\":{\"dm_event_id\":\"ID\",\"dm_conversation_id\":{}}}")]
    [InlineData("{\"data\":[{\"dm_event_id\":\"ID\"}]}")]
    [InlineData("{\"data\":{\"dm_event_id\":\"ID\"},\"errors\":[null]}")]
    [InlineData("{\"data\":{\"dm_event_id\":\"ID\"},\"errors\":\"none\",\"includes\":[],\"meta\":7}")]
    [InlineData("{\"data\":{\"dm_event_id\":\"ID\",\"new\":\"\\ud83d\",\"\\ud83d\":1}}")]
    [InlineData("\u00EF\u00BB\u00BF{\"data\":{\"dm_event_id\":\"ID\",\"new\":\"\u00FF\"}}")]
    public async Task An_accepted_message_is_read_from_an_odd_response(string response)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await OpenAsync(api, (path, body) => path.EndsWith("/messages", StringComparison.Ordinal)
            ? RawJson.Bytes(response.Replace("ID", EventId(body), StringComparison.Ordinal))
            : body);

        var sent = await api.SendAsync(Hello, new DmClient(connection));

        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, sent.EventId);
        Assert.Equal("12-1385551234567890123", sent.ConversationId);
        Assert.DoesNotContain(api.Calls, call => call.StartsWith("GET /2/dm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1590000000000123000", null)]
    [InlineData("1590000000000124000", "1590000000000124000")]
    public async Task An_id_that_ends_in_zeros_and_was_made_by_X_for_a_message_is_not_suspected(string conversationId, string? suspected)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await OpenAsync(api, (path, body) => path.EndsWith("/messages", StringComparison.Ordinal)
            ? RawJson.Bytes("{\"data\":{\"dm_event_id\":\"ID\",\"dm_conversation_id\":\"1590000000000123000\"}}".Replace("ID", EventId(body), StringComparison.Ordinal))
            : body);
        var notices = new NoticeRecorder();
        var client = new DmClient(connection, new DmCallOptions { Notices = notices });
        await api.SendAsync(Hello, client);

        client.WarnIfRounded(new DmOutgoingMessage { ConversationId = conversationId, Text = "Again" });

        Assert.Equal(suspected is null ? 0 : 1, notices.Warnings.Count(text => text.Contains($"{suspected} ends in three zeros", StringComparison.Ordinal)));
        Assert.Equal(suspected is null, !notices.Warnings.Any());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"data\":null}")]
    [InlineData("{\"data\":[]}")]
    [InlineData("{\"data\":\"ok\"}")]
    [InlineData("{\"errors\":[null]}")]
    [InlineData("{\"errors\":[{}]}")]
    [InlineData("{\"errors\":[{\"code\":131,\"message\":\"Internal error\"}]}")]
    [InlineData("{\"errors\":[{\"message\":\"Something went wrong\",\"type\":\"about:blank\"}]}")]
    [InlineData("{\"errors\":null,\"data\":{\"dm_event_id\":\"\"}}")]
    [InlineData("{\"data\":{\"dm_event_id\":[]}}")]
    [InlineData("[]")]
    [InlineData("{\"data\":{\"dm_event_id\":\"1")]
    public async Task A_message_whose_response_has_no_id_is_found_in_the_conversation(string response)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await OpenAsync(api, (path, body) => path.EndsWith("/messages", StringComparison.Ordinal) ? RawJson.Bytes(response) : body);

        var sent = await api.SendAsync(Hello, new DmClient(connection));

        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, sent.EventId);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("{\"id\":null}")]
    [InlineData("{\"id\":\"nonsense\"}")]
    [InlineData("{\"id\":\"5\",\"created_at\":\"\"}")]
    [InlineData("{\"id\":\"5\",\"created_at\":\"1970-01-01T00:00:00Z\",\"text\":\"\\ud83d\"}")]
    [InlineData("{\"id\":\"99999999999999999999\",\"attachments\":{\"media_keys\":[null]},\"entities\":{\"urls\":[null]}}")]
    public async Task An_odd_event_does_not_end_the_look_up(string odd)
    {
        await using var api = await TestApi.StartAsync();
        var (later, second) = (0L, string.Empty);
        using var connection = await OpenAsync(api, (path, body) =>
        {
            if (!path.Contains("/dm_events?", StringComparison.Ordinal))
                return body;
            if (path.Contains("pagination_token", StringComparison.Ordinal))
                return Encoding.UTF8.GetBytes(second);

            // A first page of nine newer events and the odd one; the message is on the second page.
            second = Encoding.UTF8.GetString(body);
            var newest = long.Parse((string)JsonNode.Parse(body)!["data"]![0]!["id"]!, System.Globalization.CultureInfo.InvariantCulture);
            var newer = Enumerable.Range(1, 9).Select(_ => $"{{\"id\":\"{newest + (++later << 22)}\"}}");
            return RawJson.Bytes($"{{\"data\":[{string.Join(',', newer)},{odd}],\"meta\":{{\"result_count\":10,\"next_token\":\"0000000000000001\"}}}}");
        });
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling);

        var sent = await api.SendAsync(Hello, new DmClient(connection));

        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, sent.EventId);
    }

    [Theory]
    [InlineData("{\"data\":[{\"id\":\"1")]
    [InlineData("[]")]
    [InlineData("<html></html>")]
    public async Task A_page_that_cannot_be_read_is_read_again_and_else_leaves_the_delivery_uncertain(string page)
    {
        await using var api = await TestApi.StartAsync();
        var broken = 2;
        using var connection = await OpenAsync(api, (path, body) => path.Contains("/dm_events?", StringComparison.Ordinal) && broken-- > 0 ? RawJson.Bytes(page) : body);
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling, times: 2);

        var sent = await api.SendAsync(Hello, new DmClient(connection));
        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, sent.EventId);

        broken = int.MaxValue;
        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Hello with { Text = "Again" }, new DmClient(connection)));
        Assert.Equal((DmErrorKind.SendUncertain, "Again"), (error.Kind, error.UncertainMessage!.Text));
    }

    [Theory]
    [InlineData(NormalizationForm.FormC)]
    [InlineData(NormalizationForm.FormD)]
    public async Task A_message_is_found_in_another_normalization_form(NormalizationForm form)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await OpenAsync(api, (path, body) =>
        {
            if (!path.Contains("/dm_events?", StringComparison.Ordinal))
                return body;
            var page = JsonNode.Parse(body)!;
            foreach (var item in page["data"]!.AsArray())
                item!["text"] = ((string)item["text"]!).Normalize(form);
            return Encoding.UTF8.GetBytes(page.ToJsonString());
        });
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling, times: 2);

        foreach (var text in new[] { "Zürich, \u1E69, \uAC01", "Zu\u0308rich, s\u0323\u0307, \u1100\u1161\u11A8" })
        {
            var sent = await api.SendAsync(Hello with { Text = text }, new DmClient(connection));
            Assert.Equal(api.Server.Api.SentMessages[^1].EventId, sent.EventId);
        }
    }

    [Theory]
    [InlineData("{\"data\":{\"deleted\":\"true\"}}")]
    [InlineData("{\"data\":[{\"deleted\":true}],\"errors\":[null]}")]
    [InlineData("{\"data\":{\"deleted\":true,\"new\":\"\\ud83d\"},\"includes\":5}")]
    public async Task A_deletion_is_read_from_an_odd_response(string response)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await OpenAsync(api, (path, body) => path.Contains("/dm_events/", StringComparison.Ordinal) ? RawJson.Bytes(response) : body);
        var sent = await api.SendAsync(Hello);

        await api.Clock.RunAsync(new DmClient(connection).DeleteEventAsync(sent.EventId!));

        Assert.Contains(api.Calls, call => call == $"DELETE /2/dm_events/{sent.EventId}");
    }

    [Theory]
    [InlineData("{\"data\":{\"blocked\":\"True\"}}")]
    [InlineData("{\"data\":[{\"blocked\":true}],\"errors\":{}}")]
    public async Task A_block_is_read_from_an_odd_response(string response)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await OpenAsync(api, (path, body) => path.EndsWith("/block", StringComparison.Ordinal) ? RawJson.Bytes(response) : body);

        Assert.Equal("12", (await api.Clock.RunAsync(new DmClient(connection).BlockAsync(new("12")))).Id);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"data\":{\"deleted\":[]}}")]
    [InlineData("{\"errors\":[null,\"no\"]}")]
    [InlineData("[")]
    public async Task A_deletion_without_a_result_is_an_error(string response)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await OpenAsync(api, (path, body) => path.Contains("/dm_events/", StringComparison.Ordinal) ? RawJson.Bytes(response) : body);

        var error = await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(new DmClient(connection).DeleteEventAsync("5")));

        Assert.True(error.Kind is DmErrorKind.Protocol or DmErrorKind.NotFound, error.Message);
    }

    private static string EventId(byte[] body) => (string)JsonNode.Parse(body)!["data"]!["dm_event_id"]!;

    private static Task<DmConnection> OpenAsync(TestApi api, Func<string, byte[], byte[]> rewrite) => api.Clock.RunAsync(DmConnection.OpenAsync(
        api.Options(new BearerCredential(SandboxCredentials.UserToken), transport: () => new RewrittenBodies(rewrite))));
}
