using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.World;

/// <summary>These tests measure memory, so others must not run at the same time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
#pragma warning disable CA1711 // xunit calls this a collection.
public sealed class Alone;
#pragma warning restore CA1711

[Collection(nameof(Alone))]
public sealed class ManyEventsTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_million_events_use_little_memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var api = new SandboxApi(new SandboxOptions { EventCount = 1_000_000 });
        using var client = SandboxClient.InProcess(api);
        var seen = 0;
        for (string? token = ""; token is not null && seen < 50_000;)
        {
            var page = await client.GetAsync($"/2/dm_events?{SandboxClient.Everything}{token}");
            seen += page.ResultCount;
            token = page.NextToken is { } next ? $"&pagination_token={next}" : null;
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Equal(50_000, seen);
        Assert.True(after - before < 8 * Megabyte, $"{(after - before) / (double)Megabyte:F1} MiB are held");
        GC.KeepAlive(api);
    }

    [Fact]
    public async Task The_last_page_of_a_million_events_is_as_fast_as_the_first()
    {
        using var client = SandboxClient.InProcess(new SandboxOptions { EventCount = 1_000_000 });
        var seen = 0;
        for (string? token = ""; token is not null;)
        {
            // One kind in a hundred events: the pages extend over the whole list.
            var page = await client.GetAsync($"/2/dm_events?event_types=ParticipantsLeave{token}");
            seen += page.ResultCount;
            token = page.NextToken is { } next ? $"&pagination_token={next}" : null;
        }

        Assert.InRange(seen, 10_000, 20_000);
    }
}
