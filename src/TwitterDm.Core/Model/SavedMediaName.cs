using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// The names of the files in which attachments are saved, without their extension. The same attachment has the same name whenever it is
/// saved, so that a transcript can find it.
/// </summary>
internal static class SavedMediaName
{
    private const int MaxPart = 40;
    private const int HashLength = 16;

    // More than any message has: to compare each with each would take the square of their number.
    private const int MaxCompared = 1_000;

    /// <summary>
    /// The name of an attachment: the time of its event in UTC, the event's id and the attachment's; also a number, from the second file
    /// with the same ids, or a hash of its address where there are too many to count.
    /// </summary>
    /// <param name="item">The event; null where only the attachment is known.</param>
    /// <param name="media">The attachment.</param>
    /// <returns>
    /// A name of ASCII letters, digits, hyphens and underscores, such as <c>20261126T115048Z_1712000000000000003_1136048014974423040</c>.
    /// </returns>
    public static string Of(DmEvent? item, DmMedia media)
    {
        var id = Clean(MediaId(media.MediaKey));
        if (item is null)
            return id;
        var time = item.HasTime
            ? item.CreatedAtUtc.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "_"
            : string.Empty;
        return $"{time}{Clean(item.Id)}_{id}{EndOf(item, media)}";
    }

    /// <summary>The name of the still picture of an attachment.</summary>
    /// <param name="name">The name of the attachment.</param>
    /// <returns>The name.</returns>
    public static string PreviewOf(string name) => name + "_preview";

    // In an archive, several files of a message can have the same id; their addresses tell them apart. An attachment that is there twice
    // has one file.
    private static string EndOf(DmEvent item, DmMedia media)
    {
        if (item.Media.Count < 2)
            return string.Empty;
        if (item.Media.Count > MaxCompared)
            return media.Url is { } url ? "_" + Hash(url) : string.Empty;
        var id = MediaId(media.MediaKey);
        var addresses = item
            .Media.Where(other => string.Equals(MediaId(other.MediaKey), id, StringComparison.Ordinal))
            .Select(other => other.Url)
            .Distinct(StringComparer.Ordinal);
        var place = addresses.ToList().IndexOf(media.Url);
        return place > 0 ? string.Create(CultureInfo.InvariantCulture, $"_{place + 1}") : string.Empty;
    }

    /// <summary>The id of an attachment: the API's key is its kind, an underscore and the id; elsewhere only the id is known.</summary>
    /// <param name="mediaKey">The key.</param>
    /// <returns>The id.</returns>
    public static string MediaId(string mediaKey)
    {
        var underscore = mediaKey.IndexOf('_', StringComparison.Ordinal);
        return underscore > 0
            && Ids.IsEventId(mediaKey.AsSpan(underscore + 1))
            && mediaKey.AsSpan(0, underscore).IndexOfAnyExceptInRange('0', '9') < 0
            ? mediaKey[(underscore + 1)..]
            : mediaKey;
    }

    // What has to be changed could become equal to another name, so a hash tells them apart. The name of a device is not one of a file.
    private static string Clean(string text)
    {
        if (text.Length is > 0 and <= MaxPart
            && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-')
            && !ReservedNames.Contains(text))
        {
            return text;
        }

        var hash = Hash(text);
        var kept = string.Concat(
                text.Take(MaxPart - HashLength - 1).Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'))
            .Trim('-');
        return kept.Length == 0 ? hash : $"{kept}-{hash}";
    }

    private static string Hash(string text)
        => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength].ToLowerInvariant();
}
