using System.Net;

namespace TwitterDm.Http;

/// <summary>Notifies the observer of a request when an attempt starts, and when it certainly had no effect or can have had one.</summary>
internal sealed class AttemptObserverHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var observer = ApiCall.Of(request).Attempts;
        observer.OnStarting();
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized)
                observer.OnNoEffect();
            else if (ResponseStatus.IsUnavailable(response.StatusCode))
                observer.OnUnknown();
            return response;
        }
        catch (HttpRequestException exception) when (TransportFailure.NeverLeft(exception))
        {
            observer.OnNoEffect();
            throw;
        }
        catch
        {
            observer.OnUnknown();
            throw;
        }
    }
}
