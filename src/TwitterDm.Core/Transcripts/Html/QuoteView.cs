namespace TwitterDm.Transcripts.Html;

/// <summary>What a reply quotes, as a link to it.</summary>
internal static class QuoteView
{
    private const int MaxLength = 300;

    public static void Write(HtmlPage page, TranscriptQuote? quote)
    {
        if (quote is null)
            return;
        page.Write($"<blockquote class=\"q\">");
        var isLink = quote.IsIncluded && !quote.Contradicts;
        if (isLink)
            page.Write($"<a href=\"{(quote.File is { } file ? Anchor.ToFile(file) : string.Empty)}#{Anchor.Of(quote.TargetId)}\">");
        var author = page.People.Find(quote.Author?.Id, quote.Author);
        page.Write($"<span class=\"by\"><span class=\"sr\">Reply to </span><bdi>{PersonText.NameOf(author)}</bdi></span>");
        if (quote.Text is { Length: > 0 } text)
        {
            page.Write($"<span class=\"t\" dir=\"auto\">");
            page.WriteText(Beginning(text));
            page.Write($"</span>");
        }
        else
        {
            page.Write($"<span class=\"gone\">A message whose text is not known</span>");
        }

        if (isLink)
            page.Write($"</a>");
        else if (quote.IsIncluded)
            page.Write($"<span class=\"gone\">The original in this transcript is not that message</span>");
        else
            page.Write($"<span class=\"gone\">The original is not in this transcript</span>");
        page.Write($"</blockquote>\n");
        if (quote.IsVerified is false)
            page.Write($"<p class=\"w\">Nothing proves that the quote is what was written.</p>\n");
        else if (quote is { IsVerified: null, IsClaimed: true })
            page.Write($"<p class=\"w\">The quote is unproven: the reply does not contain the original.</p>\n");
    }

    private static string Beginning(string text)
        => text.Length <= MaxLength
            ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength), "…");
}
