using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>
/// Uploads one file: initializes the upload, sends the segments straight from the disk, finalizes it, and waits until X has processed it.
/// </summary>
internal sealed class MediaUpload(ApiClient client, MediaFile file, TimeProvider clock)
{
    // X accepts up to a thousand segments of at most 5 MiB.
    private const int SegmentLength = 4 * (int)ByteCount.Mebibyte;

    // The maximum time that X keeps an upload; used if the response does not specify it.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Uploads the file.</summary>
    /// <param name="shared">Whether several messages will attach it; anyone with its URL can then see it.</param>
    /// <param name="cancellationToken">Cancels the upload immediately.</param>
    /// <exception cref="DmException">The file changed, X rejected it or could not process it, or a request failed.</exception>
    public async Task<UploadedMedia> RunAsync(bool shared, CancellationToken cancellationToken)
    {
        using var source = MediaSource.Open(file);
        using var progress = new UploadProgress(file, client.Operation, clock);
        var id = (await client.InitializeUploadAsync(CreateRequest(shared), cancellationToken).ConfigureAwait(false)).Id!;
        await AppendAsync(source, id, progress, cancellationToken).ConfigureAwait(false);
        source.CheckUnchanged();
        var upload = await FinalizeAsync(id, cancellationToken).ConfigureAwait(false);
        upload = await new MediaProcessing(client, file, clock).WaitAsync(upload, id, progress, cancellationToken).ConfigureAwait(false);
        client.Operation.Verbose($"{file.Name} is uploaded: media id {VisibleText.Of(id)}.");
        return new UploadedMedia(id, clock.GetUtcNow() + LifetimeOf(upload));
    }

    private static TimeSpan LifetimeOf(WireMediaUpload upload)
        => TimeSpan.FromSeconds(Math.Clamp(upload.ExpiresAfterSecs ?? long.MaxValue, 0, (long)Lifetime.TotalSeconds));

    private WireNewUpload CreateRequest(bool shared) => new()
    {
        MediaType = file.MediaType,
        TotalBytes = file.Length,
        MediaCategory = file.Category.Name,
        Shared = shared ? true : null,
    };

    private async Task AppendAsync(MediaSource source, string id, UploadProgress progress, CancellationToken cancellationToken)
    {
        client.Operation.Verbose($"Uploading {file.Name}: {file.MediaType}, {ByteCount.Exactly(file.Length)}, as {file.Category.Name}.");
        for (var offset = 0L; offset < file.Length; offset += SegmentLength)
        {
            // A single segment needs no progress.
            if (file.Length > SegmentLength)
                progress.Uploaded(offset);
            source.CheckUnchanged();
            var (index, start, length) = ((int)(offset / SegmentLength), offset, (int)Math.Min(SegmentLength, file.Length - offset));
            await client.AppendUploadAsync(id, () => source.CreateForm(index, start, length), cancellationToken).ConfigureAwait(false);
        }
    }

    // Finalizing a second time could fail although the first time worked, so the status is requested first.
    private async Task<WireMediaUpload> FinalizeAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.FinalizeUploadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.MayHaveHadEffect)
        {
            client.Operation.Verbose($"The response to finalizing {file.Name} was lost: asking for the status of the upload.");
            var upload = await TryAsync(client.GetUploadStatusAsync(id, cancellationToken)).ConfigureAwait(false);
            if (upload is null || !IsFinalized(upload))
                upload = await TryAsync(client.FinalizeUploadAsync(id, cancellationToken)).ConfigureAwait(false);
            if (upload is null)
                throw;
            return upload;
        }
    }

    // An upload has a media key from its start, so the key proves nothing.
    private static bool IsFinalized(WireMediaUpload upload) => upload.Size is not null || upload.ProcessingInfo is not null;

    private static async Task<WireMediaUpload?> TryAsync(Task<WireMediaUpload> request)
    {
        try
        {
            return await request.ConfigureAwait(false);
        }
        catch (DmException)
        {
            // The caller throws the first error, which is more useful.
            return null;
        }
    }
}
