using System.Globalization;
using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>Deletions for oneself and for everyone, and read marks.</summary>
public sealed class ChatDeletionTests
{
    private const string Conversation = ChatClient.WithJacqueline;
    private const string OwnGroup = "g1950000000000000101";
    private const string BookClub = "g1950000000000000102";

    private readonly SandboxApi _api = new(new SandboxOptions { Clock = new ManualClock() });
    private readonly ChatClient _chat;

    public ChatDeletionTests() => _chat = new ChatClient(_api);

    [Fact]
    public async Task Own_messages_can_be_deleted_for_everyone()
    {
        var id = ChatClient.EventOf(await _chat.SayAsync(Conversation, "Oops")).SequenceId!;
        var reply = await _chat.DeleteAsync(Conversation, forAll: true, id);
        Assert.Equal((200, true), ((int)reply.Status, reply.Body.GetProperty("data").GetProperty("deleted").GetBoolean()));
        var events = await _chat.Reading.EventsAsync(Conversation);
        Assert.DoesNotContain(events, item => item.Id == id);
        Assert.Equal((ChatEventKind.MessageDeleteEvent, true), (events[0].Event!.Kind, events[0].IsVerified));
        Assert.Equal([id], events[0].Event!.Delete!.SequenceIds);
    }

    [Fact]
    public async Task Repeating_a_deletion_has_no_effect()
    {
        var body = ChatClient.DeletionBody(_chat.Deletion(Conversation, forAll: true, ChatClient.EventOf(await _chat.SayAsync(Conversation, "Oops")).SequenceId!));
        var path = $"/2/chat/conversations/{Conversation}/messages/delete";
        Assert.Equal(200, (int)(await _chat.PostAsync(path, body)).Status);
        var count = (await _chat.Reading.EventsAsync(Conversation)).Count;
        Assert.Equal(200, (int)(await _chat.PostAsync(path, JsonNode.Parse(body.ToJsonString())!.AsObject())).Status);
        Assert.Equal(count, (await _chat.Reading.EventsAsync(Conversation)).Count);
    }

    [Fact]
    public async Task Messages_of_others_can_be_deleted_for_oneself_alone()
    {
        var id = _api.AddChatMessage("12", "Read this");
        AssertRefused(await _chat.DeleteAsync(Conversation, forAll: true, id));
        Assert.Equal(200, (int)(await _chat.DeleteAsync(Conversation, forAll: false, id)).Status);
        Assert.DoesNotContain(await _chat.Reading.EventsAsync(Conversation), item => item.Id == id);
    }

    [Fact]
    public async Task The_other_account_keeps_what_one_deletes_for_oneself()
    {
        const string between = "1385551234567890123-1440000000000000002";
        var other = new ChatClient(_api, account: 2);
        await _chat.ChangeKeyAsync(between, ChatClient.NewKey(), null, "1385551234567890123", "1440000000000000002");
        var id = ChatClient.EventOf(await _chat.SayAsync(between, "For both")).SequenceId!;
        Assert.Equal(200, (int)(await _chat.DeleteAsync(between, forAll: false, id)).Status);
        Assert.Equal([id], (await other.Reading.EventsAsync(between)).Select(item => item.Id));
        AssertRefused(await other.DeleteAsync(between, forAll: true, id));
    }

    [Fact]
    public async Task Admins_of_a_group_can_delete_any_message_for_everyone()
    {
        Assert.Equal(200, (int)(await _chat.DeleteAsync(OwnGroup, forAll: true, _api.AddChatMessage(OwnGroup, "x", "987654321"))).Status);
        AssertRefused(await _chat.DeleteAsync(BookClub, forAll: true, _api.AddChatMessage(BookClub, "x", "987654321")));
    }

    [Fact]
    public async Task One_refused_event_prevents_the_whole_deletion()
    {
        var own = ChatClient.EventOf(await _chat.SayAsync(Conversation, "Mine")).SequenceId!;
        AssertRefused(await _chat.DeleteAsync(Conversation, forAll: true, own, _api.AddChatMessage("12", "Hers")));
        Assert.Equal(404, (int)(await _chat.DeleteAsync(Conversation, forAll: true, own, "17")).Status);
        Assert.Equal(404, (int)(await _chat.DeleteAsync(Conversation, forAll: true, own, "x")).Status);
        Assert.Contains(await _chat.Reading.EventsAsync(Conversation), item => item.Id == own);
    }

