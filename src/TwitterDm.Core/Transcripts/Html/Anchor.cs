using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>The places in a page that links lead to.</summary>
internal static class Anchor
{
    private const int MaxLength = 64;
    private const int HashBytes = 16;

    /// <summary>The place of an event, for any id.</summary>
    public static string Of(string eventId)
    {
        var isPlain = eventId.Length is > 0 and <= MaxLength && eventId.All(char.IsAsciiLetterOrDigit);
        return isPlain ? "e-" + eventId : "x-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)).AsSpan(0, HashBytes));
    }

    /// <summary>The place of a day.</summary>
    public static string Of(DateOnly date) => "day-" + EnglishText.Machine(date);

    /// <summary>A relative path as an address. Its parts are escaped, so that it cannot become an address with a scheme or a host.</summary>
    /// <param name="path">The path, with slashes.</param>
    public static string ToPath(string path)
        => string.Join('/', path.Split('/').SkipWhile(part => part.Length == 0).Select(Uri.EscapeDataString));
}
