namespace TwitterDm;

/// <summary>An attachment that is in a file.</summary>
public sealed class DmSavedMedia
{
    internal DmSavedMedia(DmMedia media, long length, bool wasPresent)
    {
        Media = media;
        Length = length;
        WasPresent = wasPresent;
    }

    /// <summary>The attachment with the path of its file.</summary>
    public DmMedia Media { get; }

    /// <summary>The full path of the file.</summary>
    public string Path => Media.LocalPath!;

    /// <summary>The size of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>Whether the file was there already, so that nothing was downloaded.</summary>
    public bool WasPresent { get; }

    /// <summary>The path of the file.</summary>
    public override string ToString() => Path;
}
