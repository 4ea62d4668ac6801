namespace TwitterDm.Transcripts.Exporting;

/// <summary>How events become files.</summary>
public sealed record DmTranscriptOptions
{
    /// <summary>The full path: of a file if it has an extension, otherwise of a folder, which is created.</summary>
    public required string Path { get; init; }

    /// <summary>The format; null to choose it by the file's extension, and HTML for a folder.</summary>
    public DmTranscriptFormat? Format { get; init; }

    /// <summary>Only events at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only events at this time or earlier.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The id of the time zone of all times for people, of IANA or of Windows; null for this machine's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The maximum number of messages in a file; in JSON Lines, of events. Null for no limit.</summary>
    public int? PartitionSize { get; init; }

    /// <summary>Whether an HTML page contains the files of attachments; otherwise, they are linked.</summary>
    public bool EmbedMedia { get; init; }

    /// <summary>The full path of a folder in which attachments were saved; null for none.</summary>
    public string? MediaPath { get; init; }

    /// <summary>Whether to remove e-mail addresses, phone numbers and card numbers.</summary>
    public bool Redact { get; init; }

    /// <summary>Regular expressions of what else to remove.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>Whether to replace existing files.</summary>
    public bool Force { get; init; }

    /// <summary>Whether nothing will be written, so that no folder is created.</summary>
    public bool IsPreview { get; init; }

    /// <summary>The clock, for the time at which a transcript was made.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
