using TwitterDm.Archive.Zip;
using TwitterDm.Notices;

namespace TwitterDm.Archive.Containers;

/// <summary>What all files of an archive share.</summary>
/// <param name="limits">The limits.</param>
/// <param name="notices">Receives the progress; null for none.</param>
/// <param name="reportMedia">Receives the name of a zip file whose attachments cannot be found, and why.</param>
internal sealed class ArchiveContext(ArchiveLimits limits, INoticeSink? notices, Action<string, Exception> reportMedia)
{
    public ArchiveLimits Limits => limits;

    public INoticeSink? Notices => notices;

    /// <summary>Counts what is decompressed.</summary>
    public DecompressionBudget Budget { get; } = new(limits);

    public void ReportMedia(string name, Exception exception) => reportMedia(name, exception);
}
