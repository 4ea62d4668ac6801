using Microsoft.Win32.SafeHandles;
using TwitterDm.Storage;
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
    private const string AnyType = "application/octet-stream";

    private delegate string TypeReader(ReadOnlySpan<byte> head);

    /// <summary>The file name to show, without the folder.</summary>
    public string Name => VisibleText.Of(Path.GetFileName(FullPath), 100);

    /// <summary>Inspects a file. Its type is determined by its content, not by its name.</summary>
    /// <param name="path">The path; errors show it unchanged.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the file does not exist, or X does not accept it.</exception>
    public static MediaFile Inspect(string path)
        => Inspect(path, head => MediaSignature.TypeOf(head) ?? throw MediaFileError.NotMedia(path, head), CategoryOf);

    /// <summary>Inspects a file that will be encrypted, which can be of any type.</summary>
    /// <param name="path">The path; errors show it unchanged.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the file does not exist, or is too large.</exception>
    public static MediaFile InspectAny(string path)
        => Inspect(path, head => MediaSignature.TypeOf(head) ?? AnyType, (_, _) => MediaCategory.Encrypted);

    private static MediaFile Inspect(string path, TypeReader typeOf, Func<string, FileStream, MediaCategory> categoryOf)
    {
        using var handle = Open(path);
        try
        {
            using var content = new FileStream(handle, FileAccess.Read, BufferSize);
            var length = content.Length;
            Span<byte> head = stackalloc byte[MediaSignature.Length];
            head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            var type = typeOf(head);
            var category = categoryOf(type, content);
            if (length > category.MaximumBytes)
                throw MediaFileError.TooLarge(path, length, category);
            return new MediaFile(Path.GetFullPath(path), length, File.GetLastWriteTimeUtc(handle), type, category);
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException)
        {
            throw MediaFileError.Unreadable(path, exception);
        }
    }

    /// <summary>Opens a file; where the system supports it, other programs can read it in the meantime but not write to it.</summary>
    /// <returns>The open file; the caller closes it.</returns>
    /// <exception cref="DmException">The file does not exist, is empty, is not a regular file, or cannot be read.</exception>
    public static SafeFileHandle Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw MediaFileError.NoPath(path);
        try
        {
            var handle = RegularFile.OpenHandle(path);
            if (RandomAccess.GetLength(handle) > 0)
                return handle;
            handle.Dispose();
            throw MediaFileError.Empty(path);
        }
        catch (NotRegularFileException exception)
        {
            throw exception.IsFolder ? MediaFileError.Folder(path) : MediaFileError.Empty(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw MediaFileError.Missing(path);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw MediaFileError.NoPermission(path, exception);
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException)
        {
            // A pipe that looks like a file has no length.
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
