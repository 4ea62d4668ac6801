using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>One-to-one conversations that begin with a key, keys that are replaced, and people whose keys change.</summary>
public sealed class ConversationKeyTests
{
    private const string Own = "1385551234567890123";
    private const string Reader = "1460000000000000007";
    private const string WithReader = $"{Own}-{Reader}";
    private const string Ines = "1577777777777777777";
    private const string WithInes = $"{Own}-{Ines}";
    private const string SecondAccount = "1440000000000000002";

    private readonly ManualClock _clock = new();
    private readonly SandboxApi _api;
    private readonly ChatClient _chat;

    public ConversationKeyTests()
    {
        _api = new SandboxApi(new SandboxOptions { Clock = _clock });
        _chat = new ChatClient(_api);
    }

    [Theory]
    [InlineData(Reader)]
    [InlineData(WithReader)]
    public async Task A_conversation_begins_with_a_key(string path)
    {
        Assert.Empty(await _chat.Reading.EventsAsync(WithReader));
        var key = ChatClient.NewKey();
        var begun = await _chat.ChangeKeyAsync(path, key, WithReader, Own, Reader);
        Assert.Equal((200, WithReader), ((int)begun.Status, begun.Body.GetProperty("data").Text("conversation_id")));
        Assert.Equal(key.Key, (await _chat.KeyAsync(WithReader)).Key);
        ChatClient.EventOf(await _chat.SayAsync(WithReader, "Hello!"));
        _api.AddChatMessage(WithReader, "Hello to you!");
        var events = await _chat.Reading.EventsAsync(WithReader);
        Assert.Equal([("Hello to you!", true), ("Hello!", true)], events.Select(item => (item.Text, item.IsVerified)));
        var listed = (await _chat.Reading.ConversationsAsync())[0];
        Assert.Equal(WithReader, listed.Text("id"));
        Assert.Equal([Own, Reader], listed.Texts("participant_ids"));
    }

    [Fact]
    public async Task Both_accounts_of_a_conversation_see_it()
    {
        var other = new ChatClient(_api, account: 2);
        const string conversation = $"{Own}-{SecondAccount}";
        Assert.Equal(200, (int)(await _chat.ChangeKeyAsync(conversation, ChatClient.NewKey(), null, Own, SecondAccount)).Status);
        ChatClient.EventOf(await _chat.SayAsync(conversation, "From one to two"));
        ChatClient.EventOf(await other.SayAsync(conversation, "From two to one"));
        foreach (var chat in new[] { _chat, other })
        {
            Assert.Equal(conversation, (await chat.Reading.ConversationsAsync())[0].Text("id"));
            Assert.Equal(
                [("From two to one", SecondAccount, true), ("From one to two", Own, true)],
                (await chat.Reading.EventsAsync(conversation)).Select(item => (item.Text, item.Item.Text("sender_id"), item.IsVerified)));
        }
    }

    [Fact]
    public async Task Accounts_that_write_at_the_same_time_see_the_same_order()
    {
        const int each = 20;
        const string conversation = $"{Own}-{SecondAccount}";
        ChatClient[] accounts = [_chat, new ChatClient(_api, account: 2)];
        await _chat.ChangeKeyAsync(conversation, ChatClient.NewKey(), null, Own, SecondAccount);
        var key = await _chat.KeyAsync(conversation);
        await Task.WhenAll(accounts.SelectMany(chat => Enumerable.Range(0, each).Select(number => Task.Run(() =>
            chat.SendAsync(conversation, chat.Message(conversation, ChatEntries.Message($"{number}"), key))))));
        var lists = await Task.WhenAll(accounts.Select(chat => chat.Reading.EventsAsync(conversation)));
        Assert.Equal(2 * each, lists[0].Count);
        Assert.Equal(lists[0].Select(item => item.Item.Text("encoded_event")), lists[1].Select(item => item.Item.Text("encoded_event")));
        Assert.All(lists[0].Zip(lists[0].Skip(1)), pair => Assert.Equal(pair.Second.Id, pair.First.Item.Text("previous_id")));
    }

