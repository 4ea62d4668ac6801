using System.Text.Json;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Uploads;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>Writes an upload. Once it is finalized, this includes the file and the processing status.</summary>
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
            WriteFile(json, upload.Declaration, file.Header);
        if (upload.Processing is { } processing)
            Write(json, processing);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteFile(Utf8JsonWriter json, UploadDeclaration declaration, MediaHeader header)
    {
        json.WriteNumber("size", declaration.TotalBytes);
        json.WriteStartObject(declaration.Category.Kind == AttachmentKind.Video ? "video" : "image");
        json.WriteString(declaration.Category.Kind == AttachmentKind.Video ? "video_type" : "image_type", declaration.Type);
        if (header is { Width: { } width, Height: { } height })
        {
            json.WriteNumber("w", width);
            json.WriteNumber("h", height);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProcessingStatus processing)
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
