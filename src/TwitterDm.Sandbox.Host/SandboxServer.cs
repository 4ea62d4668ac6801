using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TwitterDm.Sandbox.Faults;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Host;

/// <summary>Serves a sandbox on a port of 127.0.0.1, for tests over sockets and for clients in any language.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RequestDispatcher _dispatcher;

    private SandboxServer(SandboxApi api, int port)
    {
        Api = api;
        _dispatcher = new RequestDispatcher(api);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>The base URL for clients.</summary>
    public Uri BaseUri { get; private set; } = null!;

    /// <summary>The simulated API.</summary>
    public SandboxApi Api { get; }

    /// <summary>The faults to inject. Initially there are none.</summary>
    public FaultPlan Faults => _dispatcher.Faults;

    /// <summary>The last 10,000 requests, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _dispatcher.Requests;

    /// <summary>Called when the headers of a response are sent. It can be called on many threads at once.</summary>
    public Action<RecordedRequest, SandboxResponse>? ResponseStarted
    {
        get => _dispatcher.ResponseStarted;
        set => _dispatcher.ResponseStarted = value;
    }

    /// <summary>Starts a server.</summary>
    /// <param name="options">What to simulate, or null for the defaults.</param>
    /// <param name="port">The port, or 0 for any free port.</param>
    /// <param name="ct">Cancels the start.</param>
    /// <returns>The listening server. Disposing it stops it.</returns>
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

    /// <summary>Stops listening and aborts requests in progress.</summary>
    /// <returns>A task that completes when the server has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        // Do not wait for slow responses: the caller that stops the server does not need them.
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ServeAsync(HttpContext context)
    {
        try
        {
            await _dispatcher.ServeAsync(new KestrelExchange(context), BaseUri.Port).ConfigureAwait(false);
        }
        catch (Exception problem)
            when (problem is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client closed the connection.
        }
    }
}
