namespace TwitterDm.Archive.Indexing;

/// <summary>The events of an archive in the order in which they were found. It grows without being copied.</summary>
internal sealed class EventIndex
{
    private const int ChunkBits = 15;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly List<IndexEntry[]> _chunks = [];

    public int Count { get; private set; }

    public ref IndexEntry this[int number] => ref _chunks[number >> ChunkBits][number & (ChunkSize - 1)];

    public void Add(IndexEntry entry)
    {
        if (Count >> ChunkBits == _chunks.Count)
            _chunks.Add(new IndexEntry[ChunkSize]);
        this[Count++] = entry;
    }

    /// <summary>Forgets all from a number on.</summary>
    public void Truncate(int count) => Count = count;
}
