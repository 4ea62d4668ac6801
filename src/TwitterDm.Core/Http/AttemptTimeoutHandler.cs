namespace TwitterDm.Http;

/// <summary>
/// One attempt. The whole response is read within a time-out, so that a truncated or stalled body is a failure of the attempt, which the
/// retry handler can repeat. Of a file, only the headers are awaited.
/// </summary>
/// <param name="clock">Measures the time-out.</param>
/// <param name="timeout">The time from the first byte of the request to the last byte of the response.</param>
internal sealed class AttemptTimeoutHandler(TimeProvider clock, TimeSpan timeout) : DelegatingHandler
{
    // A page of 100 events is far below 1 MiB; a larger body than this does not come from the API.
    public const int MaxBody = 64 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, linked.Token).ConfigureAwait(false);
            if (!IsFile(request, response))
                await ReadBodyAsync(response, linked.Token).ConfigureAwait(false);
            return response;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not DmException
            && (exception is OperationCanceledException || deadline.IsCancellationRequested))
        {
            // The caller did not cancel: it is the socket's connect time-out, or ours for the whole response. A response that arrives just
            // when the time is up can fail while it is buffered: that is the time-out, too.
            response?.Dispose();
            throw deadline.IsCancellationRequested
                ? new HttpRequestException(
                    HttpRequestError.Unknown,
                    $"There was no complete response within {timeout.TotalSeconds:0} seconds",
                    exception)
                : new HttpRequestException(HttpRequestError.ConnectionError, exception.Message, exception);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }

    // Who reads the file has a time-out of their own.
    private static bool IsFile(HttpRequestMessage request, HttpResponseMessage response)
        => response.IsSuccessStatusCode && ApiCall.Find(request) is { Request.IsDownload: true };

    private static async Task ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var content = response.Content;
            response.Content = await BodyContent.ReceiveAsync(content, MaxBody, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (!response.IsSuccessStatusCode
            && (exception.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded || ResponseStatus.IsRefusal(response.StatusCode)))
        {
            // Only a success needs its body: any other status says enough.
            response.Content = BodyContent.Of([]);
        }
    }
}
