using System.Net.Http.Headers;
using TwitterDm.Http;

namespace TwitterDm.Core.Tests.Support;

/// <summary>A transport that changes the bytes of the API's responses.</summary>
/// <param name="rewrite">Creates the new body from the path and query of the request and the real body.</param>
internal sealed class RewrittenBodies(Func<string, byte[], byte[]> rewrite) : DelegatingHandler(HttpPipeline.CreateSocket())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var real = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var body = rewrite(request.RequestUri!.PathAndQuery, real);
        if (!ReferenceEquals(body, real))
            response.StatusCode = System.Net.HttpStatusCode.OK;
        response.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return response;
    }
}
