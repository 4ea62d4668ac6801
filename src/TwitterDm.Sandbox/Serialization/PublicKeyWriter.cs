using System.Text.Json;
using TwitterDm.Sandbox.Chat.Keys;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>Writes registered public keys.</summary>
internal static class PublicKeyWriter
{
    private const int PinGuesses = 20;

    public static void Write(Utf8JsonWriter json, PublicKeyRow row, string? ownerId, bool isOwn, FieldSet fields)
    {
        json.WriteStartObject();
        if (ownerId is not null)
            json.WriteString("user_id", ownerId);
        json.WriteString("public_key_version", row.Version);
        json.WriteString("public_key", row.IdentityKey);
        if (fields.Has("signing_public_key") && row.SigningKey is { } signing)
            json.WriteString("signing_public_key", signing);
        if (fields.Has("identity_public_key_signature") && row.IdentityKeySignature is { } signature)
            json.WriteString("identity_public_key_signature", signature);
        if (fields.Has("juicebox_config") && isOwn)
            WriteBackup(json);
        json.WriteEndObject();
    }

    /// <summary>Writes the configuration of the key backup. The sandbox has none, so no realm is in it.</summary>
    public static void WriteBackup(Utf8JsonWriter json)
    {
        json.WriteStartObject("juicebox_config");
        json.WriteNumber("max_guess_count", PinGuesses);
        json.WriteStartArray("realms");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
