using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>What a transcript covers, and what it leaves out.</summary>
internal static class CoverView
{
    private const int MaxPeople = 12;
    private const int MaxName = 60;

    public static void Write(HtmlPage page, PageTitle title, TranscriptPart part)
    {
        var cover = page.Cover;
        page.Write($"<header class=\"cover\">\n<div class=\"title\">");
        if (title.Person is { } person)
            Avatar.Write(page, person);
        page.Write($"<div><h1>");
        title.WriteMarkup(page);
        page.Write($"</h1>\n<p>{SummaryOf(cover)}</p></div></div>\n<dl>\n");
        WritePeriod(page, part);
        if (cover.Account is { } account)
        {
            page.Write($"<div><dt>Account</dt><dd>");
            WritePerson(page, account);
            page.Write($"</dd></div>\n");
        }

        WritePeople(page);
        if (cover.ConversationId is { } id)
            page.Write($"<div><dt>Conversation</dt><dd><bdi>{VisibleText.Of(id, MaxName)}</bdi></dd></div>\n");
        page.Write($"<div><dt>Sources</dt><dd>{EnglishText.List([.. cover.Sources.Select(EventWords.Source)])}</dd></div>\n");
        page.Write(
            $"<div><dt>Made</dt><dd>{EnglishText.DayAndTime(cover.MadeAt)} by {cover.MadeBy}. Times are in {ZoneOf(cover)}.</dd></div>\n</dl>\n");
        if (cover.HasVerified)
            page.Write($"<p class=\"legend\">✓ The signature was verified: the message is from the sender that is named.</p>\n");
        WriteOmissions(page);
        page.Write($"</header>\n");
    }

    private static string SummaryOf(TranscriptCover cover)
    {
        var kind = cover.ConversationType switch
        {
            DmConversationType.Group => "Group conversation",
            DmConversationType.OneToOne => "Conversation",
            _ => "Conversation",
        };
        return $"{kind} · {EnglishText.Count(cover.EventCount, "event")}";
    }

    private static void WritePeriod(HtmlPage page, TranscriptPart part)
    {
        page.Write($"<div><dt>Period</dt><dd>");
        if (page.Cover.From is { } from && page.Cover.To is { } to)
        {
            page.Write(
                $"<time datetime=\"{EnglishText.Machine(from)}\">{EnglishText.DayAndTime(from)}</time> to <time datetime=\"{EnglishText.Machine(to)}\">{EnglishText.DayAndTime(to)}</time>");
        }
        else
            page.Write($"Unknown");
        if (part.Files.Count > 1)
            page.Write($", in {part.Files.Count} parts; this is part {part.Number}");
        page.Write($"</dd></div>\n");
    }

    private static void WritePeople(HtmlPage page)
    {
        var people = page.Cover.Participants;
        if (people.Count == 0)
            return;
        page.Write($"<div><dt>{TranscriptTitle.Participants(page.Cover)}</dt><dd><ul class=\"people\">");
        foreach (var user in people.Take(MaxPeople))
            WriteItem(page, user);
        page.Write($"</ul>");
        if (people.Count > MaxPeople)
        {
            page.Write($"<details><summary>and {people.Count - MaxPeople} more</summary><ul class=\"people\">");
            foreach (var user in people.Skip(MaxPeople))
                WriteItem(page, user);
            page.Write($"</ul></details>");
        }

        page.Write($"</dd></div>\n");
    }

    private static void WriteItem(HtmlPage page, DmUser user)
    {
        page.Write($"<li>");
        WritePerson(page, user);
        page.Write($"</li>");
    }

    private static void WritePerson(HtmlPage page, DmUser user)
    {
        var known = page.People.Find(user.Id, user);
        page.Write($"<bdi>{PersonText.NameOf(known)}</bdi>");
        PersonText.WriteHandle(page, known);
    }

    private static void WriteOmissions(HtmlPage page)
    {
        if (page.Cover.Omissions.Count == 0)
            return;
        page.Write($"<section class=\"omits\" aria-labelledby=\"omits\">\n<h2 id=\"omits\">Not in this transcript</h2>\n<ul>\n");
        foreach (var omission in page.Cover.Omissions)
        {
            page.Write($"<li>");
            page.WriteText(omission);
            page.Write($"</li>\n");
        }

        page.Write($"</ul>\n</section>\n");
    }

    private static string ZoneOf(TranscriptCover cover)
        => cover.TimeZone.BaseUtcOffset == TimeSpan.Zero && !cover.TimeZone.SupportsDaylightSavingTime
            ? "UTC"
            : $"the time zone {cover.TimeZone.Id}";
}
