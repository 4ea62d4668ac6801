using System.Runtime.InteropServices;
using TwitterDm.Archive.Mapping;

namespace TwitterDm.Archive.Indexing;

/// <summary>What is kept of an event until it is due: 32 bytes.</summary>
/// <param name="Ticks">When it happened, in UTC.</param>
/// <param name="Id">Its id; for one that has none, a hash of its content.</param>
/// <param name="Place">Where its entry can be read again.</param>
/// <param name="Conversation">The number of its conversation.</param>
/// <param name="Detail">Its kind, whether it has an id, and which reaction of its entry it is.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IndexEntry(long Ticks, ulong Id, ulong Place, int Conversation, uint Detail)
{
    private const int KindBits = 4;
    private const uint KindMask = (1 << KindBits) - 1;
    private const uint IdFlag = 1 << KindBits;
    private const int ReactionShift = KindBits + 1;

    /// <summary>How many reactions of one entry can be told apart.</summary>
    public const int MaxReactions = (1 << (32 - ReactionShift)) - 1;

    public EntryKind Kind => (EntryKind)(Detail & KindMask);

    public bool HasId => (Detail & IdFlag) != 0;

    /// <summary>Which reaction of its entry it is.</summary>
    public int Reaction => (int)(Detail >> ReactionShift);

    public static uint DetailOf(EntryKind kind, bool hasId, int reaction = 0)
        => (uint)kind | (hasId ? IdFlag : 0) | ((uint)reaction << ReactionShift);
}
