using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>Writes one event.</summary>
internal static class EventWriter
{
    public static void Write(Utf8JsonWriter json, in DmEvent item, EventFields fields)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("event_type", item.Kind.ToString());
        if (item.Text is { } text)
            json.WriteEncoded("text", text.Json);
        if (fields.HasFlag(EventFields.CreatedAt))
            json.WriteTimestamp("created_at", item.CreatedAt);
        if (fields.HasFlag(EventFields.ConversationId))
            json.WriteString("dm_conversation_id", item.Conversation.Id);
        if (fields.HasFlag(EventFields.SenderId) && item.Sender is { } sender)
            json.WriteString("sender_id", sender.IdText);
        if (fields.HasFlag(EventFields.ParticipantIds) && item.Participants is { } participants)
            json.WriteStrings("participant_ids", participants.Select(person => person.IdText));
        if (fields.HasFlag(EventFields.Attachments) && item.Attachment is { } attachment)
            WriteAttachments(json, attachment);
        if (fields.HasFlag(EventFields.Entities) && item.Text is { HasEntities: true } marked)
            EntityWriter.Write(json, marked);
        WriteReferences(json, item.ReferencedPost, fields);
        json.WriteEndObject();
    }

    private static void WriteAttachments(Utf8JsonWriter json, Attachment attachment)
    {
        json.WriteStartObject("attachments");
        json.WriteStrings("media_keys", [attachment.Key]);
        json.WriteEndObject();
    }

    private static void WriteReferences(Utf8JsonWriter json, Post? post, EventFields fields)
    {
        if (post is null)
            return;
        if (fields.HasFlag(EventFields.ReferencedPosts))
            WriteReference(json, "referenced_posts", post);
        if (fields.HasFlag(EventFields.ReferencedTweets))
            WriteReference(json, LegacyNames.ReferencedTweets, post);
    }

    private static void WriteReference(Utf8JsonWriter json, string name, Post post)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        json.WriteString("id", post.IdText);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
