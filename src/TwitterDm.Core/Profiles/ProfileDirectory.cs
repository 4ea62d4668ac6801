using TwitterDm.Notices;

namespace TwitterDm.Profiles;

/// <summary>The saved sign-ins of this user by name: in files, or in a secret vault.</summary>
public abstract class ProfileDirectory
{
    private protected ProfileDirectory()
    {
    }

    /// <summary>The sign-ins that are saved in files of this user, encrypted where the platform supports it.</summary>
    /// <param name="notices">Receives the warning about a host without a keyring, once per process; null to discard it.</param>
    /// <returns>The directory; nothing is created before the first save.</returns>
    /// <exception cref="DmException">
    /// The environment variable <c>TWITTERDM_PROFILE_PATH</c> is not a full path, or there is no home folder.
    /// </exception>
    public static ProfileDirectory InFiles(INoticeSink? notices = null) => new FileProfileDirectory(notices: notices);

    /// <summary>The sign-ins that are saved in a secret vault.</summary>
    /// <param name="vault">The vault.</param>
    /// <returns>The directory.</returns>
    public static ProfileDirectory InVault(ISecretVault vault)
    {
        ArgumentNullException.ThrowIfNull(vault);
        return new VaultProfileDirectory(vault, new ProfileFolder());
    }

    /// <summary>Lists the saved sign-ins by name; a broken one is in the list, with its problem.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The saved sign-ins, without secrets.</returns>
    /// <exception cref="DmException">The files or the vault cannot be read.</exception>
    public abstract Task<IReadOnlyList<DmProfile>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes a saved sign-in, even a broken one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="DmException">The name is not valid, or the sign-in cannot be removed.</exception>
    public abstract Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Makes sure that a sign-in can be saved under a name, so that the user does not sign in for nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task that completes when the check is done.</returns>
    /// <exception cref="DmException">The name is not valid, or nothing can be saved there.</exception>
    public async Task CheckWritableAsync(string name, CancellationToken cancellationToken = default)
    {
        using var locked = await Open(name).LockAsync(cancellationToken).ConfigureAwait(false);
        await locked.CheckWritableAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The store of one profile, whether anything is saved there or not.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the name is not valid.</exception>
    internal abstract IProfileStore Open(string name);
}
