using System.Globalization;
using System.Text;
using System.Text.Json;
using TwitterDm.Api;
using TwitterDm.Json;
using TwitterDm.Problems;

namespace TwitterDm.Watching.Streaming;

/// <summary>
/// A line of the stream. It is read leniently: what is not understood is unknown, and read by a poll. For a classic message, only the ids
/// count: the line lacks the conversation, and a message in a group looks like one to the account alone.
/// </summary>
internal sealed record ActivityMessage
{
    /// <summary>The user whom it is about; null if the line does not say.</summary>
    public string? UserId { get; init; }

    /// <summary>The kind of event, such as <c>dm.received</c>; null if the line is not understood.</summary>
    public string? EventType { get; init; }

    /// <summary>The classic messages.</summary>
    public IReadOnlyList<StreamedMessage> Messages { get; init; } = [];

    /// <summary>The event of X Chat.</summary>
    public StreamedChat? Chat { get; init; }

    /// <summary>Why X is about to disconnect; null if it is not.</summary>
    public DmProblem? Problem { get; init; }

    /// <summary>Reads a line.</summary>
    public static ActivityMessage Read(string line)
    {
        var text = Repair(Encoding.UTF8.GetBytes(line));
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (!Get(root, "data", out var data) && Get(root, "errors", out _))
            {
                return new()
                {
                    Problem = ProblemReader.Read(text) ?? new DmProblem { Title = "The stream was disconnected" },
                };
            }

            var payload = Get(data, "payload", out var found) ? found : default;
            return new()
            {
                UserId = Get(data, "filter", out var filter) ? Text(filter, "user_id") : null,
                EventType = Text(data, "event_type"),
                Messages =
                    Get(payload, "direct_message_events", out var messages) && messages.ValueKind == JsonValueKind.Array
                        ? [.. messages.EnumerateArray().Select(MessageOf).OfType<StreamedMessage>()]
                        : [],
                Chat = ChatOf(payload),
            };
        }
        catch (JsonException)
        {
            return new();
        }
    }

    // A name or a value with half a surrogate pair could not be read.
    private static ReadOnlyMemory<byte> Repair(byte[] line) => JsonTextRepair.IsSound(line) ? line : JsonTextRepair.Repair(line).Json;

    private static StreamedMessage? MessageOf(JsonElement item)
    {
        if (Text(item, "id") is not { } id || !Ids.IsEventId(id))
            return null;
        var message = Get(item, "message_create", out var found) ? found : default;
        return new(id, Text(message, "sender_id"), Get(message, "target", out var target) ? Text(target, "recipient_id") : null);
    }

    private static StreamedChat? ChatOf(JsonElement payload)
    {
        if (Text(payload, "encoded_event") is not { } encoded || Text(payload, "conversation_id") is not { } conversation)
            return null;
        var created =
            long.TryParse(Text(payload, "created_at_msec"), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            && time < 253_402_300_799_999
                ? DateTimeOffset.FromUnixTimeMilliseconds(time)
                : (DateTimeOffset?)null;
        var wire = new WireChatEvent
        {
            EncodedEvent = encoded,
            SenderId = Text(payload, "sender_id"),
            ConversationId = conversation,
            CreatedAt = created,
        };
        return new(conversation, wire, Text(payload, "conversation_key_change_event"));
    }

    private static bool Get(JsonElement item, string name, out JsonElement value)
    {
        value = default;
        return item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out value) && value.ValueKind is not JsonValueKind.Null;
    }

    private static string? Text(JsonElement item, string name) => !Get(item, name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}

/// <summary>A classic message of the stream.</summary>
/// <param name="Id">The id of the event.</param>
/// <param name="SenderId">Who sent it; null if that is not known.</param>
/// <param name="RecipientId">One of those who got it; null if that is not known.</param>
internal sealed record StreamedMessage(string Id, string? SenderId, string? RecipientId);

/// <summary>An event of X Chat in the stream.</summary>
/// <param name="ConversationId">The conversation, in the form that is signed.</param>
/// <param name="Event">The event.</param>
/// <param name="KeyChange">The change of the conversation's key that it needs, in base64; null without one.</param>
internal sealed record StreamedChat(string ConversationId, WireChatEvent Event, string? KeyChange);
