using System.Globalization;
using System.Net;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>Which responses prove that two endpoints share a window, and which prove that they do not.</summary>
public sealed class SharedWindowEvidenceTests
{
    // A response: the endpoint (A or W), the limit, the remaining count, the minutes from the start to the reset, and the status if it is
    // not 200. "A none" has no headers; "+20" advances the clock by 20 minutes.
    [Theory]
    // The count of the second endpoint is exactly one lower than that of the first.
    [InlineData(true, "A 10 9 15", "W 10 8 15")]
    [InlineData(false, "A 10 9 15", "W 10 9 15")]
    [InlineData(false, "A 10 9 15", "W 10 7 15")]
    [InlineData(false, "A 10 9 15", "W 11 8 15")]
    [InlineData(false, "A 10 9 15", "W 10 8 16")]
    [InlineData(false, "A 10 9 15", "W 9 8 15")]
    // A request whose response has no headers may have counted.
    [InlineData(true, "A 10 9 15", "A none", "W 10 7 15")]
    [InlineData(true, "A 10 9 15", "A none", "W 10 8 15")]
    [InlineData(false, "A 10 9 15", "A none", "W 10 6 15")]
    [InlineData(false, "A 10 9 15", "A none", "A 10 7 15", "W 10 5 15")]
    [InlineData(false, "A 10 9 15", "W none", "W 10 8 15")]
    [InlineData(true, "A 10 9 15", "W none", "W 10 7 15")]
    [InlineData(false, "A 10 9 15", "W none", "W 10 6 15")]
    // A failed request may or may not count.
    [InlineData(true, "A 10 9 15", "W 10 8 15 404")]
    [InlineData(false, "A 10 9 15", "W 10 9 15 404")]
    // Use by others before the first response of a window proves nothing; use between two responses does.
    [InlineData(false, "A 10 5 15", "W 10 4 15")]
    [InlineData(true, "A 10 5 15", "W 10 4 15", "A 10 3 15")]
    [InlineData(false, "A 10 5 15", "W 10 4 15", "A 10 4 15")]
    [InlineData(false, "A 10 5 15", "W 10 4 15", "A 10 2 15")]
    [InlineData(false, "A 10 5 15", "W 10 2 15", "A 10 2 15")]
    [InlineData(true, "A 10 5 15", "W 10 2 15", "A 10 2 15 404")]
    // A refusal proves something only where it says that nothing remains.
    [InlineData(false, "A 10 9 15", "W 10 8 15 429")]
    [InlineData(true, "A 2 1 15", "W 2 0 15 429")]
    // Both endpoints share a window from the second response on; then one of them is used again.
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 7 15")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 6 15")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 10 8 15")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 8 15 404")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 10 9 15 404")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 11 7 15")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 10 9 16")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 9 15 429")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A none")]
    // Any value for the endpoint that responded last is consistent with the others.
    [InlineData(true, "A 10 9 15", "W 10 8 15", "W 10 8 15")]
    // A new window begins with the full count for both.
    [InlineData(true, "A 10 9 15", "W 10 8 15", "+20", "A 10 9 35")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "+20", "A 10 9 35", "W 10 8 35")]
    [InlineData(false, "A 10 9 15", "W 10 8 15", "+20", "A 10 9 35", "W 10 9 35")]
    // Endpoints found to be separate stay so in this window, but can be found to share the next one.
    [InlineData(false, "A 10 9 15", "W 10 8 15", "A 10 8 15", "W 10 7 15", "A 10 6 15")]
    [InlineData(true, "A 10 9 15", "W 10 8 15", "A 10 8 15", "+20", "A 10 9 35", "W 10 8 35")]
    public async Task Two_endpoints_share_a_window_if_their_remaining_counts_can_only_be_one_counter(bool areShared, params string[] responses)
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
            api.OnResponse = response => SetHeaders(response, start, words);
            await Record.ExceptionAsync(() => api.ReadAsync(client, words[0] == "A" ? All : With));
        }

        Assert.Equal(responses.Count(step => !step.StartsWith('+')), api.Responses.Count - 1);
        Assert.Equal(areShared ? [With] : [], connection.RateLimits.Single(limit => limit.Endpoint == All).SharedWith);
        Assert.Equal(areShared ? [All] : [], connection.RateLimits.Single(limit => limit.Endpoint == With).SharedWith);
    }

    [Fact]
    public async Task First_responses_that_arrive_out_of_order_are_evidence_too()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection);
        using var held = await HeldResponse.SendAsync(api, client, All);

        await ReadOnceAsync(client, With);
        await held.ReleaseAsync();

        var reported = connection.RateLimits.Single(limit => limit.Endpoint == All);
        Assert.Equal((8, With), (reported.Remaining, Assert.Single(reported.SharedWith)));
    }

    [Fact]
    public async Task An_overtaken_response_proves_nothing_if_the_other_endpoint_explains_its_remainder_itself()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10, SharedWindow = false });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection);
        using var held = await HeldResponse.SendAsync(api, client, All);

        await ReadOnceAsync(client, With);
        await ReadOnceAsync(client, With);
        await held.ReleaseAsync();

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
        using var held = await HeldResponse.SendAsync(api, client, All);

        await ReadOnceAsync(client, With);
        await held.ReleaseAsync();

        var reported = connection.RateLimits.Single(limit => limit.Endpoint == All);
        Assert.Equal((6, With), (reported.Remaining, Assert.Single(reported.SharedWith)));
    }

    private static void SetHeaders(HttpResponseMessage response, DateTimeOffset start, string[] words)
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
