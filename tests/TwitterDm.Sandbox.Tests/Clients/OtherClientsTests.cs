using System.Text.Json;
using TwitterDm.Sandbox.Host;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Clients;

/// <summary>Clients that we did not write read the sandbox's port, by a bearer token and by OAuth 1.0a.</summary>
public sealed class OtherClientsTests
{
    [TwitterApiV2Fact]
    public async Task Npms_twitter_api_v2_reads_the_sandbox()
    {
        await using var server = await SandboxServer.StartAsync();
        await AssertReadsAllAsync(server, await ClientProcess.RunAsync(
            "node", Path.Combine(ClientProcess.Folder("twitter-api-v2"), "read.js"), server.BaseUri.AbsoluteUri));
    }

    [TweepyFact]
    public async Task Debians_tweepy_reads_the_sandbox()
    {
        await using var server = await SandboxServer.StartAsync();
        await AssertReadsAllAsync(server, await ClientProcess.RunAsync(
            TweepyFactAttribute.Python!, Path.Combine(ClientProcess.Folder("tweepy"), "read.py"), server.BaseUri.AbsoluteUri));
    }

    [TweepyFact]
    public async Task The_library_below_tweepy_signs_in_in_every_way()
    {
        await using var server = await SandboxServer.StartAsync();
        server.Api.BrowserAccount = 2;
        var reports = await ClientProcess.RunAsync(
            TweepyFactAttribute.Python!, Path.Combine(ClientProcess.Folder("tweepy"), "sign_in.py"), server.BaseUri.AbsoluteUri);
        Assert.Equal(["pin", "callback", "public", "confidential"], reports.Select(report => report.Text("signIn")));
        Assert.All(reports, report => Assert.Equal(("sandbox_user2", "sandbox_user2"), (report.Text("me"), report.Text("screenName"))));
        Assert.Equal(2, server.Api.RefreshCount);
    }

    private static async Task AssertReadsAllAsync(SandboxServer server, IReadOnlyList<JsonElement> reports)
    {
        using var client = SandboxClient.InProcess(server.Api);
        Assert.Equal(["bearer", "oauth1"], reports.Select(report => report.Text("signIn")));
        foreach (var report in reports)
        {
            Assert.Equal(("sandbox_admin", "Zoë Müller-Ångström", 400), (report.Text("me"), report.Text("user"), report.GetProperty("refused").GetInt32()));
            AssertList(await client.AllIdsAsync("/2/dm_events"), report.GetProperty("all"), pageSize: 100);
            AssertList(await client.AllIdsAsync("/2/dm_conversations/with/987654321/dm_events"), report.GetProperty("participant"), pageSize: 30);
            AssertList(
                await client.AllIdsAsync("/2/dm_conversations/1590000000000000001/dm_events", "event_types=MessageCreate,ParticipantsJoin"),
                report.GetProperty("conversation"),
                pageSize: 30);
        }
    }

    private static void AssertList(IReadOnlyList<string> ids, JsonElement list, int pageSize)
    {
        Assert.Equal(
            (ids.Count, ids.Count, (ids.Count + pageSize - 1) / pageSize, ids[0]),
            (list.GetProperty("events").GetInt32(), list.GetProperty("unique").GetInt32(), list.GetProperty("pages").GetInt32(), list.Text("newest")));
        Assert.All(new[] { "users", "media", "tweets" }, included => Assert.True(list.GetProperty(included).GetInt32() > 0, included));
    }
}
