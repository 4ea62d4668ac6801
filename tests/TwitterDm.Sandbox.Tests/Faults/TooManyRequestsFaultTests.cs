using System.Globalization;
using System.Net;
using TwitterDm.Sandbox.Host;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Faults;

/// <summary>The many ways in which X says 429.</summary>
public sealed class TooManyRequestsFaultTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    private long Now => _sandbox.Clock.GetUtcNow().ToUnixTimeSeconds();

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task With_headers() => AssertWindow(await RefusedAsync(Fault.TooManyRequests()), 0, Now + 900);

    [Fact]
    public async Task With_a_reset_of_its_own() => AssertWindow(await RefusedAsync(Fault.TooManyRequests(TimeSpan.FromSeconds(7))), 0, Now + 7);

    [Fact]
    public async Task With_requests_remaining() => AssertWindow(await RefusedAsync(Fault.TooManyRequestsWithRemaining(42)), 42, Now + 900);

    [Fact]
    public async Task With_a_reset_in_the_past() => AssertWindow(await RefusedAsync(Fault.TooManyRequestsResetInThePast()), 0, Now - 60);

    [Fact]
    public async Task With_a_days_ban() => AssertWindow(await RefusedAsync(Fault.TooManyRequestsForADay), 0, Now + 86_400);

    [Fact]
    public async Task Without_any_header() => AssertNoWindow(await RefusedAsync(Fault.TooManyRequestsWithoutHeaders), retryAfter: null);

    [Fact]
    public async Task With_seconds_to_wait() => AssertNoWindow(await RefusedAsync(Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(12))), "12");

    [Fact]
    public async Task With_a_date_to_wait_for() => AssertNoWindow(
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
