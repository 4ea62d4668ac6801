namespace TwitterDm.Transcripts.JsonLines;

/// <summary>Writes transcripts as JSON Lines: a line that says what the file covers, then each event as a line, oldest first.</summary>
internal sealed class JsonLinesTranscriptWriter : ITranscriptWriter
{
    /// <summary>The member of the first line that makes it one, with the version of the format.</summary>
    public const string VersionMark = "TwitterDmTranscript";

    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    /// <inheritdoc/>
    public void Write(TranscriptPart part, Stream output)
    {
        using var writer = new EventJsonWriter();
        output.Write(writer.WriteLine(() => WriteHeader(writer, part)).Span);
        foreach (var line in part.Lines)
            output.Write(line.Span);
    }

    private static void WriteHeader(EventJsonWriter writer, TranscriptPart part)
    {
        var cover = part.Cover;
        writer.Number(VersionMark, Version);
        writer.Text(nameof(cover.MadeBy), cover.MadeBy);
        writer.Time(nameof(cover.MadeAt), cover.MadeAt);
        writer.Text(nameof(cover.ConversationId), cover.ConversationId);
        writer.Text(nameof(cover.ConversationType), cover.ConversationType?.ToString());
        writer.Text(nameof(cover.ConversationName), cover.ConversationName);
        writer.User(nameof(cover.Account), cover.Account);
        writer.Users(nameof(cover.Participants), cover.Participants);
        writer.Time(nameof(cover.From), cover.From);
        writer.Time(nameof(cover.To), cover.To);
        writer.Number(nameof(cover.EventCount), cover.EventCount);
        writer.Texts(nameof(cover.Sources), cover.Sources);
        writer.Texts(nameof(cover.Omissions), cover.Omissions);
        if (part.Files.Count > 1)
        {
            writer.Number("Part", part.Number);
            writer.Texts("Files", part.Files);
        }
    }
}
