using TwitterDm.Auth;
using TwitterDm.Auth.Store;
using TwitterDm.Core.Tests.Auth.Store;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.StoreWorker;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Limits;

/// <summary>Processes that use one profile.</summary>
public sealed class SharingProcessesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_processes_use_one_window_and_none_is_refused()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { RequestsPerWindow = 3 });
        using var mine = await SignInAndSaveAsync(server);
        using var worker = await StartAsync();

        Assert.Equal("2 left", await AskAsync(worker));
        Assert.Equal(2, Left(mine));
        await ReadAsync(mine);
        Assert.Equal("0 left", await AskAsync(worker));
        var error = await Assert.ThrowsAsync<DmException>(() => ReadAsync(mine));
        Assert.Equal(nameof(DmErrorKind.RateLimit), await AskAsync(worker));

        Assert.Equal(DmErrorKind.RateLimit, error.Kind);
        Assert.Equal(3, Lists(server));
    }

    [Fact]
    public async Task What_a_killed_process_had_under_way_runs_out()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { RequestsPerWindow = 2 });
        using var mine = await SignInAndSaveAsync(server);
        using var worker = await StartAsync();
        await ReadAsync(mine);
        server.Faults.When(IsList, Fault.SlowHeaders(TimeSpan.FromMinutes(1)));
        worker.Say("read");
        await Bounds.UntilAsync(() => Lists(server) >= 2);
        await worker.KillAsync();

        await Assert.ThrowsAsync<DmException>(() => ReadAsync(mine));
        using var later = await OpenAsync(server, new LaterClock(TimeSpan.FromSeconds(111)));
        await ReadAsync(later);

        Assert.Equal(3, Lists(server));
    }

    private static bool IsList(RecordedRequest request) => request.PathAndQuery.StartsWith("/2/dm_events?", StringComparison.Ordinal);

    private static int Lists(SandboxServer server) => server.Requests.Count(IsList);

    private static int Left(DmConnection connection) => connection.RateLimits.Single(limit => limit.Endpoint == LimitedApi.All).Remaining;

    private static Task<List<DmEvent>> ReadAsync(DmConnection connection)
        => LimitedApi.ReadOnceAsync(new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop }), LimitedApi.All);

    private static async Task<string?> AskAsync(Worker worker)
    {
        worker.Say("read");
        return await worker.ReadLineAsync();
    }

    private ProfileStore Profiles() => new(_folder.Profiles, keys: new NoKeyRing());

    private async Task<DmConnection> SignInAndSaveAsync(SandboxServer server)
    {
        var connection = await DmConnection.OpenAsync(new() { ApiBaseUri = server.BaseUri, Credential = new BearerCredential(SandboxCredentials.UserToken) });
        await connection.SaveAsync(Profiles().Open("a"), CancellationToken.None);
        return connection;
    }

    private async Task<DmConnection> OpenAsync(SandboxServer server, TimeProvider clock)
    {
        var store = Profiles().Open("a");
        var (credential, _, userId) = await SavedSignIn.ReadAsync(new SignInSetting { Store = store, Clock = clock }, "a", CancellationToken.None);
        return await DmConnection.OpenAsync(new() { ApiBaseUri = server.BaseUri, Credential = credential, Clock = clock, Profile = store, ProfileUserId = userId });
    }

    private async Task<Worker> StartAsync()
    {
        var worker = Worker.Start(_folder.Profiles, KeyRings.None, "a", "read");
        Assert.Equal("connected", await worker.ReadLineAsync());
        return worker;
    }

    private sealed class LaterClock(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }
}
