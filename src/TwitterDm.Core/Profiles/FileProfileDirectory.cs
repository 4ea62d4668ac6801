using TwitterDm.Notices;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>The saved sign-ins in files of this user.</summary>
internal sealed class FileProfileDirectory : ProfileDirectory
{
    private static int _hasWarned;
    private static int _hasWarnedOfChatKey;

    private readonly ProfileFolder _folder;
    private readonly INoticeSink? _notices;
    private readonly TimeProvider _clock;
    private readonly IKeyRing _keys;
    private readonly TimeSpan _patience;

    /// <summary>Sets the folder; nothing is created there before the first save.</summary>
    /// <param name="folder">The folder's full path; null for that of <see cref="ProfileFolder.Variable"/> or the platform's.</param>
    /// <param name="notices">
    /// Receives the warning about a host without a keyring, once per process, and once more with the first chat key.
    /// </param>
    /// <param name="clock">Measures the waits.</param>
    /// <param name="keys">The keyring; null for the platform's.</param>
    /// <param name="patience">How long to wait for a profile's lock; null for <see cref="ProfileLock.DefaultPatience"/>.</param>
    public FileProfileDirectory(
        string? folder = null,
        INoticeSink? notices = null,
        TimeProvider? clock = null,
        IKeyRing? keys = null,
        TimeSpan? patience = null)
    {
        _folder = new ProfileFolder(folder);
        _notices = notices;
        _clock = clock ?? TimeProvider.System;
        _keys = keys ?? new PlatformKeyRing(_folder, _clock);
        _patience = patience ?? ProfileLock.DefaultPatience;
    }

    /// <summary>Where the profiles are.</summary>
    public string Folder => _folder.Path;

    public override Task<IReadOnlyList<DmProfile>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult(List());

    /// <summary>Lists the saved sign-ins by name; reads no key, and so needs no keyring.</summary>
    public IReadOnlyList<DmProfile> List()
    {
        if (!_folder.Exists())
            return [];
        try
        {
            return [.. Directory.EnumerateFiles(Folder, "*" + FileProfileStore.Suffix).Select(Describe).OfType<DmProfile>()
                .OrderBy(profile => profile.Name, StringComparer.OrdinalIgnoreCase)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ProfileErrors.Unreadable(Folder, exception);
        }
    }

    public override async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        var file = OpenFile(name);
        if (!_folder.Exists() || !File.Exists(file.Place))
            return false;
        using var held = await file.HoldAsync(cancellationToken).ConfigureAwait(false);
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

    internal override IProfileStore Open(string name) => OpenFile(name);

    private FileProfileStore OpenFile(string name)
        => new(_folder, SavedNameOf(ProfileName.Check(name)), _keys, WarnUnprotected, text => _notices.Warn(text), _patience, _clock);

    // A name in another case is the same one, as it is where the file system says so.
    private string SavedNameOf(string name)
    {
        if (!Directory.Exists(Folder))
            return name;
        try
        {
            var saved = Directory.EnumerateFiles(Folder, "*" + FileProfileStore.Suffix).Select(Path.GetFileNameWithoutExtension).ToArray();
            return saved.Contains(name, StringComparer.Ordinal)
                ? name
                : saved.FirstOrDefault(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) ?? name;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Using the sign-in reports what is wrong.
            return name;
        }
    }

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
                AuthenticationMethod = document.Method.ToString(),
                SavedAtUtc = document.SavedAt,
                ExpiresAtUtc = document.ExpiresAt,
                HasChatKey = document.HasChatKey,
                Protection = document.Protection.ToString(),
                Path = path,
                Problem = document.Protection == DmProfileProtection.FileModeOnly && ProfileFileMode.IsOpen(path)
                    ? "Other users of this computer can read the file, which is not encrypted. The next sign-in with it makes the file private."
                    : null,
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
            return Content(path) is { } content && Guid.TryParseExact(ProfileCodec.Decode(content, path).KeyId, "N", out var id)
                ? id.ToString("N")
                : null;
        }
        catch (DmException)
        {
            return null;
        }
    }

    private static byte[]? Content(string path) => new AtomicFile(path, ProfileErrors.OfFiles).Read();

    private void WarnUnprotected(string why, bool hasChatKey)
    {
        if (_notices is null)
            return;
        var isFirst = Interlocked.Exchange(ref _hasWarned, 1) == 0;
        if (hasChatKey)
            isFirst = Interlocked.Exchange(ref _hasWarnedOfChatKey, 1) == 0;
        if (isFirst)
        {
            _notices.Post(
                new DmWarningNotice(
                    $"The tokens {(hasChatKey ? "and the chat key, which opens all messages of X Chat, " : string.Empty)}are saved without encryption, in files that only you can read, in '{VisibleText.Of(Folder, 200)}': {why}.")
                {
                    Reason = DmErrorReason.KeyringUnavailable,
                });
        }
    }
}
