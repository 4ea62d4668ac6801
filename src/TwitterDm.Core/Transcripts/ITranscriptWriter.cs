namespace TwitterDm.Transcripts;

/// <summary>Writes transcripts in one format.</summary>
internal interface ITranscriptWriter
{
    /// <summary>Writes a file of a transcript.</summary>
    /// <param name="part">What it shows. Its entries, or its lines, are enumerated once, while it is written.</param>
    /// <param name="output">The file; stays open.</param>
    /// <exception cref="IOException">The file, or one that it embeds, cannot be written or read.</exception>
    /// <exception cref="OperationCanceledException">Thrown by the enumeration.</exception>
    void Write(TranscriptPart part, Stream output);
}
