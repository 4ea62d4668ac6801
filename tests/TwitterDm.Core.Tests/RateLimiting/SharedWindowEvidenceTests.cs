using System.Globalization;
using System.Net;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>From which responses it follows that two endpoints share a window, and from which that they do not.</summary>
public sealed class SharedWindowEvidenceTests
{
    // A response: the endpoint (A or W), the limit, what remains, the minutes from the start to the reset, and the status if it is not 200.
    // "A none" tells nothing; "+20" lets 20 minutes pass.
    [Theory]
    // The second endpoint is exactly one further than the first.
    [InlineData(true, "A 10 9 15", "W 10 8 15")]
    [InlineData(false, "A 10 9 15", "W 10 9 15")]
    [InlineData(false, "A 10 9 15", "W 10 7 15")]
    [InlineData(false, "A 10 9 15", "W 11 8 15")]
    [InlineData(false, "A 10 9 15", "W 10 8 16")]
    [InlineData(false, "A 10 9 15", "W 9 8 15")]
    // A response without headers can have counted.
    [InlineData(true, "A 10 9 15", "A none", "W 10 7 15")]
    [InlineData(true, "A 10 9 15", "A none", "W 10 8 15")]
    [InlineData(false, "A 10 9 15", "A none", "W 10 6 15")]
    [InlineData(false, "A 10 9 15", "A none", "A 10 7 15", "W 10 5 15")]
    [InlineData(false, "A 10 9 15", "W none", "W 10 8 15")]
    [InlineData(true, "A 10 9 15", "W none", "W 10 7 15")]
    [InlineData(false, "A 10 9 15", "W none", "W 10 6 15")]
    // A failed request may count or not.
    [InlineData(true, "A 10 9 15", "W 10 8 15 404")]
    [InlineData(false, "A 10 9 15", "W 10 9 15 404")]
    // What others used before the first response of a window proves nothing; what is used between two responses is.
    [InlineData(false, "A 10 5 15", "W 10 4 15")]
    [InlineData(true, "A 10 5 15", "W 10 4 15", "A 10 3 15")]
    [InlineData(false, "A 10 5 15", "W 10 4 15", "A 10 4 15")]
    [InlineData(false, "A 10 5 15", "W 10 4 15", "A 10 2 15")]
    [InlineData(false, "A 10 5 15", "W 10 2 15", "A 10 2 15")]
    [InlineData(true, "A 10 5 15", "W 10 2 15", "A 10 2 15 404")]
    // A refusal proves something only where it says that nothing remains.
    [InlineData(false, "A 10 9 15", "W 10 8 15 429")]
    [InlineData(true, "A 2 1 15", "W 2 0 15 429")]
    // Together from the second response on; then one of them again.
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 7 15")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 6 15")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 10 8 15")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 8 15 404")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 10 9 15 404")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 11 7 15")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 10 9 16")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 9 15 429")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A none")]
    // The endpoint that was heard last can be told anything: it contradicts nobody.
    [InlineData(true, "A 10 9 15", "W 10 8 15", "W 10 8 15")]
    // A new window begins with a full count for both.
    [InlineData(true, "A 10 9 15", "W 10 8 15", "+20", "A 10 9 35")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "+20", "A 10 9 35", "W 10 8 35")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "+20", "A 10 9 35", "W 10 9 35")]
    // Who was seen to be counted apart stays so in this window, and can be found to share the next one.
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 10 8 15", "W 10 7 15", "A 10 6 15")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 8 15", "+20", "A 10 9 35", "W 10 8 35")]
    public async Task Two_endpoints_share_a_window_if_what_remains_can_only_be_one_count(bool areShared, params string[] responses)
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 100 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        var start = api.Clock.GetUtcNow();

        foreach (var step in responses)
        {
            if (step.StartsWith('+'))
            {
                api.Clock.Advance(TimeSpan.FromMinutes(Number(step)));
                continue;
            }

            var words = step.Split(' ');
            api.OnTheWay = response => Tell(response, start, words);
            await Record.ExceptionAsync(() => api.ReadAsync(client, words[0] == "A" ? All : With));
        }

        Assert.Equal(responses.Count(step => !step.StartsWith('+')), api.Answers.Count - 1);
        Assert.Equal(areShared ? [With] : [], connection.RateLimits.Single(limit => limit.Endpoint == All).SharedWith);
        Assert.Equal(areShared ? [All] : [], connection.RateLimits.Single(limit => limit.Endpoint == With).SharedWith);
    }

    [Fact]
    public async Task Two_first_responses_that_overtake_each_other_are_evidence_too()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection);
        using var held = new HeldResponse(api);
        var slow = Task.Run(() => ReadOnceAsync(client, All));
        await held.HasCome;

        await ReadOnceAsync(client, With);
        held.Release();
        await slow;

        var told = connection.RateLimits.Single(limit => limit.Endpoint == All);
        Assert.Equal((8, With), (told.Remaining, Assert.Single(told.SharedWith)));
    }

    [Fact]
    public async Task A_response_that_was_overtaken_is_no_evidence_where_the_own_requests_of_the_other_endpoint_explain_what_remains_for_it()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10, SharedWindow = false });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection);
        using var held = new HeldResponse(api);
        var slow = Task.Run(() => ReadOnceAsync(client, All));
        await held.HasCome;

        await ReadOnceAsync(client, With);
        await ReadOnceAsync(client, With);
        held.Release();
        await slow;

        Assert.Equal(9, connection.RateLimits.Single(limit => limit.Endpoint == All).Remaining);
        Assert.All(connection.RateLimits, limit => Assert.Empty(limit.SharedWith));
    }

    [Fact]
    public async Task A_response_that_was_overtaken_does_not_separate_endpoints()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection);
        await api.ReadAsync(client, All);
        await api.ReadAsync(client, With);
        using var held = new HeldResponse(api);
        var slow = Task.Run(() => ReadOnceAsync(client, All));
        await held.HasCome;

        await ReadOnceAsync(client, With);
        held.Release();
        await slow;

        var told = connection.RateLimits.Single(limit => limit.Endpoint == All);
        Assert.Equal((6, With), (told.Remaining, Assert.Single(told.SharedWith)));
    }

    private static void Tell(HttpResponseMessage response, DateTimeOffset start, string[] words)
    {
        foreach (var name in new[] { "limit", "remaining", "reset" })
            response.Headers.Remove($"x-rate-limit-{name}");
        if (words is not [_, var limit, var remaining, var minutes, ..])
            return;
        response.Headers.TryAddWithoutValidation("x-rate-limit-limit", limit);
        response.Headers.TryAddWithoutValidation("x-rate-limit-remaining", remaining);
        response.Headers.TryAddWithoutValidation("x-rate-limit-reset", start.AddMinutes(Number(minutes)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (words is [.., var status] && words.Length == 5)
            response.StatusCode = (HttpStatusCode)Number(status);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
