namespace TwitterDm;

/// <summary>What kind of event a Direct Message event is.</summary>
public enum DmEventType
{
    /// <summary>A kind that this version does not know; <see cref="DmEvent.EventTypeName"/> keeps the API's word for it.</summary>
    Unknown,

    /// <summary>A message was sent.</summary>
    MessageCreate,

    /// <summary>Somebody joined a group conversation.</summary>
    ParticipantsJoin,

    /// <summary>Somebody left a group conversation.</summary>
    ParticipantsLeave,
}
