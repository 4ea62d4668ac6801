using System.Globalization;
using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>Writes to X Chat as an account with its keys does.</summary>
internal sealed partial class ChatClient
{
    public const string WithJacqueline = "12-1385551234567890123";
    public const string WithZoe = "987654321-1385551234567890123";

    private readonly SandboxClient _http;
    private readonly SandboxChatKey _own;
    private readonly string _authorization;

    public ChatClient(SandboxApi api, SandboxClient? http = null, int account = 1)
    {
        (_http, _own) = (http ?? SandboxClient.InProcess(api), api.ChatKeyOf(account));
        _authorization = $"Bearer {api.IssueTokens(account: account).AccessToken}";
        Reading = new ChatReading(_http, _own, _authorization);
        Signer = new ChatSigner(ChatPrivateKeys.FromBlob(Convert.FromBase64String(_own.Key)), _own.Version);
    }

    public string UserId => _own.UserId;

    public ChatReading Reading { get; }

    public ChatSigner Signer { get; }

    /// <summary>The newest key of a conversation.</summary>
    public async Task<ChatConversationKey> KeyAsync(string conversation)
    {
        var (version, key) = (await AllKeysAsync(conversation))[^1];
        return new ChatConversationKey(version, key);
    }

    /// <summary>All keys of a conversation, oldest first.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, byte[]>>> AllKeysAsync(string conversation)
    {
        var pages = await Reading.PagesAsync($"/2/chat/conversations/{conversation}/events", "max_results=100");
        var encoded = pages.SelectMany(page =>
            page.Body.GetProperty("meta").Texts("conversation_key_events").Concat(page.Events.Select(item => item.Text("encoded_event"))));
        return [.. Reading.KeysOf(encoded).OrderBy(pair => long.Parse(pair.Key, CultureInfo.InvariantCulture))];
    }

    public async Task<Reply> SayAsync(string conversation, string text)
        => await SendAsync(conversation, Message(conversation, ChatEntries.Message(text), await KeyAsync(conversation)));

    public Task<Reply> SendAsync(string conversation, JsonObject body) => PostAsync($"/2/chat/conversations/{conversation}/messages", body);

    public Task<Reply> PostAsync(string path, JsonObject body) => _http.PostJsonAsync(path, body.ToJsonString(), _authorization);

    public Task<Reply> GetAsync(string path) => _http.GetAsync(path, _authorization);

    /// <summary>The body of a request that sends an entry.</summary>
    public JsonObject Message(string conversation, ThriftStruct entry, ChatConversationKey key, ChatSigner? signer = null, string? messageId = null) =>
        BodyOf(ChatEventFactory.Message(Envelope(conversation, messageId), entry, key, signer ?? Signer));

    /// <summary>The event that a client signs, without what the service adds.</summary>
    public ChatEnvelope Envelope(string conversation, string? messageId = null) =>
        new("0", messageId ?? Guid.NewGuid().ToString(), _own.UserId, conversation.Replace('-', ':'), 0);

    /// <summary>The body of a request that sends an event.</summary>
    public static JsonObject BodyOf(ChatEvent item) => new()
    {
        ["message_id"] = item.MessageId,
        ["encoded_message_create_event"] = Convert.ToBase64String(ThriftCodec.Write(item.Detail)),
        ["encoded_message_event_signature"] = item.Signature is null ? null : Convert.ToBase64String(ThriftCodec.Write(item.Signature.Fields)),
    };

    /// <summary>The event in the response to a message.</summary>
    public static ChatEvent EventOf(Reply reply)
    {
        Assert.Equal(201, (int)reply.Status);
        return ChatEvent.Read(reply.Body.GetProperty("data").Text("encoded_message_event"));
    }

    /// <summary>The reason in a response that refuses a message with an event.</summary>
    public static ChatFailureType FailureOf(Reply reply) => EventOf(reply).Failure?.Type ?? throw new InvalidOperationException("The message was not refused.");
}
