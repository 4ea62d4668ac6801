namespace TwitterDm.Archive.Zip;

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
