namespace TwitterDm;

/// <summary>The kind of a Direct Message event.</summary>
public enum DmEventType
{
    /// <summary>A kind that this version does not know; <see cref="DmEvent.EventTypeName"/> keeps the API's word for it.</summary>
    Unknown,

    /// <summary>A message was sent.</summary>
    MessageCreate,

    /// <summary>A user joined a group conversation.</summary>
    ParticipantsJoin,

    /// <summary>A user left a group conversation.</summary>
    ParticipantsLeave,
}
