using System.Text.Json;
using System.Text.Json.Serialization;
using TwitterDm.Json;

namespace TwitterDm.Archive.Mapping;

/// <summary>An entry of a conversation: one member, whose name is the kind.</summary>
internal sealed class WireArchiveEntry
{
    public WireArchiveContent? MessageCreate { get; set; }

    public WireArchiveContent? WelcomeMessageCreate { get; set; }

    public WireArchiveContent? JoinConversation { get; set; }

    public WireArchiveContent? ParticipantsJoin { get; set; }

    public WireArchiveContent? ParticipantsLeave { get; set; }

    public WireArchiveContent? ConversationNameUpdate { get; set; }

    public WireArchiveContent? ReactionCreate { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>What an entry contains; each kind has some of it.</summary>
internal sealed class WireArchiveContent
{
    public string? Id { get; set; }

    public string? SenderId { get; set; }

    public string? RecipientId { get; set; }

    public string? InitiatingUserId { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public string? Text { get; set; }

    public WireList<string>? MediaUrls { get; set; }

    public WireList<WireArchiveUrl>? Urls { get; set; }

    public WireList<WireArchiveReaction>? Reactions { get; set; }

    public WireList<string>? ParticipantsSnapshot { get; set; }

    public WireList<string>? UserIds { get; set; }

    public string? Name { get; set; }

    public string? ReactionKey { get; set; }

    public string? EventId { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A link in a text.</summary>
internal sealed class WireArchiveUrl
{
    public string? Url { get; set; }

    public string? Expanded { get; set; }

    public string? Display { get; set; }
}

/// <summary>A reaction to the message that contains it.</summary>
internal sealed class WireArchiveReaction
{
    public string? SenderId { get; set; }

    public string? ReactionKey { get; set; }

    public string? EventId { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>How an archive is read: camel case by policy, source-generated.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WireTime)])]
[JsonSerializable(typeof(WireArchiveEntry), TypeInfoPropertyName = "Entry")]
[JsonSerializable(typeof(WireArchiveContent), TypeInfoPropertyName = "Content")]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
