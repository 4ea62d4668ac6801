using System.Net;
using TwitterDm.Sandbox.Tests.Support;
using static TwitterDm.Sandbox.Tests.SignIn.SignInSteps;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>Refresh tokens rotate: each works once and returns the next one.</summary>
public sealed class RefreshTests : IAsyncLifetime
{
    private const string InvalidToken = "Value passed for the token was invalid.";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_refresh_returns_both_tokens_and_the_lifetime()
    {
        var reply = await RefreshAsync(_sandbox, SandboxCredentials.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(["token_type", "expires_in", "access_token", "scope", "refresh_token"], reply.Body.Names());
        Assert.Equal(("bearer", 7200), (reply.Body.Text("token_type"), reply.Body.GetProperty("expires_in").GetInt32()));
        Assert.Equal("dm.read dm.write tweet.read users.read media.write offline.access", reply.Body.Text("scope"));
        Assert.Equal(
            ("application/json; charset=utf-8", "no-store", "no-cache"),
            (reply.Headers["Content-Type"], reply.Headers["Cache-Control"], reply.Headers["Pragma"]));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_sandbox, reply.Body.Text("access_token")));
        Assert.Equal(1, _sandbox.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task A_used_token_is_refused_and_its_successor_remains_valid()
    {
        var first = await RefreshAsync(_sandbox, SandboxCredentials.RefreshToken);
        Assert.False(_sandbox.Server.Api.IsValidRefreshToken(SandboxCredentials.RefreshToken));
        AssertRefused(await RefreshAsync(_sandbox, SandboxCredentials.RefreshToken), 400, "invalid_request", InvalidToken);
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_sandbox, first.Body.Text("access_token")));
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(_sandbox, first.Body.Text("refresh_token"))).Status);
        Assert.Equal(2, _sandbox.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Only_one_of_many_concurrent_refreshes_succeeds()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => RefreshAsync(_sandbox, SandboxCredentials.RefreshToken)));
        Assert.Single(replies, reply => reply.Status == HttpStatusCode.OK);
        Assert.Equal(1, _sandbox.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task The_previous_access_token_remains_valid_until_it_expires()
    {
        var issued = _sandbox.Server.Api.IssueTokens();
        await RefreshAsync(_sandbox, issued.RefreshToken!);
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_sandbox, issued.AccessToken));
    }

    [Fact]
    public async Task The_scope_can_be_narrowed_but_not_widened()
    {
        var issued = _sandbox.Server.Api.IssueTokens(scopes: ["dm.read", "tweet.read", "users.read", "offline.access"]);
        foreach (var scope in new[] { "dm.read dm.write", "dm.read dm.read", "no.such", "dm.read  tweet.read" })
            Assert.Equal((400, "invalid_scope"), Outcome(await NarrowAsync(issued.RefreshToken!, scope)));
        var reply = await NarrowAsync(issued.RefreshToken!, "tweet.read users.read");
        Assert.Equal("tweet.read users.read", reply.Body.Text("scope"));
        Assert.Equal(HttpStatusCode.Forbidden, (await _sandbox.GetAsync("/2/dm_events", "Bearer " + reply.Body.Text("access_token"))).Status);
        var next = await RefreshAsync(_sandbox, reply.Body.Text("refresh_token"));
        Assert.Equal("dm.read tweet.read users.read offline.access", next.Body.Text("scope"));
    }

    [Fact]
    public async Task A_token_of_another_app_is_refused_and_not_used_up()
    {
        var issued = _sandbox.Server.Api.IssueTokens(SandboxCredentials.ConfidentialClientId);
        AssertRefused(await RefreshAsync(_sandbox, issued.RefreshToken!), 400, "invalid_request", InvalidToken);
        var reply = await _sandbox.PostAsync(TokenPath, Basic(), ("grant_type", "refresh_token"), ("refresh_token", issued.RefreshToken!));
        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    [Fact]
    public async Task Refreshing_works_in_process()
    {
        using var client = SandboxClient.InProcess(_sandbox.Server.Api);
        var reply = await client.PostAsync(TokenPath, null, ("grant_type", "refresh_token"), ("refresh_token", SandboxCredentials.RefreshToken), PublicApp);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/2/users/me", "Bearer " + reply.Body.Text("access_token"))).Status);
    }

    [Fact]
    public async Task A_refresh_between_two_pages_does_not_affect_repeated_events()
    {
        var first = await _sandbox.GetAsync("/2/dm_events?max_results=5");
        await RefreshAsync(_sandbox, SandboxCredentials.RefreshToken);
        _sandbox.Server.Faults.When(request => request.Method == "GET", Fault.RepeatEvents);
        var second = await _sandbox.GetAsync($"/2/dm_events?max_results=5&pagination_token={first.NextToken}");
        Assert.Equal(first.EventIds.TakeLast(3), second.EventIds.Take(3));
    }

    [Fact]
    public async Task Faults_that_rewrite_JSON_do_not_change_HTML_pages()
    {
        _sandbox.Server.Faults.When(_ => true, Fault.UnknownFields);
        Assert.Contains("id=\"allow\"", (await _sandbox.GetAsync(AuthorizePath + Query(), authorization: null)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData(SandboxCredentials.UserToken)]
    public async Task Invalid_refresh_tokens_are_refused(string token) =>
        AssertRefused(await RefreshAsync(_sandbox, token), 400, "invalid_request", InvalidToken);

    [Fact]
    public async Task A_refresh_with_a_lost_response_uses_up_the_token()
    {
        _sandbox.Server.Faults.When(request => request.PathAndQuery == TokenPath, Fault.ResetAfterHandling);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => RefreshAsync(_sandbox, SandboxCredentials.RefreshToken));
        Assert.Equal(1, _sandbox.Server.Api.RefreshCount);
        AssertRefused(await RefreshAsync(_sandbox, SandboxCredentials.RefreshToken), 400, "invalid_request", InvalidToken);
    }

    [Fact]
    public async Task A_refresh_that_does_not_arrive_does_not_use_up_the_token()
    {
        _sandbox.Server.Faults.When(request => request.PathAndQuery == TokenPath, Fault.RefuseBeforeReading);
        _sandbox.Server.Faults.When(request => request.PathAndQuery == TokenPath, Fault.Status(503));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => RefreshAsync(_sandbox, SandboxCredentials.RefreshToken));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await RefreshAsync(_sandbox, SandboxCredentials.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(_sandbox, SandboxCredentials.RefreshToken)).Status);
    }

    private static (int Status, string Error) Outcome(Reply reply) => ((int)reply.Status, reply.Body.Text("error"));

    private Task<Reply> NarrowAsync(string token, string scope) => _sandbox.PostAsync(
        TokenPath, authorization: null, ("grant_type", "refresh_token"), ("refresh_token", token), ("scope", scope), PublicApp);
}
