using System.Runtime.InteropServices;

namespace TwitterDm.Transcripts.Collecting;

/// <summary>What is in memory of each event.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct IndexedEvent
{
    /// <summary>Where its line is in the spool.</summary>
    public long Offset;

    /// <summary>Its time in UTC.</summary>
    public long Ticks;

    /// <summary>Its id, see <see cref="EventKey"/>.</summary>
    public long Key;

    /// <summary>The length of its line.</summary>
    public int Length;

    /// <summary>The number of its conversation.</summary>
    public int Conversation;

    /// <summary>Its number among the entries of its conversation.</summary>
    public int Ordinal;

    /// <summary>The number of the transcript from which it was imported; 0 for none.</summary>
    public ushort Import;

    public EventTraits Traits;

    /// <summary>In how many places contact data was removed from it.</summary>
    public ushort Contacts;

    /// <summary>In how many places something else was removed from it.</summary>
    public ushort Matches;
}

/// <summary>What has to be known of an event without reading it.</summary>
[Flags]
internal enum EventTraits : ushort
{
    None = 0,

    /// <summary>It is an edit, a deletion or a reaction, which is shown at the message that it is about.</summary>
    Follower = 1,

    /// <summary>It is a follower, and the message that it is about is missing, or is another kind of event.</summary>
    Orphan = 2,

    /// <summary>The same event is there twice, and the other one is complete.</summary>
    Removed = 4,

    HasMedia = 8,

    Unreadable = 16,

    Unverified = 32,

    HasTime = 64,

    Classic = 128,

    Chat = 256,

    Archive = 512,

    /// <summary>Its signature was verified now, and not when it was exported.</summary>
    Verified = 1024,

    /// <summary>It is a message, at which its followers are shown.</summary>
    Message = 2048,

    /// <summary>See <see cref="DmEvent.IsCopy"/>.</summary>
    Copy = 4096,
}

/// <summary>That an event is about a message.</summary>
/// <param name="Target">The id of the message, see <see cref="EventKey"/>.</param>
/// <param name="Event">The position of the event in the index.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct Follower(long Target, int Event);
