using System.Net;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.RateLimiting;
using TwitterDm.StoreWorker;
using TwitterDm.Testing;
using TwitterDm.Usage;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>The picture in a file, for processes that use one profile. Two pictures of one file are as two processes.</summary>
public sealed class SharedFileTests : IDisposable
{
    private const string Endpoint = "GET /2/dm_events";

    private static readonly Operation Quiet = new(DmCallOptions.Default);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    public SharedFileTests() => Directory.CreateDirectory(_folder.Profiles);

    private string Place => _folder.File("a.limits");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_is_told_the_other_knows()
    {
        var (one, two) = (Picture(), Picture());

        await RequestAsync(one, remaining: 1);

        Assert.Equal(1, two.Snapshot().Single().Remaining);
        Assert.Null((await two.TryReserveAsync(Endpoint, Quiet, default)).Wait);
        // What is under way there counts here.
        Assert.NotNull((await one.TryReserveAsync(Endpoint, Quiet, default)).Wait);
    }

    [Fact]
    public async Task What_a_killed_one_had_under_way_counts_for_as_long_as_an_attempt_can_take()
    {
        var (killed, living) = (Picture(), Picture());
        await RequestAsync(killed, remaining: 1);
        await killed.TryReserveAsync(Endpoint, Quiet, default);

        Assert.NotNull((await living.TryReserveAsync(Endpoint, Quiet, default)).Wait);
        _clock.Advance(TimeSpan.FromSeconds(109));
        Assert.NotNull((await living.TryReserveAsync(Endpoint, Quiet, default)).Wait);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await living.TryReserveAsync(Endpoint, Quiet, default)).Wait);
    }

    [Fact]
    public async Task That_endpoints_share_a_window_is_passed_on()
    {
        var (one, two) = (Picture(), Picture());
        await RequestAsync(one, remaining: 2);
        await RequestAsync(one, remaining: 1, "GET /2/dm_events/{event_id}");

        Assert.All(two.Snapshot(), limit => Assert.Single(limit.SharedWith));
        await two.TryReserveAsync(Endpoint, Quiet, default);
        Assert.NotNull((await one.TryReserveAsync("GET /2/dm_events/{event_id}", Quiet, default)).Wait);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"format\":2}")]
    [InlineData("{\"format\":1,\"account\":\"account\",\"endpoints\":[null],\"reservations\":null}")]
    [InlineData("{\"format\":1,\"account\":\"account\",\"endpoints\":[{\"endpoint\":\"GET /2/dm_events\",\"windows\":[{\"kind\":77}]}]}")]
    [InlineData("{\"format\":1,\"account\":\"another\",\"endpoints\":[{\"endpoint\":\"GET /2/dm_events\",\"closedUntil\":\"2026-01-15T13:00:00Z\"}]}")]
    [InlineData("{\"format\":1,\"account\":\"account\",\"endpoints\":[{\"endpoint\":\"GET /2/dm_events\",\"closedUntil\":\"2226-01-15T13:00:00Z\"}]}")]
    [InlineData("{\"format\":1,\"account\":\"account\",\"reservations\":[{\"process\":\"p\",\"endpoint\":\"GET /2/dm_events\",\"count\":1,\"until\":\"2226-01-15T13:00:00Z\"}]}")]
    public async Task A_torn_or_strange_file_counts_as_empty_and_is_written_anew(string content)
    {
        await File.WriteAllTextAsync(Place, content);

        await RequestAsync(Picture(), remaining: 1);

        Assert.Equal(1, Picture().Snapshot().Single().Remaining);
    }

    [Fact]
    public async Task A_place_that_cannot_be_used_is_told_once_and_the_process_has_its_own_picture()
    {
        Directory.CreateDirectory(Place);
        var notices = new NoticeRecorder();
        var picture = Picture();
        var operation = new Operation(new DmCallOptions { Notices = notices });

        await RequestAsync(picture, remaining: 1, operation: operation);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await RequestAsync(picture, remaining: 0, operation: operation);

        Assert.NotNull((await picture.TryReserveAsync(Endpoint, operation, default)).Wait);
        Assert.Contains("The rate limits are not shared with other processes", Assert.Single(notices.Verbose), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Only_its_owner_can_read_it()
    {
        await RequestAsync(Picture(), remaining: 1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Place));
    }

    [Fact]
    public async Task It_goes_with_its_profile_and_is_no_profile()
    {
        var profiles = new ProfileDirectory(_folder.Profiles, keys: new NoKeyRing());
        await profiles.Open("a").WriteAsync(TestProfiles.Numbered(1), default);
        var picture = Picture();
        await RequestAsync(picture, remaining: 2);
        Assert.Equal(Place, profiles.Open("a").LimitsPath);
        Assert.Equal(["a"], profiles.List().Select(profile => profile.Name));

        Assert.True(await profiles.ForgetAsync("a", default));
        // A connection that stays goes on without it.
        await RequestAsync(picture, remaining: 1);

        Assert.Empty(Directory.GetFiles(_folder.Profiles));
        Assert.Equal(1, picture.Snapshot().Single().Remaining);
    }

    [Fact]
    public async Task Threads_of_two_pictures_lose_no_reservation()
    {
        const int Limit = 40;
        var (one, two) = (Picture(TimeProvider.System), Picture(TimeProvider.System));
        await RequestAsync(one, remaining: Limit, clock: TimeProvider.System);

        var reserved = await Task.WhenAll(Enumerable.Range(0, 80).Select(number => Task.Run(
            async () => (await (number % 2 == 0 ? one : two).TryReserveAsync(Endpoint, Quiet, default)).Reservation)));

        Assert.Equal(Limit, reserved.Count(reservation => reservation is not null));
    }

    private RateLimiter Picture(TimeProvider? clock = null)
    {
        var time = clock ?? _clock;
        var picture = new RateLimiter(new ServerClock(time), time);
        picture.ShareBy(new RateLimitSnapshotFile(Place, "account", time));
        return picture;
    }

    private async Task RequestAsync(RateLimiter picture, int remaining, string endpoint = Endpoint, Operation? operation = null, TimeProvider? clock = null)
    {
        var (_, reservation) = await picture.TryReserveAsync(endpoint, operation ?? Quiet, default);
        using var response = new HttpResponseMessage(HttpStatusCode.OK);
        var now = (clock ?? _clock).GetUtcNow();
        response.Headers.Add("x-rate-limit-limit", remaining > 3 ? "40" : "3");
        response.Headers.Add("x-rate-limit-remaining", $"{remaining}");
        response.Headers.Add("x-rate-limit-reset", $"{now.AddMinutes(15).ToUnixTimeSeconds()}");
        await picture.SettleAsync(reservation!, new RateLimitObservation(response, endpoint, now, now, refusals: 1), operation ?? Quiet);
    }
}
