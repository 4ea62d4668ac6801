using System.Text.Json;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>Writes an attachment. Photos have a URL. GIFs and videos have a preview and variants.</summary>
internal static class MediaWriter
{
    public static void Write(Utf8JsonWriter json, Attachment attachment, MediaFields fields)
    {
        json.WriteStartObject();
        json.WriteString("media_key", attachment.Key);
        json.WriteString("type", attachment.Type);
        if (fields.Has("width"))
            json.WriteNumber("width", attachment.Width);
        if (fields.Has("height"))
            json.WriteNumber("height", attachment.Height);
        if (fields.Has("alt_text") && attachment.AlternativeText is { } words)
            json.WriteString("alt_text", words);
        if (attachment.Kind == AttachmentKind.Photo)
            WritePhoto(json, attachment, fields);
        else
            WriteMoving(json, attachment, fields);
        json.WriteEndObject();
    }

    private static void WritePhoto(Utf8JsonWriter json, Attachment attachment, MediaFields fields)
    {
        if (fields.Has("url"))
            json.WriteString("url", fields.UrlOf(attachment.PhotoUrl));
    }

    private static void WriteMoving(Utf8JsonWriter json, Attachment attachment, MediaFields fields)
    {
        if (fields.Has("preview_image_url"))
            json.WriteString("preview_image_url", fields.UrlOf(attachment.PreviewUrl));
        if (fields.Has("duration_ms") && attachment.Kind == AttachmentKind.Video)
            json.WriteNumber("duration_ms", attachment.DurationMilliseconds);
        if (fields.Has("public_metrics") && attachment.Kind == AttachmentKind.Video)
        {
            json.WriteStartObject("public_metrics");
            json.WriteNumber("view_count", 2);
            json.WriteEndObject();
        }

        if (fields.Has("variants"))
            WriteVariants(json, attachment, fields);
    }

    private static void WriteVariants(Utf8JsonWriter json, Attachment attachment, MediaFields fields)
    {
        json.WriteStartArray("variants");
        foreach (var (url, contentType, bitRate) in attachment.Variants())
        {
            json.WriteStartObject();
            if (bitRate is { } bits)
                json.WriteNumber("bit_rate", bits);
            json.WriteString("content_type", contentType);
            json.WriteString("url", fields.UrlOf(url));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
