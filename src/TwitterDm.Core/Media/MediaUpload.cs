using System.Net;
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

    // 4 MiB in base64, so that it fits whether X counts it before or after decoding.
    private const int JsonSegmentLength = 3 * (int)ByteCount.Mebibyte;

    // The maximum time that X keeps an upload; used if the response does not specify it.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // Whether the server refused a form, and segments are sent as JSON.
    private bool _usesJson;

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
        var offset = 0L;
        for (var index = 0; offset < file.Length; index++)
        {
            // A single segment needs no progress.
            if (file.Length > SegmentLength)
                progress.Uploaded(offset);
            source.CheckUnchanged();
            offset += await AppendSegmentAsync(source, id, index, offset, cancellationToken).ConfigureAwait(false);
        }
    }

    // Returns the length of the segment.
    private async Task<int> AppendSegmentAsync(MediaSource source, string id, int index, long offset, CancellationToken cancellationToken)
    {
        if (_usesJson)
            return await AppendJsonAsync(source, id, index, offset, cancellationToken).ConfigureAwait(false);
        try
        {
            var length = (int)Math.Min(SegmentLength, file.Length - offset);
            await client.AppendUploadAsync(id, () => source.CreateForm(index, offset, length), cancellationToken).ConfigureAwait(false);
            return length;
        }
        catch (DmException refusal) when (IsAboutContentType(refusal))
        {
            client.Operation.Verbose($"The API refused a segment of {file.Name} as a form. The upload continues with JSON.");
            _usesJson = true;
            try
            {
                return await AppendJsonAsync(source, id, index, offset, cancellationToken).ConfigureAwait(false);
            }
            catch (DmException second) when (IsAboutContentType(second))
            {
                throw refusal;
            }
        }
    }

    private async Task<int> AppendJsonAsync(MediaSource source, string id, int index, long offset, CancellationToken cancellationToken)
    {
        var length = (int)Math.Min(JsonSegmentLength, file.Length - offset);
        await client.AppendUploadAsync(id, () => source.CreateJson(index, offset, length), cancellationToken).ConfigureAwait(false);
        return length;
    }

    private static bool IsAboutContentType(DmException refusal) => refusal.StatusCode switch
    {
        HttpStatusCode.UnsupportedMediaType => true,
        HttpStatusCode.BadRequest => Array.Exists(
            ["content-type", "content type", "media type", "multipart"],
            words => refusal.Problem?.ToString().Contains(words, StringComparison.OrdinalIgnoreCase) == true),
        _ => false,
    };

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
