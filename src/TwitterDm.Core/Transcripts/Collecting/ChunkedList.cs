using System.Runtime.InteropServices;

namespace TwitterDm.Transcripts.Collecting;

/// <summary>A list of values that grows without copying them, so that a large one never needs twice its memory.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class ChunkedList<T>
    where T : struct
{
    private const int Shift = 14;
    private const int ChunkLength = 1 << Shift;

    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    /// <summary>The memory that one value takes.</summary>
    public static int ValueSize => Marshal.SizeOf<T>();

    /// <summary>The value at a position, which can be changed in place.</summary>
    public ref T this[int index] => ref _chunks[index >> Shift][index & (ChunkLength - 1)];

    public void Add(T value)
    {
        if (Count >> Shift == _chunks.Count)
            _chunks.Add(new T[ChunkLength]);
        this[Count++] = value;
    }

    public T[] ToArray()
    {
        var all = new T[Count];
        for (var chunk = 0; chunk << Shift < Count; chunk++)
            _chunks[chunk].AsSpan(0, Math.Min(ChunkLength, Count - (chunk << Shift))).CopyTo(all.AsSpan(chunk << Shift));
        return all;
    }
}
