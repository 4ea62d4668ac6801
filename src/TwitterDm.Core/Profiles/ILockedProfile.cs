namespace TwitterDm.Profiles;

/// <summary>A saved sign-in that no other process or thread can change until this is disposed.</summary>
internal interface ILockedProfile : IDisposable
{
    /// <summary>The profile as it was read when the lock was acquired; null if nothing is saved.</summary>
    StoredProfile? Profile { get; }

    /// <summary>Makes sure that a write would succeed now, without changing what is stored.</summary>
    /// <exception cref="DmException">It would not: the store is read-only, full or gone.</exception>
    Task CheckWritableAsync(CancellationToken cancellationToken);

    /// <summary>Replaces what is stored in one step.</summary>
    /// <exception cref="DmException">It could not be written; what was stored before is still there.</exception>
    Task WriteAsync(StoredProfile profile, CancellationToken cancellationToken);
}
