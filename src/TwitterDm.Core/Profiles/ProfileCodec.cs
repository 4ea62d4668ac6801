using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TwitterDm.Profiles;

/// <summary>
/// Converts profiles to bytes and back. A profile that is read is complete; anything else is an error that names the location.
/// </summary>
internal static class ProfileCodec
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeySize);

    /// <summary>
    /// Writes a file whose secrets are encrypted with a key of the keyring; without a key, only the file's mode protects it.
    /// </summary>
    public static byte[] Encode(StoredProfile profile, ProfileKey? key)
    {
        var document = new ProfileDocument
        {
            Format = profile.Format,
            Protection = key is null ? DmProfileProtection.FileModeOnly : DmProfileProtection.Platform,
            Username = profile.Username,
            UserId = profile.UserId,
            Method = profile.Method,
            SavedAt = profile.SavedAt,
            ExpiresAt = profile.ExpiresAt,
            KeyId = key?.Id,
            Sealed = key is null ? null : Seal(JsonSerializer.SerializeToUtf8Bytes(profile, ProfileJson.Default.StoredProfile), key),
            Profile = key is null ? profile : null,
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, ProfileJson.Default.ProfileDocument);
    }

    /// <summary>Reads the parts of a file that need no key.</summary>
    public static ProfileDocument Decode(byte[] content, string place)
    {
        CheckFormat(content, place);
        var document = Parse(content, ProfileJson.Default.ProfileDocument, place);
        var isWhole = document.Protection == DmProfileProtection.Platform
            ? !string.IsNullOrEmpty(document.KeyId) && document.Sealed is { Length: > NonceSize + TagSize }
            : document.KeyId is null && document.Profile is not null;
        return isWhole ? document : throw ProfileErrors.Broken(place, "it is incomplete");
    }

    public static StoredProfile Open(ProfileDocument document, byte[] key, string place)
    {
        var secret = document.Sealed.AsSpan();
        var plain = new byte[secret.Length - NonceSize - TagSize];
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(
                secret[..NonceSize],
                secret[(NonceSize + TagSize)..],
                secret.Slice(NonceSize, TagSize),
                plain,
                Encoding.UTF8.GetBytes(document.KeyId!));
        }
        catch (CryptographicException)
        {
            throw ProfileErrors.Broken(place, "it was modified, or encrypted with another key");
        }

        return CheckProfile(Parse(plain, ProfileJson.Default.StoredProfile, place), place);
    }

    public static StoredProfile OpenPlain(ProfileDocument document, string place) => CheckProfile(document.Profile!, place);

    public static string EncodeSecret(StoredProfile profile)
        => JsonSerializer.Serialize(new ProfileSecret { Format = profile.Format, Profile = profile }, ProfileJson.Default.ProfileSecret);

    public static StoredProfile DecodeSecret(string secret, string place)
    {
        var content = Encoding.UTF8.GetBytes(secret);
        CheckFormat(content, place);
        return CheckProfile(
            Parse(content, ProfileJson.Default.ProfileSecret, place).Profile ?? throw ProfileErrors.Broken(place, "it is incomplete"),
            place);
    }

    // A new nonce each time; the key's id is authenticated, so that encrypted content cannot be moved to another profile.
    private static byte[] Seal(byte[] plain, ProfileKey key)
    {
        var result = new byte[NonceSize + TagSize + plain.Length];
        var nonce = result.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key.Bytes, TagSize);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(key.Id));
        return result;
    }

    private static void CheckFormat(byte[] content, string place)
    {
        var format = Parse(content, ProfileJson.Default.ProfileFormat, place).Format;
        if (format is null)
            throw ProfileErrors.Broken(place, "it was not written by TwitterDm");
        if (format is not (>= ProfileDocument.FirstFormat and <= ProfileDocument.CurrentFormat))
        {
            throw ProfileErrors.Broken(
                place,
                $"another version of TwitterDm wrote it (format {format}; this one reads {ProfileDocument.FirstFormat} to {ProfileDocument.CurrentFormat})");
        }
    }

    // The JSON reader's own message is left out, because it can quote what it read.
    private static T Parse<T>(byte[] content, JsonTypeInfo<T> type, string place)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw ProfileErrors.Broken(place, "it is empty");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or NotSupportedException)
        {
            throw ProfileErrors.Broken(place, content.Length == 0 ? "it is empty" : "it is truncated, or was not written by TwitterDm");
        }
    }

    private static StoredProfile CheckProfile(StoredProfile profile, string place)
        => string.IsNullOrEmpty(profile.AccessToken) || profile.ApiBaseUri is not { IsAbsoluteUri: true } || profile.Scopes is null
            ? throw ProfileErrors.Broken(place, "it is incomplete")
            : profile;
}
