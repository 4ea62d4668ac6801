using System.Globalization;
using Microsoft.AspNetCore.Http;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Host;

/// <summary>One request on its way to an answer: what a fault has to work with.</summary>
internal sealed class Exchange(HttpContext context, RecordedRequest recorded, SandboxRequest? request, SandboxApi api, Action<RecordedRequest, SandboxResponse>? answered)
{
    // What is written before an abort has to be on its way first, or the client would not see it.
    private static readonly TimeSpan BeforeAbort = TimeSpan.FromMilliseconds(50);

    public SandboxApi Api => api;

    public DateTimeOffset Now => api.Options.Clock.GetUtcNow();

    public RecordedRequest Recorded => recorded;

    /// <summary>The request as the sandbox gets it; null where its address is none.</summary>
    public SandboxRequest? Request => request;

    public async Task SendRealResponseAsync() => await SendAsync(await HandleAsync().ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>The true answer, not sent yet.</summary>
    public async Task<SandboxResponse> HandleAsync() =>
        request is not null
            ? await api.HandleAsync(request, context.RequestAborted).ConfigureAwait(false)
            : new SandboxResponse(400, [], ReadOnlyMemory<byte>.Empty);

    public async Task SendAsync(SandboxResponse response)
    {
        SendHeaders(response);
        await context.Response.Body.WriteAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Sends the headers and the first half of the body, so that the client has them.</summary>
    public async Task SendHalfAsync(SandboxResponse response)
    {
        SendHeaders(response);
        await context.Response.Body.WriteAsync(response.Body[..(response.Body.Length / 2)], context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    public async Task SendRestAsync(SandboxResponse response) =>
        await context.Response.Body.WriteAsync(response.Body[(response.Body.Length / 2)..], context.RequestAborted).ConfigureAwait(false);

    /// <summary>Sends the headers, and then the body a byte at a time.</summary>
    public async Task SendSlowlyAsync(SandboxResponse response, TimeSpan pause)
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
        answered?.Invoke(recorded, response);
        context.Response.StatusCode = response.StatusCode;
        // Without one the server would write the time of this machine, and there is one clock for all.
        context.Response.Headers.Date = Now.ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in response.Headers)
            context.Response.Headers[name] = value;
        context.Response.ContentLength = response.Body.Length;
    }
}
