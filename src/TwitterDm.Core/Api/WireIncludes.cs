using System.Text.Json;
using System.Text.Json.Serialization;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>The objects that the expansions of a request added to the response.</summary>
internal sealed class WireIncludes
{
    public WireList<WireUser>? Users { get; set; }

    public WireList<WireMedia>? Media { get; set; }

    public WireList<JsonElement>? Posts { get; set; }

    /// <summary>The live API's older name of <see cref="Posts"/>.</summary>
    public WireList<JsonElement>? Tweets { get; set; }
}

internal sealed class WireUser
{
    public string? Id { get; set; }

    public string? Username { get; set; }

    public string? Name { get; set; }

    public string? ProfileImageUrl { get; set; }

    public bool? Verified { get; set; }

    public string? VerifiedType { get; set; }

    public bool? Protected { get; set; }

    public bool? ReceivesYourDm { get; set; }

    public WireList<string>? ConnectionStatus { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether the user has an id, without which it cannot be told from others.</summary>
    internal bool IsIdentified => !string.IsNullOrWhiteSpace(Id);

    /// <summary>Whether the id is one that can be written to.</summary>
    internal bool HasValidId => Ids.IsUserId(Id);
}

internal sealed class WireMedia
{
    public string? MediaKey { get; set; }

    public string? Type { get; set; }

    public string? Url { get; set; }

    public string? PreviewImageUrl { get; set; }

    public string? AltText { get; set; }

    public int? Width { get; set; }

    public int? Height { get; set; }

    public TimeSpan? DurationMs { get; set; }

    public WireList<WireVariant>? Variants { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed class WireVariant
{
    public string? Url { get; set; }

    public string? ContentType { get; set; }

    public long? BitRate { get; set; }
}
