using System.Security.Cryptography;
using System.Text;
using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>
/// Keeps a profile in a vault, through two calls that somebody brings. A vault has no lock of its own, so this machine's is used: it is
/// safe between all processes of this user here, not between machines that share a vault.
/// </summary>
/// <param name="folder">Where the lock's file is.</param>
/// <param name="vault">The vault's name.</param>
/// <param name="name">The secret's name.</param>
/// <param name="read">Gives the secret; null where there is none.</param>
/// <param name="write">Replaces the secret.</param>
/// <param name="patience">How long to wait for the lock; null for <see cref="ProfileLock.DefaultPatience"/>.</param>
/// <param name="clock">Makes the waits.</param>
internal sealed class VaultProfileStore(
    ProfileFolder folder, string vault, string name, Func<string?> read, Action<string> write, TimeSpan? patience = null, TimeProvider? clock = null) : IProfileStore
{
    public string Place { get; } = $"the secret '{VisibleText.Of(name, 70)}' of the vault '{VisibleText.Of(vault, 70)}'";

    public Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        folder.Ensure();
        return ProfileLock.TakeAsync(folder.File(LockName()), patience ?? ProfileLock.DefaultPatience, clock ?? TimeProvider.System, cancellationToken);
    }

    public async Task<StoredProfile?> ReadAsync(CancellationToken cancellationToken)
    {
        var secret = await CallAsync(read, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(secret) ? null : ProfileCodec.DecodeSecret(secret, Place);
    }

    /// <summary>Only a write proves that a vault can be written: the secret that is there is written once more. Of a new one nothing can be known.</summary>
    public async Task CheckWritableAsync(CancellationToken cancellationToken)
    {
        var secret = await CallAsync(read, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(secret))
            return;
        ProfileCodec.DecodeSecret(secret, Place);
        await PutAsync(secret, cancellationToken).ConfigureAwait(false);
    }

    public Task WriteAsync(StoredProfile profile, CancellationToken cancellationToken)
        => PutAsync(ProfileCodec.EncodeSecret(profile), cancellationToken);

    private Task<bool> PutAsync(string secret, CancellationToken cancellationToken) => CallAsync(
        () =>
        {
            write(secret);
            return true;
        },
        cancellationToken);

    // The vault's calls block, and may ask at its prompt for a password.
    private async Task<T> CallAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(call, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DmException))
        {
            throw new DmException(DmErrorKind.Authentication, $"The vault does not give or take {Place}: {VisibleText.Of(exception.Message, 300)}", exception)
            {
                RecommendedAction = "Check that the vault is registered and unlocked: Get-SecretVault, Test-SecretVault.",
                Target = Place,
            };
        }
    }

    // Names of vaults and secrets are free text; a hash of them is a file's name everywhere.
    private string LockName()
        => $"vault-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{vault}\n{name}")))[..32].ToLowerInvariant()}.lock";
}
