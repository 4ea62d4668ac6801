using System.Text.Json;
using TwitterDm.Sandbox.Host;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Clients;

/// <summary>
/// X's own SDK encrypts, signs and sends to the sandbox over its port, and reads what it sent and what the sandbox's people answer.
/// </summary>
public sealed class ChatXdkWriteTests
{
    private const string Jacqueline = "12";
    private const string Reader = "1460000000000000003";
    private const string OldFriend = "1234";

    [ChatXdkFact]
    public async Task The_SDK_can_do_everything()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { ChatAnswerDelay = TimeSpan.Zero });
        var printed = await ClientProcess.RunAsync(
            "node", Path.Combine(ClientProcess.Folder("chat-xdk"), "write-sandbox.js"), server.BaseUri.AbsoluteUri, Jacqueline, Reader, OldFriend);
        Assert.Equal(4, printed.Count);
        Assert.Equal(
            [
                ("Message", "From the SDK, see https://example.com"), ("Message", "A reply"), ("ReactionAdd", "\U0001F44D"), ("MessageEdit", "Edited by the SDK"),
                ("Message", "A mistake"), ("Message", "A file"), ("Message", "Hello!"), ("Message", "First"), ("Message", "Second"),
            ],
            server.Api.SentChatMessages.Select(message => (message.Kind, message.Text)));
        Assert.All(printed.Take(3).SelectMany(conversation => conversation.Items("events")), item =>
        {
            Assert.Equal(JsonValueKind.Null, item.GetProperty("error").ValueKind);
            Assert.True(item.GetProperty("verified").GetBoolean(), item.ToString());
        });

        var existing = printed[0].Items("events");
        Assert.Equal("valid", existing.Single(item => item.GetProperty("text").GetString() == "A reply").GetProperty("quote").GetString());
        Assert.DoesNotContain(existing, item => item.GetProperty("text").GetString() == "A mistake");
        Assert.Contains(existing, item => item.Text("type") == "messageDeleted");
        // The people of the sandbox answer the first message, and others now and then.
        var last = server.Api.SentChatMessages[0].EventId;
        Assert.Contains(existing, item => item.Text("sender") == Jacqueline && long.Parse(item.Text("id"), null) > long.Parse(last, null));
        Assert.Equal(2, printed[2].GetProperty("keyVersions").GetInt32());
        Assert.True(printed[3].GetProperty("isFileWhole").GetBoolean());
    }
}
