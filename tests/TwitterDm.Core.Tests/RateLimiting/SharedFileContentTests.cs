using System.Globalization;
using System.Text.Json.Nodes;
using TwitterDm.Notices;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>Which of the rate limits that other processes wrote to the file beside a profile are used.</summary>
public sealed class SharedFileContentTests : SharedFileTestBase
{
    [Theory]
    // The process knows that 2 requests remain. Within one window, the lower number is the later state; otherwise, the later observation is
    // used.
    [InlineData(0, 0, -60, 0)]
    [InlineData(0, 3, +60, 2)]
    [InlineData(+5, 3, +1, 3)]
    [InlineData(-5, 1, -1, 2)]
    // Ignored: negative numbers, and windows longer than any that X has.
    [InlineData(0, -1, +1, 2)]
    [InlineData(26 * 60, 0, +1, 2)]
    public async Task The_later_state_of_a_window_is_used(int resetMinutes, int remaining, int observedSeconds, int expected)
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        await api.ReadAsync(new DmClient(mine), All);
        Edit(saved =>
        {
            var window = WindowOf(saved);
            window["remaining"] = remaining;
            window["resetsAt"] = window["resetsAt"]!.GetValue<DateTimeOffset>().AddMinutes(resetMinutes);
            window["observedAt"] = window["observedAt"]!.GetValue<DateTimeOffset>().AddSeconds(observedSeconds);
        });

