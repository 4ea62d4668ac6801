using TwitterDm.Archive.Zip;

namespace TwitterDm.Archive.Containers;

/// <summary>Attachments in the media folders of a zip file, or in zip files inside of it.</summary>
internal sealed class ZipMedia : IMediaFinder
{
    private readonly ZipReader _zip;
    private readonly (bool IsGroup, MediaIndex Index)[] _folders;
    private readonly (bool IsGroup, MediaZip Zip)[] _zips;
    private readonly MediaZip _own;

    /// <param name="path">The path of the zip file, to open it again when an attachment is read.</param>
    /// <param name="zip">The zip file, which is open while attachments are looked for.</param>
    /// <param name="listing">What it contains.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="context">What all files of the archive share.</param>
    public ZipMedia(string path, ZipReader zip, ZipListing listing, string dataFolder, ArchiveContext context)
    {
        (_zip, _own) = (zip, new MediaZip(path, null, context));
        _folders = [.. listing.MediaIn(dataFolder).Select(folder => (ArchiveNames.IsGroup(folder.Name), folder.Index))];
        _zips = [.. listing.ZipsIn(dataFolder).Select(entry => (ArchiveNames.IsGroup(entry.Name), new MediaZip(path, entry, context)))];
    }

    public MediaLocation Find(MediaRequest request, CancellationToken cancellationToken)
    {
        // First where it belongs.
        foreach (var (_, index) in _folders.OrderBy(folder => folder.IsGroup != request.IsGroup))
        {
            if (index.Find(_zip, request) is { } entry)
                return new(null, _own.Origin(entry));
        }

        foreach (var (_, nested) in _zips.OrderBy(nested => nested.IsGroup != request.IsGroup))
        {
            if (nested.Find(request, cancellationToken) is { } origin)
                return new(null, origin);
        }

        return Array.Exists(_zips, nested => nested.Zip.IsUnreadable) ? MediaLocation.Unreadable : MediaLocation.Missing;
    }
}
