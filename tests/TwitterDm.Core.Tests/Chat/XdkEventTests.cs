using System.Text.Json;
using TwitterDm.Chat;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>Events that X's own SDK made and signed, as both of their users see them.</summary>
public sealed class XdkEventTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Chat", "xchat-vectors.json"))).RootElement;

    [Theory]
    [InlineData("111", "222", nameof(DmDirection.Outgoing))]
    [InlineData("222", "111", nameof(DmDirection.Incoming))]
    public async Task Every_event_is_read_and_verified(string me, string peer, string direction)
    {
        await using var api = await ChatApi.StartAsync(me: Person(me), peer: Person(peer));
        api.Conversation = new ChatConversation("111-222");
        api.Add(Vectors.GetProperty("keyChangeEvent").GetString(), "111", "2100000000000000000");
        foreach (var (item, index) in Vectors.GetProperty("events").EnumerateObject().Select((item, index) => (item.Value.GetString(), index)))
            api.Add(item, "111", FormattableString.Invariant($"{2100000000000000001 + index}"));

        var events = (await api.ReadAsync()).Reverse().ToArray();

        Assert.All(events, item =>
            Assert.Equal(
                (true, nameof(DmContentState.Readable), direction, "111"),
                (item.IsVerified, item.ContentState, item.Direction, item.SenderId)));
        Assert.Equal(
            ["KeyChange", "MessageCreate", "MessageCreate", "MessageCreate", "ReactionAdd", "ReactionRemove", "MessageEdit"],
            events.Select(item => item.EventType));
        Assert.Equal(Decrypted("id"), events.Select(item => item.MessageId));
        var (text, media, reply, reaction, edit) = (events[1], events[2], events[3], events[4], events[6]);
        Assert.Equal("Hello @bob see https://example.com #tag", text.Text);
        Assert.Equal(["https://example.com"], text.Urls);
        Assert.Equal(
            ("abc123", "image", 8, 8, 74L, "a.png"),
            (
                media.Media[0].MediaKey,
                media.Media[0].Type,
                media.Media[0].Width,
                media.Media[0].Height,
                media.Media[0].Size,
                media.Media[0].FileName));
        Assert.Equal(
            ("a reply", text.Id, text.Text, "111", true),
            (reply.Text, reply.ReplyToId, reply.Quote!.Text, reply.Quote.SenderId, reply.Quote.IsVerified));
        Assert.Equal(("\U0001F44D", text.Id), (reaction.Reaction, reaction.TargetId));
        Assert.Equal(("edited text", text.Id), (edit.Text, edit.TargetId));
    }

    private static IEnumerable<string?> Decrypted(string name)
        => Vectors.GetProperty("decryptedByXdk").EnumerateArray().Select(item => item.GetProperty(name).GetString());

    private static ChatPerson Person(string id)
    {
        var user = Vectors.GetProperty("users").GetProperty(id);
        return new(id, ChatPrivateKeys.FromBlob(user.GetProperty("privateKeyBlob").GetBytesFromBase64())) { Version = user.GetProperty("publicKeyVersion").GetString()! };
    }
}
