using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>X's category of an upload. It determines the allowed types and the maximum size.</summary>
internal sealed record MediaCategory(string Name, AttachmentKind Kind)
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly MediaCategory[] All =
    [
        new("dm_image", AttachmentKind.Photo),
        new("dm_gif", AttachmentKind.AnimatedGif),
        new("dm_video", AttachmentKind.Video),
        new("tweet_image", AttachmentKind.Photo),
        new("tweet_gif", AttachmentKind.AnimatedGif),
        new("tweet_video", AttachmentKind.Video),
        new("amplify_video", AttachmentKind.Video),
    ];

    /// <summary>Whether it is for messages rather than for posts.</summary>
    public bool IsForMessages => Name.StartsWith("dm_", StringComparison.Ordinal);

    public long MaxBytes => Kind switch
    {
        AttachmentKind.Photo => 5 * Mebibyte,
        AttachmentKind.AnimatedGif => 15 * Mebibyte,
        _ => 512 * Mebibyte,
    };

    public IReadOnlyList<string> Types => Kind switch
    {
        AttachmentKind.Photo => ["image/jpeg", "image/png", "image/webp", "image/gif"],
        AttachmentKind.AnimatedGif => ["image/gif"],
        _ => ["video/mp4", "video/quicktime"],
    };

    /// <summary>Finds a category. Returns null for the one that the sandbox does not support, subtitles.</summary>
    public static MediaCategory? Find(string name)
        => Array.Find(All, category => string.Equals(category.Name, name, StringComparison.Ordinal));
}
