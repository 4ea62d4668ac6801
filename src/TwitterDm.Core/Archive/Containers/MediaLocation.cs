namespace TwitterDm.Archive.Containers;

/// <summary>Where a file is.</summary>
/// <param name="LocalPath">Its path, if it is a file of its own.</param>
/// <param name="Origin">How it is read, if it is inside a zip file.</param>
/// <param name="State">Why there is none.</param>
internal sealed record MediaLocation(string? LocalPath, IMediaOrigin? Origin, MediaFileState State = MediaFileState.Unknown)
{
    public static MediaLocation Missing { get; } = new(null, null, MediaFileState.Missing);

    public static MediaLocation Link { get; } = new(null, null, MediaFileState.Link);

    public static MediaLocation Unreadable { get; } = new(null, null, MediaFileState.Unreadable);
}
