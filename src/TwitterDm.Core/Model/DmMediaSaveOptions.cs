namespace TwitterDm;

/// <summary>Where and how attachments are saved.</summary>
public sealed record DmMediaSaveOptions
{
    /// <summary>The full path of the folder, which is created if it does not exist.</summary>
    public required string Destination { get; init; }

    /// <summary>Which file of a video or GIF is saved. Of other attachments there is only one.</summary>
    public DmMediaVariantChoice Variant { get; init; }

    /// <summary>Whether to replace files that are there already.</summary>
    public bool Overwrite { get; init; }
}
