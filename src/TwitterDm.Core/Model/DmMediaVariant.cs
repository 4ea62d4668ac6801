using TwitterDm.Text;

namespace TwitterDm;

/// <summary>One file in which a video or GIF is available.</summary>
public sealed class DmMediaVariant
{
    /// <summary>The file's address.</summary>
    public string? Url { get; init; }

    /// <summary>The MIME type, such as <c>video/mp4</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Bits per second; null for a playlist.</summary>
    public long? BitRate { get; init; }

    /// <summary>The file's address.</summary>
    public override string ToString() => VisibleText.Of(Url);

    internal DmMediaVariant WithSafeText()
        => new()
        {
            Url = SpreadsheetText.Of(Url),
            ContentType = SpreadsheetText.Of(ContentType),
            BitRate = BitRate,
        };
}
