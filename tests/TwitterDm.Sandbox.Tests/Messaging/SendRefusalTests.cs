using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Messaging;

/// <summary>Recipients and messages that are refused.</summary>
public sealed class SendRefusalTests : IAsyncLifetime
{
    private const string Me = "1385551234567890123";
    private const string Kenji = "1655555555555555555";
    private const string Group = "/2/dm_conversations";
    private const string CannotSend = """{"title":"Forbidden","type":"about:blank","status":403,"detail":"You cannot send messages to this user."}""";

    private RunningSandbox _sandbox = null!;

    private SandboxClient Client => _sandbox.Client;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync()
    {
        // No refused message was sent.
        Assert.Empty(_sandbox.Server.Api.SentMessages);
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Unknown_users_are_not_found()
    {
        AssertUnknown(await Client.SayAsync("5", "Hello"), "participant_id");
        AssertUnknown(await Client.PostJsonAsync(Group, NewGroup("12", "5")), "participant_ids");
    }

    [Fact]
    public async Task Users_who_do_not_accept_messages_cannot_be_messaged()
    {
        foreach (var reply in new[]
        {
            await Client.SayAsync(Kenji, "Hello"),
            await Client.PostJsonAsync($"/2/dm_conversations/{Me}-{Kenji}/messages", new { text = "Hello" }),
            await Client.PostJsonAsync(Group, NewGroup("12", Kenji)),
        })
        {
            Assert.Equal((HttpStatusCode.Forbidden, CannotSend), (reply.Status, reply.Text));
        }
    }

    [Fact]
    public async Task The_sender_cannot_be_the_recipient()
    {
        AssertInvalid(await Client.SayAsync(Me, "Note"), "participant_id", $"The `participant_id` path parameter value [{Me}] is the sender");
        AssertInvalid(
            await Client.PostJsonAsync($"/2/dm_conversations/{Me}-{Me}/messages", new { text = "Note" }), "dm_conversation_id", "is a conversation of the sender with itself");
        AssertInvalid(await Client.PostJsonAsync(Group, NewGroup("12", Me)), "participant_ids", "must not contain the sender");
    }

    [Theory]
    [InlineData("12-987654321")]
    [InlineData("1385551234567890123-12")]
    [InlineData("012-1385551234567890123")]
    [InlineData("5-1385551234567890123")]
    [InlineData("999999999999999")]
    [InlineData("no%20id")]
    public async Task Conversations_of_other_accounts_are_forbidden(string id)
    {
        var reply = await Client.PostJsonAsync($"/2/dm_conversations/{id}/messages", new { text = "Hello" });
        Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
        Assert.Equal(
            ("https://api.x.com/2/problems/not-authorized-for-resource", "dm_conversation", "dm_conversation_id"),
            (reply.Body.Text("type"), reply.Body.Text("resource_type"), reply.Body.Text("parameter")));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData(" \t\r\n\u00A0\u2003")]
    public async Task Blank_texts_are_refused(string text)
    {
        AssertInvalid(await Client.SayAsync("12", text), "text", "$.text: must not be blank");
        AssertInvalid(
            await Client.PostJsonAsync(Group, new { conversation_type = "Group", participant_ids = new[] { "12", "1234" }, message = new { text } }),
            "message.text",
            "$.message.text: must not be blank");
    }

    [Fact]
    public async Task The_limit_of_10_000_characters_counts_code_points()
    {
        var long1 = string.Concat(Enumerable.Repeat("\U0001F44D", 10_001));
        AssertInvalid(await Client.SayAsync("12", long1), "text", "$.text: must be at most 10000 characters long but has 10001");
    }

    [Theory]
    [InlineData("""{"conversation_type":"Group","participant_ids":["12","1234"],"message":{}}""", "message.text", "a message must have a text or an attachment")]
    [InlineData("""{"conversation_type":"Group","participant_ids":["12","12"],"message":{"text":"x"}}""", "participant_ids", "must be unique")]
    public async Task Rules_for_groups_beyond_the_API_description(string body, string parameter, string sentence) =>
        AssertInvalid(await Client.PostJsonAsync(Group, body), parameter, sentence);

    [Theory]
    [InlineData("""{"attachments":[]}""", "text", "a message must have a text or an attachment")]
    [InlineData("""{"text":"x","attachments":[{"media_id":"1"},{"media_id":"2"}]}""", "attachments", "a maximum of 1 items")]
    public async Task A_message_must_have_a_text_or_one_attachment(string body, string parameter, string sentence) =>
        AssertInvalid(await Client.PostJsonAsync("/2/dm_conversations/with/12/messages", body), parameter, sentence);

    private static object NewGroup(params string[] participants) =>
        new { conversation_type = "Group", participant_ids = participants, message = new { text = "Hello" } };

    private static void AssertUnknown(Reply reply, string parameter)
    {
        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Equal(
            ("https://api.x.com/2/problems/resource-not-found", "user", parameter, "5"),
            (reply.Body.Text("type"), reply.Body.Text("resource_type"), reply.Body.Text("parameter"), reply.Body.Text("value")));
    }

    private static void AssertInvalid(Reply reply, string parameter, string sentence)
    {
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        var error = Assert.Single(reply.ValidationErrors);
        Assert.Equal(parameter, error.Parameter);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }
}
