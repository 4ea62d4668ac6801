using System.Net;
using TwitterDm.Sandbox.Tests.Support;
using static TwitterDm.Sandbox.Tests.SignIn.SignInSteps;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>Validation of authorization requests, and who receives the errors (RFC 6749, section 4.1.2.1).</summary>
public sealed class AuthorizeRequestTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData("client_id", null)]
    [InlineData("client_id", "")]
    [InlineData("client_id", "other")]
    [InlineData("client_id", "<script>alert(1)</script>")]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "http://localhost:8080/other")]
    [InlineData("redirect_uri", "http://localhost@evil.example/callback")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    public async Task Errors_in_client_id_or_redirect_uri_are_shown_on_a_page(string name, string? value) => AssertPage(await AskAsync((name, value)));

    [Fact]
    public async Task Repeated_client_ids_and_redirect_uris_and_invalid_escapes_are_shown_on_a_page()
    {
        AssertPage(await GetAsync(Query() + "&client_id=" + SandboxCredentials.ClientId));
        AssertPage(await GetAsync(Query() + "&redirect_uri=" + Uri.EscapeDataString(Redirect)));
        AssertPage(await GetAsync(Query() + "&more=%ff"));
        AssertPage(await GetAsync(""));
    }

    [Theory]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "code token", "unsupported_response_type")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("scope", "", "invalid_scope")]
    [InlineData("scope", "dm.read no.such", "invalid_scope")]
    [InlineData("scope", "dm.read,tweet.read", "invalid_scope")]
    [InlineData("scope", "dm.read dm.read", "invalid_scope")]
    [InlineData("scope", " dm.read", "invalid_scope")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("code_challenge", Challenge + "=", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge_method", "s256", "invalid_request")]
    public async Task Other_errors_are_sent_to_the_redirect_uri_with_the_state(string name, string? value, string error)
    {
        var parameters = Redirected(await AskAsync((name, value)));
        Assert.Equal(["error", "error_description", "state"], parameters.Keys);
        Assert.Equal((error, State), (parameters["error"], parameters["state"]));
    }

    [Fact]
    public async Task The_state_is_required_once_and_limited_in_length()
    {
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(("state", new string('s', 500)))).Status);
        Assert.Equal("invalid_request", Redirected(await AskAsync(("state", new string('s', 501))))["error"]);
        foreach (var reply in new[] { await AskAsync(("state", null)), await AskAsync(("state", "")), await GetAsync(Query() + "&state=2") })
            Assert.Equal(["error", "error_description"], Redirected(reply).Keys);
    }

    [Theory]
    [InlineData("&scope=dm.read")]
    [InlineData("&code_challenge_method=S256")]
    [InlineData("&response_type=code")]
    public async Task Repeated_parameters_are_refused(string more)
    {
        var parameters = Redirected(await GetAsync(Query() + more));
        Assert.Equal(("invalid_request", State), (parameters["error"], parameters["state"]));
    }

    [Theory]
    [InlineData("http://localhost:1/callback")]
    [InlineData("http://127.0.0.1:65535/callback")]
    [InlineData("http://[::1]:8080/callback")]
    public async Task The_browser_is_redirected_to_the_requested_redirect_uri(string address)
    {
        Assert.Equal("access_denied", Redirected(await DecideAsync(_sandbox, await AskAsync(("redirect_uri", address)), "deny"), address)["error"]);
        Assert.Equal("invalid_scope", Redirected(await AskAsync(("redirect_uri", address), ("scope", null)), address)["error"]);
    }

    [Fact]
    public async Task Unknown_parameters_are_ignored() =>
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(Query() + "&prompt=login&prompt=none")).Status);

    private static void AssertPage(Reply reply)
    {
        Assert.Equal((HttpStatusCode.BadRequest, "text/html; charset=utf-8"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.False(reply.Headers.ContainsKey("Location"));
        Assert.Contains("id=\"problem\"", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", reply.Text, StringComparison.Ordinal);
    }

    private Task<Reply> AskAsync(params (string Name, string? Value)[] changes) => GetAsync(Query(changes));

    private Task<Reply> GetAsync(string query) => _sandbox.GetAsync(AuthorizePath + query, authorization: null);
}
