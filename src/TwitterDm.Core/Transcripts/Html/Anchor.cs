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

    /// <summary>The address of a file in the same folder.</summary>
    public static string ToFile(string name) => Uri.EscapeDataString(name);

    /// <summary>
    /// Whether an address leads to a file beside the page: not to a host, not to the root, and not to something with a scheme.
    /// </summary>
    public static bool IsBeside(string link) => link.Length > 0 && link[0] is not '/' && link.AsSpan().IndexOfAny(":\\\"<>") < 0;
}
