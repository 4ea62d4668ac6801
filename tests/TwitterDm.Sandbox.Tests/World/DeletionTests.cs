using System.Net;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.World;

/// <summary>A deleted event is gone from all lists of the account that deleted it, and of no other account.</summary>
public sealed class DeletionTests : IAsyncLifetime
{
    private const string Me = "1385551234567890123";
    private const string SecondAccount = "1440000000000000002";
    private const string Group = "1590000000000000001";

    private RunningSandbox _sandbox = null!;

    private SandboxClient Client => _sandbox.Client;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync(new SandboxOptions { RequestsPerWindow = 100_000 });

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_deleted_event_is_gone_from_all_lists_and_cannot_be_read()
    {
        var before = await ListsAsync();
        var own = await Client.OwnIdsAsync("/2/dm_events");
        var (inGroup, withZoe) = (
            await Client.OwnIdsAsync($"/2/dm_conversations/{Group}/dm_events"),
            await Client.OwnIdsAsync("/2/dm_conversations/with/987654321/dm_events"));
        // The newest event, one in a group, and those that only their conversation lists.
        foreach (var id in new[] { own[0], inGroup[3], inGroup[^1], withZoe[^1] })
        {
            var reply = await DeleteAsync(id);
            Assert.Equal((HttpStatusCode.OK, """{"data":{"deleted":true}}"""), (reply.Status, reply.Text));
            before = [.. before.Select(list => list.Where(other => other != id).ToList())];
            Assert.Equal(before, await ListsAsync());
            Assert.False((await Client.GetAsync($"/2/dm_events/{id}")).Body.Has("data"));
        }
    }

    [Fact]
    public async Task Only_events_that_the_account_sent_can_be_deleted()
    {
        var own = (await Client.OwnIdsAsync("/2/dm_events")).ToHashSet(StringComparer.Ordinal);
        var all = await Client.PagesAsync("/2/dm_events");
        var others = all.SelectMany(page => page.Events).Where(item => !own.Contains(item.Text("id"))).DistinctBy(item => item.Text("event_type")).ToList();
        Assert.Equal(["MessageCreate", "ParticipantsJoin", "ParticipantsLeave"], others.Select(item => item.Text("event_type")).Order());
        foreach (var id in others.Select(item => item.Text("id")))
        {
            var reply = await DeleteAsync(id);
            Assert.Equal((HttpStatusCode.Forbidden, "You can delete only the Direct Messages that you sent."), (reply.Status, reply.Body.Text("detail")));
            Assert.True((await Client.GetAsync($"/2/dm_events/{id}")).Body.Has("data"));
        }
    }

    [Fact]
    public async Task Unknown_events_cannot_be_deleted()
    {
        var id = (await Client.OwnIdsAsync("/2/dm_events"))[0];
        await DeleteAsync(id);
        var others = (await Client.GetAsync("/2/dm_events?max_results=1", _sandbox.As(2))).EventIds[0];
        foreach (var missing in new[] { id, others, "1", "9999999999999999999" })
        {
            var reply = await DeleteAsync(missing);
            Assert.Equal((HttpStatusCode.OK, (await Client.GetAsync($"/2/dm_events/{missing}")).Text), (reply.Status, reply.Text));
            Assert.Equal($"Could not find event with event_id: [{missing}].", reply.Body.Items("errors")[0].Text("detail"));
        }
    }

    [Fact]
    public async Task A_sent_message_is_deleted_for_one_participant_only()
    {
        var second = _sandbox.As(2);
        var id = (await Client.SayAsync(SecondAccount, "Forget it")).SentId;
        Assert.True((await DeleteAsync(id)).Body.GetProperty("data").GetProperty("deleted").GetBoolean());
        Assert.Equal(0, (await Client.GetAsync($"/2/dm_conversations/with/{SecondAccount}/dm_events")).ResultCount);
        Assert.DoesNotContain(id, (await Client.GetAsync("/2/dm_events")).EventIds);
        Assert.Equal([id], (await Client.GetAsync($"/2/dm_conversations/with/{Me}/dm_events", second)).EventIds);
        Assert.Equal(HttpStatusCode.Forbidden, (await DeleteAsync(id, second)).Status);
        Assert.Single(_sandbox.Server.Api.SentMessages);
    }

