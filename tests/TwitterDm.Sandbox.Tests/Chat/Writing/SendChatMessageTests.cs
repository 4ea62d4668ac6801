using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>Messages that are sent to X Chat.</summary>
public sealed class SendChatMessageTests
{
    private const string Conversation = ChatClient.WithJacqueline;
    private const string WithDevelopers = "2244994945-1385551234567890123";

    private readonly ManualClock _clock = new();
    private readonly SandboxApi _api;
    private readonly ChatClient _chat;

    public SendChatMessageTests() => (_api, _chat) = Create(new SandboxOptions());

    [Fact]
    public async Task A_message_becomes_the_newest_event()
    {
        var before = await _chat.Reading.EventsAsync(Conversation);
        _clock.Advance(TimeSpan.FromMinutes(7));
        var sent = ChatClient.EventOf(await _chat.SayAsync(Conversation, "On my way."));
        var after = await _chat.Reading.EventsAsync(Conversation);
        Assert.Equal([sent.SequenceId!, .. before.Select(item => item.Id)], after.Select(item => item.Id));
        Assert.Equal(("On my way.", true, _chat.UserId), (after[0].Text, after[0].IsVerified, after[0].Event!.SenderId));
        Assert.Equal(before[0].Id, after[0].Item.Text("previous_id"));
        Assert.Equal(before[0].Id, sent.PreviousSequenceId);
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds(), sent.CreatedAtMilliseconds);
    }

    [Fact]
    public async Task A_message_moves_its_conversation_to_the_top()
    {
        const string conversation = "g1950000000000000102";
        Assert.NotEqual(conversation, (await _chat.Reading.ConversationsAsync())[0].Text("id"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        ChatClient.EventOf(await _chat.SayAsync(conversation, "Shall we meet?"));
        var first = (await _chat.Reading.ConversationsAsync())[0];
        Assert.Equal((conversation, _clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null)), (first.Text("id"), first.Text("updated_at")));
    }

    [Fact]
    public async Task Every_generated_conversation_takes_a_message()
    {
        foreach (var conversation in (await _chat.Reading.ConversationsAsync()).Select(item => item.Text("id")).Where(id => id != WithDevelopers))
        {
            Assert.Null(ChatClient.EventOf(await _chat.SayAsync(conversation, "Hello")).Failure);
            Assert.NotEmpty(_api.AddChatMessage(conversation, "Hello to you"));
        }
    }

    [Fact]
    public async Task A_thousand_messages_are_stored_in_their_order()
    {
        const int messages = 1000;
        var (api, chat) = Create(new SandboxOptions { ChatRequestsPerWindow = messages });
        var key = await chat.KeyAsync(Conversation);
        for (var number = 0; number < messages; number++)
            Assert.Null(ChatClient.EventOf(await chat.SendAsync(Conversation, chat.Message(Conversation, ChatEntries.Message($"Number {number}"), key))).Failure);
        Assert.Equal(Enumerable.Range(0, messages).Select(number => $"Number {number}"), api.SentChatMessages.Select(message => message.Text));
    }

    [Theory]
    [InlineData("12")]
    [InlineData(Conversation)]
    public async Task A_one_to_one_is_found_by_both_ids(string path)
    {
        var body = _chat.Message(Conversation, ChatEntries.Message("Hello"), await _chat.KeyAsync(Conversation));
        Assert.Equal(Conversation.Replace('-', ':'), ChatClient.EventOf(await _chat.SendAsync(path, body)).ConversationId);
    }

    [Fact]
    public async Task Reactions_and_edits_are_sent_as_messages()
    {
        var id = ChatClient.EventOf(await _chat.SayAsync(Conversation, "Tusday")).SequenceId!;
        var key = await _chat.KeyAsync(Conversation);
        ChatClient.EventOf(await _chat.SendAsync(Conversation, _chat.Message(Conversation, ChatEntries.Edit(id, "Tuesday"), key)));
        ChatClient.EventOf(await _chat.SendAsync(Conversation, _chat.Message(Conversation, ChatEntries.ReactionAdd(id, "\U0001F44D"), key)));
        Assert.Equal(
            [("Message", "Tusday"), ("MessageEdit", "Tuesday"), ("ReactionAdd", "\U0001F44D")],
            _api.SentChatMessages.Select(message => (message.Kind, message.Text)));
        Assert.All((await _chat.Reading.EventsAsync(Conversation)).Take(3), item => Assert.True(item.IsVerified));
    }

    [Fact]
    public async Task Repeating_a_message_returns_the_same_event()
    {
        var body = _chat.Message(Conversation, ChatEntries.Message("Once"), await _chat.KeyAsync(Conversation));
        var first = await _chat.SendAsync(Conversation, body);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(first.Text, (await _chat.SendAsync(Conversation, body)).Text);
        Assert.Single(_api.SentChatMessages);
        Assert.Single(await _chat.Reading.EventsAsync(Conversation), item => item.Text == "Once");
    }

    [Fact]
    public async Task Repeating_a_message_after_its_key_was_replaced_returns_the_same_event()
    {
        var body = _chat.Message(Conversation, ChatEntries.Message("Once"), await _chat.KeyAsync(Conversation));
        var first = await _chat.SendAsync(Conversation, body);
        _api.ChangeChatKey("jacqueline", Conversation);
        Assert.Equal(first.Text, (await _chat.SendAsync(Conversation, body)).Text);
        Assert.Null(ChatClient.EventOf(first).Failure);
    }

    [Fact]
    public async Task Repeating_a_message_at_the_same_time_creates_one_event()
    {
        var body = _chat.Message(Conversation, ChatEntries.Message("Once"), await _chat.KeyAsync(Conversation));
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ => Task.Run(() => _chat.SendAsync(Conversation, JsonNode.Parse(body.ToJsonString())!.AsObject()))));
        Assert.Single(replies.Select(reply => reply.Text).Distinct(StringComparer.Ordinal));
        Assert.Single(_api.SentChatMessages);
    }

    [Fact]
    public async Task Messages_at_the_same_time_get_increasing_ids()
    {
        var key = await _chat.KeyAsync(Conversation);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(number => Task.Run(() =>
            _chat.SendAsync(Conversation, _chat.Message(Conversation, ChatEntries.Message($"Number {number}"), key)))));
        var ids = (await _chat.Reading.EventsAsync(Conversation)).Take(32).Select(item => long.Parse(item.Id, null)).ToList();
        Assert.Equal(ids.OrderDescending(), ids);
        Assert.Equal(32, _api.SentChatMessages.Select(message => message.Text).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_same_id_with_other_contents_is_a_conflict()
    {
        var key = await _chat.KeyAsync(Conversation);
        var id = Guid.NewGuid().ToString();
        ChatClient.EventOf(await _chat.SendAsync(Conversation, _chat.Message(Conversation, ChatEntries.Message("One"), key, messageId: id)));
        var other = await _chat.SendAsync(Conversation, _chat.Message(Conversation, ChatEntries.Message("Two"), key, messageId: id));
        Assert.Equal((409, 409), ((int)other.Status, other.Body.GetProperty("status").GetInt32()));
        Assert.Single(_api.SentChatMessages);
    }

    [Fact]
    public async Task A_refused_message_can_be_sent_again()
    {
        var key = await _chat.KeyAsync(Conversation);
        var id = Guid.NewGuid().ToString();
        var stale = key with { Version = "1" };
        Assert.Equal(
            ChatFailureType.NonLatestConversationKeyVersion,
            ChatClient.FailureOf(
                await _chat.SendAsync(Conversation, _chat.Message(Conversation, ChatEntries.Message("x"), stale, messageId: id))));
        Assert.Null(
            ChatClient
                .EventOf(await _chat.SendAsync(Conversation, _chat.Message(Conversation, ChatEntries.Message("x"), key, messageId: id)))
                .Failure);
    }

    private (SandboxApi Api, ChatClient Chat) Create(SandboxOptions options)
    {
        var api = new SandboxApi(options with { Clock = _clock });
        return (api, new ChatClient(api));
    }
}
