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
}
