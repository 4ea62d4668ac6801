using TwitterDm.Notices;

namespace TwitterDm.Http;

/// <summary>
/// One attempt: its answer is read whole, within a time-out, so that a cut or stalled body is a failure of the attempt, which the retry
/// outside can repeat.
/// </summary>
internal sealed class AttemptTimeoutHandler(TimeProvider clock, TimeSpan timeout, Action? onAnswer) : DelegatingHandler
{
    // A page of 100 events is far below 1 MiB; what is larger than this is no answer of the API.
    private const int MaxBody = 64 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, linked.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(MaxBody).WaitAsync(linked.Token).ConfigureAwait(false);
            onAnswer?.Invoke();
            var options = DmCallOptions.Of(request);
            options.Share?.CountRequest();
            options.Verbose($"{ApiRequest.EndpointOf(request)} was answered with {(int)response.StatusCode}.");
            return response;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not DmException
            && (exception is OperationCanceledException || deadline.IsCancellationRequested))
        {
            // Nobody cancelled: it is the socket's time-out for connecting, or ours for the whole answer. An answer that comes just when its
            // time is over can trip over its own buffer: that is the time-out, too.
            response?.Dispose();
            throw deadline.IsCancellationRequested
                ? new HttpRequestException(HttpRequestError.Unknown, $"There was no complete answer within {timeout.TotalSeconds:0} seconds", exception)
                : new HttpRequestException(HttpRequestError.ConnectionError, exception.Message, exception);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }
}
