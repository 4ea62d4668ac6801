using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>Messages that are sent to X Chat, and those that are refused.</summary>
public sealed class SendChatMessageTests
{
    private const string Conversation = ChatClient.WithJacqueline;

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
    public async Task Repeating_a_message_at_the_same_time_creates_one_event()
    {
        var body = _chat.Message(Conversation, ChatEntries.Message("Once"), await _chat.KeyAsync(Conversation));
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _chat.SendAsync(Conversation, JsonNode.Parse(body.ToJsonString())!.AsObject()))));
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
        Assert.Equal(ChatFailureType.NonLatestConversationKeyVersion, ChatClient.FailureOf(await _chat.SendAsync(Conversation, _chat.Message(Conversation, ChatEntries.Message("x"), stale, messageId: id))));
        Assert.Null(ChatClient.EventOf(await _chat.SendAsync(Conversation, _chat.Message(Conversation, ChatEntries.Message("x"), key, messageId: id))).Failure);
    }

    [Fact]
    public async Task An_older_key_is_refused()
    {
        var keys = await _chat.AllKeysAsync(Conversation);
        Assert.Equal(2, keys.Count);
        var older = new ChatConversationKey(keys[0].Key, keys[0].Value);
        await AssertRefused(ChatFailureType.NonLatestConversationKeyVersion, _chat.Message(Conversation, ChatEntries.Message("x"), older));
    }

    [Fact]
    public async Task Forged_signatures_are_refused()
    {
        var key = await _chat.KeyAsync(Conversation);
        var other = new ChatSigner(ChatPrivateKeys.Generate(), _chat.Signer.KeyVersion);
        await AssertRefused(ChatFailureType.SignatureFailedToVerify, _chat.Message(Conversation, ChatEntries.Message("x"), key, other));
        await AssertRefused(ChatFailureType.InvalidSenderSignature, _chat.Message(Conversation, ChatEntries.Message("x"), key, _chat.Signer with { KeyVersion = "17" }));
        // Signed for another conversation.
        await AssertRefused(ChatFailureType.SignatureFailedToVerify, _chat.Message(ChatClient.WithZoe, ChatEntries.Message("x"), key));
        // Signed with another id.
        var body = _chat.Message(Conversation, ChatEntries.Message("x"), key);
        body["message_id"] = Guid.NewGuid().ToString();
        await AssertRefused(ChatFailureType.SignatureFailedToVerify, body);
        // Not signed.
        body.Remove("encoded_message_event_signature");
        await AssertRefused(ChatFailureType.InvalidSenderSignature, body);
    }

    [Fact]
    public async Task A_key_that_the_signature_brings_along_does_not_count()
    {
        var forger = new ChatSigner(ChatPrivateKeys.Generate(), _chat.Signer.KeyVersion) { NamesPublicKey = true };
        await AssertRefused(ChatFailureType.SignatureFailedToVerify, _chat.Message(Conversation, ChatEntries.Message("x"), await _chat.KeyAsync(Conversation), forger));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("8")]
    [InlineData("seven")]
    public async Task Unknown_versions_of_signatures_are_refused(string version)
    {
        var body = _chat.Message(Conversation, ChatEntries.Message("x"), await _chat.KeyAsync(Conversation));
        var signature = ThriftCodec.Read(Convert.FromBase64String(body["encoded_message_event_signature"]!.GetValue<string>())).Add(3, version);
        body["encoded_message_event_signature"] = Convert.ToBase64String(ThriftCodec.Write(signature));
        await AssertRefused(ChatFailureType.InvalidSignatureVersion, body);
    }

    [Fact]
    public async Task Contents_must_be_there_and_not_too_large()
    {
        var key = await _chat.KeyAsync(Conversation);
        await AssertRefused(ChatFailureType.EmptyDetail, ChatClient.BodyOf(ChatEventFactory.Message(_chat.Envelope(Conversation), [], key.Version, _chat.Signer)));
        var empty = ChatClient.BodyOf(ChatEventFactory.Event(_chat.Envelope(Conversation), ChatDetails.Of(ChatEventKind.MessageCreateEvent, new ThriftStruct().Add(101, key.Version)), _chat.Signer));
        empty.Remove("encoded_message_event_signature");
        await AssertRefused(ChatFailureType.EmptyDetail, empty);
        await AssertRefused(ChatFailureType.ContentsTooLarge, _chat.Message(Conversation, ChatEntries.Message(new string('x', 300_000)), key));
    }

    [Fact]
    public async Task Messages_without_encryption_are_refused_in_encrypted_conversations_only()
    {
        const string withDevelopers = "2244994945-1385551234567890123";
        await AssertRefused(ChatFailureType.OnlyEncryptedMessagesAllowed, Plain(Conversation));
        Assert.Equal("x", ChatEntry.Read(ChatClient.EventOf(await _chat.SendAsync(withDevelopers, Plain(withDevelopers))).Contents).Text);

        JsonObject Plain(string conversation)
        {
            var body = ChatClient.BodyOf(ChatEventFactory.PlainMessage(_chat.Envelope(conversation), ChatEntries.Message("x")));
            body.Remove("encoded_message_event_signature");
            return body;
        }
    }

    [Fact]
    public async Task A_message_to_a_group_of_others_is_refused()
    {
        const string group = "g1950000000000000999";
        var body = _chat.Message(group, ChatEntries.Message("x"), new ChatConversationKey("1", ConversationKeys.New()));
        Assert.Equal(ChatFailureType.SenderNotGroupMember, ChatClient.FailureOf(await _chat.SendAsync(group, body)));
    }

    [Theory]
    [InlineData("1234-987654321", 403)]
    [InlineData("5", 404)]
    [InlineData("305419896", 404)]
    public async Task Other_conversations_are_not_found(string conversation, int status)
    {
        var body = _chat.Message(conversation, ChatEntries.Message("x"), new ChatConversationKey("1", ConversationKeys.New()));
        Assert.Equal(status, (int)(await _chat.SendAsync(conversation, body)).Status);
    }

    [Fact]
    public async Task A_sandbox_can_refuse_with_problems()
    {
        var (_, chat) = Create(new SandboxOptions { ChatRefusal = ChatRefusal.Problem });
        var key = await chat.KeyAsync(Conversation);
        var stale = await chat.SendAsync(Conversation, chat.Message(Conversation, ChatEntries.Message("x"), key with { Version = "1" }));
        Assert.Equal(400, (int)stale.Status);
        Assert.StartsWith("NON_LATEST_CKEY_VERSION: ", stale.Body.Text("detail"), StringComparison.Ordinal);
        var forged = await chat.SendAsync(Conversation, chat.Message(Conversation, ChatEntries.Message("x"), key, new ChatSigner(ChatPrivateKeys.Generate(), chat.Signer.KeyVersion)));
        Assert.Equal(403, (int)forged.Status);
        Assert.StartsWith("SIGNATURE_FAILED_TO_VERIFY: ", forged.Body.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("message_id", "")]
    [InlineData("encoded_message_create_event", "{}")]
    [InlineData("encoded_message_create_event", "")]
    [InlineData("encoded_message_create_event", "CwAB")]
    [InlineData("encoded_message_event_signature", "no base64")]
    [InlineData("encoded_message_event_signature", "CwAB")]
    public async Task Malformed_values_are_invalid(string property, string value)
    {
        var body = _chat.Message(Conversation, ChatEntries.Message("x"), await _chat.KeyAsync(Conversation));
        body[property] = value;
        var reply = await _chat.SendAsync(Conversation, body);
        Assert.Equal(400, (int)reply.Status);
        Assert.Equal(property, Assert.Single(reply.ValidationErrors).Parameter);
    }

    private (SandboxApi Api, ChatClient Chat) Create(SandboxOptions options)
    {
        var api = new SandboxApi(options with { Clock = _clock });
        return (api, new ChatClient(api));
    }

    private async Task AssertRefused(ChatFailureType type, JsonObject body)
    {
        var before = _api.SentChatMessages.Count;
        var reply = await _chat.SendAsync(Conversation, body);
        Assert.Equal((type, body["message_id"]!.GetValue<string>()), (ChatClient.FailureOf(reply), ChatClient.EventOf(reply).MessageId));
        Assert.Equal(before, _api.SentChatMessages.Count);
    }
}
