using System.Globalization;
using System.Text.Json.Nodes;

namespace TwitterDm.Testing.Archives;

/// <summary>
/// Builds a conversation of an archive, or a piece of one. Entries are written in the order in which they are added; X writes the newest
/// first.
/// </summary>
public sealed class ArchiveConversationBuilder(string id, string? name)
{
    private readonly JsonArray _messages = [];

    /// <summary>Adds a message.</summary>
    public ArchiveConversationBuilder Message(
        string messageId,
        string senderId,
        string text,
        string createdAt,
        string[]? mediaUrls = null,
        JsonArray? reactions = null,
        JsonArray? urls = null,
        string kind = "messageCreate")
    {
        var content = new JsonObject
        {
            ["reactions"] = reactions ?? [],
            ["urls"] = urls ?? [],
            ["text"] = text,
            ["mediaUrls"] = new JsonArray([.. (mediaUrls ?? []).Select(url => (JsonNode)url)]),
            ["senderId"] = senderId,
            ["id"] = messageId,
            ["createdAt"] = createdAt,
        };
        if (id.Split('-') is [var one, var other])
            content["recipientId"] = string.Equals(senderId, one, StringComparison.Ordinal) ? other : one;
        return Entry(kind, content);
    }

    /// <summary>Adds an entry of any kind.</summary>
    public ArchiveConversationBuilder Entry(string kind, JsonNode content)
    {
        _messages.Add(new JsonObject { [kind] = content.DeepClone() });
        return this;
    }

    /// <summary>A reaction inside of a message.</summary>
    public static JsonObject Reaction(string senderId, string key, string eventId, string createdAt)
        => new() { ["senderId"] = senderId, ["reactionKey"] = key, ["eventId"] = eventId, ["createdAt"] = createdAt };

    /// <summary>A time as archives write it, a number of seconds after the first of March 2024.</summary>
    public static string Time(double seconds)
        => new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>An id whose time is that of <see cref="Time"/>.</summary>
    public static string Id(double seconds, int sequence = 1)
    {
        var milliseconds = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds).ToUnixTimeMilliseconds();
        return (((milliseconds - 1_288_834_974_657) << 22) + sequence).ToString(CultureInfo.InvariantCulture);
    }

    internal JsonObject ToJson()
    {
        var conversation = new JsonObject { ["conversationId"] = id };
        if (name is not null)
            conversation["name"] = name;
        conversation["messages"] = _messages.DeepClone();
        return new JsonObject { ["dmConversation"] = conversation };
    }
}
