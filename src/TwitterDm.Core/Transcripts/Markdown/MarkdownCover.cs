using System.Globalization;

namespace TwitterDm.Transcripts.Markdown;

/// <summary>Writes what a transcript covers.</summary>
/// <param name="writer">The file.</param>
internal sealed class MarkdownCover(TextWriter writer)
{
    public void Write(TranscriptPart part)
    {
        var cover = part.Cover;
        writer.WriteLine($"# {Title(cover)}\n");
        Line("Conversation", cover.ConversationId);
        Line("Account", cover.Account?.ToString());
        Line("Participants", string.Join(", ", cover.Participants.Select(Describe)));
        Line("From", Time(cover.From));
        Line("To", Time(cover.To));
        Line("Events", cover.EventCount.ToString(CultureInfo.InvariantCulture));
        Line("Sources", string.Join(", ", cover.Sources));
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

    private static string Title(TranscriptCover cover)
    {
        if (cover.ConversationName is { Length: > 0 } name)
            return MarkdownText.Line(name);
        var others = cover.Participants.Where(user => !string.Equals(user.Id, cover.Account?.Id, StringComparison.Ordinal)).Take(4).ToArray();
        return others.Length == 0 ? "Conversation" : $"Conversation with {string.Join(", ", others.Take(3).Select(user => MarkdownText.Line(TranscriptPeople.NameOf(user))))}{(others.Length > 3 ? " and others" : string.Empty)}";
    }

    private static string Describe(DmUser user) => string.IsNullOrWhiteSpace(user.Name) ? user.ToString() : $"{user.Name} ({user})";

    private static string? Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private void Line(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            writer.WriteLine($"- {name}: {MarkdownText.Line(value)}");
    }
}
