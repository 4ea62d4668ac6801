using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <content>Requests with signed actions: keys, groups and deletions.</content>
internal sealed partial class ChatClient
{
    /// <summary>A key of a version in the far future, later by a number of milliseconds.</summary>
    public static ChatConversationKey NewKey(int number = 0) => new($"{4_000_000_000_000 + number}", ConversationKeys.New());

    /// <summary>Whom a key is encrypted for: each user's newest public keys.</summary>
    public async Task<IReadOnlyList<ChatRecipient>> RecipientsAsync(params string[] users)
    {
        var recipients = new List<ChatRecipient>();
        foreach (var user in users)
        {
            var row = (await GetAsync($"/2/users/{user}/public_keys")).Body.Items("data").MaxBy(row => long.Parse(row.Text("public_key_version"), null));
            recipients.Add(new ChatRecipient(user, Convert.FromBase64String(row.Text("public_key")), row.Text("public_key_version")));
        }

        return recipients;
    }

    public ChatEvent KeyChange(string conversation, ChatConversationKey key, IEnumerable<ChatRecipient> recipients, ChatSigner? signer = null) =>
        ChatEventFactory.KeyChange(Envelope(conversation), key, recipients, signer ?? Signer);

    /// <summary>The body of a request that changes a key.</summary>
    public static JsonObject KeysBody(ChatEvent change, params ChatEvent[] others) => new()
    {
        ["conversation_key_version"] = change.KeyChange!.Version,
        ["conversation_participant_keys"] = new JsonArray([.. change.KeyChange.ParticipantKeys.Select(row => new JsonObject
        {
            ["user_id"] = row.UserId,
            ["encrypted_conversation_key"] = row.EncryptedKey,
            ["public_key_version"] = row.PublicKeyVersion,
        })]),
        ["action_signatures"] = new JsonArray([.. others.Prepend(change).Select(Action)]),
    };

    public async Task<Reply> ChangeKeyAsync(string conversation, ChatConversationKey key, string? signedId = null, params string[] users) =>
        await PostAsync($"/2/chat/conversations/{conversation}/keys", KeysBody(KeyChange(signedId ?? conversation, key, await RecipientsAsync(users))));

    public ChatEvent Deletion(string conversation, bool forAll, params string[] ids) =>
        ChatEventFactory.Event(Envelope(conversation), ChatDetails.Delete(ids, forAll), Signer);

    public static JsonObject DeletionBody(ChatEvent deletion) => new()
    {
        ["sequence_ids"] = new JsonArray([.. deletion.Delete!.SequenceIds.Select(id => JsonValue.Create(id))]),
        ["delete_message_action"] = deletion.Delete.IsForEveryone ? "delete_for_all" : "delete_for_self",
        ["action_signatures"] = new JsonArray(Action(deletion)),
    };

    public Task<Reply> DeleteAsync(string conversation, bool forAll, params string[] ids) =>
        PostAsync($"/2/chat/conversations/{conversation}/messages/delete", DeletionBody(Deletion(conversation, forAll, ids)));

    public async Task<string> NewGroupIdAsync() => (await PostAsync("/2/chat/conversations/group/initialize", [])).Body.GetProperty("data").Text("conversation_id");

    /// <summary>The body of a request that creates a group with a plain title.</summary>
    public async Task<JsonObject> GroupBodyAsync(string id, ChatConversationKey key, string? title, params string[] members)
    {
        var body = KeysBody(
            KeyChange(id, key, await RecipientsAsync(members)),
            ChatEventFactory.Event(Envelope(id), ChatGroupDetails.Create(members, [UserId], key.Version, title), Signer));
        body["conversation_id"] = id;
        body["group_members"] = new JsonArray([.. members.Select(member => JsonValue.Create(member))]);
        body["group_admins"] = new JsonArray(UserId);
        if (title is not null)
            body["group_name"] = title;
        return body;
    }

    /// <summary>Creates a group of the account and others.</summary>
    public async Task<string> CreateGroupAsync(ChatConversationKey key, string title, params string[] others)
    {
        var id = await NewGroupIdAsync();
        var reply = await PostAsync("/2/chat/conversations/group", await GroupBodyAsync(id, key, title, [UserId, .. others]));
        Assert.Equal((201, id), ((int)reply.Status, reply.Body.GetProperty("data").Text("conversation_id")));
        return id;
    }

    /// <summary>The body of a request that adds members to a group.</summary>
    public async Task<JsonObject> MembersBodyAsync(string group, ChatConversationKey key, string[] added, string[] current, string[] admins)
    {
        var body = KeysBody(
            KeyChange(group, key, await RecipientsAsync([.. current, .. added])),
            ChatEventFactory.Event(Envelope(group), ChatGroupDetails.MemberAdd(added, current, admins, key.Version), Signer));
        body["user_ids"] = new JsonArray([.. added.Select(user => JsonValue.Create(user))]);
        return body;
    }

    private static JsonObject Action(ChatEvent item) => new()
    {
        ["message_id"] = item.MessageId,
        ["encoded_message_event_detail"] = Convert.ToBase64String(ThriftCodec.Write(item.Fields.Struct(7)!)),
        ["message_event_signature"] = new JsonObject
        {
            ["signature"] = item.Signature!.Value,
            ["public_key_version"] = item.Signature.KeyVersion,
            ["signature_version"] = "7",
        },
    };
}
