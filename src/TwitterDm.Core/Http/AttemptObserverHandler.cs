using System.Net;

namespace TwitterDm.Http;

/// <summary>Tells the observer of a request when an attempt leaves, and when the attempt certainly had no effect.</summary>
internal sealed class AttemptObserverHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var attempts = ApiCall.Of(request).Attempts;
        attempts.Leaving();
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized)
                attempts.Refused();
            return response;
        }
        catch (HttpRequestException exception) when (TransportFailure.NeverLeft(exception))
        {
            attempts.Refused();
            throw;
        }
    }
}
