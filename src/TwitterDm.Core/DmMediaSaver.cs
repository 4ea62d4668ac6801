using TwitterDm.Archive.Containers;
using TwitterDm.Chat;
using TwitterDm.Http;
using TwitterDm.Media;
using TwitterDm.Notices;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm;

/// <summary>
/// Saves attachments in a folder, up to <see cref="MaxConcurrent"/> at a time. Files have names from the event's time and the ids, and the
/// extension of what they contain. A file that is there already is not downloaded again, and one that was interrupted is continued.
/// Thread-safe.
/// </summary>
public sealed class DmMediaSaver : IDisposable
{
    /// <summary>How many attachments are saved at the same time.</summary>
    public const int MaxConcurrent = 4;

    // So many failures in a row are not about single files.
    private const int MaxServiceFailures = 8;

    private readonly NameLocks _names = new();
    private readonly SemaphoreSlim _places = new(MaxConcurrent);
    private readonly DmConnection? _connection;
    private readonly DmMediaSaveOptions _options;
    private readonly DmCallOptions _callOptions;
    private readonly MediaFolder _folder;
    private readonly SaveProgress _progress;
    private readonly MediaSaving _saving;
    private readonly Lazy<ApiClient> _client;
    private int _serviceFailures;

    /// <summary>Creates a saver.</summary>
    /// <param name="connection">The connection; null if all attachments are files on this machine.</param>
    /// <param name="options">Where and how attachments are saved.</param>
    /// <param name="callOptions">How the requests behave, and who receives their notices.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>: the connection is closed.</exception>
    public DmMediaSaver(DmConnection? connection, DmMediaSaveOptions options, DmCallOptions? callOptions = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        connection?.ThrowIfClosed();
        _connection = connection;
        _options = options;
        _callOptions = callOptions ?? DmCallOptions.Default;
        _folder = new(options.Destination);
        _progress = new(_callOptions.Notices, connection?.Clock ?? TimeProvider.System);
        _saving = new(_folder, options, _progress);
        _client = new(() => Connected.CreateApiClient(new Operation(_callOptions)));
    }

    /// <summary>The number of responses to the requests of this saver.</summary>
    public long Requests => _client.IsValueCreated ? _client.Value.Operation.Usage.Requests : 0;

    private DmConnection Connected
        => _connection ?? throw new DmException(DmErrorKind.NotConnected, "The attachment has to be downloaded, which takes a connection.");

    /// <summary>Whether an attachment is a file on this machine, so that it takes no connection to save it.</summary>
    /// <param name="item">Its event; null for the one that it came with.</param>
    /// <param name="media">The attachment.</param>
    /// <returns>False if it has to be downloaded.</returns>
    public static bool IsLocal(DmEvent? item, DmMedia media)
    {
        ArgumentNullException.ThrowIfNull(media);
        item ??= media.Event;
        return media.Origin is not null || IsOf(item, DmSource.Archive) || File.Exists(FileOf(item, media));
    }

    /// <summary>The name that an attachment is saved with, without its extension.</summary>
    /// <param name="item">Its event; null for the one that it came with.</param>
    /// <param name="media">The attachment.</param>
    /// <returns>A name of ASCII letters, digits, hyphens and underscores.</returns>
    public string NameOf(DmEvent? item, DmMedia media)
    {
        ArgumentNullException.ThrowIfNull(media);
        var name = SavedMediaName.Of(item ?? media.Event, media);
        return MediaRequests.PreviewOf(media, _options.Variant) is null ? name : SavedMediaName.PreviewOf(name);
    }

    /// <summary>The file of an attachment that was saved before, and that saving will leave as it is.</summary>
    /// <param name="item">Its event; null for the one that it came with.</param>
    /// <param name="media">The attachment.</param>
    /// <returns>The full path; null if there is none, or if it will be replaced.</returns>
    public string? FindSaved(DmEvent? item, DmMedia media) => _options.Overwrite ? null : _folder.Find(NameOf(item, media));

    /// <summary>
    /// Creates the folder if it does not exist. Saving does that, too; this finds out beforehand whether anything can be saved.
    /// </summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: it is a file, or cannot be created.</exception>
    public void CreateDestination() => _folder.Create();

