using TwitterDm.Sandbox.Host;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Serving;

namespace TwitterDm.Sandbox.Tests.Support;

/// <summary>What serves a sandbox on a port.</summary>
public enum ServerKind
{
    /// <summary>The host program, on Kestrel.</summary>
    Kestrel,

    /// <summary>The listener of the module, on sockets.</summary>
    Listener,
}

/// <summary>A sandbox on a port, whatever serves it.</summary>
internal sealed class PortServer : IAsyncDisposable
{
    private readonly SandboxServer? _kestrel;
    private readonly SandboxListener? _listener;

    private PortServer(SandboxServer? kestrel, SandboxListener? listener) => (_kestrel, _listener) = (kestrel, listener);

    public Uri BaseUri => _kestrel?.BaseUri ?? _listener!.BaseUri;

    public SandboxApi Api => _kestrel?.Api ?? _listener!.Api;

    public FaultPlan Faults => _kestrel?.Faults ?? _listener!.Faults;

    public IReadOnlyList<RecordedRequest> Requests => _kestrel?.Requests ?? _listener!.Requests;

    public Action<RecordedRequest, SandboxResponse> ResponseStarted
    {
        set
        {
            if (_kestrel is not null)
                _kestrel.ResponseStarted = value;
            else
                _listener!.ResponseStarted = value;
        }
    }

    public static async Task<PortServer> StartAsync(SandboxOptions options, ServerKind kind) => kind == ServerKind.Kestrel
        ? new PortServer(await SandboxServer.StartAsync(options), listener: null)
        : new PortServer(kestrel: null, SandboxListener.Start(options));

    public async ValueTask DisposeAsync()
    {
        _listener?.Dispose();
        if (_kestrel is not null)
            await _kestrel.DisposeAsync();
    }
}
