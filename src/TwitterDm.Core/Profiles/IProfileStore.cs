namespace TwitterDm.Profiles;

/// <summary>
/// Keeps the tokens of one profile. Who refreshes holds the lock, reads again, checks that the store can be written, spends the refresh
/// token, writes, and only then uses what it got.
/// </summary>
internal interface IProfileStore
{
    /// <summary>Where it is, for people: a path or a vault's name.</summary>
    string Place { get; }

    /// <summary>The file in which processes that use this profile share their picture of the rate limits; null where there is none.</summary>
    string? LimitsPath => null;

    /// <summary>Waits for the lock that threads and processes share.</summary>
    Task<IDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>What is stored; null where nothing is.</summary>
    /// <exception cref="DmException">The store is broken; it is kept as it is.</exception>
    Task<StoredProfile?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that a write would succeed now, without changing what is stored. For the holder of the lock.</summary>
    /// <exception cref="DmException">It would not: read-only, full, gone.</exception>
    Task CheckWritableAsync(CancellationToken cancellationToken);

    /// <summary>Replaces what is stored in one step. For the holder of the lock: what another one refreshed meanwhile would be lost.</summary>
    /// <exception cref="DmException">It could not be written; what was stored before is still there.</exception>
    Task WriteAsync(StoredProfile profile, CancellationToken cancellationToken);
}
