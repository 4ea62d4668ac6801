namespace TwitterDm;

/// <summary>Why a listing ended.</summary>
public enum DmStopReason
{
    /// <summary>The reader stopped: it was cancelled, was disposed of early, or failed.</summary>
    Stopped,

    /// <summary>The end of the list was reached.</summary>
    End,

    /// <summary>The requested number of events was returned.</summary>
    First,

    /// <summary>The first event before the start time was reached.</summary>
    Since,

    /// <summary>The known event, or an older one, was reached.</summary>
    SinceId,

    /// <summary>The newest event of the previous run, or an older one, was reached.</summary>
    Checkpoint,

    /// <summary>
    /// The period of the query has no events that X lists, before the last 30 days or in the future: nothing was requested.
    /// </summary>
    Window,

    /// <summary>A rate limit was reached, and the options do not allow the wait.</summary>
    RateLimit,

    /// <summary>The next request could have exceeded the spending limit.</summary>
    SpendingLimit,

    /// <summary>Another error ended it.</summary>
    Error,
}
