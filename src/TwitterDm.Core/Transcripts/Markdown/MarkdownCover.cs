using System.Globalization;

namespace TwitterDm.Transcripts.Markdown;

/// <summary>Writes what a transcript covers.</summary>
/// <param name="writer">The file.</param>
internal sealed class MarkdownCover(TextWriter writer)
{
    public void Write(TranscriptPart part)
    {
        var cover = part.Cover;
        writer.WriteLine($"# {TranscriptTitle.Prefix(cover)}{Title(cover)}\n");
        Line("Conversation", cover.ConversationId);
        Line("Account", cover.Account?.ToString());
        Line(TranscriptTitle.Participants(cover), string.Join(", ", cover.Participants.Select(Describe)));
        Line("From", Time(cover.From));
        Line("To", Time(cover.To));
        Line("Events", cover.EventCount.ToString(CultureInfo.InvariantCulture));
        Line("Sources", string.Join(", ", cover.Sources.Select(EventWords.Source)));
        Line("Time zone", cover.TimeZone.Id);
        Line("Made", $"{Time(cover.MadeAt)}, by {cover.MadeBy}");
        if (part.Files.Count > 1)
            Line("Part", string.Create(CultureInfo.InvariantCulture, $"{part.Number} of {part.Files.Count}"));
        if (cover.Omissions.Count > 0)
        {
            writer.WriteLine("- Not included:");
            foreach (var omission in cover.Omissions)
                writer.WriteLine($"  - {MarkdownText.Line(omission)}");
        }

        writer.WriteLine();
    }

    // Several names are kept apart by characters that do not show.
    private static string Title(TranscriptCover cover)
    {
        var names = TranscriptTitle.Of(cover);
        return names is [var only]
            ? MarkdownText.Line(only)
            : string.Concat(
                names.Select((name, index) => $"{TranscriptTitle.Separator(index, names.Count)}\u2068{MarkdownText.Line(name)}\u2069"));
    }

    private static string Describe(DmUser user) => string.IsNullOrWhiteSpace(user.Name) ? user.ToString() : $"{user.Name} ({user})";

    private static string? Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private void Line(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            writer.WriteLine($"- {name}: {MarkdownText.Line(value)}");
    }
}
