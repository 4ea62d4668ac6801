namespace TwitterDm;

/// <summary>The format of a transcript.</summary>
public enum DmTranscriptFormat
{
    /// <summary>A page for people, which needs no other file and no network.</summary>
    Html,

    /// <summary>Markdown, for people and for programs that process text.</summary>
    Markdown,

    /// <summary>One event in each line, as JSON: loses nothing, and can be imported again.</summary>
    JsonLines,
}
