using System.Text.Json;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Json;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>Writes an X Chat conversation. One-to-ones have participants; groups have members and admins.</summary>
internal static class ChatConversationWriter
{
    public static void Write(Utf8JsonWriter json, ChatConversation conversation, FieldSet fields)
    {
        json.WriteStartObject();
        json.WriteString("id", conversation.Id);
        json.WriteString("type", conversation.Plan.IsGroup ? "group" : "one_to_one");
        if (fields.Has("created_at"))
            json.WriteTimestamp("created_at", conversation.CreatedAt);
        if (fields.Has("updated_at") && conversation.Plan.HasUpdatedAt)
            json.WriteTimestamp("updated_at", conversation.UpdatedAt);
        WriteSettings(json, conversation, fields);
        WriteGroup(json, conversation, fields);
        WritePeople(json, conversation, fields);
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, ChatConversation conversation, FieldSet fields)
    {
        if (fields.Has("is_muted"))
            json.WriteBoolean("is_muted", conversation.Plan.IsMuted);
        if (fields.Has("message_ttl_ms"))
            json.WriteNumber("message_ttl_ms", conversation.Plan.MessageLifetime);
        if (fields.Has("screen_capture_blocking_enabled"))
            json.WriteBoolean("screen_capture_blocking_enabled", value: false);
        if (fields.Has("screen_capture_detection_enabled"))
            json.WriteBoolean("screen_capture_detection_enabled", conversation.Plan.DetectsScreenCapture);
    }

    private static void WriteGroup(Utf8JsonWriter json, ChatConversation conversation, FieldSet fields)
    {
        if (fields.Has("group_name") && conversation.ShownName is { } name)
            json.WriteText("group_name", name);
        if (fields.Has("group_avatar_url") && conversation.ShownAvatarUrl is { } url)
            json.WriteString("group_avatar_url", url);
    }

    private static void WritePeople(Utf8JsonWriter json, ChatConversation conversation, FieldSet fields)
    {
        var plan = conversation.Plan;
        if (fields.Has("participant_ids") && !plan.IsGroup)
            json.WriteStrings("participant_ids", plan.Members.Select(person => person.IdText));
        if (fields.Has("member_ids") && plan.IsGroup)
            json.WriteStrings("member_ids", plan.Members.Select(person => person.IdText));
        if (fields.Has("admin_ids") && plan.IsGroup)
            json.WriteStrings("admin_ids", plan.Admins.Select(person => person.IdText));
    }
}
