using System.Diagnostics.CodeAnalysis;
using TwitterDm.Http;

namespace TwitterDm.Media;

/// <summary>
/// The attachments of one connection. A media id that was not uploaded as shared is valid for one message, so only shared ones are kept,
/// and a file that several messages share is uploaded once. Thread-safe.
/// </summary>
internal sealed class MediaUploads(TimeProvider clock)
{
    // The message has to be sent before the media id expires.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    private readonly object _gate = new();
    private readonly Dictionary<MediaFile, SharedFile> _shared = [];

    /// <summary>Uploads a file if necessary, and returns its media id: valid for one message, or for several if it is shared.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="file">The file, as it was inspected.</param>
    /// <param name="shared">Whether several messages will attach it; anyone with its URL can then see it.</param>
    /// <param name="cancellationToken">Cancels this call immediately, but no other call that waits for the same file.</param>
    /// <exception cref="DmException">The file changed, X rejected it or could not process it, or a request failed.</exception>
    public async Task<string> GetMediaIdAsync(
        ApiClient client, MediaFile file, bool shared, CancellationToken cancellationToken)
    {
        var upload = new MediaUpload(client, file, clock);
        if (!shared)
            return (await upload.RunAsync(shared: false, cancellationToken).ConfigureAwait(false)).Id;
        var entry = Enter(file);
        try
        {
            return (await GetAsync(entry, upload, cancellationToken).ConfigureAwait(false)).Id;
        }
        finally
        {
            Leave(file, entry);
        }
    }

    // Callers that arrive during an upload await it and use its result. If it fails or is cancelled, the next caller starts its own upload,
    // with its own cancellation token and notices.
    private async Task<UploadedMedia> GetAsync(SharedFile entry, MediaUpload upload, CancellationToken cancellationToken)
    {
        await entry.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsGood(entry.Media))
                entry.Media = await upload.RunAsync(shared: true, cancellationToken).ConfigureAwait(false);
            return entry.Media;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private bool IsGood([NotNullWhen(true)] UploadedMedia? media) => media is not null && clock.GetUtcNow() < media.ExpiresAt - Margin;

    private SharedFile Enter(MediaFile file)
    {
        lock (_gate)
        {
            foreach (var old in _shared.Where(pair => pair.Value.Users == 0 && !IsGood(pair.Value.Media)).Select(pair => pair.Key).ToArray())
                _shared.Remove(old);
            if (!_shared.TryGetValue(file, out var entry))
                _shared[file] = entry = new SharedFile();
            entry.Users++;
            return entry;
        }
    }

    // A file whose upload did not succeed is not kept.
    private void Leave(MediaFile file, SharedFile entry)
    {
        lock (_gate)
        {
            entry.Users--;
            if (entry.Users == 0 && !IsGood(entry.Media))
                _shared.Remove(file);
        }
    }

    /// <summary>One shared file. Its semaphore never creates a handle, so there is nothing to dispose of.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle owns no resource.")]
    private sealed class SharedFile
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Users { get; set; }

        public UploadedMedia? Media { get; set; }
    }
}
