using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>Which recipients are looked up, and when. Each look-up costs.</summary>
public sealed class RecipientTests
{
    [Fact]
    public async Task Names_are_looked_up_for_as_many_messages_as_the_spending_limit_allows()
    {
        await using var api = await TestApi.StartAsync();
        // Checking the connection costs 0.01, and a user with a message 0.025.
        using var connection = await api.OpenAsync(spendingLimit: 0.01m + (2 * 0.025m));
        var requests = api.Server.Requests.Count;

        var results = await api.Clock.RunAsync(
            TestApi.CollectAsync(
                new DmClient(connection).SendMessages([To("@jacqueline"), To("@layla_h"), To("@reader_0001"), To("@reader_0002")])));

        Assert.Equal([null, null, DmErrorKind.SpendingLimit, DmErrorKind.SpendingLimit], results.Select(result => result.Error?.Kind));
        Assert.Equal(2, api.Server.Api.SentMessages.Count);
        Assert.Equal((2, 3), ((int)connection.Usage.MessagesSent, (int)connection.Usage.UsersRead));
        var lookUp = Assert.Single(api.Server.Requests.Skip(requests), request => request.Method == "GET");
        Assert.Contains("usernames=jacqueline%2Clayla_h&", lookUp.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_accepts_no_messages_is_looked_up_once_per_run()
    {
        await using var api = await TestApi.StartAsync();

        for (var run = 1; run <= 2; run++)
        {
            var results = await api.SendAllAsync(null, To("@sato_kenji"), To("@Sato_Kenji"));

            Assert.All(results, result => Assert.Equal(DmErrorKind.Permission, result.Error!.Kind));
            Assert.Equal(run, api.Calls.Count(call => call == "GET /2/users/by"));
        }
    }

    [Fact]
    public async Task A_known_name_is_not_part_of_a_look_up()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(null, To("@layla_h"));

        await api.SendAllAsync(null, To("@jacqueline"), To("@layla_h"), To("@JACQUELINE"));

        Assert.Contains("usernames=jacqueline&", api.Server.Requests.Last(request => request.Method == "GET").PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_recipient_given_by_id_has_a_name_in_the_result()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAsync(To("@jacqueline"));

        var sent = await api.SendAsync(To("12"));

        Assert.Equal("jacqueline", sent.Recipient!.Username);
    }

    [Fact]
    public async Task A_missing_file_is_detected_before_its_recipient_is_looked_up()
    {
        await using var api = await TestApi.StartAsync();

        var error = (await api.SendAllAsync(null, To("@jacqueline") with { MediaPath = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png") }))[0].Error!;

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Empty(api.Calls);
    }

    private static DmOutgoingMessage To(string user) => new() { To = new(user), Text = "Hello" };
}
