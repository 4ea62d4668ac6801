using System.Text.Json.Nodes;

namespace TwitterDm.Testing.Archives;

/// <summary>A small archive with all kinds of entries: two one-to-one conversations, a group, a photo, a video.</summary>
public static class SampleArchive
{
    /// <summary>A conversation with user 222.</summary>
    public const string WithAda = "111-222";

    /// <summary>A conversation with user 333.</summary>
    public const string WithBen = "111-333";

    /// <summary>The group "Core team".</summary>
    public const string Group = "1712000000000000100";

    /// <summary>The bytes of the photo.</summary>
    public static byte[] Photo { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>The message with the photo.</summary>
    public static string PhotoMessage { get; } = Id(300);

    /// <summary>Builds it.</summary>
    public static ArchiveBuilder Create(ArchiveBuilder? builder = null)
    {
        var photo = $"https://ton.twitter.com/1.1/ton/data/dm/{PhotoMessage}/1712000000000000001/AbCd123.png";
        const string video = "https://video.twimg.com/dm_video/1712000000000000002/vid/avc1/720x1280/clip.mp4?tag=1";
        return (builder ?? new ArchiveBuilder())
            .Add(WithAda, conversation => conversation
                .Message(Id(400), "111", "You are welcome.", Time(400))
                .Message(PhotoMessage, "222", "It worked, thanks! https://t.co/abc", Time(300), [photo],
                    [ArchiveConversationBuilder.Reaction("111", "like", Id(310), Time(310))],
                    [new JsonObject { ["url"] = "https://t.co/abc", ["expanded"] = "https://example.com/page", ["display"] = "example.com/page" }])
                .Message(Id(200), "111", "Hi! How can we help?", Time(200), kind: "welcomeMessageCreate"))
            .Add(WithBen, conversation => conversation.Message(Id(100), "333", "Is the shop open on Sunday?", Time(100)))
            .Add(Group, conversation => conversation
                    .Message(Id(900), "222", "Look at this", Time(900), [video])
                    .Entry(
                        "reactionCreate",
                        new JsonObject
                        {
                            ["senderId"] = "333",
                            ["reactionKey"] = "funny",
                            ["eventId"] = Id(700),
                            ["createdAt"] = Time(800),
                        })
                    .Message(Id(700), "111", "Hello all", Time(700))
                    .Entry(
                        "conversationNameUpdate",
                        new JsonObject
                        {
                            ["initiatingUserId"] = "222",
                            ["name"] = "Core team",
                            ["createdAt"] = Time(650),
                        })
                    .Entry("participantsLeave", new JsonObject { ["userIds"] = new JsonArray("444"), ["createdAt"] = Time(640) })
                    .Entry(
                        "participantsJoin",
                        new JsonObject
                        {
                            ["initiatingUserId"] = "222",
                            ["userIds"] = new JsonArray("333", "444"),
                            ["createdAt"] = Time(620),
                        })
                    .Entry(
                        "joinConversation",
                        new JsonObject
                        {
                            ["initiatingUserId"] = "222",
                            ["participantsSnapshot"] = new JsonArray("111", "222"),
                            ["createdAt"] = Time(600),
                        }))
            .AddMedia($"{PhotoMessage}-AbCd123.png", Photo)
            .AddMedia($"{Id(900)}-clip.mp4", "not really a video"u8.ToArray(), isGroup: true);
    }

    private static string Id(double seconds) => ArchiveConversationBuilder.Id(seconds);

    private static string Time(double seconds) => ArchiveConversationBuilder.Time(seconds);
}
