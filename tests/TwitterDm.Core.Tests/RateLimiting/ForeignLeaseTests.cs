using System.Text.Json;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.RateLimiting;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>Limits that other processes wrote are used only for as long as they are plausible.</summary>
public sealed class ForeignLeaseTests : IDisposable
{
    private const string Endpoint = "GET /2/dm_events";

    private static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(110);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    public ForeignLeaseTests() => Directory.CreateDirectory(_folder.Profiles);

    private string Place => _folder.File("a.limits");

    public void Dispose() => _folder.Dispose();

    [Theory]
    // A lease of a running process ends within the maximum duration of an attempt.
    [InlineData(1, 1, true)]
    [InlineData(1, 109, true)]
    [InlineData(1, 112, false)]
    [InlineData(1, 24 * 60 * 60, false)]
    [InlineData(1, 10L * 365 * 24 * 60 * 60, false)]
    [InlineData(1, 0, false)]
    [InlineData(1, -1, false)]
    [InlineData(1, -24 * 60 * 60, false)]
    [InlineData(0, 60, false)]
    [InlineData(-5, 60, false)]
    [InlineData(999, 60, true)]
    [InlineData(1_000, 60, false)]
    [InlineData(int.MaxValue, 60, false)]
    public async Task A_lease_of_another_process_counts_only_for_as_long_as_an_attempt_can_take(int count, long seconds, bool counts)
    {
        Write(
            leases:
            [
                new RateLimitSnapshotDocument.LeaseEntry
                {
                    Process = "other",
                    Endpoint = Endpoint,
                    Count = count,
                    Until = _clock.GetUtcNow().AddSeconds(seconds),
                },
            ]);

        Assert.Equal(counts, await HasToWaitAsync(Limiter()));
    }

    [Fact]
    public async Task A_lease_that_is_listed_twice_counts_once()
    {
        var lease = new RateLimitSnapshotDocument.LeaseEntry { Process = "other", Endpoint = Endpoint, Count = 1, Until = _clock.GetUtcNow().AddSeconds(60) };
        Write(remaining: 2, leases: [lease, lease]);

        Assert.False(await HasToWaitAsync(Limiter()));
    }

    [Fact]
    public async Task Leases_of_a_killed_process_expire_though_living_processes_pass_them_on()
    {
        Write(
            remaining: 10,
            leases:
            [
                new RateLimitSnapshotDocument.LeaseEntry
                {
                    Process = "killed",
                    Endpoint = Endpoint,
                    Count = 9,
                    Until = _clock.GetUtcNow().AddSeconds(110),
                },
            ]);
        var living = Limiter();
        for (var writes = 0; writes < 11; writes++)
        {
            // Each acquire and release writes the file.
            var (_, lease) = await living.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default);
            Assert.Equal(["killed"], ReadFile().Leases.Where(item => item.Count == 9).Select(item => item.Process));
            await living.ReleaseAsync(lease!, observation: null, notices: null);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        await living.ReleaseAsync((await living.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default)).Lease!, observation: null, notices: null);

        Assert.Empty(ReadFile().Leases);
    }

    [Fact]
    public async Task A_lease_says_when_it_expires()
    {
        Write();

        await Limiter().AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default);

        var lease = Assert.Single(ReadFile().Leases);
        Assert.InRange(lease.Until - _clock.GetUtcNow(), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(120));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(24 * 60 * 60, true)]
    [InlineData(3 * 24 * 60 * 60, false)]
    [InlineData(10L * 365 * 24 * 60 * 60, false)]
    public async Task A_used_up_window_causes_a_wait_only_if_its_end_is_credible(long seconds, bool counts)
    {
        Write(remaining: 0, resetsIn: seconds);

        Assert.Equal(counts, await HasToWaitAsync(Limiter()));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(10L * 365 * 24 * 60 * 60, false)]
    public async Task A_closed_endpoint_causes_a_wait_only_if_its_end_is_credible(long seconds, bool counts)
    {
        Write(remaining: 3, closedFor: seconds);

        Assert.Equal(counts, await HasToWaitAsync(Limiter()));
    }

    private void Write(int remaining = 1, long resetsIn = 600, long closedFor = 0, params RateLimitSnapshotDocument.LeaseEntry[] leases)
    {
        var now = _clock.GetUtcNow();
        var window = new RateLimitSnapshotDocument.WindowEntry
        {
            Kind = DmRateLimitWindow.FifteenMinutes,
            Limit = 1_000,
            Remaining = remaining,
            ResetsAt = now.AddSeconds(resetsIn),
            ObservedAt = now,
        };
        var limits = new RateLimitSnapshotDocument
        {
            Account = "account",
            Endpoints =
            [
                new RateLimitSnapshotDocument.EndpointEntry
                {
                    Endpoint = Endpoint,
                    ClosedUntil = closedFor > 0 ? now.AddSeconds(closedFor) : default,
                    Windows = [window],
                },
            ],
            Leases = leases,
        };
        File.WriteAllBytes(Place, JsonSerializer.SerializeToUtf8Bytes(limits, RateLimitSnapshotJson.Default.RateLimitSnapshotDocument));
    }

    private RateLimitSnapshotDocument ReadFile() => JsonSerializer.Deserialize(File.ReadAllBytes(Place), RateLimitSnapshotJson.Default.RateLimitSnapshotDocument)!;

    private RateLimiter Limiter()
    {
        var limiter = new RateLimiter(new ServerClock(_clock), _clock, LeaseLife);
        limiter.ShareThrough(new RateLimitSnapshotFile(Place, "account", _clock));
        return limiter;
    }

    private static async Task<bool> HasToWaitAsync(RateLimiter limiter) => (await limiter.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default)).Wait is not null;
}
