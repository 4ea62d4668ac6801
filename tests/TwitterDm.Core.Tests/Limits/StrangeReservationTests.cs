using System.Text.Json;
using TwitterDm.Core.Tests.Auth.Store;
using TwitterDm.Limits;
using TwitterDm.Notices;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Limits;

/// <summary>What other processes write about the limits is believed only for as long as it can be true.</summary>
public sealed class StrangeReservationTests : IDisposable
{
    private const string Endpoint = "GET /2/dm_events";

    private static readonly DmCallOptions Quiet = DmCallOptions.Default;

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    public StrangeReservationTests() => Directory.CreateDirectory(_folder.Profiles);

    private string Place => _folder.File("a.limits");

    public void Dispose() => _folder.Dispose();

    [Theory]
    // One that a living process has is over within the time of an attempt.
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
    public async Task A_reservation_of_another_process_counts_only_while_an_attempt_can_take_so_long(int count, long seconds, bool counts)
    {
        Write(reservations: [new SharedReservation { Process = "other", Endpoint = Endpoint, Count = count, Until = _clock.GetUtcNow().AddSeconds(seconds) }]);

        Assert.Equal(counts, await HasToWaitAsync(Picture()));
    }

    [Fact]
    public async Task A_reservation_that_is_told_twice_counts_once()
    {
        var reservation = new SharedReservation { Process = "other", Endpoint = Endpoint, Count = 1, Until = _clock.GetUtcNow().AddSeconds(60) };
        Write(remaining: 2, reservations: [reservation, reservation]);

        Assert.False(await HasToWaitAsync(Picture()));
    }

    [Fact]
    public async Task A_killed_process_is_forgotten_though_living_ones_pass_on_what_it_reserved()
    {
        Write(remaining: 10, reservations: [new SharedReservation { Process = "killed", Endpoint = Endpoint, Count = 9, Until = _clock.GetUtcNow().AddSeconds(110) }]);
        var living = Picture();
        for (var writes = 0; writes < 11; writes++)
        {
            // It reserves and gives back, and writes the file each time.
            var (_, reservation) = await living.TryReserveAsync(Endpoint, Quiet, default);
            Assert.Equal(["killed"], ReadFile().Reservations.Where(item => item.Count == 9).Select(item => item.Process));
            await living.SettleAsync(reservation!, null, Quiet);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        await living.SettleAsync((await living.TryReserveAsync(Endpoint, Quiet, default)).Reservation!, null, Quiet);

        Assert.Empty(ReadFile().Reservations);
    }

    [Fact]
    public async Task What_a_process_reserves_says_when_it_ends()
    {
        Write();

        await Picture().TryReserveAsync(Endpoint, Quiet, default);

        var reservation = Assert.Single(ReadFile().Reservations);
        Assert.InRange(reservation.Until - _clock.GetUtcNow(), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(120));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(24 * 60 * 60, true)]
    [InlineData(3 * 24 * 60 * 60, false)]
    [InlineData(10L * 365 * 24 * 60 * 60, false)]
    public async Task An_empty_window_is_waited_for_only_if_it_can_end_so_late(long seconds, bool counts)
    {
        Write(remaining: 0, resetsIn: seconds);

        Assert.Equal(counts, await HasToWaitAsync(Picture()));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(10L * 365 * 24 * 60 * 60, false)]
    public async Task A_closed_endpoint_is_waited_for_only_if_it_can_be_closed_so_long(long seconds, bool counts)
    {
        Write(remaining: 3, closedFor: seconds);

        Assert.Equal(counts, await HasToWaitAsync(Picture()));
    }

    private void Write(int remaining = 1, long resetsIn = 600, long closedFor = 0, params SharedReservation[] reservations)
    {
        var now = _clock.GetUtcNow();
        var window = new SharedWindow { Kind = DmRateLimitWindow.FifteenMinutes, Limit = 1_000, Remaining = remaining, ResetsAt = now.AddSeconds(resetsIn), ObservedAt = now };
        var limits = new SharedLimits
        {
            Account = "account",
            Endpoints = [new SharedEndpoint { Endpoint = Endpoint, ClosedUntil = closedFor > 0 ? now.AddSeconds(closedFor) : default, Windows = [window] }],
            Reservations = reservations,
        };
        File.WriteAllBytes(Place, JsonSerializer.SerializeToUtf8Bytes(limits, LimitJson.Default.SharedLimits));
    }

    private SharedLimits ReadFile() => JsonSerializer.Deserialize(File.ReadAllBytes(Place), LimitJson.Default.SharedLimits)!;

    private RateLimitPicture Picture()
    {
        var picture = new RateLimitPicture(new ServerClock(_clock), _clock);
        picture.ShareBy(new LimitFile(Place, "account", _clock));
        return picture;
    }

    private static async Task<bool> HasToWaitAsync(RateLimitPicture picture) => (await picture.TryReserveAsync(Endpoint, Quiet, default)).Wait is not null;
}
