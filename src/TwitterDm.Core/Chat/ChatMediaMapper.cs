using TwitterDm.ChatProtocol;
using TwitterDm.Json;

namespace TwitterDm.Chat;

/// <summary>Maps attached files to the model. All that is known about them is what the sender says.</summary>
internal static class ChatMediaMapper
{
    private static readonly long MaxMilliseconds = (long)TimeSpan.MaxValue.TotalMilliseconds;

    public static DmMedia Create(ChatMediaAttachment media)
    {
        var rest = new ThriftProperties();
        rest.Add(media.Fields, ThriftNames.Media, [1, 4, 5, 6, 8, 9, .. media.Width is null ? Array.Empty<short>() : [2], .. media.Type == ChatMediaType.Unknown ? Array.Empty<short>() : [3]]);
        return new()
        {
            MediaKey = media.HashKey ?? media.AttachmentId ?? string.Empty,
            Type = TypeOf(media.Type),
            Url = media.LegacyUrl,
            PreviewImageUrl = media.LegacyPreviewUrl,
            Width = Pixels(media.Width),
            Height = Pixels(media.Height),
            Duration =
                media.DurationMilliseconds is { } duration and >= 0 && duration < MaxMilliseconds
                    ? TimeSpan.FromMilliseconds(duration)
                    : null,
            Size = media.Size is >= 0 ? media.Size : null,
            FileName = media.FileName,
            AdditionalProperties = rest.ToModel(Nesting.OfPart),
        };
    }

    private static string? TypeOf(ChatMediaType type) => type switch
    {
        ChatMediaType.Image => "image",
        ChatMediaType.Gif => "gif",
        ChatMediaType.Video => "video",
        ChatMediaType.Audio => "audio",
        ChatMediaType.File => "file",
        ChatMediaType.Svg => "svg",
        _ => null,
    };

    private static int? Pixels(long? length) => length is >= 0 and <= int.MaxValue ? (int)length : null;
}
