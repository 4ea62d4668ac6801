using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>Messages that the sandbox's X Chat refuses, with X's reasons.</summary>
public sealed class ChatRefusalTests
{
    private const string Conversation = ChatClient.WithJacqueline;
    private const string WithDevelopers = "2244994945-1385551234567890123";

    private readonly ManualClock _clock = new();
    private readonly SandboxApi _api;
    private readonly ChatClient _chat;

    public ChatRefusalTests() => (_api, _chat) = Create(new SandboxOptions());

    [Fact]
    public async Task Older_and_unknown_keys_are_refused()
    {
        var keys = await _chat.AllKeysAsync(Conversation);
        Assert.Equal(2, keys.Count);
        var older = new ChatConversationKey(keys[0].Key, keys[0].Value);
        await AssertRefused(ChatFailureType.NonLatestConversationKeyVersion, _chat.Message(Conversation, ChatEntries.Message("x"), older));
        await AssertRefused(ChatFailureType.NonLatestConversationKeyVersion, _chat.Message(Conversation, ChatEntries.Message("x"), ChatClient.NewKey()));
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
        await AssertRefused(
            ChatFailureType.EmptyDetail,
            ChatClient.BodyOf(ChatEventFactory.Message(_chat.Envelope(Conversation), [], key.Version, _chat.Signer)));
        var empty = ChatClient.BodyOf(
            ChatEventFactory.Event(
                _chat.Envelope(Conversation),
                ChatDetails.Of(ChatEventKind.MessageCreateEvent, new ThriftStruct().Add(101, key.Version)),
                _chat.Signer));
        empty.Remove("encoded_message_event_signature");
        await AssertRefused(ChatFailureType.EmptyDetail, empty);
        await AssertRefused(ChatFailureType.ContentsTooLarge, _chat.Message(Conversation, ChatEntries.Message(new string('x', 300_000)), key));
    }

    [Fact]
    public async Task Messages_without_encryption_are_refused_in_encrypted_conversations_only()
    {
        await AssertRefused(ChatFailureType.OnlyEncryptedMessagesAllowed, Plain(Conversation));
        Assert.Equal("x", ChatEntry.Read(ChatClient.EventOf(await _chat.SendAsync(WithDevelopers, Plain(WithDevelopers))).Contents).Text);

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
        var forged = await chat.SendAsync(
            Conversation,
            chat.Message(Conversation, ChatEntries.Message("x"), key, new ChatSigner(ChatPrivateKeys.Generate(), chat.Signer.KeyVersion)));
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
