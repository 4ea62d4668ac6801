using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TwitterDm.Listing.Merging;

/// <summary>
/// Recognizes an event that was delivered before under another id: X assigns the id, and the sender does not sign it. Which of the two came first cannot be
/// proven. Bounded. It remembers half of a SHA-256 hash instead of three texts.
/// </summary>
internal sealed class ReplayDetector
{
    private const int Capacity = 100_000;

    private readonly Dictionary<UInt128, string> _ids = [];
    private readonly Queue<UInt128> _order = new();

    /// <summary>The id under which an event was returned before; null for one that is new.</summary>
    public string? Find(DmEvent item)
    {
        if (item.MessageId is not { } message)
            return null;
        var key = KeyOf(item.ConversationId, item.SenderId, message);
        if (_ids.TryGetValue(key, out var id))
            return string.Equals(id, item.Id, StringComparison.Ordinal) ? null : id;
        _ids[key] = item.Id;
        _order.Enqueue(key);
        if (_order.Count > Capacity)
            _ids.Remove(_order.Dequeue());
        return null;
    }

    // The lengths tell where a text ends, whatever is in it.
    private static UInt128 KeyOf(string? conversation, string? sender, string message)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{conversation?.Length ?? -1},{sender?.Length ?? -1},{conversation}{sender}{message}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
