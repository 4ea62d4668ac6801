using TwitterDm.Auth;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Sandbox.Tests.Clients;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>
/// What X's own SDK encrypted, signed and sent through the sandbox, as its reader and its recipients in the sandbox see it.
/// </summary>
public sealed class XdkSendTests
{
    private const string Own = "1385551234567890123";
    private const string Jacqueline = "12";
    private const string Reader = "1460000000000000003";
    private const string OldFriend = "1234";

    [ChatXdkFact]
    public async Task Everything_is_read_and_verified()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { ChatAnswerDelay = TimeSpan.Zero });
        var start = DateTimeOffset.UtcNow.AddSeconds(-1);
        await ClientProcess.RunAsync(
            "node", Path.Combine(ClientProcess.Folder("chat-xdk"), "write-sandbox.js"), server.BaseUri.AbsoluteUri, Jacqueline, Reader, OldFriend);
        using var connection = await DmConnection.OpenAsync(new DmConnectionOptions
        {
            ApiBaseUri = server.BaseUri,
            Credential = new BearerCredential(SandboxCredentials.UserToken),
            ChatKey = ChatKey.Parse(SandboxCredentials.ChatKey),
        });

        var events = await ListAsync(connection, new DmEventQuery { Sources = [DmSource.Chat], Since = start });

        Assert.All(events, item => Assert.Equal((true, nameof(DmContentState.Readable)), (item.IsVerified, item.ContentState)));
        var own = events.Where(item => item.SenderId == Own).Reverse().ToArray();
        Assert.Equal(
            [
                ("MessageCreate", "From the SDK, see https://example.com"), ("MessageCreate", "A reply"), ("ReactionAdd", null), ("MessageEdit", "Edited by the SDK"),
                ("MessageDelete", null), ("MessageCreate", "A file"), ("MessageCreate", "Hello!"), ("ConversationChange", null), ("MessageCreate", "First"),
                ("ParticipantsJoin", null), ("MessageCreate", "Second"),
            ],
            own.Select(item => (item.EventType, item.Text)));
        Assert.Equal(["https://example.com"], own[0].Urls);
        Assert.Equal((own[0].Id, own[0].Text, true), (own[1].ReplyToId, own[1].Quote!.Text, own[1].Quote!.IsVerified));
        Assert.Equal((own[0].Id, "\U0001F44D"), (own[2].TargetId, own[2].Reaction));
        Assert.Equal(own[0].Id, own[3].TargetId);
        Assert.Equal(("a.bin", 3000L), (own[5].Media[0].FileName, own[5].Media[0].Size));
        Assert.Equal([OldFriend], own[9].ParticipantIds);
        Assert.Contains(events, item => item.SenderId == Jacqueline);
    }

    private static async Task<IReadOnlyList<DmEvent>> ListAsync(DmConnection connection, DmEventQuery query)
    {
        var events = new List<DmEvent>();
        await foreach (var item in new DmClient(connection).ListEvents(query))
            events.Add(item);
        return events;
    }
}
