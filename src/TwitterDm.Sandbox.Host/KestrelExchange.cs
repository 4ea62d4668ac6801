using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TwitterDm.Sandbox.Faults;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Host;

/// <summary>A request that Kestrel has received.</summary>
internal sealed class KestrelExchange(HttpContext context) : Exchange
{
    public override string Method => context.Request.Method;

    public override string Target { get; } = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    public override string? Host => context.Request.Host.Value;

    public override IReadOnlyDictionary<string, string> Headers { get; } =
        context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    protected override CancellationToken Aborted => context.RequestAborted;

    public override async Task<byte[]> ReadBodyAsync()
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, Aborted).ConfigureAwait(false);
        return body.ToArray();
    }

    public override async Task<byte[]> ReadFirstPartAsync()
    {
        var part = new byte[FirstPartLength];
        var length = await context.Request.Body.ReadAsync(part, Aborted).ConfigureAwait(false);
        return part[..length];
    }

    public override void Abort() => context.Abort();

    protected override Task StartAsync(SandboxResponse response)
    {
        context.Response.StatusCode = response.StatusCode;
        foreach (var (name, value) in response.Headers)
            context.Response.Headers[name] = value;
        if (response.Stream is null)
            context.Response.ContentLength = response.Body.Length;
        return Task.CompletedTask;
    }

    protected override async Task WriteAsync(ReadOnlyMemory<byte> part)
        => await context.Response.Body.WriteAsync(part, Aborted).ConfigureAwait(false);

    protected override Task FlushAsync() => context.Response.Body.FlushAsync(Aborted);
}
