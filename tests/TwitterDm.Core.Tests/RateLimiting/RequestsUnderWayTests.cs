using TwitterDm.Notices;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>Requests that have no response yet, and responses that arrive late.</summary>
public sealed class RequestsUnderWayTests
{
    [Fact]
    public async Task A_caller_that_does_not_wait_for_windows_still_awaits_the_first_responses_of_a_new_one()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 2 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await api.ReadAsync(client, All);
        api.Clock.Advance(TimeSpan.FromMinutes(20));
        var reset = api.Clock.GetUtcNow().AddMinutes(15);

        var reads = Enumerable.Range(0, 3).Select(_ => Record.ExceptionAsync(() => ReadOnceAsync(client, All))).ToArray();
        await api.RunAsync(Task.WhenAll(reads));

        var errors = (await Task.WhenAll(reads)).OfType<DmException>().ToArray();
        var error = Assert.Single(errors);
        Assert.Equal(DmErrorKind.RateLimit, error.Kind);
        Assert.InRange(error.ResetsAtUtc!.Value, reset, reset.AddSeconds(1));
        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task A_response_that_arrives_out_of_order_does_not_raise_the_remaining_count()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection);
        using var held = await HeldResponse.SendAsync(api, client, All);

        await ReadOnceAsync(client, All);
        await held.ReleaseAsync();

        Assert.Equal(8, connection.RateLimits.Single(limit => limit.Endpoint == All).Remaining);
    }

    [Fact]
    public async Task As_many_requests_as_a_new_window_allows_go_before_its_first_response_and_no_more()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 2 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await api.ReadAsync(client, All);
        api.Clock.Advance(TimeSpan.FromMinutes(20));
        var responses = api.Responses.Count;
        using var firstHeld = await HeldResponse.SendAsync(api, client, All);
        using var secondHeld = await HeldResponse.SendAsync(api, client, All);

        var third = Task.Run(() => Record.ExceptionAsync(() => ReadOnceAsync(client, All)));
        for (var checks = 0; checks < 10; checks++)
        {
            for (var waits = 0; !(api.Clock.NextDue <= api.Clock.GetUtcNow().AddSeconds(1)) && waits < 2000; waits++)
                await Task.Delay(5);
            api.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(responses + 2, api.Responses.Count);
        Assert.False(third.IsCompleted);
        await Task.WhenAll(firstHeld.ReleaseAsync(), secondHeld.ReleaseAsync());
        Assert.Equal(DmErrorKind.RateLimit, Assert.IsType<DmException>(await api.Clock.RunAsync(third)).Kind);
        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task The_requests_under_way_of_all_endpoints_that_share_a_window_count()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 4 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await api.ReadAsync(client, All);
        await api.ReadAsync(client, With);
        using var firstHeld = await HeldResponse.SendAsync(api, client, All);
        using var secondHeld = await HeldResponse.SendAsync(api, client, With);

        var error = await Assert.ThrowsAsync<DmException>(() => ReadOnceAsync(client, All));

        Assert.Equal(DmErrorKind.RateLimit, error.Kind);
        await Task.WhenAll(firstHeld.ReleaseAsync(), secondHeld.ReleaseAsync());
        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task A_response_of_a_window_that_is_over_does_not_replace_the_new_one()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection);
        var end = api.Clock.GetUtcNow().AddSeconds(10);
        using var held = await HeldResponse.SendAsync(api, client, All, response =>
            SharedWindowTests.Rewrite(response, "x-rate-limit-reset", $"{end.ToUnixTimeSeconds()}"));
        api.Clock.Advance(TimeSpan.FromSeconds(20));

        await ReadOnceAsync(client, All);
        await held.ReleaseAsync();

        Assert.True(connection.RateLimits.Single(limit => limit.Endpoint == All).ResetsAtUtc > end);
    }
}
