using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>Writes an X Chat event.</summary>
internal static class ChatEventWriter
{
    private const int TokenStream = -5;

    public static void Write(Utf8JsonWriter json, ChatConversation conversation, StoredChatEvent item, FieldSet fields)
    {
        json.WriteStartObject();
        json.WriteString("id", Text(item.Id));
        json.WriteString("encoded_event", item.Encoded);
        if (fields.Has("sender_id"))
            json.WriteString("sender_id", item.SenderId);
        if (fields.Has("conversation_id"))
            json.WriteString("conversation_id", conversation.Id);
        if (fields.Has("conversation_token"))
            json.WriteString("conversation_token", TokenOf(conversation));
        if (fields.Has("created_at"))
            json.WriteTimestamp("created_at", item.CreatedAt);
        if (fields.Has("is_trusted"))
            json.WriteBoolean("is_trusted", item.IsTrusted);
        if (fields.Has("previous_id") && item.PreviousId is { } previous)
            json.WriteString("previous_id", Text(previous));
        if (fields.Has("message_event_signature") && item.Signature is { } signature)
            WriteSignature(json, signature);
        json.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter json, StoredSignature signature)
    {
        json.WriteStartObject("message_event_signature");
        json.WriteString("signature", signature.Value);
        json.WriteString("public_key_version", signature.PublicKeyVersion);
        json.WriteString("signature_version", signature.SignatureVersion);
        json.WriteEndObject();
    }

    /// <summary>The token that X gives to a conversation.</summary>
    public static string TokenOf(ChatConversation conversation) =>
        SplitMix64.Hash(0, TokenStream, conversation.CreatedAt.ToUnixTimeMilliseconds()).ToString("x16", CultureInfo.InvariantCulture);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
