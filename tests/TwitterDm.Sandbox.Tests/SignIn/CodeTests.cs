using System.Net;
using TwitterDm.Sandbox.Tests.Support;
using static TwitterDm.Sandbox.Tests.SignIn.SignInSteps;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>A code can be exchanged once, soon, by its app, with its redirect URI and its verifier.</summary>
public sealed class CodeTests : IAsyncLifetime
{
    private const string InvalidCode = "Value passed for the authorization code was invalid.";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_code_gives_tokens_with_the_requested_scopes()
    {
        var reply = await ExchangeAsync(_sandbox, await CodeAsync(_sandbox));
        Assert.Equal((HttpStatusCode.OK, "dm.read tweet.read users.read offline.access"), (reply.Status, reply.Body.Text("scope")));
        Assert.Equal(["token_type", "expires_in", "access_token", "scope", "refresh_token"], reply.Body.Names());
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync("/2/dm_events", "Bearer " + reply.Body.Text("access_token"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(_sandbox, reply.Body.Text("refresh_token"))).Status);
    }

    [Fact]
    public async Task Without_offline_access_there_is_no_refresh_token()
    {
        var reply = await ExchangeAsync(_sandbox, await CodeAsync(_sandbox, ("scope", "users.read tweet.read")));
        Assert.Equal(["token_type", "expires_in", "access_token", "scope"], reply.Body.Names());
    }

    [Fact]
    public async Task A_confidential_client_can_sign_in()
    {
        var code = await CodeAsync(_sandbox, ("client_id", SandboxCredentials.ConfidentialClientId));
        var reply = await _sandbox.PostAsync(
            TokenPath, Basic(), ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect), ("code_verifier", Verifier));
        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    [Fact]
    public async Task An_app_can_send_the_verifier_itself_as_challenge()
    {
        var code = await CodeAsync(_sandbox, ("code_challenge_method", "plain"), ("code_challenge", "challenge"));
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(_sandbox, code, ("code_verifier", "challenge"))).Status);
    }

    [Fact]
    public async Task A_code_expires_after_30_seconds()
    {
        var (first, second) = (await CodeAsync(_sandbox), await CodeAsync(_sandbox));
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(_sandbox, first)).Status);
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertRefused(await ExchangeAsync(_sandbox, second), 400, "invalid_request", InvalidCode);
    }

    [Fact]
    public async Task Reusing_a_code_revokes_its_tokens()
    {
        var code = await CodeAsync(_sandbox);
        var tokens = (await ExchangeAsync(_sandbox, code)).Body;
        var refreshed = (await RefreshAsync(_sandbox, tokens.Text("refresh_token"))).Body;
        AssertRefused(await ExchangeAsync(_sandbox, code), 400, "invalid_request", InvalidCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_sandbox, tokens.Text("access_token")));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_sandbox, refreshed.Text("access_token")));
        Assert.Equal(HttpStatusCode.BadRequest, (await RefreshAsync(_sandbox, refreshed.Text("refresh_token"))).Status);
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_sandbox, SandboxCredentials.UserToken));
    }

    [Fact]
    public async Task A_code_of_another_app_is_refused_and_not_used_up()
    {
        var code = await CodeAsync(_sandbox);
        var stolen = await _sandbox.PostAsync(
            TokenPath, Basic(), ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect), ("code_verifier", Verifier));
        AssertRefused(stolen, 400, "invalid_request", InvalidCode);
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(_sandbox, code)).Status);
    }

    [Theory]
    [InlineData("redirect_uri", "http://127.0.0.1:8081/callback", "Value passed for the redirect uri did not match the uri of the authorization code.")]
    [InlineData("redirect_uri", "http://localhost:8080/callback", "Value passed for the redirect uri did not match the uri of the authorization code.")]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK", "Value passed for the code verifier did not match the code challenge.")]
    [InlineData("code_verifier", Challenge, "Value passed for the code verifier did not match the code challenge.")]
    [InlineData("code_verifier", "short", "Value passed for the code verifier did not match the code challenge.")]
    public async Task A_mismatch_is_refused_and_uses_up_the_code(string name, string value, string description)
    {
        var code = await CodeAsync(_sandbox);
        AssertRefused(await ExchangeAsync(_sandbox, code, (name, value)), 400, "invalid_request", description);
        AssertRefused(await ExchangeAsync(_sandbox, code), 400, "invalid_request", InvalidCode);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("redirect_uri")]
    [InlineData("code_verifier")]
    public async Task Missing_parameters_are_named(string name) => AssertRefused(
        await ExchangeAsync(_sandbox, await CodeAsync(_sandbox), (name, "")), 400, "invalid_request", $"Missing required parameter [{name}].");

    [Fact]
    public async Task Only_one_of_many_concurrent_exchanges_succeeds()
    {
        var code = await CodeAsync(_sandbox);
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ExchangeAsync(_sandbox, code)));
        Assert.Single(replies, reply => reply.Status == HttpStatusCode.OK);
    }
}
