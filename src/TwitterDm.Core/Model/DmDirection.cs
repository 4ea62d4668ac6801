namespace TwitterDm;

/// <summary>Which way an event went, seen from the signed-in account.</summary>
public enum DmDirection
{
    /// <summary>From somebody else.</summary>
    Incoming,

    /// <summary>From the signed-in account.</summary>
    Outgoing,
}
