namespace TwitterDm;

/// <summary>Why a listing ended.</summary>
public enum DmStopReason
{
    /// <summary>Whoever read it wanted no more: Select-Object -First, Ctrl+C, or an error further down the pipeline.</summary>
    Stopped,

    /// <summary>X has no more.</summary>
    End,

    /// <summary>As many as wanted were read.</summary>
    First,

    /// <summary>The first event before the wanted time came.</summary>
    Since,

    /// <summary>The known event, or an older one, came.</summary>
    SinceId,

    /// <summary>The newest event of the run before, or an older one, came.</summary>
    Checkpoint,

    /// <summary>A rate limit was reached, and the listing was not to wait, or not that long.</summary>
    RateLimit,

    /// <summary>The next request would have passed the spending limit.</summary>
    SpendingLimit,

    /// <summary>Another error ended it.</summary>
    Error,
}
