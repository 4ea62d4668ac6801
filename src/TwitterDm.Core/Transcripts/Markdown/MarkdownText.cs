using System.Buffers;
using System.Text;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Markdown;

/// <summary>Text from strangers in Markdown: it shows as it is, and is neither markup, nor a link, nor HTML.</summary>
internal static class MarkdownText
{
    // CommonMark takes a backslash before any of these for the character itself. The colon and the full stop are escaped only where they
    // make a link.
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_[]<>&#~|!$^@{}");
    private static readonly char[] LineBreaks = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    /// <summary>A text on one line.</summary>
    public static string Line(string? text) => Escape(VisibleText.Of(text));

    /// <summary>A text with its line breaks, as one paragraph.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prefix">What begins each further line, such as the mark of a quotation.</param>
    public static string Paragraph(string? text, string prefix = "")
        => string.Join("\\\n" + prefix, (text ?? string.Empty).ReplaceLineEndings("\n").Split(LineBreaks).Select(Line));

    /// <summary>A link to an address, which is shown as it is; the address as text if it is not one of the web.</summary>
    public static string Link(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http")
            || AsciiHost.Of(address) is not { } host)
        {
            return Line(url);
        }

        // Escaped and in ASCII, so that it cannot look like another one, nor end early.
        var safe = address.GetComponents(UriComponents.HttpRequestUrl | UriComponents.Fragment, UriFormat.UriEscaped);
        safe =
            host.Length > 0 && !string.Equals(host, address.Host, StringComparison.OrdinalIgnoreCase)
                ? safe.Replace(address.Host, host, StringComparison.OrdinalIgnoreCase)
                : safe;
        return safe.Any(character => character is '<' or '>' or <= ' ' or > '~') ? Line(url) : $"<{safe}>";
    }

    private static string Escape(string line)
    {
        var escaped = new StringBuilder(line.Length + 8);
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (character == ' ' && IsBlank(line.AsSpan(0, index)))
            {
                // Four spaces at the beginning would be code.
                escaped.Append('\u00A0');
                continue;
            }

            if (Special.Contains(character) || IsAtStart(line, index) || BeginsLink(line, index))
                escaped.Append('\\');
            escaped.Append(character);
        }

        return escaped.ToString();
    }

    private static bool IsBlank(ReadOnlySpan<char> text) => text.Trim(' ').IsEmpty;

    // What begins a list, a heading or a line at the start of a line, or ends the number of a list there.
    private static bool IsAtStart(string line, int index)
        => line[index] switch
        {
            '-' or '+' or '=' => IsBlank(line.AsSpan(0, index)),
            '.' or ')' => index > 0
                && line.AsSpan(0, index).TrimStart().IndexOfAnyExceptInRange('0', '9') < 0
                && char.IsAsciiDigit(line[index - 1]),
            _ => false,
        };

    // Some programs make links of addresses in texts; those that are meant are listed separately.
    private static bool BeginsLink(string line, int index)
        => line[index] switch
        {
            ':' => line.AsSpan(index).StartsWith("://", StringComparison.Ordinal)
                || line.AsSpan(0, index).EndsWith("mailto", StringComparison.OrdinalIgnoreCase)
                || line.AsSpan(0, index).EndsWith("xmpp", StringComparison.OrdinalIgnoreCase),
            '.' => line.AsSpan(0, index).EndsWith("www", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
}
