using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Watching;

namespace TwitterDm.Core.Tests.Watching;

/// <summary>A watch that lives longer than an access token.</summary>
public sealed class WatchTokenTests
{
    [Fact]
    public async Task Tokens_that_expire_are_refreshed_and_nothing_is_lost()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 20 }.WithDocumentedRateLimits());
        var tokens = api.Server.Api.IssueTokens(SandboxCredentials.ClientId, account: 1);
        var signIn = new DmSignIn(new DmSignInOptions { ApiBaseUri = api.Server.BaseUri, Clock = api.Clock });
        using var connection = await api.OpenAsync(signIn.FromTokens(tokens.AccessToken, tokens.RefreshToken!, SandboxCredentials.ClientId));
        await using var watch = new DmClient(connection, new DmCallOptions { Notices = api.Notices }).Watch(
            DmClient.CheckQuery(new DmEventQuery { Sources = [DmSource.Classic] }), new DmWatchOptions { Timeout = TimeSpan.FromHours(7) });
        var (added, found) = (new List<string>(), new List<string>());
        for (var hour = 0; hour < 6; hour++)
        {
            added.Add(api.Server.Api.AddMessage("12", $"hour {hour}"));
            while (found.Count < added.Count)
                found.AddRange((await api.Clock.RunAsync(watch.ReadBatchAsync()))!.Select(item => item.Id));
            api.Clock.Sleep(TimeSpan.FromHours(1));
        }

        Assert.Equal(added, found);
        Assert.True(api.Server.Requests.Count(request => request.PathAndQuery == "/2/oauth2/token") >= 2);
    }

    [Theory]
    [InlineData(302, "")]
    [InlineData(307, "")]
    [InlineData(307, "{\"title\":\"Moved\"}")]
    [InlineData(404, "<html><body>Sign in to the network</body></html>")]
    [InlineData(405, "")]
    [InlineData(413, "too large")]
    [InlineData(418, "{\"title\":\"I'm a teapot\",\"detail\":\"Short and stout.\"}")]
    public async Task A_response_that_X_did_not_send_for_the_refresh_does_not_end_it(int status, string body)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 20 });
        var tokens = api.Server.Api.IssueTokens(SandboxCredentials.ClientId, account: 1);
        var signIn = new DmSignIn(new DmSignInOptions { ApiBaseUri = api.Server.BaseUri, Clock = api.Clock });
        using var connection = await api.OpenAsync(signIn.FromTokens(tokens.AccessToken, tokens.RefreshToken!, SandboxCredentials.ClientId));
        await using var watch = new DmClient(connection, new DmCallOptions { Notices = api.Notices }).Watch(
            DmClient.CheckQuery(new DmEventQuery { Sources = [DmSource.Classic], Since = api.Clock.GetUtcNow() }),
            new DmWatchOptions { Timeout = TimeSpan.FromHours(7) });
        api.Clock.Advance(TimeSpan.FromHours(3));
        var id = api.Server.Api.AddMessage("12", "hello");
        api.Server.Faults.When(request => request.PathAndQuery == "/2/oauth2/token", Fault.Status(status, "text/plain", body), 3);

        Assert.Equal([id], (await api.Clock.RunAsync(watch.ReadBatchAsync()))!.Select(item => item.Id));

        var warning = api.Notices.Warnings.First(text => text.Contains("watching goes on", StringComparison.Ordinal));
        Assert.Contains($"({status} for POST /2/oauth2/token)", warning, StringComparison.Ordinal);
        Assert.Equal(status < 400, warning.Contains("is a redirect", StringComparison.Ordinal));
    }
}