        Assert.Equal(expected, Left(mine));
    }

    [Fact]
    public async Task A_negative_limit_is_ignored()
    {
        await using var api = await StartAsync(ThreeRequests);
        using (var other = await OpenAsync(api))
            await api.ReadAsync(new DmClient(other), All);
        Edit(saved => WindowOf(saved)["limit"] = -1);

        using var mine = await OpenAsync(api);

        Assert.DoesNotContain(mine.ReadRateLimits(), limit => limit.Endpoint == All);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(25 * 60, true)]
    [InlineData((25 * 60) + 1, false)]
    public async Task An_endpoint_that_refused_another_process_is_avoided_for_a_plausible_time(int minutes, bool isClosed)
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        await api.ReadAsync(new DmClient(mine), All);
        var until = api.Clock.GetUtcNow().AddMinutes(minutes);
        Edit(saved => EndpointOf(saved)["closedUntil"] = until);
        var client = new DmClient(mine, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });

        if (isClosed)
            Assert.Equal(until, (await Assert.ThrowsAsync<DmException>(() => api.ReadAsync(client, All))).ResetsAtUtc);
        else
            Assert.Equal(TimeSpan.Zero, await api.ReadAsync(client, All));
    }

    // Each reservation: a process, how many requests it has under way, and for how many seconds. Two requests are left.
    [Theory]
    [InlineData(false, "p 1 60")]
    [InlineData(true, "p 2 60")]
    [InlineData(true, "p 1 60", "q 1 60")]
    // Written twice by one process, it counts once.
    [InlineData(false, "p 1 60", "p 1 60")]
    [InlineData(false, "p 0 60")]
    [InlineData(true, "p 2 60", "q -1 60")]
    // More than a process can have, and as many as it can have.
    [InlineData(false, "p 1000 60")]
    [InlineData(true, "p 999 60")]
    // Until now, and for longer than a request can take.
    [InlineData(false, "p 2 0")]
    [InlineData(false, "p 2 120")]
    public async Task Leases_of_other_processes_count(bool waits, params string[] reservations)
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        await api.ReadAsync(new DmClient(mine), All);
        Edit(saved => saved["leases"] = new JsonArray([.. reservations.Select(reservation => reservation.Split(' ')).Select(words => new JsonObject
        {
            ["process"] = words[0],
            ["endpoint"] = All,
            ["count"] = int.Parse(words[1], CultureInfo.InvariantCulture),
            ["until"] = api.Clock.GetUtcNow().AddSeconds(int.Parse(words[2], CultureInfo.InvariantCulture)),
        })]));

        var waited = await api.ReadAsync(new DmClient(mine), All);

        Assert.True(waits ? waited >= TimeSpan.FromSeconds(60) && waited < TimeSpan.FromSeconds(62) : waited == TimeSpan.Zero, $"It waited {waited}.");
    }

    [Fact]
    public async Task A_process_does_not_count_its_own_requests_in_the_file_again()
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        await api.ReadAsync(new DmClient(mine), All);
        using var held = await HeldResponse.SendAsync(api, new DmClient(mine), All);

        // The last remaining request does not wait for the one in progress.
        await ReadOnceAsync(new DmClient(mine, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop }), All);

        await held.ReleaseAsync();
        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task A_shared_window_detected_by_another_process_applies_until_newer_evidence()
    {
        await using var api = await StartAsync(ThreeRequests with { SharedWindow = false, RequestsPerWindow = 10 });
        using var mine = await OpenAsync(api);
        await api.ReadAsync(new DmClient(mine), All);
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await api.ReadAsync(new DmClient(mine), With);
        Group(api.Clock.GetUtcNow(), (All, 7), (With, 7));
        Assert.Equal([With], Of(mine, All).SharedWith);
        Assert.Equal([All], Of(mine, With).SharedWith);

        // Older evidence changes nothing.
        Group(api.Clock.GetUtcNow().AddSeconds(-1), (All, null), (With, null));
        Assert.Equal([With], Of(mine, All).SharedWith);

        Group(api.Clock.GetUtcNow().AddSeconds(1), (All, 1), (With, 2));
        Assert.Empty(Of(mine, All).SharedWith);
        Assert.Empty(Of(mine, With).SharedWith);
    }

    [Fact]
    public async Task Local_evidence_overrides_what_a_process_with_a_fast_clock_wrote()
    {
        await using var api = await StartAsync(ThreeRequests with { SharedWindow = false, RequestsPerWindow = 10 });
        using var one = await OpenAsync(api);
        await api.ReadAsync(new DmClient(one), All);
        await api.ReadAsync(new DmClient(one), With);
        Group(api.Clock.GetUtcNow().AddHours(1), (All, 7), (With, 7));
        using var two = await OpenAsync(api);
        Assert.Equal([With], Of(one, All).SharedWith);
        Assert.Equal([With], Of(two, All).SharedWith);

        // After one request to each endpoint, the remaining counts are equal, so they are separate windows.
        await api.ReadAsync(new DmClient(two), All);
        await api.ReadAsync(new DmClient(two), With);

        Assert.Empty(Of(two, All).SharedWith);
        Assert.Empty(Of(one, All).SharedWith);
    }

    [Theory]
    [InlineData("endpoints", "null")]
    [InlineData("endpoints", """{"endpoint":null,"windows":[]}""")]
    [InlineData("endpoints", """{"endpoint":"GET /2/dm_events","windows":null}""")]
    [InlineData("endpoints", """{"endpoint":"GET /2/dm_events","windows":[null]}""")]
    [InlineData("endpoints", """{"endpoint":"GET /2/dm_events","windows":[{"kind":77}]}""")]
    [InlineData("windows", "null")]
    [InlineData("windows", """{"kind":77,"limit":3,"remaining":0,"resetsAt":"2026-01-15T12:15:00Z","observedAt":"2026-01-15T12:00:00Z"}""")]
    [InlineData("leases", "null")]
    [InlineData("leases", """{"process":null,"endpoint":"GET /2/dm_events","count":3,"until":"2026-01-15T12:01:00Z"}""")]
    [InlineData("leases", """{"process":"p","endpoint":null,"count":3,"until":"2026-01-15T12:01:00Z"}""")]
    public async Task A_file_with_an_invalid_part_is_ignored_and_overwritten(string list, string item)
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        await api.ReadAsync(new DmClient(mine), All);
        Edit(saved =>
        {
            WindowOf(saved)["remaining"] = 0;
            (list == "windows" ? EndpointOf(saved)["windows"] : saved[list])!.AsArray().Add(JsonNode.Parse(item));
        });

        Assert.Equal(TimeSpan.Zero, await api.ReadAsync(new DmClient(mine), All));

        Assert.Equal(1, WindowOf(ReadFile())["remaining"]!.GetValue<int>());
    }

    private void Group(DateTimeOffset groupedAt, params (string Endpoint, int? Group)[] groups) => Edit(saved =>
    {
        saved["groupedAt"] = groupedAt;
        foreach (var (endpoint, group) in groups)
            WindowOf(saved, endpoint)["group"] = group;
    });
}
