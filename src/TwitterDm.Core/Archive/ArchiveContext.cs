using TwitterDm.Archive.Zip;
using TwitterDm.Text;

namespace TwitterDm.Archive;

/// <summary>What all files of an archive share.</summary>
/// <param name="limits">The limits.</param>
/// <param name="problems">Receives what cannot be read.</param>
internal sealed class ArchiveContext(ArchiveLimits limits, ArchiveProblems problems)
{
    public ArchiveLimits Limits => limits;

    /// <summary>Counts what is decompressed.</summary>
    public DecompressionBudget Budget { get; } = new(limits);

    /// <summary>Reports a zip file whose attachments cannot be found.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="exception">Why.</param>
    public void ReportMedia(string name, Exception exception)
        => problems.Warn($"{VisibleText.Of(name, 100)} cannot be read: {ArchiveErrors.Why(exception)}. The attachments in it are not found.");
}
