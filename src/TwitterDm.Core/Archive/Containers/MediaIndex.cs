using System.Globalization;
using System.Runtime.InteropServices;
using TwitterDm.Archive.Zip;

namespace TwitterDm.Archive.Containers;

/// <summary>
/// Which entries of a zip file belong to which message, in 16 bytes each: their names are read again when they are needed.
/// </summary>
internal sealed class MediaIndex
{
    private readonly List<Place> _places = [];
    private bool _isSorted = true;

    public void Add(ZipEntry entry, string name)
    {
        if (FolderMedia.IdIn(name) is not { } id)
            return;
        _isSorted = false;
        _places.Add(new(id, entry.DirectoryOffset));
    }

    /// <summary>The entry of an attachment; null if there is none.</summary>
    public ZipEntry? Find(ZipReader zip, MediaRequest request)
    {
        if (!ulong.TryParse(request.MessageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        Sort();
        var entries = new List<ZipEntry>();
        for (var at = FirstOf(id); at < _places.Count && _places[at].MessageId == id && entries.Count < MediaRequest.MaxNames; at++)
            entries.Add(zip.ReadDirectory(_places[at].DirectoryOffset));
        entries.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return request.Choose(entries.ConvertAll(entry => NameOf(entry.Name))) is { } name
            ? entries.Find(entry => string.Equals(NameOf(entry.Name), name, StringComparison.Ordinal))
            : null;
    }

    /// <summary>The last part of an entry's path.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private void Sort()
    {
        if (!_isSorted)
            _places.Sort((left, right) => left.MessageId.CompareTo(right.MessageId));
        _isSorted = true;
    }

    private int FirstOf(ulong id)
    {
        var (low, high) = (0, _places.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_places[middle].MessageId < id)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(ulong MessageId, long DirectoryOffset);
}
