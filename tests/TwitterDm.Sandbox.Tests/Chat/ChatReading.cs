using System.Text.Json;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Chat;

/// <summary>Reads the X Chat endpoints as a client with the keys of an account does.</summary>
internal sealed class ChatReading(SandboxClient client, SandboxChatKey key, string authorization = SandboxClient.AsUser)
{
    public const string AllConversationFields =
        "chat_conversation.fields=created_at,group_avatar_url,group_name,id,is_muted,message_ttl_ms,screen_capture_blocking_enabled,"
        + "screen_capture_detection_enabled,type,updated_at&expansions=admin_ids,member_ids,participant_ids&user.fields=name,username";

    public const string AllEventFields =
        "chat_message_event.fields=conversation_id,conversation_token,created_at,encoded_event,id,is_trusted,message_event_signature,previous_id,sender_id";

    public const string AllKeyFields = "public_key.fields=identity_public_key_signature,juicebox_config,public_key,public_key_version,signing_public_key";

    private readonly ChatPrivateKeys _private = ChatPrivateKeys.FromBlob(Convert.FromBase64String(key.Key));
    private readonly Dictionary<string, IReadOnlyList<JsonElement>> _publicKeys = [];

    public async Task<IReadOnlyList<Reply>> PagesAsync(string path, string query)
    {
        var pages = new List<Reply>();
        for (string? token = ""; token is not null; token = pages[^1].NextToken)
        {
            var next = token.Length > 0 ? $"&pagination_token={token}" : "";
            pages.Add(await client.GetAsync($"{path}?{query}{next}", authorization));
        }

        return pages;
    }

    public async Task<IReadOnlyList<JsonElement>> ConversationsAsync() =>
        [.. (await PagesAsync("/2/chat/conversations", $"max_results=100&{AllConversationFields}")).SelectMany(page => page.Events)];

    /// <summary>Reads, decrypts and verifies all events of a conversation, newest first.</summary>
    public async Task<IReadOnlyList<ReadEvent>> EventsAsync(string conversation, int pageSize = 100)
    {
        var pages = await PagesAsync($"/2/chat/conversations/{conversation}/events", $"max_results={pageSize}&{AllEventFields}");
        var items = pages.SelectMany(page => page.Events).ToList();
        var beside = pages.SelectMany(page => page.Body.GetProperty("meta").Texts("conversation_key_events"));
        var keys = KeysOf(beside.Concat(items.Select(item => item.Text("encoded_event"))));
        var read = new List<ReadEvent>();
        foreach (var item in items)
            read.Add(await ReadAsync(item, keys));
        return read;
    }

    /// <summary>The conversation keys in key changes, by version.</summary>
    public Dictionary<string, byte[]> KeysOf(IEnumerable<string> encodedEvents)
    {
        var keys = new Dictionary<string, byte[]>();
        foreach (var change in encodedEvents.Select(TryRead).OfType<ChatEvent>().Select(item => item.KeyChange).OfType<ChatKeyChange>())
        {
            var rows = change.ParticipantKeys.Where(row => row.UserId == key.UserId && row.PublicKeyVersion == key.Version);
            if (rows.Select(row => _private.Unwrap(row.EncryptedKey)).OfType<byte[]>().FirstOrDefault() is { } plain)
                keys[change.Version!] = plain;
        }

        return keys;
    }

    public static ChatEvent? TryRead(string encoded)
    {
        try
        {
            return ChatEvent.Read(encoded);
        }
        catch (ChatProtocol.Thrift.MalformedThriftException)
        {
            return null;
        }
    }

    private async Task<ReadEvent> ReadAsync(JsonElement item, Dictionary<string, byte[]> keys)
    {
        var chatEvent = TryRead(item.Text("encoded_event"));
        if (chatEvent is null)
            return new ReadEvent(item, null, null, IsVerified: false);
        var plain = chatEvent.IsPlain ? chatEvent.Contents : Decrypt(chatEvent, keys);
        var changedKey = chatEvent.KeyChange is { } change ? keys.GetValueOrDefault(change.Version!) : null;
        return new ReadEvent(item, chatEvent, plain is null ? null : ChatEntry.Read(plain), await IsVerifiedAsync(chatEvent, changedKey));
    }

    private static byte[]? Decrypt(ChatEvent item, Dictionary<string, byte[]> keys) =>
        item.KeyVersion is { } version && keys.TryGetValue(version, out var conversationKey) ? SecretBox.Open(conversationKey, item.Contents) : null;

    private async Task<bool> IsVerifiedAsync(ChatEvent item, byte[]? plainKey)
    {
        if (item.Signature is not { } signature || item.IsPlain)
            return false;
        var row = (await PublicKeysAsync(item.SenderId!)).FirstOrDefault(row => row.Text("public_key_version") == signature.KeyVersion);
        if (row.ValueKind == JsonValueKind.Undefined)
            return false;
        var (identity, signing) = (Convert.FromBase64String(row.Text("public_key")), Convert.FromBase64String(row.Text("signing_public_key")));
        return KeyBinding.IsBound(identity, signing, row.Text("identity_public_key_signature"))
            && ChatSignature.Verify(signing, SignedText.Of(item, plainKey), signature.Value);
    }

    private async Task<IReadOnlyList<JsonElement>> PublicKeysAsync(string user)
    {
        if (!_publicKeys.TryGetValue(user, out var rows))
            _publicKeys[user] = rows = (await client.GetAsync($"/2/users/{user}/public_keys?{AllKeyFields}", authorization)).Body.Items("data");
        return rows;
    }
}

/// <summary>An event that was read.</summary>
internal sealed record ReadEvent(JsonElement Item, ChatEvent? Event, ChatEntry? Entry, bool IsVerified)
{
    public string Id => Item.Text("id");

    public string? Text => Entry?.Text;
}
