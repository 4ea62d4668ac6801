using System.Globalization;
using System.Text;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>The picture of a person: initials on a color that depends on the id.</summary>
internal static class Avatar
{
    /// <summary>The number of colors in the style sheet.</summary>
    public const int Colors = 12;

    public static void Write(HtmlPage page, DmUser? user)
        => page.Write($"<span class=\"a a{ColorOf(user?.Id ?? string.Empty)}\" aria-hidden=\"true\">{InitialsOf(user)}</span>");

    // FNV-1a: the same in every process and on every machine, unlike string.GetHashCode.
    private static string ColorOf(string id)
    {
        var hash = 2166136261u;
        foreach (var character in id)
            hash = unchecked((hash ^ character) * 16777619u);
        return ((hash ^ (hash >> 16)) % Colors).ToString(CultureInfo.InvariantCulture);
    }

    private static string InitialsOf(DmUser? user)
    {
        var name = user?.Name ?? string.Empty;
        var words = name.Split([' ', '\u00A0', '-', '_', '.', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Select(Initial)
            .OfType<string>()
            .ToArray();
        if (words.Length == 0)
            words = user?.Username is { } username && Initial(username) is { } initial ? [initial] : [];
        return words.Length switch
        {
            0 => "?",
            1 => words[0],
            _ => words[0] + words[^1],
        };
    }

    // A letter or digit without its marks, or a single emoji.
    private static string? Initial(string word)
    {
        var element = StringInfo.GetNextTextElement(word);
        if (Emoji.IsSingle(element) && element.Length <= 8)
            return string.Equals(VisibleText.Of(element), element, StringComparison.Ordinal) ? element : null;
        return Rune.DecodeFromUtf16(word, out var rune, out _) == System.Buffers.OperationStatus.Done && Rune.IsLetterOrDigit(rune)
            ? Rune.ToUpperInvariant(rune).ToString()
            : null;
    }
}
