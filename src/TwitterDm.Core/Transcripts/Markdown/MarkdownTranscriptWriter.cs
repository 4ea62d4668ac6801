using System.Globalization;
using System.Text;

namespace TwitterDm.Transcripts.Markdown;

/// <summary>Writes transcripts as Markdown that reads well as text, too.</summary>
internal sealed class MarkdownTranscriptWriter : ITranscriptWriter
{
    /// <inheritdoc/>
    public void Write(TranscriptPart part, Stream output)
    {
        using var writer = new StreamWriter(
            output,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            bufferSize: 64 * 1024,
            leaveOpen: true)
        {
            NewLine = "\n",
        };
        new MarkdownCover(writer).Write(part);
        var entries = new MarkdownEntries(writer, part);
        var day = (DateOnly?)null;
        foreach (var entry in part.Entries)
        {
            if (entry.Time is { } time && DateOnly.FromDateTime(time.DateTime) is var date && date != day)
            {
                day = date;
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## {date:dddd, d MMMM yyyy}\n"));
            }

            entries.Write(entry);
        }

        WriteNavigation(writer, part);
    }

    private static void WriteNavigation(StreamWriter writer, TranscriptPart part)
    {
        var previous = part.Number > 1 ? $"[Previous part]({Link(part.Files[part.Number - 2])})" : null;
        var next = part.Number < part.Files.Count ? $"[Next part]({Link(part.Files[part.Number])})" : null;
        if (previous is not null || next is not null)
            writer.WriteLine($"---\n\n{string.Join(" · ", new[] { previous, next }.OfType<string>())}");
    }

    private static string Link(string file) => $"<{Uri.EscapeDataString(file)}>";
}
