using System.Text.Json.Serialization;

namespace TwitterDm.Profiles;

/// <summary>A profile's file: what a list may show in the clear, and the rest sealed, or in the clear where nothing can seal it.</summary>
internal sealed class ProfileDocument
{
    /// <summary>
    /// Raised when a file has something in it that an older version must not lose: that one then refuses the file. Members that a version
    /// does not know are not kept when it writes.
    /// </summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required DmProfileProtection Protection { get; init; }

    public string? Username { get; init; }

    public string? UserId { get; init; }

    public DmAuthenticationMethod Method { get; init; }

    public DateTimeOffset SavedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Which key of the keyring seals it.</summary>
    public string? KeyId { get; init; }

    public byte[]? Sealed { get; init; }

    public StoredProfile? Profile { get; init; }
}

/// <summary>The one thing that every version's file has.</summary>
internal sealed class ProfileFormat
{
    public int? Format { get; init; }
}

/// <summary>What a vault keeps: it seals what it is given.</summary>
internal sealed class ProfileSecret
{
    public int Format { get; init; } = ProfileDocument.CurrentFormat;

    public StoredProfile? Profile { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProfileDocument))]
[JsonSerializable(typeof(ProfileFormat))]
[JsonSerializable(typeof(ProfileSecret))]
[JsonSerializable(typeof(StoredProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
