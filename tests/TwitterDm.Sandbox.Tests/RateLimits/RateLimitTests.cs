using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.RateLimits;

/// <summary>Windows of 15 minutes and daily limits: counting, headers, refusal and reset.</summary>
public sealed class RateLimitTests
{
    private const string List = "/2/dm_events?max_results=1";
    private const string WithJacqueline = "/2/dm_conversations/with/12/dm_events?max_results=1";

    [Fact]
    public async Task A_window_counts_down_refuses_and_resets()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { RequestsPerWindow = 2 });
        var reset = sandbox.Clock.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds();
        await AssertWindow(sandbox, HttpStatusCode.OK, remaining: 1, reset);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(10));
        await AssertWindow(sandbox, HttpStatusCode.OK, remaining: 0, reset);
        await AssertWindow(sandbox, HttpStatusCode.TooManyRequests, remaining: 0, reset);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await AssertWindow(sandbox, HttpStatusCode.TooManyRequests, remaining: 0, reset);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        await AssertWindow(sandbox, HttpStatusCode.OK, remaining: 1, reset + 900);
    }

    [Fact]
    public async Task The_error_is_the_same_as_that_of_X()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { RequestsPerWindow = 1 });
        await sandbox.GetAsync(List);
        var refused = await sandbox.GetAsync(List);
        Assert.Equal(
            """{"title":"Too Many Requests","type":"about:blank","status":429,"detail":"Too Many Requests"}""",
            System.Text.Encoding.UTF8.GetString(refused.Bytes));
        Assert.Equal("application/problem+json; charset=utf-8", refused.Headers["Content-Type"]);
        Assert.True(refused.Headers.ContainsKey("x-transaction-id"));
    }

    [Fact]
    public async Task A_window_that_starts_between_two_seconds_resets_at_the_announced_second()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { RequestsPerWindow = 1 });
        sandbox.Clock.Advance(TimeSpan.FromMilliseconds(700));
        var reset = (await sandbox.GetAsync(List)).Number("x-rate-limit-reset");
        sandbox.Clock.Advance(DateTimeOffset.FromUnixTimeSeconds(reset) - sandbox.Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync(List)).Status);
    }

    [Fact]
    public async Task The_documented_limits_are_those_on_the_pages_of_X()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions().WithDocumentedRateLimits());
        foreach (var path in new[] { List, WithJacqueline, "/2/dm_events/1", "/2/dm_conversations/1590000000000000001/dm_events" })
            Assert.Equal((15, 14), Limit(await sandbox.GetAsync(path), "x-rate-limit"));
        var sent = await sandbox.Client.SayAsync("12", "Hello");
        Assert.Equal(((15, 14), (1440, 1439)), (Limit(sent, "x-rate-limit"), Limit(sent, "x-user-limit-24hour")));
        Assert.Equal((300, 299), Limit(await sandbox.Client.SendAsync(HttpMethod.Delete, $"/2/dm_events/{sent.SentId}", SandboxClient.AsUser), "x-rate-limit"));
        Assert.Equal((10, 9), Limit(await sandbox.PostAsync("/2/users/12/dm/block", SandboxClient.AsUser), "x-rate-limit"));
        Assert.Equal((10, 9), Limit(await sandbox.PostAsync("/2/users/12/dm/unblock", SandboxClient.AsUser), "x-rate-limit"));
    }

    [Fact]
    public async Task Direct_Message_endpoints_share_a_window_by_default()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        Assert.Equal(9, (await sandbox.GetAsync(List)).Number("x-rate-limit-remaining"));
        Assert.Equal(8, (await sandbox.GetAsync(WithJacqueline)).Number("x-rate-limit-remaining"));
        Assert.Equal(7, (await sandbox.GetAsync("/2/dm_events/1")).Number("x-rate-limit-remaining"));
        Assert.Equal(6, (await sandbox.GetAsync("/2/dm_conversations/1590000000000000001/dm_events")).Number("x-rate-limit-remaining"));
    }

    [Fact]
    public async Task Direct_Message_endpoints_can_have_separate_windows()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { RequestsPerWindow = 10, SharedWindow = false });
        Assert.Equal(9, (await sandbox.GetAsync(List)).Number("x-rate-limit-remaining"));
        Assert.Equal(9, (await sandbox.GetAsync(WithJacqueline)).Number("x-rate-limit-remaining"));
        Assert.Equal(8, (await sandbox.GetAsync(WithJacqueline)).Number("x-rate-limit-remaining"));
    }

    [Fact]
    public async Task Each_user_has_separate_windows()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        await sandbox.GetAsync(List);
        Assert.Equal((75, 74), Standing(await sandbox.GetAsync("/2/users/me")));
        Assert.Equal((900, 899), Standing(await sandbox.GetAsync("/2/users?ids=12")));
        Assert.Equal((900, 899), Standing(await sandbox.GetAsync("/2/users/by/username/jacqueline")));
        Assert.Equal((900, 899), Standing(await sandbox.GetAsync("/2/users?ids=12", "Bearer " + SandboxCredentials.AppOnlyToken)));
    }

    [Theory]
    [InlineData(500, 300)]
    [InlineData(10_000, 300)]
    [InlineData(10_001, 303)]
    [InlineData(1_000_000, 30_000)]
    public async Task The_default_window_allows_reading_everything_three_times(int events, int limit)
    {
        using var client = SandboxClient.InProcess(new SandboxOptions { EventCount = events });
        Assert.Equal((limit, limit - 1), Standing(await client.GetAsync(List)));
    }

    [Fact]
    public async Task The_daily_limit_applies_in_addition_to_the_window()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { RequestsPerWindow = 2, RequestsPerDay = 3 });
        var first = await sandbox.GetAsync(List);
        Assert.Equal((3, 2), (first.Number("x-user-limit-24hour-limit"), first.Number("x-user-limit-24hour-remaining")));
        Assert.Equal(sandbox.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds(), first.Number("x-user-limit-24hour-reset"));
        await sandbox.GetAsync(List);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await sandbox.GetAsync(List)).Status);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(0, (await sandbox.GetAsync(List)).Number("x-user-limit-24hour-remaining"));
        var refused = await sandbox.GetAsync(List);
        Assert.Equal((HttpStatusCode.TooManyRequests, 1), (refused.Status, refused.Number("x-rate-limit-remaining")));
        sandbox.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync(List)).Status);
    }

    [Fact]
    public async Task Without_a_daily_limit_there_are_no_daily_headers()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        Assert.DoesNotContain((await sandbox.GetAsync(List)).Headers.Keys, name => name.Contains("24hour", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_have_rate_limit_headers_and_invalid_requests_count()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        Assert.Equal((10, 10), Standing(await sandbox.GetAsync(List, authorization: null)));
        Assert.Equal((10, 9), Standing(await sandbox.GetAsync("/2/dm_events?max_results=0")));
        Assert.Equal((10, 8), Standing(await sandbox.GetAsync(List, "Bearer " + SandboxCredentials.TokenWithoutDmRead)));
        Assert.Equal((10, 9), Standing(await sandbox.GetAsync(List, "Bearer " + SandboxCredentials.AppOnlyToken)));
    }

    private static (long Limit, long Remaining) Standing(Reply reply) => (reply.Number("x-rate-limit-limit"), reply.Number("x-rate-limit-remaining"));

    private static async Task AssertWindow(RunningSandbox sandbox, HttpStatusCode status, int remaining, long reset)
    {
        var reply = await sandbox.GetAsync(List);
        Assert.Equal(
            (status, 2, remaining, reset),
            (reply.Status, reply.Number("x-rate-limit-limit"), reply.Number("x-rate-limit-remaining"), reply.Number("x-rate-limit-reset")));
    }

    private static (long Limit, long Remaining) Limit(Reply reply, string prefix) => (reply.Number($"{prefix}-limit"), reply.Number($"{prefix}-remaining"));
}
