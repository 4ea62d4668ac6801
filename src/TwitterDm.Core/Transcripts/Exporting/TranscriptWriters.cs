using TwitterDm.Transcripts.Html;
using TwitterDm.Transcripts.JsonLines;
using TwitterDm.Transcripts.Markdown;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>Chooses the writer of a format.</summary>
internal static class TranscriptWriters
{
    public static ITranscriptWriter Of(DmTranscriptFormat format) => format switch
    {
        DmTranscriptFormat.JsonLines => new JsonLinesTranscriptWriter(),
        DmTranscriptFormat.Markdown => new MarkdownTranscriptWriter(),
        DmTranscriptFormat.Html => new HtmlTranscriptWriter(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "This format has no writer."),
    };
}
