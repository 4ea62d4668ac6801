using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>A file that X accepts as an attachment, as it was when it was inspected.</summary>
/// <param name="FullPath">Its full path.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="LastWriteTime">When it was last written, in UTC.</param>
/// <param name="MediaType">Its type according to its content, such as <c>image/png</c>.</param>
/// <param name="Category">Its category at X.</param>
internal sealed record MediaFile(string FullPath, long Length, DateTime LastWriteTime, string MediaType, MediaCategory Category)
{
    private const int BufferSize = 4096;

    /// <summary>The file name to show, without the folder.</summary>
    public string Name => VisibleText.Of(Path.GetFileName(FullPath), 100);

    /// <summary>Inspects a file. Its type is determined by its content, not by its name.</summary>
    /// <param name="path">The path; errors show it unchanged.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the file does not exist, or X does not accept it.</exception>
    public static MediaFile Inspect(string path)
    {
        using var handle = RegularFile.Open(path);
        try
        {
            using var content = new FileStream(handle, FileAccess.Read, BufferSize);
            var length = content.Length;
            Span<byte> head = stackalloc byte[MediaSignature.Length];
            head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            var type = MediaSignature.TypeOf(head) ?? throw MediaFileError.NotMedia(path, head);
            var category = CategoryOf(type, content);
            if (length > category.MaximumBytes)
                throw MediaFileError.TooLarge(path, length, category);
            return new MediaFile(Path.GetFullPath(path), length, File.GetLastWriteTimeUtc(handle), type, category);
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException)
        {
            // A pipe that looks like a file throws NotSupportedException.
            throw MediaFileError.Unreadable(path, exception);
        }
    }

    private static MediaCategory CategoryOf(string type, FileStream content) => type switch
    {
        // A file that is too large for any GIF is not parsed.
        MediaSignature.Gif when content.Length > MediaCategory.Gif.MaximumBytes || GifFrames.IsAnimated(content) => MediaCategory.Gif,
        _ when type.StartsWith("video/", StringComparison.Ordinal) => MediaCategory.Video,
        _ => MediaCategory.Image,
    };
}
