namespace TwitterDm.Transcripts.Html;

/// <summary>
/// Writes a transcript as a page that needs nothing else: no script, no request. Entries are written as they come, so that the length of a
/// conversation does not matter.
/// </summary>
internal sealed class HtmlTranscriptWriter : ITranscriptWriter
{
    /// <inheritdoc />
    public void Write(TranscriptPart part, Stream output)
    {
        using var page = new HtmlPage(output, part.Cover);
        var title = new PageTitle(page);
        PageHead.Write(page, title, part);
        page.Write($"<body>\n<a class=\"skip\" href=\"#messages\">Skip to the messages</a>\n");
        CoverView.Write(page, title, part);
        DayNavigation.Write(page, part.Days);
        page.Write($"<main id=\"messages\" tabindex=\"-1\">\n");
        PartNavigation.Write(page, part, "Parts");
        new EntryList(page).Write(part.Entries);
        page.Write($"</main>\n<footer class=\"end\">\n");
        PartNavigation.Write(page, part, "Parts, again");
        page.Write($"<p>Made by {part.Cover.MadeBy} on {EnglishText.DayAndTime(part.Cover.MadeAt)}.</p>\n</footer>\n</body>\n</html>\n");
    }
}
