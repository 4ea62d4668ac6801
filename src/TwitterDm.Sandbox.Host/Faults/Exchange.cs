using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TwitterDm.Sandbox.Host.Faults;

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

    public async Task AnswerTrulyAsync() => await SendAsync(await HandleAsync().ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>The true answer, not sent yet.</summary>
    public async Task<SandboxResponse> HandleAsync() =>
        request is not null
            ? await api.HandleAsync(request, context.RequestAborted).ConfigureAwait(false)
            : new SandboxResponse(400, [], ReadOnlyMemory<byte>.Empty);

    public async Task SendAsync(SandboxResponse answer)
    {
        SendHeaders(answer);
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Sends the headers and the first half of the body, so that the client has them.</summary>
    public async Task SendHalfAsync(SandboxResponse answer)
    {
        SendHeaders(answer);
        await context.Response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    public async Task SendRestAsync(SandboxResponse answer) =>
        await context.Response.Body.WriteAsync(answer.Body[(answer.Body.Length / 2)..], context.RequestAborted).ConfigureAwait(false);

    /// <summary>Sends the headers, and then the body a byte at a time.</summary>
    public async Task SendSlowlyAsync(SandboxResponse answer, TimeSpan pause)
    {
        SendHeaders(answer);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        for (var index = 0; index < answer.Body.Length; index++)
        {
            await WaitAsync(pause).ConfigureAwait(false);
            await context.Response.Body.WriteAsync(answer.Body.Slice(index, 1), context.RequestAborted).ConfigureAwait(false);
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

    private void SendHeaders(SandboxResponse answer)
    {
        answered?.Invoke(recorded, answer);
        context.Response.StatusCode = answer.StatusCode;
        // Without one the server would write the time of this machine, and there is one clock for all.
        context.Response.Headers.Date = Now.ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        context.Response.ContentLength = answer.Body.Length;
    }
}
