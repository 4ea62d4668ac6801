using TwitterDm.Auth;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>All connections of an account in this process share their rate limits.</summary>
public sealed class AccountRateLimiterTests
{
    private static readonly SandboxOptions ThreeRequests = new() { RequestsPerWindow = 3 };

    [Fact]
    public async Task Two_connections_on_two_threads_never_exceed_the_window()
    {
        const int Each = 15;
        await using var api = await StartAsync(ThreeRequests);
        var (one, two) = (await api.ConnectAsync(), await api.ConnectAsync());
        var start = api.Clock.GetUtcNow();

        await api.RunAsync(Task.WhenAll(
            Task.Run(() => ReadManyAsync(one, Each)),
            Task.Run(() => ReadManyAsync(two, Each)),
            Task.Run(() => ReadManyAsync(two, Each))));

        Assert.Equal(0, api.Refusals);
        Assert.InRange(api.Clock.GetUtcNow() - start, TimeSpan.FromMinutes(14 * 15), TimeSpan.FromMinutes((15 * 15) + 1));
    }

    [Fact]
    public async Task A_second_connection_knows_what_the_first_used_even_after_it_is_closed()
    {
        await using var api = await StartAsync(ThreeRequests);
        var first = await api.OpenAsync();
        for (var request = 0; request < 3; request++)
            await api.ReadAsync(new DmClient(first), All);
        first.Dispose();

        var second = await api.OpenAsync();

        Assert.Equal(0, second.RateLimits.Single(limit => limit.Endpoint == All).Remaining);
        Assert.Equal(73, second.RateLimits.Single(limit => limit.Endpoint == "GET /2/users/me").Remaining);
        var client = new DmClient(second, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await Assert.ThrowsAsync<DmException>(() => api.ReadAsync(client, All));
        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task Other_accounts_and_other_apps_have_separate_rate_limits()
    {
        await using var api = await StartAsync(ThreeRequests);
        await api.ReadAsync(await api.ConnectAsync(), All);

        var other = await api.OpenAsync(new BearerCredential(api.Server.Api.IssueTokens(account: 2).AccessToken));
        var otherApp = await api.OpenAsync(new OAuth1Credential(
            SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret, api.Clock));

        Assert.Equal(["GET /2/users/me"], other.RateLimits.Select(limit => limit.Endpoint));
        Assert.Equal(["GET /2/users/me"], otherApp.RateLimits.Select(limit => limit.Endpoint));
    }

    [Fact]
    public async Task An_in_process_sandbox_has_separate_rate_limits()
    {
        var connections = new List<DmConnection>();
        for (var number = 0; number < 2; number++)
        {
            var api = new SandboxApi(new SandboxOptions());
            connections.Add(await DmConnection.OpenAsync(new()
            {
                ApiBaseUri = new("https://sandbox.invalid/"),
                Credential = new BearerCredential(SandboxCredentials.UserToken),
                IsSandbox = true,
                Transport = () => new SandboxMessageHandler(api),
            }));
            await ReadOnceAsync(new DmClient(connections[0]), All);
        }

        Assert.Equal(2, connections[0].RateLimits.Count);
        Assert.Single(connections[1].RateLimits);
    }

    [Fact]
    public async Task A_new_window_is_not_exceeded_before_its_first_response()
    {
        await using var api = await StartAsync(ThreeRequests with { RequestsPerWindow = 1 });
        var client = await api.ConnectAsync();
        await api.ReadAsync(client, All);

        await api.RunAsync(Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReadOnceAsync(client, All)))));

        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task A_wait_shows_the_progress_so_far()
    {
        await using var api = await StartAsync(ThreeRequests with { EventCount = 1300, RequestsPerWindow = 12 });

        await api.Clock.RunAsync(Support.TestApi.CollectAsync((await api.ConnectAsync()).ListEvents(new DmEventQuery())));

        Assert.Contains(api.Notices.Progress, progress => progress.Text.EndsWith("; 1,200 events read so far", StringComparison.Ordinal));
    }

    [Theory]
    // Requests already used of 3 per 15 minutes, events to read, requests needed, minutes needed.
    [InlineData(1, 1, 1, 0)]
    [InlineData(1, 200, 2, 0)]
    [InlineData(1, 201, 3, 15)]
    [InlineData(3, 300, 3, 15)]
    [InlineData(3, 301, 4, 30)]
    [InlineData(2, 1000, 10, 45)]
    public async Task The_forecast_of_a_listing(int used, int events, int requests, int minutes)
    {
        await using var api = await StartAsync(ThreeRequests);
        var connection = await api.OpenAsync();
        Assert.Null(connection.ForecastEvents(events).Duration);
        for (var request = 0; request < used; request++)
            await api.ReadAsync(new DmClient(connection), All);
        var responses = api.Responses.Count;

        var forecast = connection.ForecastEvents(events);

        Assert.Equal((events, requests, events * 0.010m), (forecast.EventCount, forecast.Requests, forecast.EstimatedCost));
        Assert.Equal(TimeSpan.FromMinutes(minutes), forecast.Duration);
        Assert.Equal(api.Clock.GetUtcNow() + TimeSpan.FromMinutes(minutes), forecast.EndsAtUtc);
        Assert.Equal(responses, api.Responses.Count);
    }

    private static async Task ReadManyAsync(DmClient client, int times)
    {
        for (; times > 0; times--)
            await ReadOnceAsync(client, All);
    }
}
