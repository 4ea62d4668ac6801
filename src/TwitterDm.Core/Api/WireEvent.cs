using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwitterDm.Api;

/// <summary>A Direct Message event as X sends it. What is not named here is kept in <see cref="Unknown"/>.</summary>
internal sealed class WireEvent
{
    public string? Id { get; set; }

    public string? EventType { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public string? DmConversationId { get; set; }

    public string? SenderId { get; set; }

    public string? Text { get; set; }

    public IReadOnlyList<string>? ParticipantIds { get; set; }

    public WireAttachments? Attachments { get; set; }

    public WireEntities? Entities { get; set; }

    public IReadOnlyList<WireReference>? ReferencedPosts { get; set; }

    /// <summary>The live API's older name of <see cref="ReferencedPosts"/>.</summary>
    public IReadOnlyList<WireReference>? ReferencedTweets { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed class WireAttachments
{
    public IReadOnlyList<string>? MediaKeys { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed class WireEntities
{
    public IReadOnlyList<WireUrl>? Urls { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed class WireUrl
{
    public string? Url { get; set; }

    public string? ExpandedUrl { get; set; }
}

internal sealed class WireReference
{
    public string? Id { get; set; }
}
