using System.Globalization;

namespace TwitterDm.Transcripts.Markdown;

/// <summary>Writes the entries of a transcript: who and when in bold, below it the text, and what belongs to it.</summary>
/// <param name="writer">The file.</param>
/// <param name="part">What the file shows.</param>
internal sealed class MarkdownEntries(TextWriter writer, TranscriptPart part)
{
    private const int MaxLinks = 100;

    private readonly TranscriptPeople _people = new(part.Cover);
    private readonly EventDescription _description = new(new TranscriptPeople(part.Cover));

    /// <summary>Writes an entry.</summary>
    public void Write(TranscriptEntry entry)
    {
        if (entry.Event.Is(DmEventType.MessageCreate))
            WriteMessage(entry);
        else
            WriteChange(entry);
    }

    private void WriteChange(TranscriptEntry entry)
    {
        var sentence = string.Concat(
            _description.Of(entry.Event).Select(piece => piece.IsUntrusted ? MarkdownText.Line(piece.Text) : piece.Text));
        writer.WriteLine($"*{Time(entry.Time)}* — {sentence}{Marks(entry.Event)}\n");
        if (entry.Event.Is(DmEventType.MessageEdit) && entry.Event.Text is { Length: > 0 } text)
            writer.WriteLine($"{MarkdownText.Paragraph(text)}\n");
        if (entry.Event.Is(DmEventType.Unknown) && entry.Event.Text is { Length: > 0 } unknown)
            writer.WriteLine($"{MarkdownText.Paragraph(unknown)}\n");
    }

    private void WriteMessage(TranscriptEntry entry)
    {
        var item = entry.Event;
        writer.WriteLine(
            $"**{Name(item.SenderId, item.Sender)}** *{Time(entry.Time)}*{Marks(item)}{(entry.EditedAt is null && entry.Revisions.Count == 0 ? string.Empty : " (edited)")}\n");
        WriteQuote(entry.Quote);
        foreach (var deletion in entry.Deletions)
            writer.WriteLine($"*Deleted{By(deletion.Author)}{At(deletion.Time)}{Unproven(deletion.IsVerified)}.*\n");
        if (item.Text is { Length: > 0 } text)
            writer.WriteLine($"{MarkdownText.Paragraph(text)}\n");
        else if (IsEmpty(entry))
            writer.WriteLine("*A message without text*\n");
        foreach (var url in item.Urls.Take(MaxLinks))
            writer.WriteLine($"- Link: {MarkdownText.Link(url)}");
        if (item.Urls.Count > MaxLinks)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- and {item.Urls.Count - MaxLinks} more addresses"));
        foreach (var attachment in entry.Attachments)
            writer.WriteLine($"- Attachment: {Describe(attachment)}");
        foreach (var post in item.ReferencedPostIds)
            writer.WriteLine($"- Post: {MarkdownText.Line(post)}");
        WriteHistory(entry);
        if (entry.Reactions.Count > 0)
            writer.WriteLine($"- Reactions: {string.Join(", ", entry.Reactions.Select(Describe))}");
        if (item.Urls.Count
                + entry.Attachments.Count
                + item.ReferencedPostIds.Count
                + entry.Revisions.Count
                + entry.UnprovenEdits.Count
                + entry.Reactions.Count
            > 0)
        {
            writer.WriteLine();
        }
    }

    // What is deleted says so instead.
    private static bool IsEmpty(TranscriptEntry entry)
        => entry.Event.IsReadable
        && entry.Attachments.Count + entry.Event.Urls.Count + entry.Event.ReferencedPostIds.Count == 0
        && entry.Deletions.All(deletion => deletion.IsVerified is false);

    private void WriteQuote(TranscriptQuote? quote)
    {
        if (quote is null)
            return;
        var author = quote.Author is null ? "a message" : Name(quote.Author.Id, quote.Author);
        var text = quote.Text is { Length: > 0 } known ? MarkdownText.Paragraph(known, "> ") : "*(not included)*";
        var elsewhere = quote.File is null ? string.Empty : $" ([in another part](<{Uri.EscapeDataString(quote.File)}>))";
        writer.WriteLine(
            $"> **{author}**{quote.IsVerified switch { true => string.Empty, false => " (unverified quote)", _ => quote.IsClaimed ? " (unproven quote)" : string.Empty }}{elsewhere}: {text}\n");
    }

    private void WriteHistory(TranscriptEntry entry)
    {
        foreach (var revision in entry.Revisions)
            writer.WriteLine($"- Before the edit{At(revision.Time)}: {Text(revision)}");
        foreach (var edit in entry.UnprovenEdits)
            writer.WriteLine($"- An edit that is not proven{At(edit.Time)}: {Text(edit)}");
    }

    private static string Text(TranscriptRevision revision)
        => revision.Text is null ? "*(could not be read)*" : MarkdownText.Paragraph(revision.Text, "  ");

    private string Describe(TranscriptReaction reaction)
        => $"{MarkdownText.Line(reaction.Reaction)}{(reaction.Author is null ? string.Empty : " " + Name(reaction.Author.Id, reaction.Author))}{Unproven(reaction.IsVerified)}";

    private static string Describe(TranscriptAttachment attachment)
    {
        var media = attachment.Media;
        var kind = Html.AttachmentView.KindOf(media).ToLowerInvariant();
        var name = (media.FileName ?? media.AltText) is { Length: > 0 } text ? $"{kind}: {MarkdownText.Line(text)}" : kind;
        if (attachment.Link is { } link && ActiveFiles.Contains(link))
            return $"{name} (saved as {MarkdownText.Line(Uri.UnescapeDataString(link))}, and not linked, because opening it could run what the sender put into it)";
        return attachment.Link is null ? $"{name} (file not included)" : $"[{name}](<{attachment.Link}>)";
    }

    private string Name(string? id, DmUser? user)
    {
        var known = _people.Find(id, user);
        var name = MarkdownText.Line(TranscriptPeople.NameOf(known));
        return known is { Username: { Length: > 0 } username, Name.Length: > 0 } ? $"{name} (\\@{MarkdownText.Line(username)})" : name;
    }

    private string By(DmUser? author) => author is null ? string.Empty : $" by {Name(author.Id, author)}";

    private static string Marks(DmEvent item)
    {
        var state = item.ContentState switch
        {
            nameof(DmContentState.NoKey) => " (encrypted, and the key is missing)",
            nameof(DmContentState.Undecryptable) => " (could not be decrypted)",
            nameof(DmContentState.Malformed) => " (could not be read)",
            _ => string.Empty,
        };
        var verified = item.IsVerified switch
        {
            false => " (unverified)",
            true when item.MayBeEdited => " (verified when exported)",
            _ => string.Empty,
        };
        return state + verified;
    }

    private static string Unproven(bool? isVerified) => isVerified == false ? " (unverified)" : string.Empty;

    private static string At(DateTimeOffset? time)
        => time is { } known ? string.Create(CultureInfo.InvariantCulture, $", {known:yyyy-MM-dd HH:mm:ss}") : string.Empty;

    private static string Time(DateTimeOffset? time) => time?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "unknown time";
}
