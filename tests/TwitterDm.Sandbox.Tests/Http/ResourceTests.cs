using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Http;

/// <summary>Resources that exist, that do not, and that belong to others.</summary>
public sealed class ResourceTests : IAsyncLifetime
{
    private const string NotFoundType = "https://api.x.com/2/problems/resource-not-found";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync(new SandboxOptions { PartialErrorEvery = 3 });

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData("/2/dm_events/1", "event_id", "1", "Could not find event with event_id: [1].")]
    [InlineData("/2/dm_events/9999999999999999999", "event_id", "9999999999999999999", "Could not find event with event_id: [9999999999999999999].")]
    [InlineData("/2/users/by/username/missing", "username", "missing", "Could not find user with username: [missing].")]
    [InlineData("/2/dm_conversations/with/4711/dm_events", "participant_id", "4711", "Could not find user with participant_id: [4711].")]
    [InlineData("/2/users?ids=4711", "ids", "4711", "Could not find user with ids: [4711].")]
    public async Task Unknown_resources_are_a_problem_in_a_200(string target, string parameter, string value, string detail)
    {
        var reply = await _sandbox.GetAsync(target);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.False(reply.Body.Has("data"));
        var problem = Assert.Single(reply.Body.Items("errors"));
        Assert.Equal(
            ("Not Found Error", detail, NotFoundType, parameter, value, value),
            (problem.Text("title"), problem.Text("detail"), problem.Text("type"), problem.Text("parameter"), problem.Text("value"), problem.Text("resource_id")));
    }

    [Theory]
    [InlineData("/2/dm_conversations/with/305419896/dm_events")]
    [InlineData("/2/dm_conversations/with/1385551234567890123/dm_events")]
    [InlineData("/2/dm_conversations/305419896-1385551234567890123/dm_events")]
    public async Task A_conversation_that_does_not_exist_yet_is_empty(string target)
    {
        var reply = await _sandbox.GetAsync(target);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(["meta"], reply.Body.Names());
        Assert.Equal(0, reply.ResultCount);
    }

    [Theory]
    [InlineData("12-987654321")]
    [InlineData("1385551234567890123-12")]
    [InlineData("999999999999999")]
    public async Task Conversations_of_other_accounts_are_forbidden(string id)
    {
        var reply = await _sandbox.GetAsync($"/2/dm_conversations/{id}/dm_events");
        Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
        Assert.Equal("https://api.x.com/2/problems/not-authorized-for-resource", reply.Body.Text("type"));
        Assert.Equal("dm_conversation", reply.Body.Text("resource_type"));
    }

    [Fact]
    public async Task Found_and_missing_users_are_in_the_same_response()
    {
        var reply = await _sandbox.GetAsync("/2/users/by?usernames=Zoe_Muller,missing,jacqueline");
        Assert.Equal(["zoe_muller", "jacqueline"], reply.Body.Items("data").Select(user => user.Text("username")));
        Assert.Equal("missing", Assert.Single(reply.Body.Items("errors")).Text("value"));
    }

    [Fact]
    public async Task Usernames_are_case_insensitive() =>
        Assert.Equal("987654321", (await _sandbox.GetAsync("/2/users/by/username/ZOE_MULLER")).Body.GetProperty("data").Text("id"));

    [Fact]
    public async Task PartialErrorEvery_adds_a_problem_to_every_nth_page()
    {
        var pages = await _sandbox.Client.PagesAsync("/2/dm_events", "max_results=50");
        Assert.Equal([3, 6, 9], pages.Select((page, index) => page.Body.Has("errors") ? index + 1 : 0).Where(number => number > 0));
        Assert.All(pages, page => Assert.Equal(50, page.ResultCount));
    }

    [Fact]
    public async Task Each_response_has_a_transaction_id_a_date_and_a_content_type()
    {
        var (good, bad, lost) = (await _sandbox.GetAsync("/2/dm_events"), await _sandbox.GetAsync("/2/dm_events?a=b"), await _sandbox.GetAsync("/3"));
        Assert.Equal("application/json; charset=utf-8", good.Headers["Content-Type"]);
        Assert.All(new[] { good, bad, lost }, reply => Assert.Equal("Thu, 15 Jan 2026 12:00:00 GMT", reply.Headers["Date"]));
        Assert.Equal(3, new[] { good, bad, lost }.Select(reply => reply.Headers["x-transaction-id"]).Distinct().Count());
        Assert.False(good.Headers.ContainsKey("Server"));
    }
}
