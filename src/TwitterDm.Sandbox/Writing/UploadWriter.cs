using System.Text.Json;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Writing;

/// <summary>Writes one upload: what it is called, and once it is complete what it holds and how far its processing is.</summary>
internal static class UploadWriter
{
    public static byte[] Write(Upload upload) => JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("id", upload.IdText);
        json.WriteString("media_key", upload.Key);
        json.WriteNumber("expires_after_secs", (long)Math.Ceiling(upload.ExpiresAfter.TotalSeconds));
        if (upload.File is { } file)
            WriteFile(json, upload.Plan, file.Header);
        if (upload.Processing is { } processing)
            Write(json, processing);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteFile(Utf8JsonWriter json, UploadPlan plan, MediaHeader header)
    {
        json.WriteNumber("size", plan.TotalBytes);
        json.WriteStartObject(plan.Category.Kind == AttachmentKind.Video ? "video" : "image");
        json.WriteString(plan.Category.Kind == AttachmentKind.Video ? "video_type" : "image_type", plan.Type);
        if (header is { Width: { } width, Height: { } height })
        {
            json.WriteNumber("w", width);
            json.WriteNumber("h", height);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Processing processing)
    {
        json.WriteStartObject("processing_info");
        json.WriteString("state", processing.State);
        if (processing.CheckAfter is { } seconds)
            json.WriteNumber("check_after_secs", seconds);
        if (processing.Percent is { } percent)
            json.WriteNumber("progress_percent", percent);
        json.WriteEndObject();
    }
}
