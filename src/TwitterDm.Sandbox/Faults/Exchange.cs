using System.Globalization;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;

namespace TwitterDm.Sandbox.Faults;

/// <summary>
/// A request and its response while they are processed: what a fault can control. The server on the port says how bytes are moved.
/// </summary>
internal abstract class Exchange
{
    protected const int FirstPartLength = 1024;

    // Data written before an abort must be transmitted first, or the client would not receive it.
    private static readonly TimeSpan BeforeAbort = TimeSpan.FromMilliseconds(50);

    private static readonly UriCreationOptions AsItCame = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private SandboxResponse? _handled;

    /// <summary>The sandbox, once the request was received.</summary>
    public SandboxApi Api { get; private set; } = null!;

    public DateTimeOffset Now => Api.Options.Clock.GetUtcNow();

    public RecordedRequest Recorded { get; private set; } = null!;

    /// <summary>The request to the sandbox, or null if its target is not a valid URI.</summary>
    public SandboxRequest? Request { get; private set; }

    /// <summary>Called when the headers of the response are sent.</summary>
    public Action<RecordedRequest, SandboxResponse>? ResponseStarted { get; set; }

    public abstract string Method { get; }

    /// <summary>The request target with its original escapes, which OAuth 1.0a signatures cover.</summary>
    public abstract string Target { get; }

    /// <summary>The Host header, or null.</summary>
    public abstract string? Host { get; }

    /// <summary>The headers by case-insensitive name.</summary>
    public abstract IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Fires when the client has closed the connection, or the server stops.</summary>
    protected abstract CancellationToken Aborted { get; }

    public abstract Task<byte[]> ReadBodyAsync();

    /// <summary>Reads the first part of the body. The result is empty if there is no body.</summary>
    public abstract Task<byte[]> ReadFirstPartAsync();

    /// <summary>Resets the connection.</summary>
    public abstract void Abort();

    /// <summary>Writes the status line and the headers.</summary>
    /// <param name="response">The response.</param>
    protected abstract Task StartAsync(SandboxResponse response);

    /// <summary>Writes a part of the body.</summary>
    protected abstract Task WriteAsync(ReadOnlyMemory<byte> part);

    /// <summary>Transmits what was written.</summary>
    protected abstract Task FlushAsync();

    /// <summary>Continues with a request that was received, at least in part.</summary>
    /// <param name="api">The sandbox.</param>
    /// <param name="recorded">The request.</param>
    /// <param name="body">Its body.</param>
    public void Receive(SandboxApi api, RecordedRequest recorded, ReadOnlyMemory<byte> body)
    {
        (Api, Recorded) = (api, recorded);
        var target = Target.StartsWith('/') ? $"http://{Host}{Target}" : Target;
        Request =
            Uri.TryCreate(target, AsItCame, out var uri) && uri.IsAbsoluteUri
                ? new SandboxRequest(Method, uri, recorded.Headers, body)
                : null;
    }

    public async Task SendRealResponseAsync() => await SendAsync(await HandleAsync().ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Gets the real response without sending it.</summary>
    public async Task<SandboxResponse> HandleAsync() =>
        _handled = Request is not null ? await Api.HandleAsync(Request, Aborted).ConfigureAwait(false) : HostProblems.InvalidTarget;

    /// <summary>Says that nothing more is sent, so that a stream does not stay open.</summary>
    public void End() => _handled?.Stream?.Dispose();

    /// <summary>Sends a response to a request that is not part of an exchange.</summary>
    public async Task RefuseAsync(SandboxResponse response)
    {
        await StartAsync(response).ConfigureAwait(false);
        await WriteAsync(response.Body).ConfigureAwait(false);
    }

    public async Task SendAsync(SandboxResponse response)
    {
        await SendHeadersAsync(response).ConfigureAwait(false);
        if (response.Stream is { } stream)
            await SendPartsAsync(stream).ConfigureAwait(false);
        else
            await WriteAsync(response.Body).ConfigureAwait(false);
    }

    /// <summary>Sends the headers and the first half of the body.</summary>
    public async Task SendHalfAsync(SandboxResponse response)
    {
        await SendHeadersAsync(response).ConfigureAwait(false);
        await WriteAsync(response.Body[..(response.Body.Length / 2)]).ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
    }

    public Task SendRestAsync(SandboxResponse response) => WriteAsync(response.Body[(response.Body.Length / 2)..]);

    /// <summary>Sends the headers, and then the body one byte at a time.</summary>
    public async Task SendByteByByteAsync(SandboxResponse response, TimeSpan pause)
    {
        await SendHeadersAsync(response).ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
        for (var index = 0; index < response.Body.Length; index++)
        {
            await WaitAsync(pause).ConfigureAwait(false);
            await WriteAsync(response.Body.Slice(index, 1)).ConfigureAwait(false);
            await FlushAsync().ConfigureAwait(false);
        }
    }

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, Aborted);

    public async Task AbortWhenSentAsync()
    {
        await WaitAsync(BeforeAbort).ConfigureAwait(false);
        Abort();
    }

    private async Task SendPartsAsync(StreamedBody stream)
    {
        // The client learns at once that it is connected.
        await FlushAsync().ConfigureAwait(false);
        await foreach (var part in stream.ReadAsync(Aborted).ConfigureAwait(false))
        {
            await WriteAsync(part).ConfigureAwait(false);
            await FlushAsync().ConfigureAwait(false);
        }
    }

    private Task SendHeadersAsync(SandboxResponse response)
    {
        ResponseStarted?.Invoke(Recorded, response);
        // Not the time of this machine, but that of the sandbox's clock.
        return StartAsync(
            response with
            {
                Headers =
                [
                    .. response.Headers.Where(header => !IsDate(header.Key)),
                    new("Date", Now.ToString("R", CultureInfo.InvariantCulture)),
                ],
            });
    }

    private static bool IsDate(string name) => string.Equals(name, "Date", StringComparison.OrdinalIgnoreCase);
}
