using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TwitterDm.Core.Tests.Support;

/// <summary>A server that is not the API: it answers as a test wants, and keeps what it was asked.</summary>
internal sealed class OtherServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Target, string? Authorization)> _requests = new();

    private OtherServer(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(context =>
        {
            _requests.Enqueue(($"{context.Request.Method} {context.Request.Path}", context.Request.Headers.Authorization));
            return answer(context);
        });
    }

    public Uri BaseUri { get; private set; } = null!;

    /// <summary>What it was asked, and with which authorization.</summary>
    public IReadOnlyList<(string Target, string? Authorization)> Requests => [.. _requests];

    public static async Task<OtherServer> StartAsync(Func<HttpContext, Task>? answer = null)
    {
        var server = new OtherServer(answer ?? (context => context.Response.WriteAsync("{}")));
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.BaseUri = new Uri(addresses.Addresses.Single() + "/");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }
}
