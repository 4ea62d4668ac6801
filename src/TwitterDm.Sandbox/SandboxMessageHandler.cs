using System.Net;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox;

/// <summary>
/// The primary handler of an <see cref="HttpClient"/> that sends requests to a sandbox in the same process, whatever their host.
/// </summary>
public sealed class SandboxMessageHandler : HttpMessageHandler
{
    private readonly SandboxApi _api;

    /// <summary>Creates a handler for a sandbox.</summary>
    /// <param name="api">The sandbox. Several handlers can share one.</param>
    public SandboxMessageHandler(SandboxApi api)
    {
        ArgumentNullException.ThrowIfNull(api);
        _api = api;
    }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var uri = request.RequestUri is { IsAbsoluteUri: true } absolute
            ? absolute
            : throw new InvalidOperationException("The request URI must be absolute.");
        var body = request.Content is null
            ? []
            : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var response = await _api
            .HandleAsync(new SandboxRequest(request.Method.Method, uri, HeadersOf(request), body), cancellationToken)
            .ConfigureAwait(false);
        return ToMessage(response, request);
    }

    private static Dictionary<string, string> HeadersOf(HttpRequestMessage request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated)
            headers[name] = values.ToString();
        if (request.Content is not null)
        {
            foreach (var (name, values) in request.Content.Headers.NonValidated)
                headers[name] = values.ToString();
        }

        return headers;
    }

    private static HttpResponseMessage ToMessage(SandboxResponse response, HttpRequestMessage request)
    {
        var message = new HttpResponseMessage((HttpStatusCode)response.StatusCode)
        {
            Content = response.Stream is { } stream ? new StreamedContent(stream) : new ReadOnlyMemoryContent(response.Body),
            RequestMessage = request,
        };
        foreach (var (name, value) in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
