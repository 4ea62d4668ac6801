using System.Net;
using TwitterDm.Sandbox.Tests.Support;
using static TwitterDm.Sandbox.Tests.SignIn.SignInSteps;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>Expiry and revocation (RFC 7009) of tokens.</summary>
public sealed class TokenLifetimeTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private RunningSandbox _sandbox = null!;

    private SandboxApi Api => _sandbox.Server.Api;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task An_access_token_expires_after_two_hours_and_its_refresh_token_does_not()
    {
        var issued = Api.IssueTokens();
        Assert.Equal(_sandbox.Clock.GetUtcNow().AddHours(2), issued.ExpiresAt);
        _sandbox.Clock.Advance(TimeSpan.FromHours(2) - Second);
        Assert.True(Api.IsValidAccessToken(issued.AccessToken));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_sandbox, issued.AccessToken));
        _sandbox.Clock.Advance(Second);
        Assert.False(Api.IsValidAccessToken(issued.AccessToken));
        var refused = await _sandbox.GetAsync("/2/dm_events", "Bearer " + issued.AccessToken);
        Assert.Equal((HttpStatusCode.Unauthorized, "Unauthorized"), (refused.Status, refused.Body.Text("title")));
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(_sandbox, issued.RefreshToken!)).Status);
    }

    [Fact]
    public async Task The_lifetime_is_an_option()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { TokenLifetime = TimeSpan.FromSeconds(30) });
        var reply = await RefreshAsync(sandbox, SandboxCredentials.RefreshToken);
        Assert.Equal(30, reply.Body.GetProperty("expires_in").GetInt32());
        sandbox.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(sandbox, reply.Body.Text("access_token")));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(sandbox, SandboxCredentials.UserToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(400 * 24 * 3600.0)]
    public void Lifetimes_out_of_range_are_refused(double seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new SandboxApi(new SandboxOptions { TokenLifetime = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public async Task Revoking_an_access_token_does_not_revoke_its_refresh_token()
    {
        var issued = Api.IssueTokens();
        await AssertRevokedAsync(issued.AccessToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_sandbox, issued.AccessToken));
        Assert.True(Api.IsValidRefreshToken(issued.RefreshToken!));
    }

    [Fact]
    public async Task Revoking_a_refresh_token_does_not_revoke_its_access_token()
    {
        var issued = Api.IssueTokens();
        await AssertRevokedAsync(issued.RefreshToken!, ("token_type_hint", "access_token"));
        Assert.Equal(HttpStatusCode.BadRequest, (await RefreshAsync(_sandbox, issued.RefreshToken!)).Status);
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_sandbox, issued.AccessToken));
    }

    [Fact]
    public async Task The_predefined_tokens_can_be_revoked()
    {
        await AssertRevokedAsync(SandboxCredentials.UserToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_sandbox, SandboxCredentials.UserToken));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData(SandboxCredentials.ExpiredToken)]
    public async Task Revoking_an_invalid_token_succeeds(string token) => await AssertRevokedAsync(token);

    [Fact]
    public async Task Revoking_tokens_of_another_app_or_no_token_is_refused()
    {
        var issued = Api.IssueTokens(SandboxCredentials.ConfidentialClientId);
        foreach (var token in new[] { issued.AccessToken, issued.RefreshToken! })
        {
            var reply = await _sandbox.PostAsync(RevokePath, authorization: null, PublicApp, ("token", token));
            AssertRefused(reply, 400, "invalid_request", "Value passed for the token was invalid.");
        }

        Assert.True(Api.IsValidAccessToken(issued.AccessToken) && Api.IsValidRefreshToken(issued.RefreshToken!));
        var missing = await _sandbox.PostAsync(RevokePath, authorization: null, PublicApp);
        AssertRefused(missing, 400, "invalid_request", "Missing required parameter [token].");
    }

    [Fact]
    public void Tokens_are_issued_only_for_known_apps_accounts_and_scopes()
    {
        Assert.Throws<ArgumentException>(() => Api.IssueTokens("other"));
        Assert.Throws<ArgumentException>(() => Api.IssueTokens(scopes: ["dm.read", "no.such"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Api.IssueTokens(account: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Api.IssueTokens(account: SandboxApi.AccountCount + 1));
        Assert.Null(Api.IssueTokens(scopes: ["dm.read"]).RefreshToken);
    }

    private async Task AssertRevokedAsync(string token, params (string Name, string Value)[] more)
    {
        var reply = await _sandbox.PostAsync(RevokePath, authorization: null, [PublicApp, ("token", token), .. more]);
        Assert.Equal((HttpStatusCode.OK, """{"revoked":true}"""), (reply.Status, reply.Text));
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
    }
}
