namespace TwitterDm.Listing.Checkpoints;

/// <summary>
/// A conversation that a run with a checkpoint has left out, because X did not return its events. What is new in it must not be skipped, so
/// that later runs ask for it again; but a conversation that is gone must not cost a request in each run for ever.
/// </summary>
/// <param name="Since">When it was left out first.</param>
/// <param name="At">When it was asked for last.</param>
internal sealed record LeftOutConversation(DateTimeOffset Since, DateTimeOffset At)
{
    /// <summary>How long it is asked for again, and what is given up then.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(3);

    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(6);

    /// <summary>Whether it was asked for often and long enough.</summary>
    public bool IsGivenUp(DateTimeOffset now) => Since < At && now - Since >= MaxAge;

    /// <summary>
    /// Whether it is time to ask again: at first in the next run, and then after longer and longer pauses, or when X says that something is
    /// new.
    /// </summary>
    public bool IsDue(DateTimeOffset now, DateTimeOffset? updatedAt)
        => updatedAt > At || now < At || now - At >= (At - Since < MaxPause ? At - Since : MaxPause);

    /// <summary>The same after another try in vain.</summary>
    public LeftOutConversation Again(DateTimeOffset now) => this with { At = now > At ? now : At };
}
