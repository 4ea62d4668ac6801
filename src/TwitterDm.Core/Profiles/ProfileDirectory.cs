using TwitterDm.Notices;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>The saved sign-ins of this user: opens, lists and forgets them by name.</summary>
internal sealed class ProfileDirectory
{
    private static int _hasWarned;

    private readonly ProfileFolder _folder;
    private readonly INoticeSink? _notices;
    private readonly TimeProvider _clock;
    private readonly IKeyRing _keys;
    private readonly TimeSpan _patience;

    /// <summary>Opens the folder; nothing is made there before the first save.</summary>
    /// <param name="folder">The folder's full path; null for that of <see cref="ProfileFolder.Variable"/> or the platform's.</param>
    /// <param name="notices">Hears the warning about a host without a keyring, once in a process.</param>
    /// <param name="clock">Makes the waits.</param>
    /// <param name="keys">The keyring; null for the platform's.</param>
    /// <param name="patience">How long to wait for a profile's lock; null for <see cref="ProfileLock.DefaultPatience"/>.</param>
    public ProfileDirectory(string? folder = null, INoticeSink? notices = null, TimeProvider? clock = null, IKeyRing? keys = null, TimeSpan? patience = null)
    {
        _folder = new ProfileFolder(folder);
        _notices = notices;
        _clock = clock ?? TimeProvider.System;
        _keys = keys ?? new PlatformKeyRing(_folder, _clock);
        _patience = patience ?? ProfileLock.DefaultPatience;
    }

    /// <summary>Where the profiles are.</summary>
    public string Folder => _folder.Path;

    /// <summary>The store of one profile, whether anything is saved there or not.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: that is no name.</exception>
    public IProfileStore Open(string name) => OpenFile(ProfileName.Check(name));

    /// <summary>What is saved, by name; a broken file is in the list, with its problem.</summary>
    public IReadOnlyList<DmProfile> List()
    {
        if (!_folder.Exists())
            return [];
        try
        {
            return [.. Directory.EnumerateFiles(Folder, "*" + FileProfileStore.Suffix).Select(Describe).OfType<DmProfile>().OrderBy(profile => profile.Name, StringComparer.OrdinalIgnoreCase)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ProfileErrors.Unreadable(Folder, exception);
        }
    }

    /// <summary>Removes a profile and its key, also a broken one.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> ForgetAsync(string name, CancellationToken cancellationToken)
    {
        var file = OpenFile(ProfileName.Check(name));
        if (!_folder.Exists() || !File.Exists(file.Place))
            return false;
        using var held = await file.LockAsync(cancellationToken).ConfigureAwait(false);
        var keyId = KeyIdOf(file.Place);
        try
        {
            File.Delete(file.Place);
            File.Delete(file.LimitsPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ProfileErrors.Unwritable(file.Place, exception);
        }

        if (keyId is not null)
            await _keys.RemoveAsync(keyId, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private FileProfileStore OpenFile(string name) => new(_folder, name, _keys, WarnUnprotected, _patience, _clock);

    private static DmProfile? Describe(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (!ProfileName.IsValid(name))
            return null;
        try
        {
            if (Content(path) is not { } content)
                return null;
            var document = ProfileCodec.Decode(content, path);
            return new()
            {
                Name = name,
                Username = document.Username,
                UserId = document.UserId,
                AuthenticationMethod = document.Method,
                SavedAt = document.SavedAt,
                ExpiresAt = document.ExpiresAt,
                Protection = document.Protection,
                Path = path,
            };
        }
        catch (DmException exception)
        {
            return new() { Name = name, Path = path, Problem = exception.Message };
        }
    }

    private static string? KeyIdOf(string path)
    {
        try
        {
            return Content(path) is { } content && Guid.TryParseExact(ProfileCodec.Decode(content, path).KeyId, "N", out var id) ? id.ToString("N") : null;
        }
        catch (DmException)
        {
            return null;
        }
    }

    private static byte[]? Content(string path) => new AtomicFile(path, ProfileErrors.OfFiles).Read();

    private void WarnUnprotected(string why)
    {
        if (_notices is not null && Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            _notices.Post(new DmWarningNotice(
                $"The tokens are saved without encryption, in files that only you may read, in '{VisibleText.Of(Folder, 200)}': {why}. "
                + "Where there is no keyring, -SecretVault keeps them in a vault instead."));
        }
    }
}
