namespace TwitterDm.Archive.Zip;

/// <summary>What an archive may ask of this machine: anybody can make one.</summary>
internal sealed record ArchiveLimits
{
    public static ArchiveLimits Default { get; } = new();

    /// <summary>How many times larger than its compressed form content may be. Messages reach about 20.</summary>
    public int MaxRatio { get; init; } = 200;

    /// <summary>Content up to this size may have any ratio, since it cannot do harm: an empty list of spaces.</summary>
    public long AlwaysAllowed { get; init; } = 1 << 20;

    /// <summary>The size of all content that is decompressed.</summary>
    public long MaxBytes { get; init; } = 64L << 30;

    /// <summary>The number of entries of a zip file.</summary>
    public long MaxEntries { get; init; } = 1_000_000;

    /// <summary>The size of one entry of a conversation: a message with its reactions.</summary>
    public int MaxRecord { get; init; } = 8 << 20;

    /// <summary>The size of the small files that are read whole.</summary>
    public int MaxSmallFile { get; init; } = 16 << 20;
}
