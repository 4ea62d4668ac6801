using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Problems;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Media;

/// <summary>Waits until X has processed what moves: only then can it be attached.</summary>
internal sealed class MediaProcessing(ApiClient client, MediaFile file, Operation operation, TimeProvider clock)
{
    private const string Succeeded = "succeeded";
    private const string Failed = "failed";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    // Between the questions, in seconds: what counts where X does not say, and what it can say.
    private const long UsualPause = 5;
    private const long MinPause = 1;
    private const long MaxPause = 60;

    /// <summary>Waits.</summary>
    /// <param name="upload">What X said when the upload was finalized.</param>
    /// <param name="mediaId">Its id.</param>
    /// <param name="progress">Hears of each wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>What X said last.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: X could not process it; <see cref="DmErrorKind.Service"/>: X takes too long.
    /// </exception>
    public async Task<WireMediaUpload> WaitAsync(
        WireMediaUpload upload, string mediaId, UploadProgress progress, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + Longest;
        while (upload.ProcessingInfo is { State: not Succeeded } processing)
        {
            if (processing is { State: Failed })
                throw CannotProcess(processing);
            var left = end - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
                throw TooSlow();
            var pause = PauseOf(processing);
            pause = pause < left ? pause : left;
            operation.Verbose($"X is processing {file.Name} ({VisibleText.Of(processing.State, 40)}); asking again in {(int)pause.TotalSeconds} s.");
            progress.Processing(processing.ProgressPercent, pause);
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            upload = await client.GetUploadStatusAsync(mediaId, cancellationToken).ConfigureAwait(false);
        }

        return upload;
    }

    private static TimeSpan PauseOf(WireProcessing processing)
        => TimeSpan.FromSeconds(Math.Clamp(processing.CheckAfterSecs ?? UsualPause, MinPause, MaxPause));

    private DmException CannotProcess(WireProcessing processing)
    {
        var problem = processing.Error is null ? null : ProblemReader.ToProblem(processing.Error);
        var why = problem is null ? "." : $": {problem}";
        return new(DmErrorKind.InvalidRequest, $"X could not process '{file.Name}' ({file.MediaType}){why}")
        {
            RecommendedAction = file.Category == MediaCategory.Video
                ? "Play it to see whether it is whole. X takes MP4 with H.264 video and AAC sound, for most accounts at most 140 seconds of it: "
                    + "convert it, or cut it."
                : "Open it to see whether it is whole, and save it again with fewer and smaller frames.",
            Problem = problem,
            Target = file.FullPath,
        };
    }

    private DmException TooSlow() => new(DmErrorKind.Service, $"X has not processed '{file.Name}' within {(int)Longest.TotalMinutes} minutes.")
    {
        RecommendedAction = "Nothing was sent. Upload it again later, or make it smaller.",
        Target = file.FullPath,
    };
}
