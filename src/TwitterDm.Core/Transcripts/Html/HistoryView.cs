namespace TwitterDm.Transcripts.Html;

/// <summary>What a message said before, and what others claim that it says or that it was deleted.</summary>
internal static class HistoryView
{
    /// <summary>The earlier texts, folded.</summary>
    public static void WriteEdits(HtmlPage page, TranscriptEntry entry)
    {
        if (entry.Revisions.Count == 0)
            return;
        page.Write($"<details class=\"h\"><summary>edited</summary>\n<p class=\"note\">Earlier, it said:</p>\n<ol>\n");
        foreach (var revision in entry.Revisions)
            Write(page, revision);
        page.Write($"</ol>\n");
        if (entry.EditedAt is { } time)
        {
            page.Write(
                $"<p class=\"note\">The text above is from <time datetime=\"{EnglishText.Machine(time)}\">{EnglishText.DayAndTime(time)}</time>.</p>\n");
        }

        page.Write($"</details>");
    }

    /// <summary>Edits and deletions that nothing proves; the message stays as it is.</summary>
    public static void WriteUnproven(HtmlPage page, TranscriptEntry entry)
    {
        foreach (var deletion in entry.Deletions.Where(deletion => deletion.IsVerified is false))
        {
            if (page.People.Find(deletion.Author?.Id, deletion.Author) is { } author)
            {
                page.Write(
                    $"<p class=\"w\">Somebody deleted this message. Nothing proves that it was <bdi>{PersonText.NameOf(author)}</bdi>, so it is still shown.</p>\n");
            }
            else
                page.Write($"<p class=\"w\">Somebody deleted this message. Nothing proves who it was, so it is still shown.</p>\n");
        }

        if (entry.UnprovenEdits.Count == 0)
            return;
        page.Write(
            $"<details class=\"w\"><summary>{(entry.UnprovenEdits.Count == 1 ? "An edit is" : $"{EnglishText.Number(entry.UnprovenEdits.Count)} edits are")} not verified</summary>\n");
        page.Write($"<p class=\"note\">Nothing proves that the author wrote this, so the message is shown without it:</p>\n<ol>\n");
        foreach (var edit in entry.UnprovenEdits)
            Write(page, edit);
        page.Write($"</ol>\n</details>\n");
    }

    private static void Write(HtmlPage page, TranscriptRevision revision)
    {
        page.Write($"<li>");
        if (revision.Time is { } time)
            page.Write($"<time datetime=\"{EnglishText.Machine(time)}\">{EnglishText.DayAndTime(time)}</time>");
        if (revision.Text is { } text)
        {
            page.Write($"<p class=\"t\" dir=\"auto\">");
            page.WriteText(text);
            page.Write($"</p></li>\n");
        }
        else
        {
            page.Write($"<p class=\"gone\">A text that could not be read</p></li>\n");
        }
    }
}
