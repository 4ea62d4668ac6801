using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using TwitterDm.Http;
using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>
/// Downloads one file into a partial one, and continues where it was interrupted. Redirects are followed to X's hosts and the API's only,
/// and without credentials as soon as they lead to another one.
/// </summary>
/// <param name="client">Sends the requests.</param>
/// <param name="apiBaseUri">The API's address.</param>
/// <param name="clock">Measures the time-outs.</param>
internal sealed class FileDownload(ApiClient client, Uri apiBaseUri, TimeProvider clock)
{
    /// <summary>How long the next bytes may take.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(90);

    private const int MaxRedirects = 5;
    private const int MaxFailures = 4;
    private const int MaxAttempts = 60;
    private const int BufferSize = 128 * 1024;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);

    /// <summary>Downloads what is missing.</summary>
    /// <param name="request">The request for the file.</param>
    /// <param name="part">The file so far.</param>
    /// <param name="maximum">The maximum size in bytes.</param>
    /// <param name="progress">Counts the bytes.</param>
    /// <param name="cancellationToken">Ends the download at once; what has arrived is kept.</param>
    /// <exception cref="DmException">The file could not be downloaded, or not be written.</exception>
    public async Task RunAsync(
        ApiRequest request,
        PartFile part,
        long maximum,
        SaveProgress.Entry progress,
        CancellationToken cancellationToken)
    {
        for (int attempt = 1, failures = 0; ; attempt++)
        {
            var before = part.Length;
            try
            {
                await ReadAsync(request, part, maximum, progress, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (InterruptedException exception)
            {
                failures = part.Length > before && part.Tag is not null ? 0 : failures + 1;
                if (failures > MaxFailures || attempt == MaxAttempts)
                    throw ResponseReader.NoResponse(request, exception.InnerException!);
                client.Operation.Verbose(
                    FormattableString.Invariant(
                        $"{request} was interrupted after {part.Length} bytes: {ExceptionText.Of(exception.InnerException!)}. {(part.Tag is null ? "Starting again" : "Continuing")}."));
                await Task.Delay(FirstDelay * (1 << failures), clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadAsync(
        ApiRequest request,
        PartFile part,
        long maximum,
        SaveProgress.Entry progress,
        CancellationToken cancellationToken)
    {
        var isRest = part is { Tag: not null, Length: > 0 };
        if (!isRest && part.Length > 0)
            part.Restart(tag: null);
        using var response = await OpenAsync(isRest ? request.From(part.Length, part.Tag!) : request, cancellationToken)
            .ConfigureAwait(false);
        if (IsComplete(response, part))
            return;
        var total = Begin(request, response, part, isRest);
        if (total > maximum)
            throw TooLarge(request, part, maximum);
        progress.Report(part.Length, total);
        await CopyAsync(request, response, part, maximum, progress, total, cancellationToken).ConfigureAwait(false);
        if (total is { } expected && part.Length != expected)
            throw Ended();
    }

    // Returns the size of the whole file, as far as it is known.
    private static long? Begin(ApiRequest request, HttpResponseMessage response, PartFile part, bool isRest)
    {
        if (response.Content.Headers.ContentEncoding.Any(coding => !string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase)))
            throw ResponseReader.Unfit(request, "The response is compressed, although that was not accepted.");
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                part.Restart(response.Headers.ETag);
                return part.Total = response.Content.Headers.ContentLength;
            case HttpStatusCode.PartialContent
                when isRest
                    && response.Content.Headers.ContentRange is { Unit: "bytes", From: { } start } range
                    && start == part.Length
                    && IsSameVersion(response, range, part):
                return part.Total ??= range.Length;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when isRest:
                part.Restart(tag: null);
                throw new InterruptedException(
                    new HttpRequestException(
                        HttpRequestError.InvalidResponse,
                        "the server returned a different range than requested"));
            default:
                throw ResponseReader.Unfit(
                    request,
                    FormattableString.Invariant($"The response is not a file: its status is {(int)response.StatusCode}."));
        }
    }

    // A part that does not say of which version it is, or is of a file of another size, may be of another version.
    private static bool IsSameVersion(HttpResponseMessage response, ContentRangeHeaderValue range, PartFile part)
        => Equals(response.Headers.ETag, part.Tag) && (part.Total is null || range.Length is null || range.Length == part.Total);

    // Nothing follows what there is: the run before was interrupted between the last byte and the end.
    private static bool IsComplete(HttpResponseMessage response, PartFile part)
        => response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
        && response.Content.Headers.ContentRange?.Length is { } length
        && length == part.Length
        && length > 0;

    private async Task CopyAsync(
        ApiRequest request,
        HttpResponseMessage response,
        PartFile part,
        long maximum,
        SaveProgress.Entry progress,
        long? total,
        CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        using var idle = new CancellationTokenSource(IdleTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            for (var read = await NextAsync().ConfigureAwait(false); read > 0; read = await NextAsync().ConfigureAwait(false))
            {
                if (part.Length + read > maximum)
                    throw TooLarge(request, part, maximum);
                await part.AppendAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                progress.Report(part.Length, total);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        async Task<int> NextAsync()
        {
            try
            {
                idle.CancelAfter(IdleTimeout);
                var body = await response.Content.ReadAsStreamAsync(linked.Token).ConfigureAwait(false);
                return await body.ReadAsync(buffer, linked.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
                when (exception is HttpRequestException or IOException
                    || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw exception is OperationCanceledException
                    ? new InterruptedException(
                        new HttpRequestException(
                            HttpRequestError.ResponseEnded,
                            $"nothing arrived within {IdleTimeout.TotalSeconds:0} seconds",
                            exception))
                    : new InterruptedException(exception);
            }
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var response = await client.OpenFileAsync(request, cancellationToken).ConfigureAwait(false);
            if (!ResponseStatus.IsRedirect(response))
                return response;
            using (response)
            {
                if (redirects == MaxRedirects)
                {
                    throw ResponseReader.Unfit(
                        request,
                        FormattableString.Invariant($"The response is a redirect, after {MaxRedirects} others."));
                }

                request = Follow(request, response.RequestMessage!.RequestUri!, response.Headers.Location);
            }
        }
    }

    private ApiRequest Follow(ApiRequest request, Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var target))
            throw ResponseReader.Unfit(request, "The response is a redirect without a valid address.");
        return FileHosts.IsAllowed(target, apiBaseUri)
            ? request.RedirectedTo(target, isAnonymous: request.IsAnonymous || !FileHosts.HasSameOrigin(from, target))
            : throw ResponseReader.Unfit(
                request,
                $"The response is a redirect to {VisibleText.Of(target.GetLeftPart(UriPartial.Authority), 100)}, which is not followed: that is not one of X's addresses.");
    }

    private static InterruptedException Ended() => new(new HttpRequestException(HttpRequestError.ResponseEnded, "it ends early"));

    private static DmException TooLarge(ApiRequest request, PartFile part, long maximum)
    {
        part.Delete();
        return ResponseReader.Unfit(
            request,
            $"The file is larger than {ByteCount.Exactly(maximum)}, which is more than it should be, and was discarded.");
    }

    // A failure of the network, not of a file.
    private sealed class InterruptedException(Exception cause) : Exception(cause.Message, cause);
}
