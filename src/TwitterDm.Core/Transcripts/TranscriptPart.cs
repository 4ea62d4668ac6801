namespace TwitterDm.Transcripts;

/// <summary>What one file of a transcript shows: a conversation, or a part of it.</summary>
internal sealed record TranscriptPart
{
    public required TranscriptCover Cover { get; init; }

    /// <summary>The number of this part, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>The names of the files of all parts, in order; relative to this file.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Whether entries link to files of attachments: a page permits itself to load files only then.</summary>
    public bool LinksMedia { get; init; }

    /// <summary>The days of this part, oldest first.</summary>
    public required IReadOnlyList<TranscriptDay> Days { get; init; }

    /// <summary>What the part contains, oldest first. Can be enumerated once, and is read while it is enumerated.</summary>
    public required IEnumerable<TranscriptEntry> Entries { get; init; }

    /// <summary>
    /// For formats that lose nothing: each event as a line of JSON, oldest first. Can be enumerated once; a line is valid until the next
    /// one.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<byte>> Lines { get; init; } = [];
}

/// <summary>A day on which something happened, in the time zone of the transcript.</summary>
/// <param name="Date">The day.</param>
/// <param name="Count">The number of entries.</param>
internal sealed record TranscriptDay(DateOnly Date, long Count);

/// <summary>What a transcript covers, and what it leaves out.</summary>
internal sealed record TranscriptCover
{
    /// <summary>The conversation's id; null if the events do not say.</summary>
    public string? ConversationId { get; init; }

    public DmConversationType? ConversationType { get; init; }

    /// <summary>The newest known name of the group (untrusted input).</summary>
    public string? ConversationName { get; init; }

    /// <summary>The account from whose point of view it is; null if no event says.</summary>
    public DmUser? Account { get; init; }

    /// <summary>All who took part, as well as they are known.</summary>
    public required IReadOnlyList<DmUser> Participants { get; init; }

    /// <summary>The time of the oldest event, in the transcript's time zone; null without events.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The time of the newest event, in the transcript's time zone.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The number of events, including edits, deletions and reactions, which are shown at their messages.</summary>
    public required long EventCount { get; init; }

    /// <summary>Where the events come from, names of <see cref="DmSource"/>.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>When the transcript was made, in its time zone.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The program that made it, such as <c>TwitterDm 0.1.0</c>.</summary>
    public required string MadeBy { get; init; }

    /// <summary>Whether the signature of any event was verified.</summary>
    public bool HasVerified { get; init; }

    /// <summary>What is missing, each as one sentence for the reader.</summary>
    public required IReadOnlyList<string> Omissions { get; init; }
}
