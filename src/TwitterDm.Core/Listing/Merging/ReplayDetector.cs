using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TwitterDm.Accounts;

namespace TwitterDm.Listing.Merging;

/// <summary>
/// Recognizes an event that was delivered before under another id: X assigns the id, and the sender does not sign it. Which of the two came
/// first cannot be proven. Bounded. Instead of three texts, it remembers a hash of them. The hash has a random key, so that nobody can
/// prepare two messages with the same hash.
/// </summary>
internal sealed class ReplayDetector
{
    private const int Capacity = 100_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private readonly Dictionary<ulong, StoredId> _ids = [];
    private readonly Queue<ulong> _order = new();

    /// <summary>The id under which an event was returned before; null for one that is new.</summary>
    public string? Find(DmEvent item)
    {
        if (item.MessageId is not { } message)
            return null;
        var hash = HashOf(item.ConversationId, item.SenderId, message);
        if (_ids.TryGetValue(hash, out var id))
            return id == new StoredId(item.Id) ? null : id.ToString();
        _ids[hash] = new(item.Id);
        _order.Enqueue(hash);
        if (_order.Count > Capacity)
            _ids.Remove(_order.Dequeue());
        return null;
    }

    // The lengths tell where a text ends, whatever is in it.
    private ulong HashOf(string? conversation, string? sender, string message)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{conversation?.Length ?? -1},{sender?.Length ?? -1},{conversation}{sender}{message}");
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
