using System.Globalization;
using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Faults;

/// <summary>The variants of a 429.</summary>
public sealed class TooManyRequestsFaultTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    private long Now => _sandbox.Clock.GetUtcNow().ToUnixTimeSeconds();

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_429_with_all_headers() => AssertWindow(await RefusedAsync(Fault.TooManyRequests()), 0, Now + 900);

    [Fact]
    public async Task A_429_with_a_given_reset() => AssertWindow(await RefusedAsync(Fault.TooManyRequests(TimeSpan.FromSeconds(7))), 0, Now + 7);

    [Fact]
    public async Task A_429_with_remaining_requests() => AssertWindow(await RefusedAsync(Fault.TooManyRequestsWithRemaining(42)), 42, Now + 900);

    [Fact]
    public async Task A_429_with_a_reset_in_the_past() => AssertWindow(await RefusedAsync(Fault.TooManyRequestsResetInThePast()), 0, Now - 60);

    [Fact]
    public async Task A_429_for_a_daily_limit() => AssertWindow(await RefusedAsync(Fault.TooManyRequestsForADay), 0, Now + 86_400);

    [Fact]
    public async Task A_429_without_rate_limit_headers() => AssertNoWindow(await RefusedAsync(Fault.TooManyRequestsWithoutHeaders), retryAfter: null);

    [Fact]
    public async Task A_429_with_Retry_After_in_seconds() => AssertNoWindow(await RefusedAsync(Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(12))), "12");

    [Fact]
    public async Task A_429_with_Retry_After_as_a_date() => AssertNoWindow(
        await RefusedAsync(Fault.TooManyRequestsRetryAfterDate(TimeSpan.FromSeconds(12))),
        DateTimeOffset.FromUnixTimeSeconds(Now + 12).ToString("R", CultureInfo.InvariantCulture));

    private static void AssertWindow(Reply reply, long remaining, long reset)
    {
        Assert.Equal((remaining, reset), (reply.Number("x-rate-limit-remaining"), reply.Number("x-rate-limit-reset")));
        Assert.False(reply.Headers.ContainsKey("Retry-After"));
    }

    private static void AssertNoWindow(Reply reply, string? retryAfter)
    {
        Assert.DoesNotContain(reply.Headers.Keys, name => name.StartsWith("x-rate-limit", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(retryAfter, reply.Headers.GetValueOrDefault("Retry-After"));
    }

    private async Task<Reply> RefusedAsync(Fault fault)
    {
        _sandbox.Server.Faults.At(1, fault);
        var reply = await _sandbox.GetAsync("/2/dm_events");
        Assert.Equal((HttpStatusCode.TooManyRequests, "Too Many Requests"), (reply.Status, reply.Body.Text("title")));
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync("/2/dm_events")).Status);
        return reply;
    }
}
