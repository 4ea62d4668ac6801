using System.Buffers.Binary;

namespace TwitterDm.Archive.Zip;

/// <summary>The checksum of zip files (PKWARE's APPNOTE, section 4.4.7), eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    private static readonly uint[] Table = CreateTable();

    /// <summary>The checksum of the bytes so far and those that follow.</summary>
    /// <param name="crc">The checksum so far; 0 at the beginning.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        var table = Table.AsSpan();
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(int)((7 << 8) | (low & 0xFF))] ^ table[(int)((6 << 8) | ((low >> 8) & 0xFF))]
                ^ table[(int)((5 << 8) | ((low >> 16) & 0xFF))] ^ table[(int)((4 << 8) | (low >> 24))]
                ^ table[(int)((3 << 8) | (high & 0xFF))] ^ table[(int)((2 << 8) | ((high >> 8) & 0xFF))]
                ^ table[(int)((1 << 8) | ((high >> 16) & 0xFF))] ^ table[(int)(high >> 24)];
        }

        foreach (var next in bytes)
            crc = table[(int)((crc ^ next) & 0xFF)] ^ (crc >> 8);
        return ~crc;
    }

    // For each distance from the end of a block, what a byte adds to the checksum.
    private static uint[] CreateTable()
    {
        var table = new uint[Slices << 8];
        for (var value = 0u; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            table[value] = crc;
        }

        for (var at = 256; at < table.Length; at++)
            table[at] = (table[at - 256] >> 8) ^ table[(int)(table[at - 256] & 0xFF)];
        return table;
    }
}
