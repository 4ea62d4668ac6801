using TwitterDm.Sandbox.Files;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>The files of attachments: what was uploaded, as far as it was kept, and otherwise samples, of which some are large.</summary>
/// <param name="uploads">The uploads.</param>
internal sealed class AttachedFiles(UploadStore uploads)
{
    private const long LargePhoto = 700_000;
    private const long LargeVideo = 3_000_000;

    public ReadOnlyMemory<byte> PhotoOf(Attachment attachment) => uploads.FindContent(attachment.MediaId)
        ?? SampleJpeg.Create(attachment.Width, attachment.Height, attachment.Draw, attachment.Draw % 8 == 0 ? LargePhoto : 0);

    /// <summary>The still picture of a video or GIF.</summary>
    public static ReadOnlyMemory<byte> PreviewOf(Attachment attachment)
        => SampleJpeg.Create(attachment.Width, attachment.Height, attachment.Draw);

    /// <summary>A file of a video or GIF. X converts GIFs to videos.</summary>
    /// <param name="attachment">The attachment.</param>
    /// <param name="isBest">Whether it is the one with the best quality.</param>
    public ReadOnlyMemory<byte> VideoOf(Attachment attachment, bool isBest)
    {
        if (isBest && attachment.Kind == AttachmentKind.Video && uploads.FindContent(attachment.MediaId) is { } uploaded)
            return uploaded;
        var (width, height) = isBest ? (attachment.Width, attachment.Height) : (480, 270);
        return SampleMp4.Create(
            width,
            height,
            attachment.DurationMilliseconds,
            attachment.Draw,
            isBest && attachment.Draw % 4 == 0 ? LargeVideo : 0);
    }
}
