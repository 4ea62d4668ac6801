using TwitterDm.Storage;

namespace TwitterDm.Profiles;

/// <summary>One profile in one file. What protects it is settled when it is first saved, and stays: a desktop and a cron job can share a plain one.</summary>
/// <param name="folder">Where it is.</param>
/// <param name="name">Its name, checked.</param>
/// <param name="keys">Where its key is.</param>
/// <param name="warnUnprotected">Hears the reason where a profile is saved without encryption.</param>
/// <param name="patience">How long to wait for the lock.</param>
/// <param name="clock">Makes the waits.</param>
internal sealed class FileProfileStore(
    ProfileFolder folder, string name, IKeyRing keys, Action<string> warnUnprotected, TimeSpan patience, TimeProvider clock) : IProfileStore
{
    public const string Suffix = ".json";

    // The next tokens may be longer than these; a profile is one to two kilobytes.
    private const int Spare = 4096;

    // The key that was read last: a refresh that could read the profile needs the keyring for nothing more.
    private volatile HeldKey? _held;

    private readonly AtomicFile _file = new(folder.File(name + Suffix), ProfileErrors.OfFiles);

    public string Place => _file.Path;

    public string LimitsPath { get; } = folder.File(name + ".limits");

    public Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        folder.Ensure();
        return ProfileLock.TakeAsync(folder.File(name + ".lock"), patience, clock, cancellationToken);
    }

    public async Task<StoredProfile?> ReadAsync(CancellationToken cancellationToken)
        => Load() is { } document ? await OpenAsync(document, cancellationToken).ConfigureAwait(false) : null;

    public async Task CheckWritableAsync(CancellationToken cancellationToken)
    {
        folder.Ensure();
        var document = Load();
        _file.CheckReplaceable(Spare);
        if (document is not null)
            await OpenAsync(document, cancellationToken).ConfigureAwait(false);
        else if (!keys.IsOptional)
            await VerifyKeyRingAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task WriteAsync(StoredProfile profile, CancellationToken cancellationToken)
    {
        folder.Ensure();
        var document = Load();

        // A profile that cannot be read is not overwritten: it may be all that is left of a sign-in.
        if (document is not null)
            await OpenAsync(document, cancellationToken).ConfigureAwait(false);
        var key = document switch
        {
            null => await NewKeyAsync(cancellationToken).ConfigureAwait(false),
            { KeyId: { } keyId } => await KeyOfAsync(keyId, cancellationToken).ConfigureAwait(false),
            _ => null,
        };
        cancellationToken.ThrowIfCancellationRequested();
        _file.Replace(ProfileCodec.Encode(profile, key is null ? null : (key.Id, key.Bytes)));
    }

    private ProfileDocument? Load()
        => folder.Exists() && _file.Read() is { } content ? ProfileCodec.Decode(content, Place) : null;

    private async Task<StoredProfile> OpenAsync(ProfileDocument document, CancellationToken cancellationToken)
        => document.Protection == DmProfileProtection.Platform
            ? ProfileCodec.Open(document, (await KeyOfAsync(document.KeyId!, cancellationToken).ConfigureAwait(false)).Bytes, Place)
            : ProfileCodec.OpenPlain(document, Place);

    private async Task<HeldKey> KeyOfAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_held is { } held && string.Equals(held.Id, keyId, StringComparison.Ordinal))
            return held;
        if (!Guid.TryParseExact(keyId, "N", out _))
            throw ProfileErrors.Broken(Place, "a part of it was changed");
        var key = await ReadKeyAsync(keyId, cancellationToken).ConfigureAwait(false)
            ?? throw ProfileErrors.KeyUnavailable(Place, $"{keys.Name} does not have it");
        return _held = new(keyId, key);
    }

    private async Task<HeldKey?> NewKeyAsync(CancellationToken cancellationToken)
    {
        var fresh = new HeldKey(Guid.NewGuid().ToString("N"), ProfileCodec.NewKey());
        try
        {
            await keys.WriteAsync(fresh.Id, name, fresh.Bytes, cancellationToken).ConfigureAwait(false);
            return _held = fresh;
        }
        catch (KeyRingException exception) when (keys.IsOptional)
        {
            warnUnprotected(exception.Message);
            return null;
        }
        catch (KeyRingException exception)
        {
            throw ProfileErrors.KeyUnavailable(Place, exception.Message, exception);
        }
    }

    private async Task<byte[]?> ReadKeyAsync(string keyId, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.ReadAsync(keyId, cancellationToken).ConfigureAwait(false);
        }
        catch (KeyRingException exception)
        {
            throw ProfileErrors.KeyUnavailable(Place, exception.Message, exception);
        }
    }

    private async Task VerifyKeyRingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keys.VerifyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KeyRingException exception)
        {
            throw ProfileErrors.KeyUnavailable(Place, exception.Message, exception);
        }
    }

    private sealed class HeldKey(string id, byte[] bytes)
    {
        public string Id { get; } = id;

        public byte[] Bytes { get; } = bytes;
    }
}
