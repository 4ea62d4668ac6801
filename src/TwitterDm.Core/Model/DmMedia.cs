using System.Diagnostics.CodeAnalysis;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>An attachment of a message: a photo, an animated GIF or a video; in X Chat also audio or any other file.</summary>
public sealed class DmMedia
{
    /// <summary>Creates an attachment.</summary>
    public DmMedia()
    {
    }

    /// <summary>A copy, of which an object initializer changes something.</summary>
    [SetsRequiredMembers]
    internal DmMedia(DmMedia original)
    {
        (MediaKey, Type, Url, PreviewImageUrl, AltText) = (
            original.MediaKey,
            original.Type,
            original.Url,
            original.PreviewImageUrl,
            original.AltText);
        (Width, Height, Duration, FileName, Size) = (original.Width, original.Height, original.Duration, original.FileName, original.Size);
        (LocalPath, Variants, AdditionalProperties) = (original.LocalPath, original.Variants, original.AdditionalProperties);
        (Origin, FileState, IsCopy) = (original.Origin, original.FileState, original.IsCopy);
    }

    /// <summary>
    /// The API's key of the attachment, such as <c>3_1136048014974423040</c>; in X Chat, the hash key by which it is downloaded.
    /// </summary>
    public required string MediaKey { get; init; }

    /// <summary>
    /// The API's word for the kind: <c>photo</c>, <c>animated_gif</c> or <c>video</c>; in X Chat, what the sender calls it: <c>image</c>,
    /// <c>gif</c>,
    /// <c>video</c>, <c>audio</c>, <c>file</c> or <c>svg</c>. Null if it is unknown.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>The address of the photo; downloading it requires the user's own authorization.</summary>
    public string? Url { get; init; }

    /// <summary>The address of the still picture of a video or GIF.</summary>
    public string? PreviewImageUrl { get; init; }

    /// <summary>The alternative text that describes the picture (untrusted input).</summary>
    public string? AltText { get; init; }

    /// <summary>Width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The duration of a video.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>X Chat: the name of the file, according to the sender (untrusted input).</summary>
    public string? FileName { get; init; }

    /// <summary>X Chat: the size of the file in bytes, according to the sender.</summary>
    public long? Size { get; init; }

    /// <summary>The path of the file on this machine: in an unpacked archive, or where it was saved; null if there is none.</summary>
    public string? LocalPath { get; init; }

    /// <summary>The files in which a video or GIF is available.</summary>
    public DmList<DmMediaVariant> Variants { get; init; } = DmList<DmMediaVariant>.Empty;

    /// <summary>Other fields that the API sent about the attachment, under its own names.</summary>
    public DmAdditionalProperties AdditionalProperties { get; init; } = DmAdditionalProperties.Empty;

    /// <summary>Where the bytes are, if neither <see cref="LocalPath"/> nor X has them; it does not outlive the process.</summary>
    internal IMediaOrigin? Origin { get; init; }

    /// <summary>Why an archive has no file for it; it does not outlive the process.</summary>
    internal MediaFileState FileState { get; init; }

    /// <summary>Whether it was made of a copy without its event, so that its path could have been edited.</summary>
    internal bool IsCopy { get; init; }

    /// <summary>The event that it came with, if that is known; it does not outlive the process.</summary>
    internal DmEvent? Event { get; set; }

    /// <summary>The best available address, or else the name of the file or the media key.</summary>
    public override string ToString()
        => VisibleText.Of(Url ?? Variants.MaxBy(variant => variant.BitRate ?? 0)?.Url ?? PreviewImageUrl ?? FileName ?? MediaKey);

    /// <summary>The same attachment with a file on this machine.</summary>
    internal DmMedia At(string localPath) => new(this) { LocalPath = localPath, Event = Event, IsCopy = false };

    /// <summary>A copy whose texts are safe for terminals and spreadsheets.</summary>
    internal DmMedia WithSafeText() => new()
    {
        MediaKey = SpreadsheetText.Of(MediaKey),
        Type = SpreadsheetText.Of(Type),
        Url = SpreadsheetText.Of(Url),
        PreviewImageUrl = SpreadsheetText.Of(PreviewImageUrl),
        AltText = SpreadsheetText.Of(AltText),
        Width = Width,
        Height = Height,
        Duration = Duration,
        FileName = SpreadsheetText.Of(FileName),
        Size = Size,
        LocalPath = SpreadsheetText.Of(LocalPath),
        Variants = new(Variants.Select(variant => variant.WithSafeText())),
        AdditionalProperties = AdditionalProperties.WithSafeText(),
        Origin = Origin,
        FileState = FileState,
        IsCopy = IsCopy,
    };
}
