namespace TwitterDm;

/// <summary>What to do when a rate limit is reached.</summary>
public enum DmRateLimitAction
{
    /// <summary>Wait until the window ends, and then continue.</summary>
    Wait,

    /// <summary>Stop with an error that says when the window ends.</summary>
    Stop,
}
