using TwitterDm.Transcripts.Collecting;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>A conversation, and the file that will contain its transcript.</summary>
public sealed class DmTranscriptFile
{
    internal DmTranscriptFile(ConversationSummary summary, string path) => (Summary, Path) = (summary, path);

    /// <summary>The full path of the file; of the first one, if the transcript has several parts.</summary>
    public string Path { get; }

    /// <summary>The conversation; null if its events do not say.</summary>
    public string? ConversationId => Summary.Id;

    /// <summary>The number of events that were given.</summary>
    public int EventCount => Summary.Count;

    /// <summary>The other user or the name of the group, with the conversation's id; safe to print.</summary>
    public string Description => TranscriptNames.Describe(Summary);

    internal ConversationSummary Summary { get; }
}
