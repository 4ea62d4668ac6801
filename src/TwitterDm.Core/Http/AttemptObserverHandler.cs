using System.Net;

namespace TwitterDm.Http;

/// <summary>Tells who watches a request when an attempt of it leaves, and when it is certain that the attempt had no effect.</summary>
internal sealed class AttemptObserverHandler : DelegatingHandler
{
    public static HttpRequestOptionsKey<IAttemptObserver> Key { get; } = new("TwitterDm.Watch");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(Key, out var watch))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        watch.Leaving();
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized)
                watch.Refused();
            return response;
        }
        catch (HttpRequestException exception) when (TransportFailure.NeverLeft(exception))
        {
            watch.Refused();
            throw;
        }
    }
}

/// <summary>Hears of the attempts of one request, in their order. What it throws ends the request.</summary>
internal interface IAttemptObserver
{
    /// <summary>An attempt is about to leave: from now on it may have an effect.</summary>
    void Leaving();

    /// <summary>The attempt had no effect: it did not get out, or was refused before it was looked at.</summary>
    void Refused();
}
