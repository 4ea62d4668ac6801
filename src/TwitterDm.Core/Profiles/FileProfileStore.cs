using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>
/// Keeps one profile in one file. Its protection is chosen when it is first saved, and does not change: a desktop session and a cron job
/// can share an unencrypted one.
/// </summary>
/// <param name="folder">The folder of the file.</param>
/// <param name="name">The profile's name, checked.</param>
/// <param name="ring">The keyring that has the profile's key.</param>
/// <param name="warnUnprotected">
/// Receives the reason when a profile has to be saved without encryption, and whether it has a chat key.
/// </param>
/// <param name="warn">Receives the warning that other users could read the file.</param>
/// <param name="patience">How long to wait for the lock.</param>
/// <param name="clock">Measures the waits.</param>
internal sealed class FileProfileStore(
    ProfileFolder folder,
    string name,
    IKeyRing ring,
    Action<string, bool> warnUnprotected,
    Action<string> warn,
    TimeSpan patience,
    TimeProvider clock
) : IProfileStore
{
    public const string Suffix = ".json";

    private readonly AtomicFile _file = new(folder.File(name + Suffix), ProfileErrors.OfFiles);
    private readonly ProfileKeys _keys = new(ring, name, folder.File(name + Suffix), warnUnprotected);

    private int _hasWarned;

    public string Place => _file.Path;

    public string LimitsPath { get; } = folder.File(name + ".limits");

    public async Task<StoredProfile?> ReadAsync(CancellationToken cancellationToken)
        => Load() is { } document ? (await OpenAsync(document, cancellationToken).ConfigureAwait(false)).Profile : null;

    // A profile that cannot be read cannot be locked for a write either, because it may be all that is left of a sign-in.
    public async Task<ILockedProfile> LockAsync(CancellationToken cancellationToken)
    {
        var held = await HoldAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Load() is not { } document)
                return LockedProfileFile.New(held, _file, _keys);
            var (profile, key) = await OpenAsync(document, cancellationToken).ConfigureAwait(false);
            return LockedProfileFile.Existing(held, _file, _keys, profile, key);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the lock without reading the file, which may be broken.</summary>
    public Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        folder.Ensure();
        return ProfileLock.TakeAsync(folder.File(name + ".lock"), patience, clock, cancellationToken);
    }

    private ProfileDocument? Load()
        => folder.Exists() && _file.Read() is { } content ? ProfileCodec.Decode(content, Place) : null;

    private async Task<(StoredProfile Profile, ProfileKey? Key)> OpenAsync(ProfileDocument document, CancellationToken cancellationToken)
    {
        if (document.Protection != DmProfileProtection.Platform)
        {
            CloseToOthers();
            return (ProfileCodec.OpenPlain(document, Place), null);
        }

        var key = await _keys.GetAsync(document.KeyId!, cancellationToken).ConfigureAwait(false);
        return (ProfileCodec.Open(document, key.Bytes, Place), key);
    }

    private void CloseToOthers()
    {
        if (!ProfileFileMode.IsOpen(Place))
            return;
        var now = ProfileFileMode.TryClose(Place) ? "Now only you can" : $"Make it private, with chmod 600 '{VisibleText.Of(Place, 200)}'";
        if (Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            warn(
                $"Other users of this computer could read the file of the sign-in '{name}', which is not encrypted. {now}. If someone may have read it, revoke the tokens and sign in again.");
        }
    }
}
