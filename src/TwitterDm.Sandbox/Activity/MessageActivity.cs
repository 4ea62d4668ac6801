using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Serialization;

namespace TwitterDm.Sandbox.Activity;

/// <summary>Publishes Direct Messages, in the format of API v1.1. It does not contain the conversation.</summary>
internal static class MessageActivity
{
    private static readonly FieldSet ShownFields = FieldSet.Of(
        ["created_at", "description", "location", "profile_image_url", "protected", "public_metrics", "url", "verified"]);

    private static readonly Blocks NoBlocks = new();

    /// <summary>Publishes a message to one of its participants.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="account">The participant.</param>
    /// <param name="item">The message.</param>
    /// <param name="present">All participants.</param>
    public static void PublishMessage(this ActivityFeed feed, Person account, DmEvent item, Person[] present)
    {
        var sender = item.Sender!;
        // Of a group, X names one recipient, so that it looks like a message to one person.
        var recipient = sender == account ? present.First(person => person != sender) : account;
        feed.Publish(account, sender == account ? ActivityKinds.MessageSent : ActivityKinds.MessageReceived, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("direct_message_events");
            Write(json, item, sender, recipient);
            json.WriteEndArray();
            json.WriteStartObject("users");
            foreach (var person in new[] { sender, recipient })
                WriteUser(json, person, account);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>Publishes that someone has read up to a message.</summary>
    public static void PublishRead(this ActivityFeed feed, Person account, Person reader, long lastRead)
        => feed.Publish(account, ActivityKinds.MessageRead, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("direct_message_mark_read_events");
            json.WriteStartObject();
            json.WriteString("created_timestamp", Text(feed.Clock.GetUtcNow().ToUnixTimeMilliseconds()));
            json.WriteString("sender_id", reader.IdText);
            WriteTarget(json, account);
            json.WriteString("last_read_event_id", Text(lastRead));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("users");
            WriteUser(json, reader, account);
            json.WriteEndObject();
            json.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter json, in DmEvent item, Person sender, Person recipient)
    {
        json.WriteStartObject();
        json.WriteString("type", "message_create");
        json.WriteString("id", Text(item.Id));
        json.WriteString("created_timestamp", Text(item.CreatedAt.ToUnixTimeMilliseconds()));
        json.WriteStartObject("message_create");
        WriteTarget(json, recipient);
        json.WriteString("sender_id", sender.IdText);
        json.WriteStartObject("message_data");
        json.WriteEncoded("text", item.Text!.Json);
        WriteEntities(json, item.Text);
        if (item.Attachment is { } attachment)
            WriteAttachment(json, attachment);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEntities(Utf8JsonWriter json, MessageText text)
    {
        json.WriteStartObject("entities");
        WriteEach(json, "hashtags", text.Hashtags, entity => json.WriteString("text", entity.Value));
        WriteEach(json, "symbols", [], _ => { });
        WriteEach(json, "user_mentions", text.Mentions, entity =>
        {
            json.WriteString("screen_name", entity.Value);
            if (People.ByUsername(entity.Value) is not { } person)
                return;
            json.WriteText("name", person.Name);
            json.WriteNumber("id", person.Id);
            json.WriteString("id_str", person.IdText);
        });
        WriteEach(json, "urls", text.Urls, entity =>
        {
            json.WriteString("url", entity.Text);
            json.WriteString("expanded_url", entity.Value);
            json.WriteString("display_url", entity.Value.Replace("https://", "", StringComparison.Ordinal));
        });
        json.WriteEndObject();
    }

    private static void WriteEach(Utf8JsonWriter json, string name, IReadOnlyList<TextEntity> entities, Action<TextEntity> write)
    {
        json.WriteStartArray(name);
        foreach (var entity in entities)
        {
            json.WriteStartObject();
            write(entity);
            json.WriteStartArray("indices");
            json.WriteNumberValue(entity.Start);
            json.WriteNumberValue(entity.End);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttachment(Utf8JsonWriter json, Attachment attachment)
    {
        json.WriteStartObject("attachment");
        json.WriteString("type", "media");
        json.WriteStartObject("media");
        json.WriteString("id_str", attachment.MediaId);
        json.WriteString("media_url_https", attachment.Kind == AttachmentKind.Photo ? attachment.PhotoUrl : attachment.PreviewUrl);
        json.WriteString("type", attachment.Type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter json, Person recipient)
    {
        json.WriteStartObject("target");
        json.WriteString("recipient_id", recipient.IdText);
        json.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter json, Person person, Person reader)
    {
        json.WriteStartObject(person.IdText);
        json.WritePropertyName("data");
        UserWriter.Write(json, person, new UserFields(ShownFields, NoBlocks, reader));
        json.WriteEndObject();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
