namespace TwitterDm.Http;

/// <summary>
/// One attempt. The whole response is read within a time-out, so that a truncated or stalled body is a failure of the attempt, which the retry
/// handler can repeat.
/// </summary>
/// <param name="clock">Measures the time-out.</param>
/// <param name="timeout">The time from the first byte of the request to the last byte of the response.</param>
internal sealed class AttemptTimeoutHandler(TimeProvider clock, TimeSpan timeout) : DelegatingHandler
{
    // A page of 100 events is far below 1 MiB; a larger body than this does not come from the API.
    private const int MaxBody = 64 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, linked.Token).ConfigureAwait(false);
            await BufferAsync(response.Content).WaitAsync(linked.Token).ConfigureAwait(false);
            return response;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not DmException
            && (exception is OperationCanceledException || deadline.IsCancellationRequested))
        {
            // The caller did not cancel: it is the socket's connect time-out, or ours for the whole response. A response that arrives just
            // when the time is up can fail while it is buffered: that is the time-out, too.
            response?.Dispose();
            throw deadline.IsCancellationRequested
                ? new HttpRequestException(HttpRequestError.Unknown, $"There was no complete response within {timeout.TotalSeconds:0} seconds", exception)
                : new HttpRequestException(HttpRequestError.ConnectionError, exception.Message, exception);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }

    // The decompression of .NET reports a body that is not compressed as its headers say by exceptions of its own.
    private static async Task BufferAsync(HttpContent content)
    {
        try
        {
            await content.LoadIntoBufferAsync(MaxBody).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException and not ObjectDisposedException)
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "The response is not compressed as its headers say", exception);
        }
    }
}
