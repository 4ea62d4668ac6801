namespace TwitterDm;

/// <summary>The result of looking up one user of several: the user, or the error about it.</summary>
public sealed class DmUserResult
{
    /// <summary>The user as it was given.</summary>
    public required DmUserReference Reference { get; init; }

    /// <summary>The user; null if there is none.</summary>
    public DmUser? User { get; init; }

    /// <summary>Why the user could not be found; null if it was.</summary>
    public DmException? Error { get; init; }
}
