using System.Net;
using TwitterDm.Auth;

namespace TwitterDm.Http;

/// <summary>
/// Signs every attempt anew, and only requests to the API's own address: credentials are sent nowhere else. The one exception are
/// attachments on X's other hosts, which OAuth 1.0a signs: a signature is good for one address only, while a bearer token would be good for
/// everything. After a 401 it asks the credential for a newer token, once: a refused request was not processed, so sending it again
/// duplicates nothing.
/// </summary>
internal sealed class AuthenticationHandler(DmCredential credential, Uri apiBaseUri) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = null;
        if (!MaySign(request))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var notices = ApiCall.Find(request)?.Operation.Notices;
        await credential.AuthorizeAsync(request, notices, cancellationToken).ConfigureAwait(false);
        RequiredScope.Check(request, credential.Scopes);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized
            || !await credential.RenewAsync(request, notices, cancellationToken).ConfigureAwait(false))
        {
            return response;
        }

        response.Dispose();
        await credential.AuthorizeAsync(request, notices, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private bool MaySign(HttpRequestMessage request)
        => ApiCall.Find(request)?.Request switch
        {
            { IsAnonymous: true } => false,
            { Address: { } address } when credential.Method == DmAuthenticationMethod.OAuth1 => FileHosts.IsX(address)
                || IsApi(request.RequestUri),
            _ => IsApi(request.RequestUri),
        };

    private bool IsApi(Uri? target)
        => target is { IsAbsoluteUri: true } && Uri.Compare(
            target, apiBaseUri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
