namespace TwitterDm.Transcripts;

/// <summary>
/// An event of a transcript, with everything that later events say about it. An edit, a deletion or a reaction is an entry of its own if
/// the transcript does not contain the message that it is about.
/// </summary>
internal sealed record TranscriptEntry
{
    /// <summary>
    /// The event, whose texts are already redacted where that was asked for. Its <see cref="DmEvent.Text"/> is the newest one.
    /// </summary>
    public required DmEvent Event { get; init; }

    /// <summary>Its time in the transcript's time zone; null if it is unknown.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The message that this one replies to; null if it is not a reply.</summary>
    public TranscriptQuote? Quote { get; init; }

    /// <summary>Earlier texts, oldest first; empty if the message was not edited.</summary>
    public IReadOnlyList<TranscriptRevision> Revisions { get; init; } = [];

    /// <summary>
    /// When the current text was written, in the transcript's time zone; null if the message was not edited, or if it is unknown.
    /// </summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Deletions of the message by members; its text is still here if the events contain it.</summary>
    public IReadOnlyList<TranscriptChange> Deletions { get; init; } = [];

    /// <summary>Edits of which nothing proves that the author made them; they do not change the text.</summary>
    public IReadOnlyList<TranscriptRevision> UnprovenEdits { get; init; } = [];

    /// <summary>The reactions that were not withdrawn, oldest first.</summary>
    public IReadOnlyList<TranscriptReaction> Reactions { get; init; } = [];

    /// <summary>The attachments, in the order of <see cref="DmEvent.Media"/>.</summary>
    public IReadOnlyList<TranscriptAttachment> Attachments { get; init; } = [];
}

/// <summary>What a reply quotes.</summary>
/// <param name="Author">Who wrote it; null if unknown.</param>
/// <param name="Text">The text; null if it is unknown.</param>
/// <param name="TargetId">The id of the quoted event.</param>
/// <param name="File">The name of the file that contains it, if it is in another part; null if it is in this part, or in none.</param>
/// <param name="IsIncluded">Whether the transcript contains it.</param>
/// <param name="IsVerified">As in <see cref="DmQuote.IsVerified"/>.</param>
/// <param name="Contradicts">Whether the quoted event is in the transcript, and its author or text is another.</param>
internal sealed record TranscriptQuote(
    DmUser? Author,
    string? Text,
    string TargetId,
    string? File,
    bool IsIncluded,
    bool? IsVerified,
    bool Contradicts = false)
{
    /// <summary>Whether the reply says what was written; otherwise the text is that of the original.</summary>
    public bool IsClaimed { get; init; } = true;
}

/// <summary>What somebody did to a message.</summary>
/// <param name="Author">Who; null if unknown.</param>
/// <param name="Time">When, in the transcript's time zone; null if unknown.</param>
/// <param name="IsVerified">As in <see cref="DmEvent.IsVerified"/>.</param>
internal sealed record TranscriptChange(DmUser? Author, DateTimeOffset? Time, bool? IsVerified);

/// <summary>A text that a message had.</summary>
/// <param name="Text">The text; null if it could not be read.</param>
/// <param name="Time">When it was written, in the transcript's time zone; null if unknown.</param>
/// <param name="IsVerified">As in <see cref="DmEvent.IsVerified"/>.</param>
internal sealed record TranscriptRevision(string? Text, DateTimeOffset? Time, bool? IsVerified);

/// <summary>A reaction.</summary>
/// <param name="Author">Who; null if unknown.</param>
/// <param name="Reaction">The emoji, or the archive's word, such as <c>like</c> (untrusted input).</param>
/// <param name="Time">When, in the transcript's time zone; null if unknown.</param>
/// <param name="IsVerified">As in <see cref="DmEvent.IsVerified"/>.</param>
internal sealed record TranscriptReaction(DmUser? Author, string Reaction, DateTimeOffset? Time, bool? IsVerified);

/// <summary>An attachment, and where its file is.</summary>
/// <param name="Media">The attachment.</param>
/// <param name="Path">The full path of a file on this machine that has its content; null if there is none.</param>
/// <param name="Link">
/// The relative address of that file, escaped, such as <c>../media/a%20b.png</c>; null to embed the file, or if there is none.
/// </param>
/// <param name="ContentType">
/// The type of the file's content, by its first bytes; null if it is unknown, and must not be shown as a picture.
/// </param>
internal sealed record TranscriptAttachment(DmMedia Media, string? Path, string? Link, string? ContentType)
{
    /// <summary>Whether the page contains the file itself.</summary>
    public bool IsEmbedded => Path is not null && Link is null;
}
