using System.Diagnostics.CodeAnalysis;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Media;

/// <summary>
/// The attachments of one connection. A media id that was not uploaded as shared is good for one message: only shared ones are remembered,
/// and a file that several messages carry goes up once. Thread-safe.
/// </summary>
internal sealed class MediaUploads(TimeProvider clock)
{
    // The message has to be sent while the id is still good.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    private readonly object _gate = new();
    private readonly Dictionary<MediaFile, SharedPlace> _shared = [];

    /// <summary>The media id of a file, with which one message can be sent; many, where it is shared.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="file">The file, as it was looked into.</param>
    /// <param name="shared">Whether several messages will carry it; whoever has its address can see it then.</param>
    /// <param name="operation">Who hears about it.</param>
    /// <param name="cancellationToken">Ends this call at once, and no other one that waits for the same file.</param>
    /// <exception cref="DmException">The file changed, X refused it or could not process it, or a request failed.</exception>
    public async Task<string> GetMediaIdAsync(
        ApiClient client, MediaFile file, bool shared, Operation operation, CancellationToken cancellationToken)
    {
        var upload = new MediaUpload(client, file, operation, clock);
        if (!shared)
            return (await upload.RunAsync(shared: false, cancellationToken).ConfigureAwait(false)).Id;
        var place = Enter(file);
        try
        {
            return (await GetAsync(place, upload, cancellationToken).ConfigureAwait(false)).Id;
        }
        finally
        {
            Leave(file, place);
        }
    }

    // Who comes while the file is uploaded waits for its turn and finds it there. If that upload fails or is cancelled, the next one
    // uploads by itself, with its own patience and its own listener.
    private async Task<UploadedMedia> GetAsync(SharedPlace place, MediaUpload upload, CancellationToken cancellationToken)
    {
        await place.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsGood(place.Media))
                place.Media = await upload.RunAsync(shared: true, cancellationToken).ConfigureAwait(false);
            return place.Media;
        }
        finally
        {
            place.Turn.Release();
        }
    }

    private bool IsGood([NotNullWhen(true)] UploadedMedia? media) => media is not null && clock.GetUtcNow() < media.ExpiresAt - Margin;

    private SharedPlace Enter(MediaFile file)
    {
        lock (_gate)
        {
            foreach (var old in _shared.Where(pair => pair.Value.Users == 0 && !IsGood(pair.Value.Media)).Select(pair => pair.Key).ToArray())
                _shared.Remove(old);
            if (!_shared.TryGetValue(file, out var place))
                _shared[file] = place = new SharedPlace();
            place.Users++;
            return place;
        }
    }

    // What was not uploaded in the end is not kept.
    private void Leave(MediaFile file, SharedPlace place)
    {
        lock (_gate)
        {
            place.Users--;
            if (place.Users == 0 && !IsGood(place.Media))
                _shared.Remove(file);
        }
    }

    /// <summary>One shared file. Its semaphore never makes a handle, so that there is nothing to dispose of.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle holds nothing.")]
    private sealed class SharedPlace
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Users { get; set; }

        public UploadedMedia? Media { get; set; }
    }
}
