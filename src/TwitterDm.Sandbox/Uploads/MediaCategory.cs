using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>What a file is uploaded for, by X's name for it: which types it can have, and how large it can be.</summary>
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

    /// <summary>Whether it can be attached to a message: the others are for posts.</summary>
    public bool IsForMessages => Name.StartsWith("dm_", StringComparison.Ordinal);

    public long MaximumBytes => Kind switch
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

    /// <summary>The category of a name; null for what has no place in the sandbox, such as subtitles.</summary>
    public static MediaCategory? Find(string name) => Array.Find(All, category => string.Equals(category.Name, name, StringComparison.Ordinal));
}
