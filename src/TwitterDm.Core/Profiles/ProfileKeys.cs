namespace TwitterDm.Profiles;

/// <summary>The key that encrypts one profile's file, in the platform's keyring.</summary>
/// <param name="ring">The keyring.</param>
/// <param name="profileName">The profile's name, as a label in the keyring.</param>
/// <param name="place">The profile's file, for errors.</param>
/// <param name="warnUnprotected">
/// Receives the reason when a profile has to be saved without encryption, and whether it has a chat key.
/// </param>
internal sealed class ProfileKeys(IKeyRing ring, string profileName, string place, Action<string, bool> warnUnprotected)
{
    // The key that was read last: a refresh that could read the profile does not need the keyring again to write it.
    private volatile ProfileKey? _last;

    /// <summary>Gets the key of an existing file.</summary>
    /// <exception cref="DmException">The keyring does not have it, or does not respond.</exception>
    public async Task<ProfileKey> GetAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_last is { } last && string.Equals(last.Id, keyId, StringComparison.Ordinal))
            return last;
        if (!Guid.TryParseExact(keyId, "N", out _))
            throw ProfileErrors.Broken(place, "it was modified");
        var bytes = await CallAsync(() => ring.ReadAsync(keyId, cancellationToken)).ConfigureAwait(false)
            ?? throw ProfileErrors.KeyUnavailable(place, $"{ring.Name} does not have it");
        return _last = new(keyId, bytes);
    }

    /// <summary>Creates the key of a new file; null if there is no keyring, and none is required.</summary>
    /// <param name="hasChatKey">Whether the profile has a chat key, for the warning.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="DmException">The keyring does not accept it.</exception>
    public async Task<ProfileKey?> CreateAsync(bool hasChatKey, CancellationToken cancellationToken)
    {
        var key = new ProfileKey(Guid.NewGuid().ToString("N"), ProfileCodec.NewKey());
        try
        {
            await ring.WriteAsync(key.Id, profileName, key.Bytes, cancellationToken).ConfigureAwait(false);
            return _last = key;
        }
        catch (KeyRingException exception) when (ring.IsOptional)
        {
            warnUnprotected(exception.Message, hasChatKey);
            return null;
        }
        catch (KeyRingException exception)
        {
            throw ProfileErrors.KeyUnavailable(place, exception.Message, exception);
        }
    }

    /// <summary>Warns that a chat key is added to a file that is not encrypted.</summary>
    public void WarnOfPlainChatKey() => warnUnprotected($"the sign-in '{profileName}' was saved without encryption before", true);

    /// <summary>Makes sure that <see cref="CreateAsync"/> would succeed.</summary>
    /// <exception cref="DmException">It would not.</exception>
    public Task CheckCreatableAsync(CancellationToken cancellationToken) => ring.IsOptional
        ? Task.CompletedTask
        : CallAsync(async () =>
        {
            await ring.VerifyAsync(cancellationToken).ConfigureAwait(false);
            return true;
        });

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (KeyRingException exception)
        {
            throw ProfileErrors.KeyUnavailable(place, exception.Message, exception);
        }
    }
}

/// <summary>A key of the keyring. Not a record, so that it is never printed.</summary>
/// <param name="id">Its name in the keyring.</param>
/// <param name="bytes">The key.</param>
internal sealed class ProfileKey(string id, byte[] bytes)
{
    public string Id { get; } = id;

    public byte[] Bytes { get; } = bytes;
}
