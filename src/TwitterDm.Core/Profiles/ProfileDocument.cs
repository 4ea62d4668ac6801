using System.Text.Json.Serialization;
using TwitterDm.Json;

namespace TwitterDm.Profiles;

/// <summary>
/// A profile's file: what a list may show in plain text, and the rest encrypted, or in plain text on a host without a keyring.
/// </summary>
internal sealed class ProfileDocument
{
    /// <summary>The format of a profile without a chat key.</summary>
    public const int FirstFormat = 1;

    /// <summary>
    /// Increased when a file contains something that an older version must not lose; the older version then refuses the file. Members that
    /// a version does not know are lost when it writes. Format 2 has a chat key.
    /// </summary>
    public const int CurrentFormat = 2;

    public required int Format { get; init; }

    public required DmProfileProtection Protection { get; init; }

    public string? Username { get; init; }

    public string? UserId { get; init; }

    public DmAuthenticationMethod Method { get; init; }

    public DateTimeOffset SavedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the profile has a chat key.</summary>
    [JsonIgnore]
    public bool HasChatKey => Format > FirstFormat;

    /// <summary>The id of the keyring's key that encrypts it.</summary>
    public string? KeyId { get; init; }

    public byte[]? Sealed { get; init; }

    public StoredProfile? Profile { get; init; }
}

/// <summary>The only member that the files of all versions have.</summary>
internal sealed class ProfileFormat
{
    public int? Format { get; init; }
}

/// <summary>The content of a vault's secret; the vault protects it.</summary>
internal sealed class ProfileSecret
{
    public required int Format { get; init; }

    public StoredProfile? Profile { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(NamedEnum<DmProfileProtection>), typeof(NamedEnum<DmAuthenticationMethod>)])]
[JsonSerializable(typeof(ProfileDocument))]
[JsonSerializable(typeof(ProfileFormat))]
[JsonSerializable(typeof(ProfileSecret))]
[JsonSerializable(typeof(StoredProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
