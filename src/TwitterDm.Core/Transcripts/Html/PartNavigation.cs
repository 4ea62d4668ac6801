namespace TwitterDm.Transcripts.Html;

/// <summary>Links to the other parts of a transcript that consists of several files.</summary>
internal static class PartNavigation
{
    public static void Write(HtmlPage page, TranscriptPart part, string label)
    {
        var count = part.Files.Count;
        if (count < 2)
            return;
        page.Write($"<nav class=\"parts\" aria-label=\"{label}\">");
        WriteLink(page, part, part.Number - 1, "prev", "← Previous part");
        page.Write($"<span>Part {part.Number} of {count}</span>");
        WriteLink(page, part, part.Number + 1, "next", "Next part →");
        page.Write($"</nav>\n");
    }

    private static void WriteLink(HtmlPage page, TranscriptPart part, int number, string relation, string words)
    {
        if (number >= 1 && number <= part.Files.Count)
            page.Write($"<a rel=\"{relation}\" href=\"{Anchor.ToFile(part.Files[number - 1])}\">{words}</a>");
        else
            page.Write($"<span class=\"none\"></span>");
    }
}
