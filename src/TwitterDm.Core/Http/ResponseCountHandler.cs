using System.Net;
using TwitterDm.Notices;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Http;

/// <summary>
/// Counts every response, for the connection and for the operation, and reports the request with its status and its time.
/// </summary>
/// <param name="usage">Counts for the connection.</param>
/// <param name="clock">Measures the time.</param>
internal sealed class ResponseCountHandler(UsageMeter usage, TimeProvider clock) : DelegatingHandler
{
    private const int MaxAddress = 500;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var call = ApiCall.Of(request);
        usage.CountRequest();
        call.Operation.Usage.CountRequest();
        if (call.Operation.Notices.ShowsDetails())
            call.Operation.Notices.Debug(Describe(request, call, response.StatusCode, clock.GetElapsedTime(start)));
        return response;
    }

    // The API's addresses have no secret: tokens are in the headers, and texts in the body. The query of another address may be one.
    private static string Describe(HttpRequestMessage request, ApiCall call, HttpStatusCode status, TimeSpan duration)
    {
        var address = call.Request.Address is null ? request.RequestUri?.ToString() : request.RequestUri?.GetLeftPart(UriPartial.Path);
        return FormattableString.Invariant(
            $"{request.Method} {VisibleText.Of(address, MaxAddress)}: {(int)status} after {duration.TotalMilliseconds:0} ms");
    }
}
