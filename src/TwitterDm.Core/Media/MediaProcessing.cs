using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Problems;
using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>Waits until X has processed a video or an animated GIF: only then can it be attached.</summary>
internal sealed class MediaProcessing(ApiClient client, MediaFile file, TimeProvider clock)
{
    private const string Succeeded = "succeeded";
    private const string Failed = "failed";

    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(15);

    // Seconds between two requests for the status: the default, and the limits of what X can request.
    private const long DefaultPause = 5;
    private const long MinPause = 1;
    private const long MaxPause = 60;

    /// <summary>Waits.</summary>
    /// <param name="upload">The response to finalizing the upload.</param>
    /// <param name="mediaId">Its id.</param>
    /// <param name="progress">Shows each wait.</param>
    /// <param name="cancellationToken">Cancels the wait immediately.</param>
    /// <returns>The last status.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: X could not process it; <see cref="DmErrorKind.Service"/>: processing takes too long.
    /// </exception>
    public async Task<WireMediaUpload> WaitAsync(
        WireMediaUpload upload, string mediaId, UploadProgress progress, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + MaxWait;
        while (upload.ProcessingInfo is { State: not Succeeded } processing)
        {
            if (processing is { State: Failed })
                throw CannotProcess(processing);
            var left = end - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
                throw TooSlow();
            var pause = PauseOf(processing);
            pause = pause < left ? pause : left;
            client.Operation.Verbose(
                $"X is processing {file.Name} ({VisibleText.Of(processing.State, 40)}); asking again in {(int)pause.TotalSeconds} s.");
            progress.Processing(processing.ProgressPercent, pause);
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            upload = await client.GetUploadStatusAsync(mediaId, cancellationToken).ConfigureAwait(false);
        }

        return upload;
    }

    private static TimeSpan PauseOf(WireProcessing processing)
        => TimeSpan.FromSeconds(Math.Clamp(processing.CheckAfterSecs ?? DefaultPause, MinPause, MaxPause));

    private DmException CannotProcess(WireProcessing processing)
    {
        var problem = processing.Error is null ? null : ProblemReader.ToProblem(processing.Error);
        var why = problem is null ? "." : $": {problem}";
        return new(DmErrorKind.InvalidRequest, $"X could not process '{file.Name}' ({file.MediaType}){why}")
        {
            RecommendedAction =
                file.Category == MediaCategory.Video
                    ? "Play the file to check that it is complete. X accepts MP4 with H.264 video and AAC audio, for most accounts up to 140 seconds: "
                        + "convert or shorten it."
                    : "Open the file to check that it is complete, and save it again with fewer or smaller frames.",
            Problem = problem,
            Target = file.FullPath,
        };
    }

    private DmException TooSlow()
        => new(DmErrorKind.Service, $"X did not process '{file.Name}' within {(int)MaxWait.TotalMinutes} minutes.")
        {
            RecommendedAction = "Nothing was sent. Try again later, or use a smaller file.",
            Target = file.FullPath,
        };
}
