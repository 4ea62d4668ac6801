using System.Text.Json;
using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Sending;

public sealed class GroupTests
{
    private static readonly DmOutgoingMessage Welcome = new() { Text = "Welcome" };

    [Fact]
    public async Task A_group_is_created_with_its_first_message()
    {
        await using var api = await TestApi.StartAsync();

        var sent = await CreateAsync(api, "@jacqueline", "987654321", "@layla_h");

        var there = Assert.Single(api.Server.Api.SentMessages);
        Assert.Equal((there.EventId, there.ConversationId, "Welcome"), (sent.EventId!, sent.ConversationId!, sent.Text!));
        Assert.Equal(["GET /2/users/by", "POST /2/dm_conversations"], api.Calls);
        var body = JsonDocument.Parse(api.Server.Requests[^1].Body).RootElement;
        Assert.Equal("Group", body.GetProperty("conversation_type").GetString());
        Assert.Equal(["12", "987654321", "1712345678901234567"], body.GetProperty("participant_ids").EnumerateArray().Select(id => id.GetString()));
    }

    [Theory]
    [InlineData("12")]
    [InlineData("12", "12")]
    [InlineData("@jacqueline", "@JACQUELINE")]
    public async Task Fewer_than_two_others_are_rejected_before_any_request(params string[] participants)
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => CreateAsync(api, participants));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains("2 to 49", error.Message, StringComparison.Ordinal);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task More_than_49_others_are_rejected_before_any_request()
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => CreateAsync(api, [.. Enumerable.Range(1, 50).Select(number => $"{number}")]));

        Assert.Contains("not 50", error.Message, StringComparison.Ordinal);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task The_signed_in_user_and_duplicates_do_not_count()
    {
        await using var api = await TestApi.StartAsync();

        await Assert.ThrowsAsync<DmException>(() => CreateAsync(api, "@jacqueline", "12", "1385551234567890123"));

        Assert.Empty(api.Server.Api.SentMessages);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("status-after=503")]
    public async Task A_group_is_found_by_its_first_events_after_a_lost_response(string fault)
    {
        await using var api = await TestApi.StartAsync();
        await CreateAsync(api, "12", "987654321");
        api.Server.Faults.When(request => request.Method == "POST", Fault.Parse(fault));

        var sent = await CreateAsync(api, "12", "783214");

        Assert.Equal(2, api.Server.Api.SentMessages.Count);
        Assert.Equal(api.Server.Api.SentMessages[1].EventId, sent.EventId);
        Assert.Equal(api.Server.Api.SentMessages[1].ConversationId, sent.ConversationId);
    }

    [Fact]
    public async Task An_older_group_with_the_same_message_is_not_mistaken_for_the_new_one()
    {
        await using var api = await TestApi.StartAsync();
        await CreateAsync(api, "12", "987654321");
        using var other = await api.OpenAsync(new TwitterDm.Auth.BearerCredential(TwitterDm.Sandbox.SandboxCredentials.UserToken));
        api.Server.Faults.When(request => request.Method == "POST", Fault.RefuseBeforeReading);

        var error = await Assert.ThrowsAsync<DmException>(
            () => api.Clock.RunAsync(new DmClient(other).CreateConversationAsync([new("12"), new("783214")], Welcome)));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
        Assert.Contains("a new group", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_names_the_unknown_participant()
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => CreateAsync(api, "@jacqueline", "@missing"));

        Assert.Equal(DmErrorKind.NotFound, error.Kind);
        Assert.Contains("@missing", error.Message, StringComparison.Ordinal);
    }

    private static Task<DmMessage> CreateAsync(TestApi api, params string[] participants)
        => api.Clock.RunAsync(api.Client().CreateConversationAsync([.. participants.Select(name => new DmUserReference(name))], Welcome));
}
