using TwitterDm.Archive.Containers;

namespace TwitterDm.Archive.Mapping;

/// <summary>Maps the addresses of a message's attachments, and finds their files.</summary>
/// <param name="media">Finds files.</param>
internal sealed class ArchiveMediaMapper(IMediaFinder media)
{
    private const string Video = "video";
    private const string Gif = "animated_gif";
    private const string Photo = "photo";

    // A message has a few attachments; an archive that somebody made can claim any number, and each one is looked for among files.
    private const int MaxSearched = 1000;

    private static readonly string[] VideoExtensions = [".mp4", ".m4v", ".mov", ".webm"];
    private static readonly string[] PictureExtensions = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"];

    /// <summary>Maps the attachments of a message.</summary>
    /// <param name="messageId">The message's id; null if it has none.</param>
    /// <param name="addresses">The addresses.</param>
    /// <param name="isGroup">Whether the message is in a group.</param>
    /// <param name="cancellationToken">Ends the search for files.</param>
    public DmList<DmMedia> Map(string? messageId, IReadOnlyList<string> addresses, bool isGroup, CancellationToken cancellationToken)
        => addresses.Count == 0
            ? DmList<DmMedia>.Empty
            : new(addresses.Select((address, index) => Map(messageId, address, index, addresses.Count, isGroup, cancellationToken)));

    private DmMedia Map(string? messageId, string address, int index, int count, bool isGroup, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var segments = SegmentsOf(address);
        var file = segments.Length > 0 ? segments[^1] : string.Empty;
        var type = TypeOf(segments, file);
        var id = MediaIdIn(segments);
        var location =
            messageId is not null && index < MaxSearched && IsFileName(file)
                ? Find(new(messageId, file, id, index, count, isGroup), cancellationToken)
                : MediaLocation.Missing;
        return new DmMedia
        {
            MediaKey = id ?? (file.Length > 0 ? file : address),
            Type = type,
            Url = address,
            Variants = type is Video or Gif
                ? new([new DmMediaVariant { Url = address, ContentType = "video/mp4" }])
                : DmList<DmMediaVariant>.Empty,
            LocalPath = location.LocalPath,
            Origin = location.Origin,
            FileState = location.State,
        };
    }

    private MediaLocation Find(MediaRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return media.Find(request, cancellationToken);
        }
        catch (Exception exception) when (ArchiveContainer.IsAboutFile(exception))
        {
            return MediaLocation.Unreadable;
        }
    }

    private static string[] SegmentsOf(string address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) : [];

    private static string? TypeOf(string[] segments, string file) => segments switch
    {
        ["dm_video", ..] => Video,
        ["dm_gif", ..] => Gif,
        _ when HasExtension(file, VideoExtensions) => Video,
        _ when HasExtension(file, PictureExtensions) => Photo,
        _ => null,
    };

    private static bool HasExtension(string file, string[] extensions)
        => Array.Exists(extensions, extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    // .../dm/{message}/{media}/{file}; dm_video and dm_gif have the media's id in the second place.
    private static string? MediaIdIn(string[] segments) => segments switch
    {
        ["dm_video" or "dm_gif", var id, ..] when Ids.IsEventId(id) => id,
        [.., "dm", _, var id, _] when Ids.IsEventId(id) => id,
        _ => null,
    };

    private static bool IsFileName(string name)
        => name.Length is > 0 and <= 200 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
