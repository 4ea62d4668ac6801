using System.Net;
using System.Text;

namespace TwitterDm.Core.Tests.Listing.Fuzzing;

/// <summary>A transport whose every list is one page; a page after it is empty.</summary>
internal sealed class PageTransport : HttpMessageHandler
{
    private const string Me = """{"data":{"id":"1385551234567890123","username":"sandbox_user"}}""";
    private const string End = """{"meta":{"result_count":0}}""";

    public byte[] Page { get; set; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        var body = uri.AbsolutePath.EndsWith("/me", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(Me)
            : uri.Query.Contains("pagination_token", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(End)
            : Page;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body), RequestMessage = request });
    }
}
