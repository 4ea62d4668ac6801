using TwitterDm.Archive.Indexing;
using TwitterDm.Archive.Mapping;

namespace TwitterDm.Archive;

/// <summary>
/// Reads entries again, and keeps those with reactions that were needed last: each reaction is an event, and those of several messages can
/// come by turns. What is kept is bounded by the size of the entries.
/// </summary>
/// <param name="store">Where entries can be read again.</param>
internal sealed class EntryReader(RecordStore store)
{
    // An entry takes a few times this in memory.
    private const int MaxBytes = 8 << 20;

    private readonly Dictionary<ulong, LinkedListNode<Kept>> _byPlace = [];
    private readonly LinkedList<Kept> _byUse = [];
    private int _bytes;

    /// <summary>Reads an entry.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="bytes">How many bytes were read for it; 0 if it was kept.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public ArchiveEntry Read(ulong place, out int bytes)
    {
        bytes = 0;
        if (_byPlace.TryGetValue(place, out var node))
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Entry;
        }

        var json = store.Read(place);
        bytes = json.Length;
        var entry = ArchiveEntry.Read(json);
        if (entry.Content.Reactions is { Count: > 0 })
            Keep(new(place, entry, bytes));
        return entry;
    }

    private void Keep(Kept entry)
    {
        _byPlace[entry.Place] = _byUse.AddFirst(entry);
        _bytes += entry.Bytes;
        while (_bytes > MaxBytes && _byUse.Count > 1)
        {
            var oldest = _byUse.Last!.Value;
            _byUse.RemoveLast();
            _byPlace.Remove(oldest.Place);
            _bytes -= oldest.Bytes;
        }
    }

    private sealed record Kept(ulong Place, ArchiveEntry Entry, int Bytes);
}
