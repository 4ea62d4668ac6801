using System.Net;

namespace TwitterDm.Sandbox;

/// <summary>The sandbox as the innermost handler of an <see cref="HttpClient"/>: no socket, any base address.</summary>
public sealed class SandboxMessageHandler : HttpMessageHandler
{
    private readonly SandboxApi _api;

    /// <summary>Makes a handler that hands every request to the given sandbox.</summary>
    /// <param name="api">The sandbox; several handlers can share one.</param>
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
            : throw new InvalidOperationException("The request has no absolute address.");
        var body = request.Content is null
            ? []
            : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var answer = await _api
            .HandleAsync(new SandboxRequest(request.Method.Method, uri, HeadersOf(request), body), cancellationToken)
            .ConfigureAwait(false);
        return ToMessage(answer, request);
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

    private static HttpResponseMessage ToMessage(SandboxResponse answer, HttpRequestMessage request)
    {
        var message = new HttpResponseMessage((HttpStatusCode)answer.StatusCode)
        {
            Content = new ReadOnlyMemoryContent(answer.Body),
            RequestMessage = request,
        };
        foreach (var (name, value) in answer.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
