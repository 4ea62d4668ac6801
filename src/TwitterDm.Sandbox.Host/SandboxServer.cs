using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Host;

/// <summary>The sandbox on a port of 127.0.0.1, for real sockets and for clients in any language.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RequestLog _log = new();

    private SandboxServer(SandboxApi api, int port)
    {
        Api = api;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>The address to point a client at.</summary>
    public Uri BaseUri { get; private set; } = null!;

    /// <summary>The simulated API behind the port.</summary>
    public SandboxApi Api { get; }

    /// <summary>What goes wrong, and when; nothing until it is told.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>The last requests, oldest first, at most 10,000 of them.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>Hears of each answer when its headers leave, whether or not its body arrives; on many threads at once.</summary>
    public Action<RecordedRequest, SandboxResponse>? Answered { get; set; }

    /// <summary>Starts a sandbox that listens when this returns.</summary>
    /// <param name="options">What to simulate; null for the defaults.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="ct">Gives the start up.</param>
    /// <returns>The running server; disposing it stops it.</returns>
    public static async Task<SandboxServer> StartAsync(SandboxOptions? options = null, int port = 0, CancellationToken ct = default)
    {
        var server = new SandboxServer(new SandboxApi(options ?? new SandboxOptions()), port);
        try
        {
            await server._app.StartAsync(ct).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.BaseUri = new Uri(addresses.Addresses.Single());
        return server;
    }

    /// <summary>Stops listening and ends what is under way.</summary>
    /// <returns>The end of the stop.</returns>
    public async ValueTask DisposeAsync()
    {
        // Slow answers are not waited for: whoever stops the server has what it wanted.
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ServeAsync(HttpContext context)
    {
        try
        {
            var head = HeadOf(context);
            if (Faults.TakeWhileReading(head) is { } early)
            {
                await early.ApplyAsync(Receive(context, head, await WireRequest.ReadPieceAsync(context).ConfigureAwait(false))).ConfigureAwait(false);
                return;
            }

            var exchange = Receive(context, head, await WireRequest.ReadBodyAsync(context).ConfigureAwait(false));
            await (Faults.Take(exchange.Recorded) is { } fault ? fault.ApplyAsync(exchange) : exchange.SendRealResponseAsync()).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client went away, which is its right.
        }
    }

    private RecordedRequest HeadOf(HttpContext context) => new(
        Faults.NextNumber(),
        Api.Options.Clock.GetUtcNow(),
        context.Request.Method,
        WireRequest.TargetOf(context),
        WireRequest.HeadersOf(context));

    private Exchange Receive(HttpContext context, RecordedRequest head, byte[] body)
    {
        // A copy: the log would hold on to the whole of a large one.
        var recorded = head with { Body = body.Length > RecordedRequest.BodyLimit ? body[..RecordedRequest.BodyLimit] : body };
        _log.Add(recorded);
        return new Exchange(context, recorded, WireRequest.ToSandbox(context, recorded, body), Api, Answered);
    }
}
