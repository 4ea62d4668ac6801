using System.Buffers.Binary;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Files;

/// <summary>Bytes that fill files: as good as random, and always the same for the same seed.</summary>
internal static class Noise
{
    public static byte[] Of(ulong seed, int length)
    {
        var bytes = new byte[length];
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        for (var at = 0; at < length; at += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(last, SplitMix64.Mix(seed + (ulong)at));
            last[..Math.Min(sizeof(ulong), length - at)].CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }
}
