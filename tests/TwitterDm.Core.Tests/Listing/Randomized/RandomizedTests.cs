using System.Globalization;
using Xunit.Abstractions;

namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>
/// Thousands of listings with random queries against servers with random faults: each returns exactly the events of the server, in order,
/// or an error from which it can resume to return exactly these. TWITTERDM_TEST_SEED repeats a run, or, as SEED/WORLD, one world of it;
/// TWITTERDM_TEST_WORLDS makes it longer. It keeps both cores busy, so it runs alone.
/// </summary>
[CollectionDefinition(nameof(RandomizedTests), DisableParallelization = true)]
[Collection(nameof(RandomizedTests))]
public sealed class RandomizedTests(ITestOutputHelper output)
{
    private const int DefaultWorlds = 240;
    private const int RoundsOfAWorld = 16;
    private const int WorldsAtOnce = 12;

    [Fact]
    public async Task No_fault_loses_or_repeats_an_event()
    {
        var (seed, worlds) = Settings();
        output.WriteLine($"Seed {seed}");
        var figures = new RandomFigures();
        await Parallel.ForEachAsync(worlds, new ParallelOptions { MaxDegreeOfParallelism = WorldsAtOnce }, async (world, _) =>
        {
            var one = await RunAsync(seed, world);
            lock (figures)
                figures.Add(one);
        });

        output.WriteLine(figures.ToString());
        Assert.True(figures.Resumed > figures.Listings / 20, $"Hardly anything went wrong: {figures}");
    }

    private static async Task<RandomFigures> RunAsync(int seed, int world)
    {
        var run = new RandomWorld(new Random(HashCode(seed, world)), RoundsOfAWorld);
        try
        {
            await run.RunAsync();
            return run.Figures;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"TWITTERDM_TEST_SEED={seed}/{world} repeats it: {exception.Message}", exception);
        }
    }

    private static (int Seed, IEnumerable<int> Worlds) Settings()
    {
        var parts = Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED")?.Split('/');
        var count = Environment.GetEnvironmentVariable("TWITTERDM_TEST_WORLDS") is { } text ? Number(text) : DefaultWorlds;
        var seed = parts is null ? Random.Shared.Next() : Number(parts[0]);
        return (seed, parts is [_, var world] ? [Number(world)] : Enumerable.Range(1, count));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    // The same in every process, unlike the hash codes of the runtime.
    private static int HashCode(int seed, int world) => unchecked((seed * 486_187_739) + world);
}