    /// <summary>Saves an attachment.</summary>
    /// <param name="item">Its event; null for the one that it came with.</param>
    /// <param name="media">The attachment.</param>
    /// <param name="cancellationToken">Ends the download; what has arrived is kept for the next time.</param>
    /// <returns>The attachment with its file.</returns>
    /// <exception cref="DmException">It could not be saved.</exception>
    public async Task<DmSavedMedia> SaveAsync(DmEvent? item, DmMedia media, CancellationToken cancellationToken = default)
    {
        var name = NameOf(item, media);
        item ??= media.Event;
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The same attachment can come twice, and its file is written once.
            using var turn = await _names.EnterAsync(name, cancellationToken).ConfigureAwait(false);
            return await SaveOnceAsync(name, item, media, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Whether the error about one attachment means that the others would fail, too.</summary>
    /// <param name="exception">The error.</param>
    /// <returns>False if the rest should be tried.</returns>
    public bool EndsRun(DmException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        // Without a chat key, there are still the attachments of other messages.
        return (exception.IsAboutAccount && exception.Kind != DmErrorKind.ChatKey)
            || (exception.Kind == DmErrorKind.Service && Volatile.Read(ref _serviceFailures) >= MaxServiceFailures);
    }

    /// <summary>Ends the report of the progress.</summary>
    public void Dispose() => _progress.End();

    private async Task<DmSavedMedia> SaveOnceAsync(string name, DmEvent? item, DmMedia media, CancellationToken cancellationToken)
    {
        if (!_options.Overwrite && _folder.Find(name) is { } present)
            return new(media.At(present), new FileInfo(present).Length, wasPresent: true);
        _folder.Create();
        try
        {
            var saved = await StartAsync(name, item, media, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _serviceFailures, 0);
            return saved;
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.Service)
        {
            Interlocked.Increment(ref _serviceFailures);
            throw;
        }
    }

    private Task<DmSavedMedia> StartAsync(string name, DmEvent? item, DmMedia media, CancellationToken cancellationToken)
    {
        if (IsLocal(item, media))
        {
            return media.Origin is null && FileOf(item, media) is null
                ? throw SavedFileError.NoFile(media)
                : _saving.CopyAsync(name, media, cancellationToken);
        }

        var download = new FileDownload(_client.Value, Connected.ApiBaseUri, Connected.Clock);
        var isPreview = MediaRequests.PreviewOf(media, _options.Variant) is not null;
        // A message that is not encrypted can have a classic attachment.
        var isPlain = item?.KeyVersion is null && media.Url is { Length: > 0 };
        if (IsOf(item, DmSource.Chat) && MediaSaving.IsEncryptedFile(media.MediaKey) && !isPreview && !isPlain)
            return _saving.DecryptAsync(name, ConversationOf(item!, media), media, download, FinderOf(item!), cancellationToken);
        if (item is null && media.Url is null && media.Variants.Count == 0)
        {
            throw new DmException(
                DmErrorKind.InvalidRequest,
                $"The attachment {VisibleText.Of(media.MediaKey, 60)} comes without its event, which says where it is.")
            {
                Reason = DmErrorReason.MediaWithoutEvent,
                Target = media,
            };
        }

        var request = new MediaRequests(Connected.Method, Connected.ApiBaseUri).Create(media, _options.Variant);
        return DownloadAsync(name, media, request, download, cancellationToken);
    }

    private async Task<DmSavedMedia> DownloadAsync(
        string name,
        DmMedia media,
        ApiRequest request,
        FileDownload download,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _saving.DownloadAsync(name, media, request, download, cancellationToken).ConfigureAwait(false);
        }
        // What a server for files says about a request without credentials is not about the account.
        catch (DmException exception)
            when (request.Address is not null
                && Connected.Method != DmAuthenticationMethod.OAuth1
                && exception.IsAboutAccount
                && exception.StatusCode is not null)
        {
            throw new DmException(exception, kind: DmErrorKind.Permission)
            {
                Reason = DmErrorReason.None,
                RecommendedAction = "Read the event again: the addresses of attachments can change.",
            };
        }
    }

    private MediaSaving.KeyFinder FinderOf(DmEvent item)
    {
        var finder = new FileKeyFinder(Connected.Chat, new ChatReader(Connected.Chat, _client.Value, looksUpPeople: false));
        finder.ThrowIfNoChatKey();
        return (fits, cancellationToken) => finder.FindAsync(item.ConversationId!, item.KeyVersion, fits, cancellationToken);
    }

    private static string ConversationOf(DmEvent item, DmMedia media)
        => Ids.IsConversationId(item.ConversationId)
            ? item.ConversationId!
            : throw new DmException(
                DmErrorKind.InvalidRequest,
                $"The attachment {VisibleText.Of(media.MediaKey, 60)} comes without the conversation of its event.")
            {
                Reason = DmErrorReason.MediaWithoutEvent,
                Target = media,
            };

    // The path in a transcript or a copy can be anything that whoever wrote it likes to have copied, except for a file that an unpacked
    // archive has for this message; and it can be a path of another computer.
    private static string? FileOf(DmEvent? item, DmMedia media)
        => media.LocalPath is { } path
            && Storage.LocalPaths.IsLocal(path)
            && ((item?.MayBeEdited != true && !media.IsCopy) || ArchiveNames.IsMediaFile(path, item?.Id))
            ? path
            : null;

    private static bool IsOf(DmEvent? item, DmSource source)
        => string.Equals(item?.Source, source.ToString(), StringComparison.OrdinalIgnoreCase);
}