    [Fact]
    public async Task An_account_can_use_a_group_whose_events_it_deleted()
    {
        var sent = await Client.PostJsonAsync(
            "/2/dm_conversations", new { conversation_type = "Group", participant_ids = new[] { "12", "1234" }, message = new { text = "Hi" } });
        var group = sent.Body.GetProperty("data").Text("dm_conversation_id");
        foreach (var id in await Client.AllIdsAsync($"/2/dm_conversations/{group}/dm_events"))
            await DeleteAsync(id);
        Assert.Equal(
            (HttpStatusCode.OK, 0),
            (
                (await Client.GetAsync($"/2/dm_conversations/{group}/dm_events")).Status,
                (await Client.GetAsync($"/2/dm_conversations/{group}/dm_events")).ResultCount));
        Assert.Equal(
            HttpStatusCode.Created,
            (await Client.PostJsonAsync($"/2/dm_conversations/{group}/messages", new { text = "Hi" })).Status);
    }

    [Fact]
    public async Task Page_tokens_remain_valid_when_events_are_deleted()
    {
        var all = await Client.AllIdsAsync("/2/dm_events");
        var page = await Client.GetAsync("/2/dm_events?max_results=10");
        var deleted = (await Client.OwnIdsAsync("/2/dm_events")).Take(8).ToHashSet(StringComparer.Ordinal);
        // On both sides of the token.
        Assert.InRange(page.EventIds.Count(deleted.Contains), 1, 7);
        foreach (var id in deleted)
            await DeleteAsync(id);
        Assert.Equal(
            all.Skip(10).Where(id => !deleted.Contains(id)).Take(10), (await Client.GetAsync($"/2/dm_events?max_results=10&pagination_token={page.NextToken}")).EventIds);
        foreach (var size in new[] { 1, 7, 100 })
            Assert.Equal(all.Where(id => !deleted.Contains(id)), await Client.AllIdsAsync("/2/dm_events", $"max_results={size}"));
    }

    [Fact]
    public async Task All_own_events_can_be_deleted_concurrently()
    {
        var clock = new ManualClock();
        using var client = SandboxClient.InProcess(new SandboxOptions { EventCount = 150, Clock = clock });
        var all = await client.OwnIdsAsync("/2/dm_events");
        var replies = await Task.WhenAll(all.Select(id => Task.Run(() => client.SendAsync(HttpMethod.Delete, $"/2/dm_events/{id}", SandboxClient.AsUser))));
        Assert.All(replies, reply => Assert.True(reply.Body.Has("data")));
        Assert.Equal(150 - all.Count, (await client.AllIdsAsync("/2/dm_events")).Count);
        Assert.Empty(await client.OwnIdsAsync("/2/dm_events"));
        Assert.Equal(200 - all.Count, replies.Min(reply => reply.Number("x-rate-limit-remaining")));
    }

    [Theory]
    [InlineData(SandboxCredentials.TokenWithoutDmRead, "dm.read")]
    [InlineData(SandboxCredentials.TokenWithoutDmWrite, "dm.write")]
    public async Task Deleting_needs_the_scopes_to_read_and_to_write(string token, string scope)
    {
        var reply = await DeleteAsync("1", "Bearer " + token);
        Assert.Equal((HttpStatusCode.Forbidden, $"The token lacks the scope [{scope}]."), (reply.Status, reply.Body.Text("detail")));
    }

    private Task<Reply> DeleteAsync(string id, string authorization = SandboxClient.AsUser) =>
        Client.SendAsync(HttpMethod.Delete, $"/2/dm_events/{id}", authorization);

    private async Task<IReadOnlyList<IReadOnlyList<string>>> ListsAsync() =>
    [
        await Client.AllIdsAsync("/2/dm_events"),
        await Client.AllIdsAsync($"/2/dm_conversations/{Group}/dm_events"),
        await Client.AllIdsAsync("/2/dm_conversations/with/987654321/dm_events"),
    ];
}
