using System.Net;
using TwitterDm.Sandbox.Tests.Authentication;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Chat;

/// <summary>Who may call the X Chat endpoints, with which parameters, and how often.</summary>
public sealed class ChatRulesTests : IAsyncLifetime
{
    private const string List = "/2/chat/conversations";
    private const string Events = "/2/chat/conversations/12/events";

    private static readonly string[] Targets =
        [List, "/2/chat/conversations/12", Events, "/2/users/12/public_keys", "/2/users/public_keys?ids=12"];

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task Reading_needs_the_scope_dm_read_and_a_user()
    {
        foreach (var target in Targets)
        {
            Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync(target)).Status);
            var readless = await _sandbox.GetAsync(target, "Bearer " + SandboxCredentials.TokenWithoutDmRead);
            Assert.Equal((HttpStatusCode.Forbidden, "The token lacks the scope [dm.read]."), (readless.Status, readless.Body.Text("detail")));
            var app = await _sandbox.GetAsync(target, "Bearer " + SandboxCredentials.AppOnlyToken);
            Assert.Equal((HttpStatusCode.Forbidden, "Unsupported Authentication"), (app.Status, app.Body.Text("title")));
            Assert.Equal(HttpStatusCode.Unauthorized, (await _sandbox.GetAsync(target, authorization: null)).Status);
        }
    }

    [Fact]
    public async Task OAuth_1_0a_works_as_well()
    {
        foreach (var target in Targets)
        {
            var uri = new Uri(_sandbox.Server.BaseUri, target);
            (string Name, string Value)[] query = uri.Query.Length > 0 ? [("ids", "12")] : [];
            var header = new TestSigner { Time = _sandbox.Clock.GetUtcNow() }.Header("GET", uri.GetLeftPart(UriPartial.Path), query);
            Assert.Equal((await _sandbox.GetAsync(target)).Bytes, (await _sandbox.GetAsync(target, header)).Bytes);
        }
    }

    [Theory]
    [InlineData(List, "max_results=0", "max_results")]
    [InlineData(List, "max_results=101", "max_results")]
    [InlineData(List, "chat_conversation.fields=name", "chat_conversation.fields")]
    [InlineData(List, "expansions=sender_id", "expansions")]
    [InlineData(List, "user.fields=email", "user.fields")]
    [InlineData(List, "pagination_token=abc", "pagination_token")]
    [InlineData(List, "dm_event.fields=id", "dm_event.fields")]
    [InlineData(Events, "max_results=1000", "max_results")]
    [InlineData(Events, "chat_message_event.fields=text", "chat_message_event.fields")]
    [InlineData(Events, "event_types=MessageCreate", "event_types")]
    [InlineData(Events, "pagination_token=", "pagination_token")]
    [InlineData("/2/chat/conversations/12:1385551234567890123/events", "", "id")]
    [InlineData("/2/chat/conversations/G1950000000000000101/events", "", "id")]
    [InlineData("/2/users/jacqueline/public_keys", "", "id")]
    [InlineData("/2/users/12/public_keys", "public_key.fields=private_key", "public_key.fields")]
    [InlineData("/2/users/public_keys", "", "ids")]
    [InlineData("/2/users/public_keys", "ids=12,x", "ids")]
    public async Task Invalid_parameters_are_named(string path, string query, string parameter)
    {
        var reply = await _sandbox.GetAsync($"{path}?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(parameter, Assert.Single(reply.ValidationErrors).Parameter);
    }

    [Fact]
    public async Task A_token_is_valid_for_its_own_list_only()
    {
        var token = (await _sandbox.GetAsync($"{Events}?max_results=1")).NextToken;
        foreach (var other in new[] { List, "/2/chat/conversations/987654321/events", "/2/dm_events" })
            Assert.Equal(HttpStatusCode.BadRequest, (await _sandbox.GetAsync($"{other}?pagination_token={token}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _sandbox.GetAsync($"{Events}?pagination_token={token}", _sandbox.As(account: 2))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync($"{Events}?pagination_token={token}")).Status);
    }

    [Fact]
    public async Task Each_endpoint_has_a_limit_of_its_own()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { ChatRequestsPerWindow = 2, RequestsPerWindow = 1 });
        foreach (var target in Targets)
        {
            for (var left = 1; left >= 0; left--)
            {
                var reply = await sandbox.GetAsync(target);
                Assert.Equal((HttpStatusCode.OK, 2, left), (reply.Status, reply.Number("x-rate-limit-limit"), reply.Number("x-rate-limit-remaining")));
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, (await sandbox.GetAsync(target)).Status);
        }
    }

    [Fact]
    public async Task The_limits_allow_reading_every_conversation_several_times()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { ChatConversationCount = 1000 }.WithDocumentedRateLimits());
        Assert.Equal(6_000, (await sandbox.GetAsync(Events)).Number("x-rate-limit-limit"));
        Assert.Equal(900, (await _sandbox.GetAsync(Events)).Number("x-rate-limit-limit"));
    }

    [Fact]
    public async Task Without_X_Chat_its_paths_are_unknown()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { HasChat = false });
        foreach (var target in Targets)
            Assert.Equal(HttpStatusCode.NotFound, (await sandbox.GetAsync(target)).Status);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync("/2/dm_events")).Status);
    }

    [Theory]
    [InlineData(-1, 15, 1)]
    [InlineData(1001, 15, 1)]
    [InlineData(11, -1, 1)]
    [InlineData(11, 10_001, 1)]
    [InlineData(11, 15, 0)]
    public void Options_out_of_range_are_refused(int conversations, int messages, int limit) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new SandboxApi(new SandboxOptions { ChatConversationCount = conversations, ChatMessageCount = messages, ChatRequestsPerWindow = limit }));
}
