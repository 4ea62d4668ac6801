using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>
/// HChaCha20 (draft-irtf-cfrg-xchacha, section 2.2): derives a key from a key and 16 bytes. BouncyCastle does not offer it.
/// </summary>
internal static class HChaCha20
{
    /// <summary>The length of the input.</summary>
    public const int InputLength = 16;

    private const int Rounds = 20;

    /// <summary>Derives a key.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="input">16 bytes.</param>
    /// <param name="output">32 bytes.</param>
    public static void Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> output)
    {
        // "expand 32-byte k", the key, the input.
        Span<uint> state = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for (var index = 0; index < 8; index++)
            state[4 + index] = BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * index)..]);
        for (var index = 0; index < 4; index++)
            state[12 + index] = BinaryPrimitives.ReadUInt32LittleEndian(input[(4 * index)..]);
        for (var round = 0; round < Rounds; round += 2)
            DoubleRound(state);
        for (var index = 0; index < 4; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(output[(4 * index)..], state[index]);
            BinaryPrimitives.WriteUInt32LittleEndian(output[(16 + (4 * index))..], state[12 + index]);
        }

        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(state));
    }

    private static void DoubleRound(Span<uint> state)
    {
        for (var column = 0; column < 4; column++)
            QuarterRound(state, column, 4 + column, 8 + column, 12 + column);
        for (var diagonal = 0; diagonal < 4; diagonal++)
            QuarterRound(state, diagonal, 4 + ((diagonal + 1) % 4), 8 + ((diagonal + 2) % 4), 12 + ((diagonal + 3) % 4));
    }

    private static void QuarterRound(Span<uint> state, int a, int b, int c, int d)
    {
        state[a] += state[b];
        state[d] = BitOperations.RotateLeft(state[d] ^ state[a], 16);
        state[c] += state[d];
        state[b] = BitOperations.RotateLeft(state[b] ^ state[c], 12);
        state[a] += state[b];
        state[d] = BitOperations.RotateLeft(state[d] ^ state[a], 8);
        state[c] += state[d];
        state[b] = BitOperations.RotateLeft(state[b] ^ state[c], 7);
    }
}
