using Microsoft.Win32.SafeHandles;
using TwitterDm.Archive.Zip;
using TwitterDm.Text;

namespace TwitterDm.Archive.Containers;

/// <summary>
/// An archive in a zip file, as X sends it. Names in the zip file are only compared: nothing is written to a place that one of them names.
/// </summary>
internal sealed class ZipContainer : ArchiveContainer
{
    private readonly ZipReader _zip;
    private readonly Dictionary<string, ZipEntry> _files;
    private readonly DecompressionBudget _budget;

    private ZipContainer(ZipReader zip, Dictionary<string, ZipEntry> files, DecompressionBudget budget)
        => (_zip, _files, _budget) = (zip, files, budget);

    /// <summary>Opens a zip file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="file">The open file, which belongs to the container.</param>
    /// <param name="context">What all files of the archive share.</param>
    /// <param name="cancellationToken">Ends the reading of a long directory.</param>
    /// <returns>The container; null if there are no messages in it.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: there are several archives in it.</exception>
    /// <exception cref="InvalidDataException">It cannot be read; the message completes a sentence.</exception>
    public static ZipContainer? Open(string path, SafeFileHandle file, ArchiveContext context, CancellationToken cancellationToken)
    {
        var zip = new ZipReader(file, 0, RandomAccess.GetLength(file), context.Limits);
        var listing = new ZipListing();
        foreach (var entry in zip.ReadDirectory())
        {
            cancellationToken.ThrowIfCancellationRequested();
            listing.Add(entry);
        }

        var folders = listing.DataFolders;
        if (folders.Count > 1)
            throw ContainerErrors.SeveralArchives(path, folders, isZip: true);
        if (folders is not [var folder])
            return null;
        var files = listing.FilesIn(folder);
        return new(zip, files, context.Budget)
        {
            FullPath = path,
            DataFiles =
            [
                .. files
                    .Keys.Where(ArchiveNames.IsMessages)
                    .Order(StringComparer.Ordinal)
                    .Select(name => new DataFile(name, ArchiveNames.IsGroup(name))),
            ],
            RepeatedFiles = listing.RepeatedIn(folder),
            Media = new ZipMedia(path, zip, listing, folder, context),
        };
    }

    public override bool Contains(string name) => _files.ContainsKey(name);

    public override OpenDataFile Open(string name) => _files.TryGetValue(name, out var entry)
        ? new(_zip.Open(entry, _budget), entry.Size, null)
        : throw new FileNotFoundException("it does not exist");

    public override string Describe(string name) => $"'{VisibleText.Of(name, 100)}' in '{VisibleText.Of(FullPath, 200)}'";

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _zip.Dispose();
        base.Dispose(isDisposing);
    }
}
