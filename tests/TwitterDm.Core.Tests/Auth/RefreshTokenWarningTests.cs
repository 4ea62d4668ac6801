using Microsoft.AspNetCore.Http;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Media;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Auth;

/// <summary>A refresh token works once: nobody loses one without a warning, and none is thought lost because of something else.</summary>
public sealed class RefreshTokenWarningTests
{
    [Fact]
    public async Task Given_tokens_that_are_kept_nowhere_are_warned_about_when_connecting_and_before_the_refresh()
    {
        await using var api = await TestApi.StartAsync();
        var tokens = api.Server.Api.IssueTokens();
        using var connection = await api.OpenAsync(SignIn(api).FromTokens(tokens.AccessToken, tokens.RefreshToken!, SandboxCredentials.ClientId));

        var warning = Assert.Single(Warnings(api));
        Assert.Contains("works once", warning, StringComparison.Ordinal);

        api.Clock.Advance(TimeSpan.FromHours(3));
        var spentAtWarning = -1;
        var sink = new NoticeHook("is not saved", () => spentAtWarning = api.Server.Api.RefreshCount);
        await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection, new DmCallOptions { Notices = sink }));
        api.Clock.Advance(TimeSpan.FromHours(3));
        await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection, new DmCallOptions { Notices = api.Notices }));

        Assert.Equal(0, spentAtWarning);
        // Once is enough.
        Assert.Single(Warnings(api));
        Assert.Equal(2, api.Server.Api.RefreshCount);
        Assert.All(Warnings(api), text => Assert.DoesNotContain(tokens.RefreshToken!, text, StringComparison.Ordinal));
        Assert.All(Warnings(api), text => Assert.DoesNotContain(tokens.AccessToken, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Nothing_is_warned_about_if_new_tokens_are_kept(bool willBeSaved, bool hasReceiver)
    {
        await using var api = await TestApi.StartAsync();
        var tokens = api.Server.Api.IssueTokens();
        var signIn = SignIn(api, willBeSaved, hasReceiver ? _ => { } : null);
        using var connection = await api.OpenAsync(signIn.FromTokens(tokens.AccessToken, tokens.RefreshToken!, SandboxCredentials.ClientId));
        api.Clock.Advance(TimeSpan.FromHours(3));

        await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection, new DmCallOptions { Notices = api.Notices }));

        Assert.Empty(Warnings(api));
        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task A_sign_in_of_this_session_is_warned_about_only_before_the_refresh()
    {
        await using var api = await TestApi.StartAsync();
        var issued = api.Server.Api.IssueTokens();
        var tokens = new TokenSet { AccessToken = issued.AccessToken, RefreshToken = issued.RefreshToken, ExpiresAt = issued.ExpiresAt };
        var setting = SignInSettings.For(api.Server.BaseUri, api.Clock);
        using var connection = await api.OpenAsync(new OAuth2Credential(tokens, new OAuth2App { ClientId = SandboxCredentials.ClientId }, setting));
        Assert.Empty(Warnings(api));
        api.Clock.Advance(TimeSpan.FromHours(3));

        await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection, new DmCallOptions { Notices = api.Notices }));

        Assert.Single(Warnings(api));
    }

    [Theory]
    [InlineData("""{"error":"unauthorized_client","error_description":"Missing valid authorization header"}""")]
    [InlineData("""{"error":"invalid_client"}""")]
    public async Task A_refused_app_is_not_taken_for_a_spent_token(string body)
    {
        await using var server = await OtherServer.StartAsync(Answer(401, body));

        var error = await RefreshAsync(server);

        Assert.Equal((DmErrorKind.Authentication, DmErrorReason.ClientRejected), (error.Kind, error.Reason));
        Assert.Contains("_client", error.Message, StringComparison.Ordinal);
        Assert.True(error.EndsRun);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(407, "")]
    [InlineData(403, "<html><body>Blocked</body></html>")]
    public async Task A_proxy_that_refuses_is_not_taken_for_X(int status, string body)
    {
        await using var server = await OtherServer.StartAsync(Answer(status, body));

        var error = await RefreshAsync(server);

        Assert.Equal((DmErrorKind.Service, DmErrorReason.ProxyRefused), (error.Kind, error.Reason));
        Assert.Equal(status, (int)error.StatusCode!);
        Assert.Single(server.Requests);
    }

    private static Func<HttpContext, Task> Answer(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    private static async Task<DmException> RefreshAsync(OtherServer server)
    {
        var tokens = new TokenSet { AccessToken = "an-access-token", RefreshToken = "a-refresh-token", ExpiresAt = DateTimeOffset.UnixEpoch };
        var credential = new OAuth2Credential(tokens, new OAuth2App { ClientId = "app" }, SignInSettings.For(server.BaseUri));
        return await Assert.ThrowsAsync<DmException>(
            () => DmConnection.OpenAsync(new DmConnectionOptions { ApiBaseUri = server.BaseUri, Credential = credential }));
    }

    private static DmSignIn SignIn(TestApi api, bool willBeSaved = false, Action<DmTokenSet>? onTokens = null)
        => new(new DmSignInOptions { ApiBaseUri = api.Server.BaseUri, Clock = api.Clock, WillBeSaved = willBeSaved, OnTokens = onTokens });

    private static IEnumerable<string> Warnings(TestApi api) => api.Notices.All.OfType<DmWarningNotice>()
        .Where(notice => notice.Reason == DmErrorReason.RefreshTokenNotKept).Select(notice => notice.Text);
}
