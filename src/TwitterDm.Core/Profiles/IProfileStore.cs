namespace TwitterDm.Profiles;

/// <summary>Keeps one saved sign-in.</summary>
internal interface IProfileStore
{
    /// <summary>The location, for display: a path, or a secret of a vault.</summary>
    string Place { get; }

    /// <summary>
    /// The file in which processes that use this profile share what they know about the rate limits; null if there is none.
    /// </summary>
    string? LimitsPath => null;

    /// <summary>Reads the profile without the lock: a write replaces it in one step, so it is always whole.</summary>
    /// <returns>The profile; null if nothing is saved.</returns>
    /// <exception cref="DmException">The store is broken or unavailable; it is left as it is.</exception>
    Task<StoredProfile?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the lock that threads and processes share, and reads the profile under it.</summary>
    /// <returns>The locked profile; disposing it releases the lock.</returns>
    /// <exception cref="DmException">The lock was not free in time, or the store is broken or unavailable; it is left as it is.</exception>
    Task<ILockedProfile> LockAsync(CancellationToken cancellationToken);
}
