using System.Text.Json;
using System.Text.Json.Serialization;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>A conversation of X Chat as X sends it.</summary>
internal sealed class WireChatConversation
{
    public string? Id { get; set; }

    public string? Type { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public DateTimeOffset? UpdatedAt { get; set; }

    public bool? IsMuted { get; set; }

    /// <summary>The name of a group, encrypted or plain.</summary>
    public string? GroupName { get; set; }

    public WireList<string>? ParticipantIds { get; set; }

    public WireList<string>? MemberIds { get; set; }

    public WireList<string>? AdminIds { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether the conversation has an id, without which nothing can be requested about it.</summary>
    internal bool IsIdentified => !string.IsNullOrWhiteSpace(Id);
}

/// <summary>An event of X Chat as X sends it: around the encoded event, what X says about it.</summary>
internal sealed class WireChatEvent
{
    /// <summary>The sequence id.</summary>
    public string? Id { get; set; }

    /// <summary>The sender according to X; the one in the encoded event is signed.</summary>
    public string? SenderId { get; set; }

    public string? ConversationId { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>The event itself: Thrift in base64.</summary>
    public string? EncodedEvent { get; set; }

    /// <summary>Whether X trusts the event.</summary>
    public bool? IsTrusted { get; set; }

    /// <summary>The sequence id of the event before this one.</summary>
    public string? PreviousId { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether the event has an id, without which it cannot be told from others.</summary>
    internal bool IsIdentified => !string.IsNullOrWhiteSpace(Id);
}

/// <summary>The public keys that a user has registered under one version.</summary>
internal sealed class WirePublicKey
{
    /// <summary>The identity key.</summary>
    public string? PublicKey { get; set; }

    public string? SigningPublicKey { get; set; }

    /// <summary>The signature that binds the signing key to the identity key.</summary>
    public string? IdentityPublicKeySignature { get; set; }

    public string? PublicKeyVersion { get; set; }

    /// <summary>An older name of <see cref="PublicKeyVersion"/>.</summary>
    public string? Version { get; set; }

    /// <summary>Other members; among them can be the id of the user, which X's description does not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
