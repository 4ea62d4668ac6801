namespace TwitterDm;

/// <summary>The direction of an event, from the point of view of the signed-in account.</summary>
public enum DmDirection
{
    /// <summary>From another user.</summary>
    Incoming,

    /// <summary>From the signed-in account.</summary>
    Outgoing,
}
