using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Http;

/// <summary>Users who blocked each other cannot send messages to each other.</summary>
public sealed class BlockTests : IAsyncLifetime
{
    private const string Me = "1385551234567890123";
    private const string SecondAccount = "1440000000000000002";

    private RunningSandbox _sandbox = null!;

    private SandboxClient Client => _sandbox.Client;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task Blocking_and_unblocking_return_the_new_state_and_can_be_repeated()
    {
        foreach (var (action, blocked) in new[] { ("unblock", "false"), ("block", "true"), ("block", "true"), ("unblock", "false"), ("unblock", "false") })
        {
            var reply = await SetAsync(action, "12");
            Assert.Equal((HttpStatusCode.OK, $"{{\"data\":{{\"blocked\":{blocked}}}}}"), (reply.Status, reply.Text));
        }
    }

    [Fact]
    public async Task A_block_applies_in_both_directions_until_it_is_removed()
    {
        var second = _sandbox.As(2);
        await SetAsync("block", SecondAccount);
        Reply[] refused =
        [
            await Client.SayAsync(SecondAccount, "Hello"),
            await Client.SayAsync(Me, "Hello", second),
            await Client.PostJsonAsync($"/2/dm_conversations/{Me}-{SecondAccount}/messages", new { text = "Hello" }, second),
            await FoundAsync(SandboxClient.AsUser, "12", SecondAccount),
            await FoundAsync(second, Me, "12"),
        ];
        Assert.All(refused, reply => Assert.Equal(
            (HttpStatusCode.Forbidden, "Forbidden", "You cannot send messages to this user."), (reply.Status, reply.Body.Text("title"), reply.Body.Text("detail"))));
        Assert.Equal(HttpStatusCode.Created, (await Client.SayAsync(Me, "Hello", _sandbox.As(3))).Status);
        await SetAsync("unblock", SecondAccount);
        Assert.Equal(HttpStatusCode.Created, (await Client.SayAsync(Me, "Hello", second)).Status);
    }

    [Fact]
    public async Task A_block_does_not_affect_a_shared_group()
    {
        var second = _sandbox.As(2);
        var group = (await FoundAsync(SandboxClient.AsUser, "12", SecondAccount)).Body.GetProperty("data").Text("dm_conversation_id");
        await SetAsync("block", SecondAccount);
        Assert.Equal(HttpStatusCode.Created, (await Client.PostJsonAsync($"/2/dm_conversations/{group}/messages", new { text = "Hello" }, second)).Status);
    }

    [Fact]
    public async Task Receives_your_dm_is_false_for_both_users()
    {
        var second = _sandbox.As(2);
        await SetAsync("block", SecondAccount);
        Assert.False(await ReceivesAsync($"/2/users?ids={SecondAccount}", SandboxClient.AsUser));
        Assert.False(await ReceivesAsync("/2/users/by?usernames=sandbox_admin", second));
        Assert.True(await ReceivesAsync($"/2/users?ids={SecondAccount}", _sandbox.As(3)));
        Assert.True(await ReceivesAsync("/2/users?ids=12", SandboxClient.AsUser));
        Assert.False(await ReceivesAsync("/2/users?ids=1655555555555555555", SandboxClient.AsUser));
        await SetAsync("block", "12");
        var included = (await Client.GetAsync("/2/dm_conversations/with/12/dm_events?expansions=sender_id&user.fields=receives_your_dm"))
            .Body.GetProperty("includes")
            .Items("users");
        Assert.Equal(
            [false],
            included.Where(user => user.Text("id") == "12").Select(user => user.GetProperty("receives_your_dm").GetBoolean()));
    }

    [Theory]
    [InlineData("block")]
    [InlineData("unblock")]
    public async Task Only_another_user_can_be_blocked(string action)
    {
        var unknown = await SetAsync(action, "5");
        Assert.Equal((HttpStatusCode.NotFound, "Could not find user with id: [5]."), (unknown.Status, unknown.Body.Text("detail")));
        var oneself = await SetAsync(action, Me);
        Assert.Equal(
            (HttpStatusCode.BadRequest, ("id", $"The `id` path parameter value [{Me}] is the caller's own account")),
            (oneself.Status, Assert.Single(oneself.ValidationErrors)));
        Assert.Equal(HttpStatusCode.Forbidden, (await SetAsync(action, "12", "Bearer " + SandboxCredentials.TokenWithoutDmWrite)).Status);
    }

    [Fact]
    public async Task Blocking_has_a_separate_rate_limit()
    {
        Assert.Equal((50, 49), Standing(await SetAsync("block", "12")));
        Assert.Equal((50, 49), Standing(await SetAsync("unblock", "12")));
    }

    private static (long Limit, long Remaining) Standing(Reply reply) => (reply.Number("x-rate-limit-limit"), reply.Number("x-rate-limit-remaining"));

    private Task<Reply> SetAsync(string action, string id, string authorization = SandboxClient.AsUser) =>
        Client.PostAsync($"/2/users/{id}/dm/{action}", authorization, new ByteArrayContent([]));

    private Task<Reply> FoundAsync(string authorization, params string[] participants) => Client.PostJsonAsync(
        "/2/dm_conversations", new { conversation_type = "Group", participant_ids = participants, message = new { text = "Hello" } }, authorization);

    private async Task<bool> ReceivesAsync(string target, string authorization) =>
        (await Client.GetAsync($"{target}&user.fields=receives_your_dm", authorization)).Body.Items("data")[0].GetProperty("receives_your_dm").GetBoolean();
}
