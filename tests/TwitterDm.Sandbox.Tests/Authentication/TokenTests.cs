using System.Net;
using System.Text;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Authentication;

/// <summary>Which tokens are accepted by which endpoints.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private const string Unauthorized = """{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}""";

    private static readonly string[] MessageTargets =
    [
        "/2/dm_events", "/2/dm_events/1", "/2/dm_conversations/with/12/dm_events", "/2/dm_conversations/1590000000000000001/dm_events",
    ];

    private static readonly string[] SendTargets =
    [
        "/2/dm_conversations", "/2/dm_conversations/with/12/messages", "/2/dm_conversations/1590000000000000001/messages",
    ];

    private static readonly string[] LookupTargets = ["/2/users?ids=12", "/2/users/by?usernames=jacqueline", "/2/users/by/username/jacqueline"];

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_user_token_is_accepted_everywhere()
    {
        foreach (var target in MessageTargets.Concat(LookupTargets).Append("/2/users/me"))
            Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync(target)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer unknown")]
    [InlineData("Bearer " + SandboxCredentials.UserToken + "x")]
    [InlineData("Bearer " + SandboxCredentials.ExpiredToken)]
    [InlineData("Basic c2FuZGJveA==")]
    [InlineData(SandboxCredentials.UserToken)]
    public async Task Without_a_valid_token_everything_is_unauthorized(string? authorization)
    {
        foreach (var target in MessageTargets.Concat(LookupTargets).Append("/2/users/me"))
        {
            var reply = await _sandbox.GetAsync(target, authorization);
            Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
            Assert.Equal(Unauthorized, Encoding.UTF8.GetString(reply.Bytes));
            Assert.Equal("application/problem+json; charset=utf-8", reply.Headers["Content-Type"]);
        }
    }

    [Fact]
    public async Task The_scheme_is_case_insensitive() =>
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync("/2/users/me", "bearer " + SandboxCredentials.UserToken)).Status);

    [Fact]
    public async Task An_app_only_token_can_only_look_up_users()
    {
        const string App = "Bearer " + SandboxCredentials.AppOnlyToken;
        foreach (var target in LookupTargets)
            Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync(target, App)).Status);
        foreach (var target in MessageTargets.Append("/2/users/me"))
        {
            var reply = await _sandbox.GetAsync(target, App);
            Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
            Assert.Equal("Unsupported Authentication", reply.Body.Text("title"));
            Assert.Equal("https://api.x.com/2/problems/unsupported-authentication", reply.Body.Text("type"));
            Assert.StartsWith("Authenticating with OAuth 2.0 Application-Only is forbidden", reply.Body.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_read_only_token_cannot_write()
    {
        const string Writeless = "Bearer " + SandboxCredentials.TokenWithoutDmWrite;
        foreach (var target in MessageTargets)
            Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync(target, Writeless)).Status);
        foreach (var target in SendTargets)
        {
            var reply = await _sandbox.Client.PostJsonAsync(target, new { text = "Hello" }, Writeless);
            Assert.Equal((HttpStatusCode.Forbidden, "The token lacks the scope [dm.write]."), (reply.Status, reply.Body.Text("detail")));
            var app = await _sandbox.Client.PostJsonAsync(target, new { text = "Hello" }, "Bearer " + SandboxCredentials.AppOnlyToken);
            Assert.Equal((HttpStatusCode.Forbidden, "Unsupported Authentication"), (app.Status, app.Body.Text("title")));
            Assert.Equal(HttpStatusCode.Unauthorized, (await _sandbox.Client.PostJsonAsync(target, new { text = "Hello" }, authorization: "")).Status);
        }

        var upload = await _sandbox.Client.PostJsonAsync("/2/media/upload/1/finalize", "{}", Writeless);
        Assert.Equal((HttpStatusCode.Forbidden, "The token lacks the scope [media.write]."), (upload.Status, upload.Body.Text("detail")));
    }

    [Fact]
    public async Task A_message_can_be_sent_without_the_scope_to_read() =>
        Assert.Equal(HttpStatusCode.Created, (await _sandbox.Client.SayAsync("12", "Hello", "Bearer " + SandboxCredentials.TokenWithoutDmRead)).Status);

    [Fact]
    public async Task The_error_names_the_missing_scope()
    {
        const string Readless = "Bearer " + SandboxCredentials.TokenWithoutDmRead;
        foreach (var target in MessageTargets)
        {
            var reply = await _sandbox.GetAsync(target, Readless);
            Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
            Assert.Equal(("Forbidden", "The token lacks the scope [dm.read]."), (reply.Body.Text("title"), reply.Body.Text("detail")));
        }

        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync("/2/users/me", Readless)).Status);
    }
}
