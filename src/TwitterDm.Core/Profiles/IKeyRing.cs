namespace TwitterDm.Profiles;

/// <summary>
/// The platform's keyring. Each encrypted profile has one key there, written once, when the profile is first saved: a refresh only reads
/// it. Saving new tokens therefore needs no writable keyring, only one rename of one file.
/// </summary>
internal interface IKeyRing
{
    /// <summary>Its name, for display.</summary>
    string Name { get; }

    /// <summary>Whether a host may not have a keyring. Profiles are then saved without encryption, with a warning.</summary>
    bool IsOptional { get; }

    /// <summary>Reads a key; null if the keyring responds and has no key with that id.</summary>
    /// <exception cref="KeyRingException">The keyring does not respond.</exception>
    Task<byte[]?> ReadAsync(string keyId, CancellationToken cancellationToken);

    /// <summary>Stores a key, and makes sure that it can be read back.</summary>
    /// <exception cref="KeyRingException">It could not be stored.</exception>
    Task WriteAsync(string keyId, string profileName, byte[] key, CancellationToken cancellationToken);

    /// <summary>Makes sure that a key could be stored, without leaving one.</summary>
    /// <exception cref="KeyRingException">It could not.</exception>
    Task VerifyAsync(CancellationToken cancellationToken);

    /// <summary>Removes a key, where the keyring allows it.</summary>
    Task RemoveAsync(string keyId, CancellationToken cancellationToken);
}

/// <summary>The platform's keyring does not work.</summary>
/// <param name="message">The reason, for display.</param>
/// <param name="innerException">The exception that it threw.</param>
internal sealed class KeyRingException(string message, Exception? innerException = null) : Exception(message, innerException);
