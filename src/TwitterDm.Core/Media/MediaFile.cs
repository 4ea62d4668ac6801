using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>A file that X takes as an attachment, as it was when it was looked at.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="LastWriteTime">When it was written last, in UTC.</param>
/// <param name="MediaType">Its type by its content, such as <c>image/png</c>.</param>
/// <param name="Category">What it is to X.</param>
internal sealed record MediaFile(string FullPath, long Length, DateTime LastWriteTime, string MediaType, MediaCategory Category)
{
    private const int BufferSize = 4096;

    /// <summary>The file's name for people, without its folder.</summary>
    public string Name => VisibleText.Of(Path.GetFileName(FullPath), 100);

    /// <summary>Looks into a file. Its name plays no part: what it is, its content says.</summary>
    /// <param name="path">The path, as the caller wrote it: errors name it so.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: there is no such file, or X would not take it.</exception>
    public static MediaFile Inspect(string path)
    {
        using var handle = RegularFile.Open(path);
        try
        {
            using var content = new FileStream(handle, FileAccess.Read, BufferSize);
            var length = content.Length;
            Span<byte> head = stackalloc byte[MediaSignature.Length];
            head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            var type = MediaSignature.TypeOf(head) ?? throw MediaFileError.NoMedia(path, head);
            var category = CategoryOf(type, content);
            if (length > category.MaximumBytes)
                throw MediaFileError.TooLarge(path, length, category);
            return new MediaFile(Path.GetFullPath(path), length, File.GetLastWriteTimeUtc(handle), type, category);
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException)
        {
            // Not supported is what a pipe says that was taken for a file.
            throw MediaFileError.Unreadable(path, exception);
        }
    }

    private static MediaCategory CategoryOf(string type, FileStream content) => type switch
    {
        // One that is too large for any GIF is not walked through.
        MediaSignature.Gif when content.Length > MediaCategory.Gif.MaximumBytes || GifFrames.IsAnimated(content) => MediaCategory.Gif,
        _ when type.StartsWith("video/", StringComparison.Ordinal) => MediaCategory.Video,
        _ => MediaCategory.Image,
    };
}
