using System.Text.Json;
using System.Text.Json.Serialization;
using TwitterDm.Json;

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

    public WireList<string>? ParticipantIds { get; set; }

    public WireAttachments? Attachments { get; set; }

    public WireEntities? Entities { get; set; }

    /// <summary>The older place of the URLs in <see cref="Entities"/> (X's description until 2.166).</summary>
    public WireList<WireUrl>? Urls { get; set; }

    public WireList<WireReference>? ReferencedPosts { get; set; }

    /// <summary>The live API's older name of <see cref="ReferencedPosts"/>.</summary>
    public WireList<WireReference>? ReferencedTweets { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether the event has an id, without which it cannot be told from others.</summary>
    internal bool IsIdentified => !string.IsNullOrWhiteSpace(Id);

    /// <summary>The URLs in the text, from both places.</summary>
    internal IEnumerable<WireUrl> AllUrls => (Entities?.Urls ?? []).Concat(Urls ?? []);
}

internal sealed class WireAttachments
{
    public WireList<string>? MediaKeys { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed class WireEntities
{
    public WireList<WireUrl>? Urls { get; set; }

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
