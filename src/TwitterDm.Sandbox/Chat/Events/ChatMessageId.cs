using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>The ids that the sandbox's people choose for their events: UUIDs that depend on the seed.</summary>
internal static class ChatMessageId
{
    public static string Of(int seed, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, SplitMix64.Hash(seed, stream: 2, number));
        BitConverter.TryWriteBytes(bytes[8..], SplitMix64.Hash(seed, stream: 3, number));
        // A random UUID has the version 4.
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString();
    }
}
