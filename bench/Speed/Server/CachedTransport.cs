using System.Net;

namespace TwitterDm.Bench.Speed.Server;

/// <summary>Answers an <see cref="HttpClient"/> in this process from the cache.</summary>
internal sealed class CachedTransport(PageCache pages) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(await pages.GetAsync(request.RequestUri!));
        content.Headers.ContentType = new("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }
}
