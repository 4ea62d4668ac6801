using System.Text;
using System.Text.Json;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Sending;

public sealed class SendTests
{
    [Fact]
    public async Task A_message_to_a_user_is_sent_and_described()
    {
        await using var api = await TestApi.StartAsync();

        var sent = await api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" });

        var there = Assert.Single(api.Server.Api.SentMessages);
        Assert.Equal((there.EventId, there.ConversationId, "Hello"), (sent.EventId!, sent.ConversationId!, sent.Text!));
        Assert.Equal("12-1385551234567890123", sent.ConversationId);
        Assert.Equal("12", sent.Recipient?.Id);
        Assert.Equal(api.Clock.GetUtcNow(), sent.SentAtUtc);
        Assert.Equal(["POST /2/dm_conversations/with/12/messages"], api.Calls);
        Assert.DoesNotContain("Hello", sent.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_fields_are_not_in_the_body()
    {
        await using var api = await TestApi.StartAsync();

        await api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Grüße \U0001F44D \"x\"", ConversationId = "", MediaId = " ", MediaPath = "" });

        var request = api.Server.Requests[^1];
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(["text"], body.EnumerateObject().Select(property => property.Name));
        Assert.Equal("Grüße \U0001F44D \"x\"", body.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("12-1385551234567890123")]
    [InlineData("1590000000000000001")]
    public async Task A_message_goes_into_a_conversation(string conversationId)
    {
        await using var api = await TestApi.StartAsync();

        var sent = await api.SendAsync(new DmOutgoingMessage { ConversationId = conversationId, Text = "Hello" });

        Assert.Equal(conversationId, sent.ConversationId);
        Assert.Null(sent.Recipient);
        Assert.Equal([$"POST /2/dm_conversations/{conversationId}/messages"], api.Calls);
    }

    [Fact]
    public async Task A_conversation_and_its_other_user_can_be_given_together()
    {
        await using var api = await TestApi.StartAsync();

        await api.SendAsync(new DmOutgoingMessage { ConversationId = "12-1385551234567890123", To = new("12"), Text = "Hello" });

        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task A_name_is_looked_up_once()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAsync(new DmOutgoingMessage { To = new("@jacqueline"), Text = "Hello" });

        var sent = await api.SendAsync(new DmOutgoingMessage { To = new("@JACQUELINE"), Text = "Hello again" });

        Assert.Equal("@jacqueline", sent.Recipient!.ToString());
        Assert.Equal(
            ["GET /2/users/by", "POST /2/dm_conversations/with/12/messages", "POST /2/dm_conversations/with/12/messages"], api.Calls);
    }

    [Fact]
    public async Task The_usage_counts_messages()
    {
        await using var api = await TestApi.StartAsync();
        var before = api.Connection.Usage;

        await api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" });

        var after = api.Connection.Usage;
        Assert.Equal(1, after.MessagesSent - before.MessagesSent);
        Assert.Equal(0.015m, after.EstimatedCost - before.EstimatedCost);
    }

    public static TheoryData<DmOutgoingMessage, string> Impossible => new()
    {
        { new DmOutgoingMessage { Text = "Hello" }, "no recipient" },
        { new DmOutgoingMessage { To = new(""), ConversationId = " ", Text = "Hello" }, "no recipient" },
        { new DmOutgoingMessage { To = new("no one"), Text = "Hello" }, "'no one' is not a valid user" },
        { new DmOutgoingMessage { To = new("12"), ConversationId = "1590000000000000001", Text = "Hello" }, "two recipients" },
        { new DmOutgoingMessage { To = new("1385551234567890123"), ConversationId = "20-1385551234567890123", Text = "Hello" }, "two recipients" },
        { new DmOutgoingMessage { To = new("30"), ConversationId = "20-30", Text = "Hello" }, "two recipients" },
        { new DmOutgoingMessage { ConversationId = "abc", Text = "Hello" }, "'abc' is not a valid conversation id" },
        { new DmOutgoingMessage { To = new("12") }, "is empty" },
        { new DmOutgoingMessage { To = new("12"), Text = " \r\n\t " }, "is empty" },
        { new DmOutgoingMessage { To = new("12"), Text = new string('x', 10_001) }, "10,001 characters" },
        { new DmOutgoingMessage { To = new("12"), MediaId = "x1" }, "'x1' is not a valid media id" },
        { new DmOutgoingMessage { To = new("12"), MediaId = "1", MediaPath = "a.png" }, "one attachment" },
        { new DmOutgoingMessage { To = new("12"), Text = "ok \uD83D" }, "its character 4 is half" },
        { new DmOutgoingMessage { To = new("12"), Text = "\uDE00\uD83D" }, "its character 1 is half" },
        { new DmOutgoingMessage { To = new("12"), Text = "\U0001F600 caf\uFFFD" }, "its character 6 is U+FFFD" },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public async Task An_invalid_message_is_rejected_before_any_request(DmOutgoingMessage message, string words)
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(message));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.True(error.RecommendedAction is not null || error.Reason == DmErrorReason.NoRecipient);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task The_length_of_a_text_is_counted_in_characters_not_in_code_units()
    {
        await using var api = await TestApi.StartAsync();
        var text = new StringBuilder().Insert(0, "\U0001F44D", 10_000).ToString();

        await api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = text });

        Assert.Equal(text, Assert.Single(api.Server.Api.SentMessages).Text);
    }

    [Fact]
    public async Task An_unknown_name_fails_with_not_found()
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(new DmOutgoingMessage { To = new("@missing"), Text = "Hello" }));

        Assert.Equal(DmErrorKind.NotFound, error.Kind);
        Assert.Contains("@missing", error.Message, StringComparison.Ordinal);
        Assert.Equal(["GET /2/users/by"], api.Calls);
    }

    [Fact]
    public async Task A_user_who_does_not_accept_messages_is_known_by_name_before_the_request_and_by_id_from_X()
    {
        await using var api = await TestApi.StartAsync();

        var byName = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(new DmOutgoingMessage { To = new("@sato_kenji"), Text = "Hello" }));
        Assert.Equal(["GET /2/users/by"], api.Calls);
        var byId = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(new DmOutgoingMessage { To = new("1655555555555555555"), Text = "Hello" }));

        Assert.Equal(DmErrorKind.Permission, byName.Kind);
        Assert.Contains("@sato_kenji", byName.Message, StringComparison.Ordinal);
        Assert.Equal(DmErrorKind.Permission, byId.Kind);
        Assert.Contains("cannot send messages to this user", byId.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("dm.write", byId.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task A_message_can_be_signed_with_OAuth_1()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(new OAuth1Credential(
            SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret, api.Clock));

        await api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" }, new DmClient(connection));

        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task Errors_and_notices_do_not_contain_the_text()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.Every(1, Fault.Status(400));

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "a secret text" }));

        Assert.DoesNotContain("a secret text", error.ToString(), StringComparison.Ordinal);
        Assert.All(api.Notices.Verbose, text => Assert.DoesNotContain("a secret text", text, StringComparison.Ordinal));
    }
}
