namespace TwitterDm.Transcripts.Html;

/// <summary>A message in its bubble, with everything that belongs to it.</summary>
/// <param name="page">The page.</param>
internal sealed class MessageView(HtmlPage page)
{
    public void Write(TranscriptEntry entry)
    {
        var item = entry.Event;
        var sender = page.People.Find(item.SenderId, item.Sender);
        var at = entry.Time is { } time ? ", " + EnglishText.Time(time) : string.Empty;
        page.Write(
            $"<article class=\"m\" id=\"{Anchor.Of(item.Id)}\" aria-label=\"{PersonText.NameOf(sender)}{at}\">\n<div class=\"b\">\n");
        if (entry.Deletions.FirstOrDefault(deletion => deletion.IsVerified is not false) is { } deletion)
            WriteDeleted(entry, deletion);
        else
            WriteContent(entry);
        TrustView.Write(page, item, PersonText.NameOf(sender));
        HistoryView.WriteUnproven(page, entry);
        WriteFooter(entry);
        page.Write($"</div>\n");
        ReactionsView.Write(page, entry.Reactions);
        page.Write($"</article>\n");
    }

    private void WriteDeleted(TranscriptEntry entry, TranscriptChange deletion)
    {
        var author = page.People.Find(deletion.Author?.Id, deletion.Author);
        page.Write($"<p class=\"gone\">Deleted by <bdi>{PersonText.NameOf(author)}</bdi>");
        if (deletion.Time is { } time)
            page.Write($" on <time datetime=\"{EnglishText.Machine(time)}\">{EnglishText.DayAndTime(time)}</time>");
        page.Write($"</p>\n");
        if (entry.Event.Text is null && entry.Attachments.Count == 0)
            return;
        page.Write($"<details class=\"h\"><summary>Show what was deleted</summary>\n");
        WriteContent(entry);
        page.Write($"</details>\n");
    }

    private void WriteContent(TranscriptEntry entry)
    {
        QuoteView.Write(page, entry.Quote);
        foreach (var attachment in entry.Attachments)
            AttachmentView.Write(page, attachment);
        CardsView.WriteForwarded(page, entry.Event);
        TextView.Write(page, entry.Event);
        CardsView.Write(page, entry.Event);
        if (IsEmpty(entry))
            page.Write($"<p class=\"gone\">A message without text</p>\n");
    }

    private static bool IsEmpty(TranscriptEntry entry)
        => string.IsNullOrEmpty(entry.Event.Text)
        && entry.Event.IsReadable
        && entry.Attachments.Count == 0
        && entry.Event.Urls.Count == 0
        && !CardsView.HasCards(entry.Event);

    private void WriteFooter(TranscriptEntry entry)
    {
        page.Write($"<div class=\"i\">");
        if (entry.Time is { } time)
        {
            page.Write(
                $"<time datetime=\"{EnglishText.Machine(time)}\" title=\"{EnglishText.Exactly(time)}\">{EnglishText.Time(time)}</time>");
        }

        TrustView.WriteMark(page, entry.Event);
        if (entry.Event.EventTypeName is "welcomeMessageCreate")
            page.Write($"<span>automatic welcome</span>");
        HistoryView.WriteEdits(page, entry);
        page.Write($"</div>\n");
    }
}
