using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.RateLimiting;
using TwitterDm.StoreWorker;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>
/// Limits in a file that is shared by processes with the same profile. Two limiters with one file stand for two processes.
/// </summary>
public sealed class SharedFileTests : IDisposable
{
    private const string Endpoint = "GET /2/dm_events";

    private static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(110);

        private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    public SharedFileTests() => Directory.CreateDirectory(_folder.Profiles);

    private string Place => _folder.File("a.limits");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_limit_that_one_process_observes_is_known_to_the_other()
    {
        var (one, two) = (Limiter(), Limiter());

        await RequestAsync(one, remaining: 1);

        Assert.Equal(1, Read(two).Single().Remaining);
        Assert.Null((await two.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default)).Wait);
        // A request in progress in one process counts in the other.
        Assert.NotNull((await one.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default)).Wait);
    }

    [Fact]
    public async Task A_lease_of_a_killed_process_counts_for_as_long_as_an_attempt_can_take()
    {
        var (killed, living) = (Limiter(), Limiter());
        await RequestAsync(killed, remaining: 1);
        await killed.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default);

        Assert.NotNull((await living.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default)).Wait);
        _clock.Advance(TimeSpan.FromSeconds(109));
        Assert.NotNull((await living.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default)).Wait);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await living.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default)).Wait);
    }

    [Fact]
    public async Task Other_processes_learn_that_endpoints_share_a_window()
    {
        var (one, two) = (Limiter(), Limiter());
        await RequestAsync(one, remaining: 2);
        await RequestAsync(one, remaining: 1, "GET /2/dm_events/{event_id}");

        Assert.All(Read(two), limit => Assert.Single(limit.SharedWith));
        await two.AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default);
        Assert.NotNull((await one.AttemptAcquireAsync("GET /2/dm_events/{event_id}", notices: null, leavesReserve: false, default)).Wait);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"format\":2}")]
    [InlineData("{\"format\":1,\"account\":\"account\",\"endpoints\":[null],\"leases\":null}")]
    [InlineData("{\"format\":1,\"account\":\"account\",\"endpoints\":[{\"endpoint\":\"GET /2/dm_events\",\"windows\":[{\"kind\":77}]}]}")]
    [InlineData(
        "{\"format\":1,\"account\":\"another\",\"endpoints\":[{\"endpoint\":\"GET /2/dm_events\",\"closedUntil\":\"2026-01-15T13:00:00Z\"}]}")]
    [InlineData(
        "{\"format\":1,\"account\":\"account\",\"endpoints\":[{\"endpoint\":\"GET /2/dm_events\",\"closedUntil\":\"2226-01-15T13:00:00Z\"}]}")]
    [InlineData(
        "{\"format\":1,\"account\":\"account\",\"leases\":[{\"process\":\"p\",\"endpoint\":\"GET /2/dm_events\",\"count\":1,\"until\":\"2226-01-15T13:00:00Z\"}]}")]
    public async Task A_torn_or_foreign_file_counts_as_empty_and_is_overwritten(string content)
    {
        await File.WriteAllTextAsync(Place, content);

        await RequestAsync(Limiter(), remaining: 1);

        Assert.Equal(1, Read(Limiter()).Single().Remaining);
    }

    [Fact]
    public async Task An_unusable_file_is_reported_once_and_the_process_keeps_its_own_limits()
    {
        Directory.CreateDirectory(Place);
        var notices = new NoticeRecorder();
        var limiter = Limiter();

        await RequestAsync(limiter, remaining: 1, notices: notices);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await RequestAsync(limiter, remaining: 0, notices: notices);

        Assert.NotNull((await limiter.AttemptAcquireAsync(Endpoint, notices, leavesReserve: false, default)).Wait);
        Assert.Contains("The rate limits are not shared with other processes", Assert.Single(notices.Verbose), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Only_the_owner_can_read_the_file()
    {
        await RequestAsync(Limiter(), remaining: 1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Place));
    }

    [Fact]
    public async Task The_file_is_removed_with_its_profile_and_is_not_listed_as_a_profile()
    {
        var profiles = new FileProfileDirectory(_folder.Profiles, keys: new NoKeyRing());
        await profiles.Open("a").WriteAsync(TestProfiles.Numbered(1), default);
        var limiter = Limiter();
        await RequestAsync(limiter, remaining: 2);
        Assert.Equal(Place, profiles.Open("a").LimitsPath);
        Assert.Equal(["a"], profiles.List().Select(profile => profile.Name));

        Assert.True(await profiles.RemoveAsync("a", default));
        // A connection that is still open continues without it.
        await RequestAsync(limiter, remaining: 1);

        Assert.Empty(Directory.GetFiles(_folder.Profiles));
        Assert.Equal(1, Read(limiter).Single().Remaining);
    }

    [Fact]
    public async Task Concurrent_threads_of_two_limiters_lose_no_lease()
    {
        const int Limit = 40;
        var (one, two) = (Limiter(TimeProvider.System), Limiter(TimeProvider.System));
        await RequestAsync(one, remaining: Limit, clock: TimeProvider.System);

        var leases = await Task.WhenAll(Enumerable.Range(0, 80).Select(number => Task.Run(
            async () => (await (number % 2 == 0 ? one : two).AttemptAcquireAsync(Endpoint, notices: null, leavesReserve: false, default)).Lease)));

        Assert.Equal(Limit, leases.Count(lease => lease is not null));
    }

    private RateLimiter Limiter(TimeProvider? clock = null)
    {
        var time = clock ?? _clock;
        var limiter = new RateLimiter(new ServerClock(time), time, LeaseLife);
        limiter.ShareThrough(new RateLimitSnapshotFile(Place, "account", time));
        return limiter;
    }

    private async Task RequestAsync(RateLimiter limiter, int remaining, string endpoint = Endpoint, INoticeSink? notices = null, TimeProvider? clock = null)
    {
        var (_, lease) = await limiter.AttemptAcquireAsync(endpoint, notices, leavesReserve: false, default);
        var now = (clock ?? _clock).GetUtcNow();
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["x-rate-limit-limit"] = remaining > 3 ? "40" : "3",
            ["x-rate-limit-remaining"] = $"{remaining}",
            ["x-rate-limit-reset"] = $"{now.AddMinutes(15).ToUnixTimeSeconds()}",
        };
        var facts = new RateLimitFacts(endpoint, IsSuccess: true, IsRefusal: false, RetryAfter: null, headers.GetValueOrDefault);
        await limiter.ReleaseAsync(lease!, new RateLimitObservation(facts, now, now, refusals: 1), notices);
    }

    private static IReadOnlyList<DmRateLimit> Read(RateLimiter limiter)
    {
        limiter.Refresh();
        return limiter.Snapshot();
    }
}
