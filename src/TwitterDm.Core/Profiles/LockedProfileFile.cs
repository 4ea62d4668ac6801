using TwitterDm.Storage;

namespace TwitterDm.Profiles;

/// <summary>A profile's file, read once, while its lock is held.</summary>
internal sealed class LockedProfileFile : ILockedProfile
{
    // The next tokens may be longer than these; a profile is one to two kilobytes.
    private const int Spare = 4096;

    private readonly IDisposable _held;
    private readonly AtomicFile _file;
    private readonly ProfileKeys _keys;
    private ProfileKey? _key;
    private bool _isNew;

    private LockedProfileFile(IDisposable held, AtomicFile file, ProfileKeys keys)
    {
        _held = held;
        _file = file;
        _keys = keys;
    }

    public StoredProfile? Profile { get; private init; }

    /// <summary>Nothing is saved yet: the first write decides how the file is protected.</summary>
    public static LockedProfileFile New(IDisposable held, AtomicFile file, ProfileKeys keys) => new(held, file, keys) { _isNew = true };

    /// <summary>A file that was read.</summary>
    /// <param name="held">The lock.</param>
    /// <param name="file">The file.</param>
    /// <param name="keys">Creates keys.</param>
    /// <param name="profile">What was read.</param>
    /// <param name="key">What encrypts it; null for a file that is not encrypted.</param>
    public static LockedProfileFile Existing(IDisposable held, AtomicFile file, ProfileKeys keys, StoredProfile profile, ProfileKey? key)
        => new(held, file, keys) { Profile = profile, _key = key };

    public Task CheckWritableAsync(CancellationToken cancellationToken)
    {
        _file.CheckReplaceable(Spare);
        return _isNew ? _keys.CheckCreatableAsync(cancellationToken) : Task.CompletedTask;
    }

    public async Task WriteAsync(StoredProfile profile, CancellationToken cancellationToken)
    {
        var key = _isNew ? await _keys.CreateAsync(profile.ChatKey is not null, cancellationToken).ConfigureAwait(false) : _key;
        cancellationToken.ThrowIfCancellationRequested();
        if (!_isNew && key is null && profile.ChatKey is not null && Profile?.ChatKey is null)
            _keys.WarnOfPlainChatKey();
        _file.Replace(ProfileCodec.Encode(profile, key));
        (_key, _isNew) = (key, false);
    }

    public void Dispose() => _held.Dispose();
}
