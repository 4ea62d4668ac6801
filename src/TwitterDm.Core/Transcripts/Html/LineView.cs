using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>An event that is not a message, as a line between messages: a join, a leave, a new name.</summary>
/// <param name="page">The page.</param>
internal sealed class LineView(HtmlPage page)
{
    private const int MaxPart = 120;

    private readonly EventDescription _description = new(page.People);

    public void Write(TranscriptEntry entry)
    {
        var item = entry.Event;
        page.Write($"<div class=\"l\" id=\"{Anchor.Of(item.Id)}\">\n<p>");
        foreach (var part in _description.Of(item))
        {
            if (part.IsUntrusted)
                page.Write($"<bdi>{VisibleText.Of(part.Text, MaxPart)}</bdi>");
            else
                page.Write($"{part.Text}");
        }

        if (entry.Time is { } time)
        {
            page.Write(
                $" <time datetime=\"{EnglishText.Machine(time)}\" title=\"{EnglishText.Exactly(time)}\">{EnglishText.Time(time)}</time>");
        }

        TrustView.WriteMark(page, item);
        page.Write($"</p>\n");
        TextView.Write(page, item);
        foreach (var attachment in entry.Attachments)
            AttachmentView.Write(page, attachment);
        if (item.IsVerified is false)
            TrustView.Write(page, item, PersonText.NameOf(page.People.Find(item.SenderId, item.Sender)));
        page.Write($"</div>\n");
    }
}