    [Fact]
    public async Task The_signed_event_must_say_the_same_as_the_request()
    {
        var id = ChatClient.EventOf(await _chat.SayAsync(Conversation, "x")).SequenceId!;
        var body = ChatClient.DeletionBody(_chat.Deletion(Conversation, forAll: false, id));
        body["delete_message_action"] = "delete_for_all";
        Assert.Equal(400, (int)(await _chat.PostAsync($"/2/chat/conversations/{Conversation}/messages/delete", body)).Status);
        body["delete_message_action"] = "delete_for_self";
        body["sequence_ids"]!.AsArray().Add("5");
        Assert.Equal(400, (int)(await _chat.PostAsync($"/2/chat/conversations/{Conversation}/messages/delete", body)).Status);
        // Signed for another conversation.
        var moved = await _chat.PostAsync(
            $"/2/chat/conversations/{Conversation}/messages/delete",
            ChatClient.DeletionBody(_chat.Deletion(ChatClient.WithZoe, forAll: false, id)));
        Assert.Equal(403, (int)moved.Status);
        Assert.Contains(await _chat.Reading.EventsAsync(Conversation), item => item.Id == id);
    }

    [Fact]
    public async Task A_conversation_is_marked_as_read_up_to_an_event()
    {
        Assert.Null(_api.ChatSeenUntil(Conversation));
        var id = _api.AddChatMessage("12", "Read this");
        var reply = await ReadAsync(id);
        Assert.Equal((200, true), ((int)reply.Status, reply.Body.GetProperty("data").GetProperty("success").GetBoolean()));
        Assert.Equal(id, _api.ChatSeenUntil(Conversation));
        foreach (var text in new[] { "newest", "", "-1", "+1", $"{id}\0" })
            Assert.Equal(400, (int)(await ReadAsync(text)).Status);
        // An earlier one changes nothing.
        Assert.Equal(200, (int)(await ReadAsync("17")).Status);
        Assert.Equal(id, _api.ChatSeenUntil(Conversation));
    }

    [Fact]
    public async Task A_conversation_is_marked_as_read_up_to_any_id_that_is_not_above_its_newest_one()
    {
        var deleted = _api.AddChatMessage("12", "Gone");
        Assert.Equal(200, (int)(await _chat.DeleteAsync(Conversation, forAll: false, deleted)).Status);
        Assert.Equal(200, (int)(await ReadAsync(deleted)).Status);
        Assert.Equal(deleted, _api.ChatSeenUntil(Conversation));
        var change = (await _chat.ChangeKeyAsync(Conversation, ChatClient.NewKey(), null, _chat.UserId, "12")).Body.GetProperty("data").Text("sequence_id");
        Assert.Equal(404, (int)(await ReadAsync($"{long.Parse(change, CultureInfo.InvariantCulture) + 1}")).Status);
        Assert.Equal(404, (int)(await ReadAsync("9223372036854775807")).Status);
        Assert.Equal(deleted, _api.ChatSeenUntil(Conversation));
        Assert.Equal(200, (int)(await ReadAsync(change)).Status);
        Assert.Equal(change, _api.ChatSeenUntil(Conversation));
    }

    [Theory]
    [InlineData("12", 200)]
    [InlineData(BookClub, 200)]
    [InlineData("305419896", 404)]
    [InlineData("g1950000000000000999", 403)]
    public async Task Typing_leaves_no_trace(string conversation, int status)
    {
        var before = (await _chat.Reading.ConversationsAsync())[0].Text("id");
        Assert.Equal(status, (int)(await _chat.PostAsync($"/2/chat/conversations/{conversation}/typing", [])).Status);
        Assert.Equal(before, (await _chat.Reading.ConversationsAsync())[0].Text("id"));
    }

    private Task<Reply> ReadAsync(string id) => _chat.PostAsync($"/2/chat/conversations/{Conversation}/read", new JsonObject { ["seen_until_sequence_id"] = id });

    private static void AssertRefused(Reply reply)
    {
        Assert.Equal(403, (int)reply.Status);
        Assert.StartsWith("REQUESTER_NOT_ADMIN: ", reply.Body.Text("detail"), StringComparison.Ordinal);
    }
}
