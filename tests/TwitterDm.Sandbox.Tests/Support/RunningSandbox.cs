using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Support;

/// <summary>A sandbox on a loopback port with a manual clock, and a client for it.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private RunningSandbox(PortServer server, ManualClock clock)
    {
        Server = server;
        Clock = clock;
        Client = new SandboxClient(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.BaseUri });
    }

    public PortServer Server { get; }

    public ManualClock Clock { get; }

    public SandboxClient Client { get; }

    public static async Task<RunningSandbox> StartAsync(SandboxOptions? options = null, ServerKind kind = ServerKind.Kestrel)
    {
        var clock = new ManualClock();
        return new RunningSandbox(await PortServer.StartAsync((options ?? new SandboxOptions()) with { Clock = clock }, kind), clock);
    }

    public Task<Reply> GetAsync(string pathAndQuery, string? authorization = SandboxClient.AsUser) => Client.GetAsync(pathAndQuery, authorization);

    public Task<Reply> PostAsync(string path, string? authorization, params (string Name, string Value)[] form) =>
        Client.PostAsync(path, authorization, form);

    /// <summary>The Authorization header for an account of the sandbox, by its number.</summary>
    public string As(int account) => $"Bearer {Server.Api.IssueTokens(account: account).AccessToken}";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
