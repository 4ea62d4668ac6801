using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>One sandbox with its own number of events and rate limit, and the listings that run against it.</summary>
internal sealed class RandomWorld(Random random, int rounds)
{
    private const int MaxTogether = 3;

    private readonly ImpatientClock _clock = new();

    /// <summary>What ran, for the statistics.</summary>
    public RandomFigures Figures { get; } = new();

    /// <summary>Runs the listings, most of them one at a time and some concurrently on one connection.</summary>
    public async Task RunAsync()
    {
        var options = new SandboxOptions
        {
            EventCount = random.Next(5) == 0 ? random.Next(0, 20) : random.Next(20, 121),
            Seed = random.Next(1, 1000),
            RequestsPerWindow = random.Next(4) == 0 ? random.Next(2, 20) : 100_000,
        };
        await using var api = await TestApi.StartAsync(options);
        var held = new HeldEvents(options with { Clock = api.Clock });
        for (var round = 1; round <= rounds; round++)
        {
            var together = options.RequestsPerWindow > MaxTogether * rounds && random.Next(8) == 0 ? random.Next(2, MaxTogether + 1) : 1;
            var queries = new List<DmEventQuery>();
            for (var number = 0; number < together; number++)
                queries.Add(await RandomQuery.DrawAsync(random, held));
            var isAlone = together == 1;
            var kinds = isAlone ? RandomFault.Kinds : RandomFault.KindsForMany;
            var faults = new FaultSchedule(random, api.Server, kinds, isAlone);
            var listings = new List<RandomListing>();
            foreach (var query in queries)
                listings.Add(new RandomListing(api, query, await held.IdsAsync(query), DrawLimits(isAlone), faults, isAlone));
            await RunAsync(api, round, listings);
        }
    }

    private async Task RunAsync(TestApi api, int round, IReadOnlyList<RandomListing> listings)
    {
        try
        {
            await _clock.RunAsync(api, Task.WhenAll(listings.Select(listing => listing.RunAsync(_clock))));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"round {round}: {string.Join("; together with ", listings)}: {exception.Message}", exception);
        }

        Figures.Count(listings, api.Server.Faults.Received);
    }

    // A wait of 15 minutes has too many steps of one second: a listing that runs alone ends, the clock jumps, and the listing resumes.
    private DmCallOptions DrawLimits(bool isAlone) => new()
    {
        OnRateLimit = isAlone && random.Next(4) == 0 ? DmRateLimitAction.Stop : DmRateLimitAction.Wait,
        MaxWait = isAlone ? TimeSpan.FromMinutes(2) : null,
    };
}
