using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.RateLimits;

/// <summary>All sending endpoints share a rate limit.</summary>
public sealed class SendLimitTests
{
    [Fact]
    public async Task X_allows_200_messages_in_15_minutes_and_1000_a_day()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var reply = await sandbox.Client.SayAsync("12", "Hello");
        Assert.Equal((200, 199), (reply.Number("x-rate-limit-limit"), reply.Number("x-rate-limit-remaining")));
        Assert.Equal((1000, 999), (reply.Number("x-user-limit-24hour-limit"), reply.Number("x-user-limit-24hour-remaining")));
        Assert.Equal(300, (await sandbox.GetAsync("/2/dm_events")).Number("x-rate-limit-limit"));
    }

    [Fact]
    public async Task All_sending_endpoints_and_refused_messages_count()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { SendsPerWindow = 5 });
        Reply[] replies =
        [
            await sandbox.Client.SayAsync("12", "Hello"),
            await sandbox.Client.SayAsync("1655555555555555555", "Forbidden"),
            await sandbox.Client.PostJsonAsync("/2/dm_conversations/12-1385551234567890123/messages", "{}"),
            await sandbox.Client.PostJsonAsync("/2/dm_conversations", "no JSON"),
            await sandbox.Client.SayAsync("12", "Hello", "Bearer " + SandboxCredentials.TokenWithoutDmWrite),
            await sandbox.Client.SayAsync("12", "Hello"),
        ];
        Assert.Equal([201, 403, 400, 400, 403, 429], replies.Select(reply => (int)reply.Status));
        Assert.Equal([4, 3, 2, 1, 0, 0], replies.Select(reply => (int)reply.Number("x-rate-limit-remaining")));
        Assert.Single(sandbox.Server.Api.SentMessages);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Created, (await sandbox.Client.SayAsync("12", "Hello")).Status);
    }

    [Fact]
    public async Task The_daily_limit_applies_in_addition_to_the_window()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { SendsPerDay = 2 });
        await sandbox.Client.SayAsync("12", "One");
        await sandbox.Client.SayAsync("12", "Two");
        var refused = await sandbox.Client.SayAsync("12", "Three");
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, 0, 198),
            (refused.Status, refused.Number("x-user-limit-24hour-remaining"), refused.Number("x-rate-limit-remaining")));
        Assert.Equal(HttpStatusCode.Created, (await sandbox.Client.SayAsync("12", "Mine", sandbox.As(2))).Status);
        sandbox.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Created, (await sandbox.Client.SayAsync("12", "Three")).Status);
    }

    [Fact]
    public async Task Without_a_daily_limit_there_are_no_daily_headers()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { SendsPerDay = null });
        Assert.False((await sandbox.Client.SayAsync("12", "Hello")).Headers.ContainsKey("x-user-limit-24hour-limit"));
    }

    [Fact]
    public void Limits_and_delays_out_of_range_are_refused()
    {
        SandboxOptions[] bad =
        [
            new() { SendsPerWindow = 0 }, new() { SendsPerDay = 0 }, new() { ListDelay = TimeSpan.FromSeconds(-1) }, new() { ListDelay = TimeSpan.FromDays(2) },
            new() { MediaProcessing = TimeSpan.FromSeconds(-1) }, new() { MediaProcessing = TimeSpan.FromHours(2) },
        ];
        Assert.All(bad, options =>
            Assert.Contains(
                "must be",
                Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxApi(options)).Message,
                StringComparison.Ordinal));
    }
}
