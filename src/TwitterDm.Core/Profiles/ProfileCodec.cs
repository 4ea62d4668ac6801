using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TwitterDm.Profiles;

/// <summary>Turns profiles into bytes and back; what comes back is whole, or is an error that names the place.</summary>
internal static class ProfileCodec
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeySize);

    /// <summary>A file with its secrets sealed by a key of the keyring; without a key, only its mode protects it.</summary>
    public static byte[] Encode(StoredProfile profile, (string Id, byte[] Bytes)? key)
    {
        var document = new ProfileDocument
        {
            Protection = key is null ? DmProfileProtection.FileModeOnly : DmProfileProtection.Platform,
            Username = profile.Username,
            UserId = profile.UserId,
            Method = profile.Method,
            SavedAt = profile.SavedAt,
            ExpiresAt = profile.ExpiresAt,
            KeyId = key?.Id,
            Sealed = key is var (id, bytes) ? Seal(JsonSerializer.SerializeToUtf8Bytes(profile, ProfileJson.Default.StoredProfile), id, bytes) : null,
            Profile = key is null ? profile : null,
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, ProfileJson.Default.ProfileDocument);
    }

    /// <summary>Reads a file as far as that goes without a key.</summary>
    public static ProfileDocument Decode(byte[] content, string place)
    {
        CheckFormat(content, place);
        var document = Parse(content, ProfileJson.Default.ProfileDocument, place);
        var isWhole = document.Protection == DmProfileProtection.Platform
            ? !string.IsNullOrEmpty(document.KeyId) && document.Sealed is { Length: > NonceSize + TagSize }
            : document.KeyId is null && document.Profile is not null;
        return isWhole ? document : throw ProfileErrors.Broken(place, "a part of it is missing");
    }

    public static StoredProfile Open(ProfileDocument document, byte[] key, string place)
    {
        var secret = document.Sealed.AsSpan();
        var plain = new byte[secret.Length - NonceSize - TagSize];
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(secret[..NonceSize], secret[(NonceSize + TagSize)..], secret.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(document.KeyId!));
        }
        catch (CryptographicException)
        {
            throw ProfileErrors.Broken(place, "it was changed, or its key is another one");
        }

        return CheckProfile(Parse(plain, ProfileJson.Default.StoredProfile, place), place);
    }

    public static StoredProfile OpenPlain(ProfileDocument document, string place) => CheckProfile(document.Profile!, place);

    public static string EncodeSecret(StoredProfile profile)
        => JsonSerializer.Serialize(new ProfileSecret { Profile = profile }, ProfileJson.Default.ProfileSecret);

    public static StoredProfile DecodeSecret(string secret, string place)
    {
        var content = Encoding.UTF8.GetBytes(secret);
        CheckFormat(content, place);
        return CheckProfile(Parse(content, ProfileJson.Default.ProfileSecret, place).Profile ?? throw ProfileErrors.Broken(place, "a part of it is missing"), place);
    }

    // A new nonce each time; the key's name is sealed along, so that a sealed part cannot move to another profile.
    private static byte[] Seal(byte[] plain, string keyId, byte[] key)
    {
        var result = new byte[NonceSize + TagSize + plain.Length];
        var nonce = result.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(keyId));
        return result;
    }

    private static void CheckFormat(byte[] content, string place)
    {
        var format = Parse(content, ProfileJson.Default.ProfileFormat, place).Format;
        if (format is null)
            throw ProfileErrors.Broken(place, "it is not what TwitterDm writes");
        if (format != ProfileDocument.CurrentFormat)
            throw ProfileErrors.Broken(place, $"another version of TwitterDm wrote it (format {format}; this one reads {ProfileDocument.CurrentFormat})");
    }

    // The reader's own message stays out: it can quote what it read.
    private static T Parse<T>(byte[] content, JsonTypeInfo<T> type, string place)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw ProfileErrors.Broken(place, "there is nothing in it");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or NotSupportedException)
        {
            throw ProfileErrors.Broken(place, content.Length == 0 ? "it is empty" : "it is cut, or not what TwitterDm writes");
        }
    }

    private static StoredProfile CheckProfile(StoredProfile profile, string place)
        => string.IsNullOrEmpty(profile.AccessToken) || profile.ApiBaseUri is not { IsAbsoluteUri: true } || profile.Scopes is null
            ? throw ProfileErrors.Broken(place, "a part of it is missing")
            : profile;
}
