using System.Net.Http.Headers;
using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Watching.Streaming;

/// <summary>A connection to X as the app: ordinary requests, and the stream, which has a client of its own because it never ends.</summary>
internal sealed class AppConnection : IDisposable
{
    private readonly HttpPipeline _pipeline;
    private readonly HttpClient _stream;

    /// <param name="access">How to reach X.</param>
    /// <param name="token">The app-only token.</param>
    /// <param name="operation">The operation.</param>
    public AppConnection(AppAccess access, string token, Operation operation)
    {
        Clock = access.Clock;
        _pipeline = access.CreatePipeline(token);
        Client = new ApiClient(_pipeline, operation, access.Clock, access.Usage, Billing.ItemsOf, new ServerVocabulary());
        _stream = new(access.Transport?.Invoke() ?? HttpPipeline.CreateSocket())
        {
            BaseAddress = access.ApiBaseUri,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _stream.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Sends the ordinary requests.</summary>
    public ApiClient Client { get; }

    public TimeProvider Clock { get; }

    /// <summary>Requests the stream; the response is returned as soon as its headers have arrived.</summary>
    public async Task<HttpResponseMessage> OpenStreamAsync(CancellationToken cancellationToken)
    {
        using var message = ActivityEndpoints.Stream.ToMessage();
        return await _stream.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _pipeline.Dispose();
    }
}
