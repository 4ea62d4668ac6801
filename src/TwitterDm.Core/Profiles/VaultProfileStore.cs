using System.Security.Cryptography;
using System.Text;
using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>
/// Keeps a profile in a secret of a vault. A vault has no lock of its own, so a local one is used: it is safe among all processes of
/// this user on this machine, but not among machines that share a vault.
/// </summary>
/// <param name="folder">The folder of the lock's file.</param>
/// <param name="vault">The vault.</param>
/// <param name="name">The secret's name.</param>
/// <param name="patience">How long to wait for the lock; null for <see cref="ProfileLock.DefaultPatience"/>.</param>
internal sealed class VaultProfileStore(ProfileFolder folder, ISecretVault vault, string name, TimeSpan? patience = null) : IProfileStore
{
    public string Place { get; } = $"the secret '{VisibleText.Of(name, 70)}' of the vault '{VisibleText.Of(vault.Name, 70)}'";

    public async Task<StoredProfile?> ReadAsync(CancellationToken cancellationToken)
        => Decode(await ReadSecretAsync(cancellationToken).ConfigureAwait(false));

    public async Task<ILockedProfile> LockAsync(CancellationToken cancellationToken)
    {
        folder.Ensure();
        var held = await ProfileLock
            .TakeAsync(folder.File(LockName()), patience ?? ProfileLock.DefaultPatience, TimeProvider.System, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            var secret = await ReadSecretAsync(cancellationToken).ConfigureAwait(false);
            return new LockedSecret(this, held, secret, Decode(secret));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private Task<string?> ReadSecretAsync(CancellationToken cancellationToken) => CallAsync(() => vault.Read(name), cancellationToken);

    private Task<bool> WriteSecretAsync(string secret, CancellationToken cancellationToken) => CallAsync(
        () =>
        {
            vault.Write(name, secret);
            return true;
        },
        cancellationToken);

    private StoredProfile? Decode(string? secret) => string.IsNullOrEmpty(secret) ? null : ProfileCodec.DecodeSecret(secret, Place);

    // The vault's calls block, and may prompt for a password.
    private async Task<T> CallAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(call, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DmException))
        {
            throw ProfileErrors.VaultUnavailable(Place, exception);
        }
    }

    // Names of vaults and secrets are free text; a hash of them is a valid file name everywhere.
    private string LockName()
        => $"vault-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{vault.Name}\n{name}")))[..32].ToLowerInvariant()}.lock";

    private sealed class LockedSecret(VaultProfileStore store, IDisposable held, string? secret, StoredProfile? profile) : ILockedProfile
    {
        public StoredProfile? Profile => profile;

        // Only a write proves that a vault is writable, so an existing secret is written again. A new one cannot be checked.
        public Task CheckWritableAsync(CancellationToken cancellationToken)
            => string.IsNullOrEmpty(secret) ? Task.CompletedTask : store.WriteSecretAsync(secret, cancellationToken);

        public Task WriteAsync(StoredProfile profile, CancellationToken cancellationToken)
            => store.WriteSecretAsync(ProfileCodec.EncodeSecret(profile), cancellationToken);

        public void Dispose() => held.Dispose();
    }
}
