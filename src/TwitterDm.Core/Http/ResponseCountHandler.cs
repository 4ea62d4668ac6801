using TwitterDm.Usage;

namespace TwitterDm.Http;

/// <summary>Counts every response, for the connection and for the operation, and reports its status.</summary>
/// <param name="usage">Counts for the connection.</param>
internal sealed class ResponseCountHandler(UsageMeter usage) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var call = ApiCall.Of(request);
        usage.CountRequest();
        call.Operation.Usage.CountRequest();
        call.Operation.Verbose($"{call.Request.Endpoint} was answered with {(int)response.StatusCode}.");
        return response;
    }
}
