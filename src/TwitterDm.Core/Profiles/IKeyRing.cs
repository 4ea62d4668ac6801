namespace TwitterDm.Profiles;

/// <summary>
/// Where the platform guards keys. Each encrypted profile has one key there, written once, when the profile is first saved: a refresh only
/// reads it, so that new tokens never depend on a keyring that refuses to be written, and replacing them stays one rename of one file.
/// </summary>
internal interface IKeyRing
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Whether a host may have none. Then profiles are kept without, with a warning.</summary>
    bool IsOptional { get; }

    /// <summary>A key; null where the ring answers and has none of that name.</summary>
    /// <exception cref="KeyRingException">It does not answer.</exception>
    Task<byte[]?> ReadAsync(string keyId, CancellationToken cancellationToken);

    /// <summary>Puts a key in, and makes sure that it is there.</summary>
    /// <exception cref="KeyRingException">It is not.</exception>
    Task WriteAsync(string keyId, string profileName, byte[] key, CancellationToken cancellationToken);

    /// <summary>Makes sure that a key could be put in, without leaving one.</summary>
    /// <exception cref="KeyRingException">It could not.</exception>
    Task VerifyAsync(CancellationToken cancellationToken);

    /// <summary>Takes a key away, as far as the ring lets it.</summary>
    Task RemoveAsync(string keyId, CancellationToken cancellationToken);
}

/// <summary>The platform's keyring does not do what it is there for.</summary>
/// <param name="message">Why, in words for people.</param>
/// <param name="innerException">What it threw.</param>
internal sealed class KeyRingException(string message, Exception? innerException = null) : Exception(message, innerException);
