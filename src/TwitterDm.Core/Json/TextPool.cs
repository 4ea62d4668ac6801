using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace TwitterDm.Json;

/// <summary>
/// Keeps short texts that repeat, such as ids and names, as one string. Bounded: a text takes the place of another one with the same hash.
/// Any thread may use it: at worst, a text exists twice.
/// </summary>
internal sealed class TextPool
{
    private const int Capacity = 1024;
    private const int MaxLength = 100;

    private readonly string?[] _texts = new string?[Capacity];

    /// <summary>The text of a JSON string.</summary>
    /// <param name="reader">The reader, at the string.</param>
    public string Get(ref Utf8JsonReader reader)
        => reader.ValueIsEscaped || reader.ValueSpan.Length > MaxLength ? reader.GetString()! : Get(reader.ValueSpan);

    private string Get(ReadOnlySpan<byte> text)
    {
        ref var place = ref _texts[HashOf(text) % Capacity];
        // One that is not ASCII never equals, and is created each time.
        if (place is { } known && Ascii.Equals(text, known))
            return known;
        return place = Encoding.UTF8.GetString(text);
    }

    // Cheaper than a good hash: there are several texts for each event, and what repeats differs at its ends.
    private static uint HashOf(ReadOnlySpan<byte> text)
    {
        if (text.Length < sizeof(ulong))
        {
            var hash = 0u;
            foreach (var each in text)
                hash = (hash * 31) + each;
            return hash;
        }

        var ends = (BinaryPrimitives.ReadUInt64LittleEndian(text) * 31) + BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]);
        return (uint)((ends * 0x9E3779B97F4A7C15) >> 32);
    }
}
