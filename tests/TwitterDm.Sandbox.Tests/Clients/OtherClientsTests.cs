using System.Text.Json;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Clients;

/// <summary>Third-party clients read and write over the sandbox's port, with bearer tokens and OAuth 1.0a.</summary>
public sealed class OtherClientsTests
{
    [TwitterApiV2Fact]
    public async Task Twitter_api_v2_from_npm_reads_the_sandbox()
    {
        foreach (var kind in Enum.GetValues<ServerKind>())
        {
            await using var server = await PortServer.StartAsync(new SandboxOptions(), kind);
            await AssertReadsAllAsync(server, await RunNodeAsync("read.js", server));
        }
    }

    [TweepyFact]
    public async Task Tweepy_from_Debian_reads_the_sandbox()
    {
        foreach (var kind in Enum.GetValues<ServerKind>())
        {
            await using var server = await PortServer.StartAsync(new SandboxOptions(), kind);
            await AssertReadsAllAsync(server, await RunPythonAsync("read.py", server));
        }
    }

    [TwitterApiV2Fact]
    public async Task Twitter_api_v2_from_npm_sends_uploads_deletes_and_blocks()
    {
        foreach (var kind in Enum.GetValues<ServerKind>())
        {
            await using var server = await PortServer.StartAsync(new SandboxOptions { MediaProcessing = TimeSpan.FromSeconds(1) }, kind);
            var reports = await RunNodeAsync("write.js", server);
            AssertWrites(server, reports, texts: ["To a user, by {0} & <co>", null, "To a group"]);
            foreach (var report in reports)
            {
                Assert.Equal(report.Texts("uploaded"), Sent(server, report).Select(message => message.MediaId).OfType<string>());
                Assert.Equal([$"7_{report.Texts("uploaded")[1]}", $"3_{report.Texts("uploaded")[0]}"], report.Texts("media"));
                Assert.Equal(400, report.GetProperty("usedTwice").GetInt32());
            }
        }
    }

    [TweepyFact]
    public async Task Tweepy_from_Debian_sends_deletes_and_blocks()
    {
        foreach (var kind in Enum.GetValues<ServerKind>())
        {
            await using var server = await PortServer.StartAsync(new SandboxOptions(), kind);
            var reports = await RunPythonAsync("write.py", server);
            AssertWrites(server, reports, texts: ["To a user, by {0} & <co>", "Into a conversation", "To a group"]);
            Assert.All(reports, report => Assert.Equal(400, report.GetProperty("blank").GetInt32()));
        }
    }

    [TweepyFact]
    public async Task The_OAuth_library_of_tweepy_signs_in_in_all_ways()
    {
        foreach (var kind in Enum.GetValues<ServerKind>())
        {
            await using var server = await PortServer.StartAsync(new SandboxOptions(), kind);
            server.Api.BrowserAccount = 2;
            var reports = await RunPythonAsync("sign_in.py", server);
            Assert.Equal(["pin", "callback", "public", "confidential"], reports.Select(report => report.Text("signIn")));
            Assert.All(reports, report => Assert.Equal(("sandbox_user2", "sandbox_user2"), (report.Text("me"), report.Text("screenName"))));
            Assert.Equal(2, server.Api.RefreshCount);
        }
    }

    [XdkFact]
    public async Task The_SDK_of_X_reads_sends_subscribes_and_streams()
    {
        foreach (var kind in Enum.GetValues<ServerKind>())
        {
            await using var server = await PortServer.StartAsync(new SandboxOptions(), kind);
            var report = Assert.Single(await ClientProcess.RunAsync("node", Path.Combine(ClientProcess.Folder("xdk"), "use.js"), server.BaseUri.AbsoluteUri));
            Assert.Equal(("sandbox_admin", 500, 500), (report.Text("me"), report.GetProperty("read").GetInt32(), report.GetProperty("unique").GetInt32()));
            Assert.Equal(report.Text("sent"), Assert.Single(server.Api.SentMessages).EventId);
            var streamed = Assert.Single(report.Items("streamed"));
            Assert.Equal(("dm.sent", "xdk"), (streamed.Text("event_type"), streamed.Text("tag")));
            Assert.Equal(report.Text("sent"), streamed.GetProperty("payload").Items("direct_message_events")[0].Text("id"));
            Assert.Equal(
                (2, 2, true, 0),
                (
                    report.GetProperty("subscribed").GetInt32(),
                    report.GetProperty("listed").GetInt32(),
                    report.GetProperty("deleted").GetBoolean(),
                    report.GetProperty("left").GetInt32()));
        }
    }

    private static Task<IReadOnlyList<JsonElement>> RunNodeAsync(string script, PortServer server) =>
        ClientProcess.RunAsync("node", Path.Combine(ClientProcess.Folder("twitter-api-v2"), script), server.BaseUri.AbsoluteUri);

    // -B: do not write compiled files into the repository.
    private static Task<IReadOnlyList<JsonElement>> RunPythonAsync(string script, PortServer server) =>
        ClientProcess.RunAsync(TweepyFactAttribute.Python!, "-B", Path.Combine(ClientProcess.Folder("tweepy"), script), server.BaseUri.AbsoluteUri);

    private static IReadOnlyList<SandboxSentMessage> Sent(PortServer server, JsonElement report) =>
        [.. server.Api.SentMessages.Where(message => report.Texts("sent").Contains(message.EventId))];

    private static void AssertWrites(PortServer server, IReadOnlyList<JsonElement> reports, string?[] texts)
    {
        Assert.Equal(["bearer", "oauth1"], reports.Select(report => report.Text("signIn")));
        Assert.Equal(6, server.Api.SentMessages.Count);
        foreach (var report in reports)
        {
            var sent = Sent(server, report);
            Assert.Equal(texts.Select(text => text?.Replace("{0}", report.Text("signIn"), StringComparison.Ordinal)), sent.Select(message => message.Text));
            Assert.Equal(["12", "12", "12,1234"], sent.Select(message => string.Join(',', message.RecipientIds)));
            // The join event follows the first message of the group.
            Assert.Equal(report.Texts("sent").Reverse(), report.Texts("listed").Where((_, index) => index != 1));
            Assert.Equal(
                (true, true, 403, false),
                (
                    report.GetProperty("deleted").GetBoolean(),
                    report.GetProperty("blocked").GetBoolean(),
                    report.GetProperty("refused").GetInt32(),
                    report.GetProperty("unblocked").GetBoolean()));
        }
    }

    private static async Task AssertReadsAllAsync(PortServer server, IReadOnlyList<JsonElement> reports)
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
