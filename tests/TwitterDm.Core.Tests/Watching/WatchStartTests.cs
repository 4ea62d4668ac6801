using TwitterDm.Core.Tests.RateLimiting;
using TwitterDm.Sandbox;
using TwitterDm.Testing;
using TwitterDm.Watching;

namespace TwitterDm.Core.Tests.Watching;

/// <summary>A watch without a start begins now, by the clock of X.</summary>
public sealed class WatchStartTests
{
    private static readonly DmEventQuery Classic = new() { Sources = [DmSource.Classic] };

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(-24 * 200)]
    public async Task One_wrong_date_does_not_decide_where_a_watch_begins(int hours)
    {
        await using var api = await LimitedApi.StartAsync(new SandboxOptions { EventCount = 40 });
        api.OnResponse = response => response.Headers.Date = api.Clock.GetUtcNow().AddHours(hours);
        var client = await api.ConnectAsync();
        api.OnResponse = _ => { };

        await AssertBeginsNowAsync(api, client, requestsForTime: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-24)]
    [InlineData(24 * 200)]
    public async Task A_wrong_local_clock_does_not_decide_either(int hoursAhead)
    {
        await using var api = await LimitedApi.StartAsync(new SandboxOptions { EventCount = 40 }, TimeSpan.FromHours(hoursAhead));

        await AssertBeginsNowAsync(api, await api.ConnectAsync(), requestsForTime: 1);
    }

    [Fact]
    public async Task A_clock_that_agrees_with_X_costs_no_request()
    {
        await using var api = await LimitedApi.StartAsync(new SandboxOptions { EventCount = 40 }, TimeSpan.FromMinutes(2));

        await AssertBeginsNowAsync(api, await api.ConnectAsync(), requestsForTime: 0);
    }

    [Fact]
    public async Task An_outage_while_the_time_is_not_certain_ends_nothing()
    {
        await using var api = await LimitedApi.StartAsync(new SandboxOptions { EventCount = 40 }, TimeSpan.FromHours(1));
        var client = await api.ConnectAsync();
        api.OnResponse = response =>
        {
            response.Headers.Date = null;
            response.StatusCode = System.Net.HttpStatusCode.ServiceUnavailable;
        };
        await using var watch = client.Watch(DmClient.CheckQuery(Classic), new DmWatchOptions { Timeout = TimeSpan.FromHours(1) });
        var read = watch.ReadBatchAsync();
        var warning = Bounds.UntilAsync(() => api.Notices.Warnings.Any(text => text.Contains("watching goes on", StringComparison.Ordinal)));
        await api.Clock.RunAsync(Task.WhenAny(read, warning));
        api.OnResponse = _ => { };
        var id = api.Server.Api.AddMessage("12", "during the outage");

        Assert.Equal([id], (await api.Clock.RunAsync(read))!.Select(item => item.Id));
    }

    [Fact]
    public async Task A_start_is_not_refused_as_one_in_the_future_because_of_one_wrong_date()
    {
        await using var api = await LimitedApi.StartAsync(new SandboxOptions { EventCount = 40 });
        api.OnResponse = response => response.Headers.Date = api.Clock.GetUtcNow().AddHours(-2);
        var client = await api.ConnectAsync();

        await using var watch = client.Watch(DmClient.CheckQuery(Classic with { Since = api.Clock.GetUtcNow() }));

        Assert.NotNull(watch);
    }

    private static async Task AssertBeginsNowAsync(LimitedApi api, DmClient client, int requestsForTime)
    {
        api.Server.Api.AddMessage("12", "before");
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = api.Server.Requests.Count;
        await using var watch = client.Watch(DmClient.CheckQuery(Classic), new DmWatchOptions { Timeout = TimeSpan.FromMinutes(10) });
        var read = watch.ReadBatchAsync();
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        var id = api.Server.Api.AddMessage("12", "new");

        Assert.Equal([id], (await api.Clock.RunAsync(read))?.Select(item => item.Id) ?? []);

        Assert.Equal(requestsForTime, api.Server.Requests.Skip(before).Count(request => request.PathAndQuery.StartsWith("/2/users/me", StringComparison.Ordinal)));
    }
}
