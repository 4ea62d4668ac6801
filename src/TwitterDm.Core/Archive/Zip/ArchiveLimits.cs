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

/// <summary>Counts what was decompressed of an archive, all of its entries together. Thread-safe.</summary>
/// <param name="limits">The limits.</param>
internal sealed class DecompressionBudget(ArchiveLimits limits)
{
    private long _total;

    /// <summary>Counts what an entry has produced.</summary>
    /// <exception cref="InvalidDataException">It is too much.</exception>
    public void Count(int bytes, long produced, long compressed)
    {
        if (Interlocked.Add(ref _total, bytes) > limits.MaxBytes)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"it contains more than {limits.MaxBytes >> 30} GB, as no archive of X does"));
        }

        if (produced > limits.AlwaysAllowed && produced / limits.MaxRatio > compressed)
        {
            throw new InvalidDataException(
                FormattableString.Invariant(
                    $"its content is more than {limits.MaxRatio} times larger than the file, as that of a zip bomb is"));
        }
    }
}
