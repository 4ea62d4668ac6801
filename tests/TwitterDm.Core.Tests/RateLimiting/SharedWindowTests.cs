using TwitterDm.Auth;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>Endpoints that share a rate-limit window, and endpoints that have their own.</summary>
public sealed class SharedWindowTests
{
    private static readonly SandboxOptions Shared = new() { RequestsPerWindow = 3 };
    private static readonly SandboxOptions Separate = Shared with { SharedWindow = false };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Alternating_endpoints_of_one_window_are_never_refused(int limit)
    {
        await using var api = await StartAsync(Shared with { RequestsPerWindow = limit });
        var client = await api.ConnectAsync();
        var start = api.Clock.GetUtcNow();

        for (var request = 0; request < limit * 3; request++)
            await api.ReadAsync(client, request % 2 == 0 ? All : With);

        Assert.Equal(0, api.Refusals);
        Assert.InRange(api.Clock.GetUtcNow() - start, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30.2));
    }

    [Fact]
    public async Task A_window_of_one_request_causes_only_one_refusal()
    {
        await using var api = await StartAsync(Shared with { RequestsPerWindow = 1 });
        var client = await api.ConnectAsync();

        for (var request = 0; request < 6; request++)
            await api.ReadAsync(client, request % 2 == 0 ? All : With);

        Assert.Equal(1, api.Refusals);
    }

    [Fact]
    public async Task Three_endpoints_that_share_a_window_are_detected_and_reported()
    {
        await using var api = await StartAsync(Shared with { RequestsPerWindow = 10 });
        var client = await api.ConnectAsync();
        var connection = await api.OpenAsync();

        foreach (var endpoint in new[] { All, With, In })
            await api.ReadAsync(client, endpoint);

        var shared = connection.RateLimits.Where(limit => limit.Limit == 10).ToArray();
        Assert.Equal([With, In, All], shared.Select(limit => limit.Endpoint));
        Assert.All(shared, limit => Assert.Equal(7, limit.Remaining));
        Assert.Equal([In, All], shared[0].SharedWith);
        Assert.Empty(connection.RateLimits.Single(limit => limit.Endpoint == "GET /2/users/me").SharedWith);
    }

    [Fact]
    public async Task The_reason_for_a_wait_says_that_the_window_is_shared()
    {
        await using var api = await StartAsync(Shared);
        var client = await api.ConnectAsync();

        foreach (var endpoint in new[] { All, With, All, With })
            await api.ReadAsync(client, endpoint);

        Assert.Contains($"{With}: all 3 requests of the window are used, which 2 endpoints share", api.Notices.Progress[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Separate_windows_that_start_in_the_same_second_are_not_treated_as_shared()
    {
        await using var api = await StartAsync(Separate);
        var client = await api.ConnectAsync();

        foreach (var endpoint in new[] { All, With, In, All, With, In, In, With, All })
            Assert.Equal(TimeSpan.Zero, await api.ReadAsync(client, endpoint));

        Assert.Equal(0, api.Refusals);
        Assert.InRange(await api.ReadAsync(client, All), TimeSpan.FromMinutes(14.9), TimeSpan.FromMinutes(15.1));
    }

    [Fact]
    public async Task Earlier_use_of_a_window_by_others_is_not_evidence_of_sharing()
    {
        // Another app's connection is not known to share anything with this one, and used one endpoint more than the other.
        await using var api = await StartAsync(Separate with { RequestsPerWindow = 10 });
        var before = await api.ConnectAsync(new BearerCredential(api.Server.Api.IssueTokens().AccessToken));
        foreach (var endpoint in new[] { All, With, With })
            await api.ReadAsync(before, endpoint);
        var client = await api.ConnectAsync(OAuth1(api));

        for (var request = 0; request < 15; request++)
            Assert.Equal(TimeSpan.Zero, await api.ReadAsync(client, request % 2 == 0 ? All : With));

        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task A_shared_window_that_others_used_before_is_detected()
    {
        await using var api = await StartAsync(Shared with { RequestsPerWindow = 10 });
        var before = await api.ConnectAsync();
        foreach (var endpoint in new[] { All, With, With })
            await api.ReadAsync(before, endpoint);
        var client = await api.ConnectAsync(OAuth1(api));

        for (var request = 0; request < 25; request++)
            await api.ReadAsync(client, request % 2 == 0 ? All : With);

        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task Endpoints_that_no_longer_share_a_window_are_separated()
    {
        await using var api = await StartAsync(Separate with { RequestsPerWindow = 10 });
        var client = await api.ConnectAsync();

        // The first response of the second endpoint looks as if the requests to the first one counted toward its window.
        await api.ReadAsync(client, All);
        api.OnResponse = response => Rewrite(response, "x-rate-limit-remaining", "8");
        await api.ReadAsync(client, With);
        api.OnResponse = _ => { };
        for (var request = 0; request < 9; request++)
            Assert.Equal(TimeSpan.Zero, await api.ReadAsync(client, All));

        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task The_send_endpoints_share_a_window_and_a_daily_limit()
    {
        await using var api = await StartAsync(new SandboxOptions { SendsPerWindow = 3, SendsPerDay = 10 });
        var client = await api.ConnectAsync();

        for (var message = 0; message < 8; message++)
        {
            await api.Clock.RunAsync(client.SendMessageAsync(message % 2 == 0
                ? new DmOutgoingMessage { To = new("12"), Text = $"{message}" }
                : new DmOutgoingMessage { ConversationId = "1590000000000000001", Text = $"{message}" }));
        }

        Assert.Equal(0, api.Refusals);
        Assert.Equal(8, api.Server.Api.SentMessages.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exhausted_daily_limit_is_named(bool shared)
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerDay = 3, SharedWindow = shared });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await api.ReadAsync(client, All);
        await api.ReadAsync(client, With);
        await api.ReadAsync(client, All);
        if (!shared)
            await api.ReadAsync(client, All);

        var error = await Assert.ThrowsAsync<DmException>(() => api.ReadAsync(client, All));

        Assert.Contains("all 3 requests of the user's day are used", error.Message, StringComparison.Ordinal);
        Assert.Equal(api.Clock.GetUtcNow() + TimeSpan.FromDays(1), error.ResetsAtUtc);
        Assert.Equal(0, api.Refusals);
    }

    internal static void Rewrite(HttpResponseMessage response, string header, string value)
    {
        response.Headers.Remove(header);
        response.Headers.TryAddWithoutValidation(header, value);
    }

    private static OAuth1Credential OAuth1(LimitedApi api) => new(
        SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret, api.Clock);
}
