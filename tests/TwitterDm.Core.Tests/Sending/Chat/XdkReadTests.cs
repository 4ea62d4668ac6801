using System.Text.Json;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox.Tests.Clients;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>What X's own SDK makes of everything that the core sends.</summary>
public sealed class XdkReadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChatXdkFact]
    public async Task The_SDK_decrypts_and_verifies_everything_that_was_sent()
    {
        await using var api = await TestApi.StartChatAsync();
        var original = api.Server.Api.AddChatMessage(Jacqueline, "Where are the keys?", Jacqueline);
        await api.NewestAsync(OneToOne);
        var file = Path.Combine(_folder.Root, "notes.txt");
        await File.WriteAllTextAsync(file, "some notes");
        var sent = await api.SendAsync(To(Jacqueline, "Grüße, @bob: https://x.com/a #tag \U0001F680"));
        await api.SendAsync(To(Jacqueline, "In the drawer.") with { ReplyToId = original });
        await api.SendAsync(To(Jacqueline, "Attached") with { MediaPath = file });
        await api.RunAsync(client => client.EditMessageAsync(new(sent), "Edited"));
        await api.RunAsync(client => client.AddReactionAsync(new(sent), "\U0001F44D"));
        await api.RunAsync(client => client.RemoveReactionAsync(new(sent), "\U0001F44D"));
        var oops = await api.SendAsync(To(Jacqueline, "Oops"));
        await api.RunAsync(async client =>
        {
            await client.DeleteChatEventAsync(new(oops), forEveryone: true);
            return 0;
        });
        var first = await api.SendAsync(To(Ines, "The first message of a conversation"));
        var group = await api.RunAsync(client => client.CreateConversationAsync(
            DmClient.CheckConversation([new(Jacqueline), new(Ines)], new DmOutgoingMessage { Text = "Welcome", Source = DmSource.Chat }, "Plans"), default));

        var conversations = await ClientProcess.RunAsync(
            "node",
            Path.Combine(ClientProcess.Folder("chat-xdk"), "read-sandbox.js"),
            api.Server.BaseUri.AbsoluteUri,
            OneToOne,
            first.ConversationId!,
            group.ConversationId!);

        var events = conversations.SelectMany(conversation => conversation.GetProperty("events").EnumerateArray())
            .Where(item => Text(item, "sender") == Me && Ids.Compare(Text(item, "id")!, original) > 0).ToArray();
        Assert.All(events, item => Assert.Equal((null, true), (Text(item, "error"), item.GetProperty("verified").GetBoolean())));
        Assert.Equal(
            ["Attached", "Edited", "Grüße, @bob: https://x.com/a #tag \U0001F680", "In the drawer.", "The first message of a conversation", "Welcome"],
            events.Select(item => Text(item, "text")).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Equal("valid", Text(events.Single(item => Text(item, "text") == "In the drawer."), "quote"));
        Assert.Contains(events, item => Text(item, "type") == "messageDeleted");
        Assert.Contains(events, item => Text(item, "type") == "groupChange");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
