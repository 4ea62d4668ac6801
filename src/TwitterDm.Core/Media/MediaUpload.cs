using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Media;

/// <summary>
/// One file on its way to X: announced, sent in segments straight from the disk, finalized, and waited for until X has processed it.
/// </summary>
internal sealed class MediaUpload(ApiClient client, MediaFile file, Operation operation, TimeProvider clock)
{
    // X takes segments of up to 5 MiB, and a thousand of them.
    private const int SegmentLength = 4 * (int)ByteCount.Mebibyte;

    // What X gives an upload at most until it is attached, and what counts where it does not tell.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Uploads.</summary>
    /// <param name="shared">Whether several messages will carry it; whoever has its address can see it then.</param>
    /// <param name="cancellationToken">Ends the upload at once.</param>
    /// <exception cref="DmException">The file changed, X refused it or could not process it, or a request failed.</exception>
    public async Task<UploadedMedia> RunAsync(bool shared, CancellationToken cancellationToken)
    {
        using var source = MediaSource.Open(file);
        using var progress = new UploadProgress(file, operation, clock);
        var id = (await client.InitializeUploadAsync(Announcement(shared), cancellationToken).ConfigureAwait(false)).Id!;
        await AppendAsync(source, id, progress, cancellationToken).ConfigureAwait(false);
        source.CheckUnchanged();
        var upload = await FinalizeAsync(id, cancellationToken).ConfigureAwait(false);
        upload = await new MediaProcessing(client, file, operation, clock).WaitAsync(upload, id, progress, cancellationToken).ConfigureAwait(false);
        operation.Verbose($"{file.Name} is uploaded: media id {VisibleText.Of(id)}.");
        return new UploadedMedia(id, clock.GetUtcNow() + LifetimeOf(upload));
    }

    private static TimeSpan LifetimeOf(WireMediaUpload upload)
        => TimeSpan.FromSeconds(Math.Clamp(upload.ExpiresAfterSecs ?? long.MaxValue, 0, (long)Lifetime.TotalSeconds));

    private WireNewUpload Announcement(bool shared) => new()
    {
        MediaType = file.MediaType,
        TotalBytes = file.Length,
        MediaCategory = file.Category.Name,
        Shared = shared ? true : null,
    };

    private async Task AppendAsync(MediaSource source, string id, UploadProgress progress, CancellationToken cancellationToken)
    {
        operation.Verbose($"Uploading {file.Name}: {file.MediaType}, {ByteCount.Exactly(file.Length)}, as {file.Category.Name}.");
        for (var offset = 0L; offset < file.Length; offset += SegmentLength)
        {
            // What goes up at once needs no progress.
            if (file.Length > SegmentLength)
                progress.Sent(offset);
            source.CheckUnchanged();
            var (index, start, length) = ((int)(offset / SegmentLength), offset, (int)Math.Min(SegmentLength, file.Length - offset));
            await client.AppendUploadAsync(id, () => source.CreateForm(index, start, length), cancellationToken).ConfigureAwait(false);
        }
    }

    // To finalize twice could be an error where the first time worked: so the status says first whether it did.
    private async Task<WireMediaUpload> FinalizeAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.FinalizeUploadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.MayHaveHadEffect)
        {
            operation.Verbose($"Whether the upload of {file.Name} was finalized is not known: asking for its status.");
            var upload = await TryAsync(client.GetUploadStatusAsync(id, cancellationToken)).ConfigureAwait(false);
            if (upload is null || !IsFinalized(upload))
                upload = await TryAsync(client.FinalizeUploadAsync(id, cancellationToken)).ConfigureAwait(false);
            if (upload is null)
                throw;
            return upload;
        }
    }

    // An upload has a media key from its beginning: that one proves nothing.
    private static bool IsFinalized(WireMediaUpload upload) => upload.Size is not null || upload.ProcessingInfo is not null;

    private static async Task<WireMediaUpload?> TryAsync(Task<WireMediaUpload> request)
    {
        try
        {
            return await request.ConfigureAwait(false);
        }
        catch (DmException)
        {
            // Whoever asks has a better error: the first one.
            return null;
        }
    }
}
