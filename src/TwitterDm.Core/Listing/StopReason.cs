namespace TwitterDm.Listing;

/// <summary>Why a listing ended.</summary>
internal enum StopReason
{
    /// <summary>Whoever read it wanted no more.</summary>
    Stopped,

    /// <summary>The API has no more.</summary>
    End,

    /// <summary>As many as wanted were read.</summary>
    First,

    /// <summary>The first event before the wanted time came.</summary>
    Since,

    /// <summary>The known event, or an older one, came.</summary>
    SinceId,

    /// <summary>An error ended it.</summary>
    Error,
}