    [Fact]
    public async Task Beginning_twice_with_the_same_bytes_begins_once()
    {
        var body = ChatClient.KeysBody(_chat.KeyChange(WithReader, ChatClient.NewKey(), await _chat.RecipientsAsync(Own, Reader)));
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(() => _chat.PostAsync($"/2/chat/conversations/{Reader}/keys", JsonNode.Parse(body.ToJsonString())!.AsObject()))));
        Assert.Single(replies.Select(reply => reply.Text).Distinct(StringComparer.Ordinal));
        Assert.Single(await _chat.AllKeysAsync(WithReader));
    }

    [Fact]
    public async Task A_member_can_replace_the_key()
    {
        var older = await _chat.KeyAsync(ChatClient.WithJacqueline);
        var newer = ChatClient.NewKey();
        Assert.Equal(200, (int)(await _chat.ChangeKeyAsync(ChatClient.WithJacqueline, newer, null, Own, "12")).Status);
        var refused = await _chat.SendAsync(ChatClient.WithJacqueline, _chat.Message(ChatClient.WithJacqueline, ChatEntries.Message("x"), older));
        Assert.Equal(ChatFailureType.NonLatestConversationKeyVersion, ChatClient.FailureOf(refused));
        Assert.Null(
            ChatClient
                .EventOf(
                    await _chat.SendAsync(
                        ChatClient.WithJacqueline,
                        _chat.Message(ChatClient.WithJacqueline, ChatEntries.Message("x"), newer)))
                .Failure);
    }

    [Fact]
    public async Task A_key_must_be_newer_than_the_current_one()
    {
        var current = await _chat.KeyAsync(ChatClient.WithJacqueline);
        var reply = await _chat.ChangeKeyAsync(ChatClient.WithJacqueline, new ChatConversationKey(current.Version, ConversationKeys.New()), null, Own, "12");
        Assert.Equal(400, (int)reply.Status);
        Assert.StartsWith("NON_LATEST_CKEY_VERSION: ", reply.Body.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_must_reach_every_member_and_nobody_else()
    {
        await AssertInvalid(_chat.KeyChange(WithReader, ChatClient.NewKey(), await _chat.RecipientsAsync(Own)), "lacks a key");
        await AssertInvalid(_chat.KeyChange(WithReader, ChatClient.NewKey(), await _chat.RecipientsAsync(Own, Reader, "12")), "not a member");
        var replaced = (await _chat.RecipientsAsync(Reader))[0];
        await AssertInvalid(
            _chat.KeyChange(
                WithReader,
                ChatClient.NewKey(),
                [new(Own, replaced.IdentityPublicKey, SandboxCredentials.ReplacedChatKeyVersion), replaced]),
            "lacks a key");
        await AssertInvalid(
            _chat.KeyChange(
                WithReader,
                ChatClient.NewKey(),
                [(await _chat.RecipientsAsync(Own))[0], replaced with { PublicKeyVersion = "5" }]),
            "not registered");
        var wrong = replaced with { IdentityPublicKey = ChatPrivateKeys.Generate().IdentityPublicKey };
        await AssertInvalid(_chat.KeyChange(WithReader, ChatClient.NewKey(), [(await _chat.RecipientsAsync(Own))[0], wrong]), "cannot decrypt");
    }

    [Fact]
    public async Task The_signed_event_must_say_the_same_as_the_request()
    {
        var body = ChatClient.KeysBody(_chat.KeyChange(WithReader, ChatClient.NewKey(), await _chat.RecipientsAsync(Own, Reader)));
        body["conversation_key_version"] = "4000000000001";
        await AssertInvalid(body, "is not the version");
        body["conversation_key_version"] = "4000000000000";
        body["conversation_participant_keys"]!.AsArray().RemoveAt(0);
        await AssertInvalid(body, "are not the keys");
        body.Remove("action_signatures");
        await AssertInvalid(body, "must contain 1 signed events");
    }

    [Fact]
    public async Task A_forged_key_change_is_refused()
    {
        var forger = new ChatSigner(ChatPrivateKeys.Generate(), _chat.Signer.KeyVersion);
        var forged = await _chat.PostAsync(
            $"/2/chat/conversations/{Reader}/keys",
            ChatClient.KeysBody(_chat.KeyChange(WithReader, ChatClient.NewKey(), await _chat.RecipientsAsync(Own, Reader), forger)));
        Assert.Equal(403, (int)forged.Status);
        Assert.StartsWith("SIGNATURE_FAILED_TO_VERIFY: ", forged.Body.Text("detail"), StringComparison.Ordinal);
        Assert.Empty(await _chat.AllKeysAsync(WithReader));
    }

    [Theory]
    [InlineData("1655555555555555555", 404, "public_keys")]
    [InlineData("305419896", 404, "public_keys")]
    public async Task People_without_keys_cannot_be_written_to(string user, int status, string path)
    {
        Assert.Equal(status, (int)(await _chat.GetAsync($"/2/users/{user}/{path}")).Status);
        var recipient = (await _chat.RecipientsAsync(Own))[0];
        var change = _chat.KeyChange($"{Own}-{user}", ChatClient.NewKey(), [recipient]);
        Assert.Equal(400, (int)(await _chat.PostAsync($"/2/chat/conversations/{user}/keys", ChatClient.KeysBody(change))).Status);
    }

    [Theory]
    [InlineData(Own, 400)]
    [InlineData("5", 404)]
    [InlineData("12-1234", 403)]
    [InlineData("g1950000000000000999", 403)]
    public async Task Other_conversations_cannot_begin(string conversation, int status)
    {
        var body = ChatClient.KeysBody(_chat.KeyChange(conversation, ChatClient.NewKey(), await _chat.RecipientsAsync(Own, "12")));
        Assert.Equal(status, (int)(await _chat.PostAsync($"/2/chat/conversations/{conversation}/keys", body)).Status);
    }

    [Fact]
    public async Task Someone_who_has_not_accepted_takes_one_message()
    {
        await _chat.ChangeKeyAsync(Ines, ChatClient.NewKey(), WithInes, Own, Ines);
        Assert.Null(ChatClient.EventOf(await _chat.SayAsync(WithInes, "May I?")).Failure);
        Assert.Equal(ChatFailureType.RecipientHasNotTrustedConversation, ChatClient.FailureOf(await _chat.SayAsync(WithInes, "Well?")));
        _api.AddChatMessage(WithInes, "You may.");
        for (var time = 0; time < 2; time++)
            Assert.Null(ChatClient.EventOf(await _chat.SayAsync(WithInes, "Thanks!")).Failure);
    }

    [Fact]
    public async Task Messages_are_refused_until_the_key_reaches_new_keys_of_the_recipient()
    {
        _api.ReplaceChatKeys("jacqueline");
        Assert.Equal(ChatFailureType.RecipientKeyHasChanged, ChatClient.FailureOf(await _chat.SayAsync(ChatClient.WithJacqueline, "x")));
        Assert.Equal(200, (int)(await _chat.ChangeKeyAsync(ChatClient.WithJacqueline, ChatClient.NewKey(), null, Own, "12")).Status);
        Assert.Null(ChatClient.EventOf(await _chat.SayAsync(ChatClient.WithJacqueline, "x")).Failure);
        _api.AddChatMessage("12", "New phone.");
        Assert.True((await _chat.Reading.EventsAsync(ChatClient.WithJacqueline))[0].IsVerified);
    }

    [Fact]
    public async Task Someone_else_can_replace_the_key()
    {
        var older = await _chat.KeyAsync(ChatClient.WithJacqueline);
        _api.ChangeChatKey("jacqueline", "12");
        var newer = await _chat.KeyAsync(ChatClient.WithJacqueline);
        Assert.NotEqual(older.Version, newer.Version);
        Assert.Equal(
            ChatFailureType.NonLatestConversationKeyVersion,
            ChatClient.FailureOf(await _chat.SendAsync(ChatClient.WithJacqueline, _chat.Message(ChatClient.WithJacqueline, ChatEntries.Message("x"), older))));
        Assert.Null(ChatClient.EventOf(await _chat.SayAsync(ChatClient.WithJacqueline, "x")).Failure);
    }

    [Fact]
    public async Task Answering_a_request_accepts_it()
    {
        const string withRafael = "1385551234567890123-1500000000000000001";
        Assert.DoesNotContain(await _chat.Reading.ConversationsAsync(), conversation => conversation.Text("id") == withRafael);
        Assert.True((await _chat.GetAsync("/2/chat/conversations")).Body.GetProperty("meta").GetProperty("has_message_requests").GetBoolean());
        ChatClient.EventOf(await _chat.SayAsync(withRafael, "Sure."));
        Assert.Equal(withRafael, (await _chat.Reading.ConversationsAsync())[0].Text("id"));
        Assert.False((await _chat.GetAsync("/2/chat/conversations")).Body.GetProperty("meta").GetProperty("has_message_requests").GetBoolean());
    }

    private async Task AssertInvalid(ChatEvent change, string message) => await AssertInvalid(ChatClient.KeysBody(change), message);

    private async Task AssertInvalid(JsonObject body, string message)
    {
        var reply = await _chat.PostAsync($"/2/chat/conversations/{Reader}/keys", body);
        Assert.Equal(400, (int)reply.Status);
        Assert.Contains(message, Assert.Single(reply.ValidationErrors).Message, StringComparison.Ordinal);
        Assert.Empty(await _chat.AllKeysAsync(WithReader));
    }
}
