namespace TwitterDm.Media;

/// <summary>The category of an attachment at X. The limits are those of docs.x.com/x-api/media: 5 MB, 15 MB and 512 MB.</summary>
/// <param name="Name">The value of <c>media_category</c>.</param>
/// <param name="Noun">The word to show.</param>
/// <param name="MaximumBytes">The maximum size of a file.</param>
internal sealed record MediaCategory(string Name, string Noun, long MaximumBytes)
{
    public static MediaCategory Image { get; } = new("dm_image", "picture", 5 * ByteCount.Mebibyte);

    public static MediaCategory Gif { get; } = new("dm_gif", "animated GIF", 15 * ByteCount.Mebibyte);

    /// <summary>
    /// Any file, encrypted for X Chat. X publishes no limit but that of its segments, of which there are a thousand at most.
    /// </summary>
    public static MediaCategory Encrypted { get; } = new("chat", "file in X Chat", EncryptedUpload.MaxLength);

    public static MediaCategory Video { get; } = new("dm_video", "video", 512 * ByteCount.Mebibyte);
}
