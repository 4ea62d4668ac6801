namespace TwitterDm;

/// <summary>
/// Which case of an error kind it is, where the advice depends on how the library is used: a front end writes it in its own words. Cases
/// whose advice is the same everywhere carry it in <see cref="DmException.RecommendedAction"/> and have no reason.
/// </summary>
public enum DmErrorReason
{
    /// <summary>No particular case: the kind, and the recommended action if there is one, say enough.</summary>
    None,

    /// <summary>A rate limit is reached, and the wait for it is longer than the caller allows, or no wait is allowed.</summary>
    WaitNotAllowed,

    /// <summary>The connection was closed.</summary>
    ConnectionClosed,

    /// <summary>A message has neither a user nor a conversation to go to.</summary>
    NoRecipient,

    /// <summary>The start of a period is after its end.</summary>
    TimesReversed,

    /// <summary>The text is not a token from which a listing can resume.</summary>
    PageTokenInvalid,

    /// <summary>A property of the query, which is the error's target, would make a checkpoint skip events.</summary>
    CheckpointConflict,
}
