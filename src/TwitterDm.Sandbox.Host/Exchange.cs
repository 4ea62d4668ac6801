using System.Globalization;
using Microsoft.AspNetCore.Http;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;

namespace TwitterDm.Sandbox.Host;

/// <summary>A request and its response while they are processed: what a fault can control.</summary>
internal sealed class Exchange(HttpContext context, RecordedRequest recorded, SandboxRequest? request, SandboxApi api, Action<RecordedRequest, SandboxResponse>? responseStarted)
{
    // Data written before an abort must be transmitted first, or the client would not receive it.
    private static readonly TimeSpan BeforeAbort = TimeSpan.FromMilliseconds(50);

    public SandboxApi Api => api;

    public DateTimeOffset Now => api.Options.Clock.GetUtcNow();

    public RecordedRequest Recorded => recorded;

    /// <summary>The request to the sandbox, or null if its target is not a valid URI.</summary>
    public SandboxRequest? Request => request;

    public async Task SendRealResponseAsync() => await SendAsync(await HandleAsync().ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Gets the real response without sending it.</summary>
    public async Task<SandboxResponse> HandleAsync() =>
        request is not null
            ? await api.HandleAsync(request, context.RequestAborted).ConfigureAwait(false)
            : HostProblems.InvalidTarget;

    /// <summary>Sends a response to a request that is not part of an exchange.</summary>
    public static async Task SendAsync(HttpContext context, SandboxResponse response)
    {
        SendHead(context, response);
        await context.Response.Body.WriteAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    public async Task SendAsync(SandboxResponse response)
    {
        SendHeaders(response);
        if (response.Stream is { } stream)
        {
            await SendPartsAsync(stream).ConfigureAwait(false);
            return;
        }

        await context.Response.Body.WriteAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task SendPartsAsync(StreamedBody stream)
    {
        using var _ = stream;
        // The client learns at once that it is connected.
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        await foreach (var part in stream.ReadAsync(context.RequestAborted).ConfigureAwait(false))
        {
            await context.Response.Body.WriteAsync(part, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Sends the headers and the first half of the body.</summary>
    public async Task SendHalfAsync(SandboxResponse response)
    {
        SendHeaders(response);
        await context.Response.Body.WriteAsync(response.Body[..(response.Body.Length / 2)], context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    public async Task SendRestAsync(SandboxResponse response) =>
        await context.Response.Body.WriteAsync(response.Body[(response.Body.Length / 2)..], context.RequestAborted).ConfigureAwait(false);

    /// <summary>Sends the headers, and then the body one byte at a time.</summary>
    public async Task SendByteByByteAsync(SandboxResponse response, TimeSpan pause)
    {
        SendHeaders(response);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        for (var index = 0; index < response.Body.Length; index++)
        {
            await WaitAsync(pause).ConfigureAwait(false);
            await context.Response.Body.WriteAsync(response.Body.Slice(index, 1), context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, context.RequestAborted);

    public void Abort() => context.Abort();

    public async Task AbortWhenSentAsync()
    {
        await WaitAsync(BeforeAbort).ConfigureAwait(false);
        context.Abort();
    }

    private void SendHeaders(SandboxResponse response)
    {
        responseStarted?.Invoke(recorded, response);
        // Without this header, the server would send the time of this machine instead of the sandbox's clock.
        context.Response.Headers.Date = Now.ToString("R", CultureInfo.InvariantCulture);
        SendHead(context, response);
    }

    private static void SendHead(HttpContext context, SandboxResponse response)
    {
        context.Response.StatusCode = response.StatusCode;
        foreach (var (name, value) in response.Headers)
            context.Response.Headers[name] = value;
        if (response.Stream is null)
            context.Response.ContentLength = response.Body.Length;
    }
}
