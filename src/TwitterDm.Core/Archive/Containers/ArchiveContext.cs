using TwitterDm.Archive.Zip;

namespace TwitterDm.Archive.Containers;

/// <summary>What all files of an archive share.</summary>
/// <param name="limits">The limits.</param>
/// <param name="reportMedia">Receives the name of a zip file whose attachments cannot be found, and why.</param>
internal sealed class ArchiveContext(ArchiveLimits limits, Action<string, Exception> reportMedia)
{
    public ArchiveLimits Limits => limits;

    /// <summary>Counts what is decompressed.</summary>
    public DecompressionBudget Budget { get; } = new(limits);

    public void ReportMedia(string name, Exception exception) => reportMedia(name, exception);
}
