using TwitterDm.Auth;

namespace TwitterDm.Http;

/// <summary>Signs every attempt anew, and only requests to the API's own address: credentials go nowhere else.</summary>
internal sealed class AuthenticationHandler(DmCredential credential, Uri apiBaseUri) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = null;
        if (IsApi(request.RequestUri))
            credential.Authorize(request);
        return base.SendAsync(request, cancellationToken);
    }

    private bool IsApi(Uri? target)
        => target is { IsAbsoluteUri: true } && Uri.Compare(
            target, apiBaseUri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
