using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.World;

public sealed class DeterminismTests
{
    [Fact]
    public async Task The_same_seed_and_clock_give_the_same_bytes()
    {
        var (one, other) = (await ReadAsync(seed: 7), await ReadAsync(seed: 7));
        Assert.Equal(one.SelectMany(page => page.Bytes), other.SelectMany(page => page.Bytes));
        Assert.Equal(one[0].Headers["x-transaction-id"], other[0].Headers["x-transaction-id"]);
    }

    [Fact]
    public async Task A_different_seed_gives_different_events() =>
        Assert.NotEqual((await ReadAsync(seed: 7))[0].Bytes, (await ReadAsync(seed: 8))[0].Bytes);

    [Fact]
    public async Task A_different_clock_gives_different_ids_and_the_same_texts()
    {
        var (now, later) = (await ReadAsync(seed: 7), await ReadAsync(seed: 7, TimeSpan.FromDays(3)));
        Assert.Empty(now[0].EventIds.Intersect(later[0].EventIds, StringComparer.Ordinal));
        Assert.Equal(now[0].Events.Select(item => item.Has("text")), later[0].Events.Select(item => item.Has("text")));
    }

    [Fact]
    public async Task Responses_do_not_change_while_the_clock_runs()
    {
        var clock = new ManualClock();
        var client = SandboxClient.InProcess(new SandboxOptions { Clock = clock });
        var before = await client.GetAsync("/2/dm_events?" + SandboxClient.Everything);
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(before.Bytes, (await client.GetAsync("/2/dm_events?" + SandboxClient.Everything)).Bytes);
    }

    private static async Task<IReadOnlyList<Reply>> ReadAsync(int seed, TimeSpan later = default)
    {
        var clock = new ManualClock();
        clock.Advance(later);
        var client = SandboxClient.InProcess(new SandboxOptions { Seed = seed, Clock = clock });
        return await client.PagesAsync("/2/dm_events", SandboxClient.Everything);
    }
}
