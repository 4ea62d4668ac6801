using System.Globalization;
using System.Text.Json;
using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Serialization;

namespace TwitterDm.Sandbox.Activity;

/// <summary>Publishes the events of X Chat as they are: encrypted and signed.</summary>
internal static class ChatActivity
{
    /// <summary>Publishes an event to the account that has a conversation.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="conversation">The conversation as the account has it.</param>
    /// <param name="stored">The event as lists show it.</param>
    /// <param name="item">The event.</param>
    public static void PublishChat(this ActivityFeed feed, ChatConversation conversation, StoredChatEvent stored, ChatEvent item)
    {
        var account = conversation.Plan.Account;
        if (KindOf(item, account) is { } kind)
            feed.Publish(account, kind, json => Write(json, conversation, stored, item));
    }

    private static string? KindOf(ChatEvent item, Person account) => item.Kind switch
    {
        ChatEventKind.MessageCreateEvent or ChatEventKind.MessageDeleteEvent =>
            string.Equals(item.SenderId, account.IdText, StringComparison.Ordinal) ? ActivityKinds.ChatSent : ActivityKinds.ChatReceived,
        ChatEventKind.GroupChangeEvent => KindOf(item.GroupChange!, account),
        ChatEventKind.ConversationMetadataChangeEvent => ActivityKinds.RestrictionsUpdated,
        _ => null,
    };

    private static string? KindOf(ChatGroupChange change, Person account)
        => change.Kind switch
        {
            ChatGroupChangeKind.GroupCreate => ActivityKinds.Joined,
            ChatGroupChangeKind.GroupMemberAddChange => change.UserIds.Contains(account.IdText, StringComparer.Ordinal)
                ? ActivityKinds.Joined
                : ActivityKinds.MemberAdded,
            ChatGroupChangeKind.GroupMemberRemoveChange => ActivityKinds.MemberRemoved,
            ChatGroupChangeKind.GroupAdminAddChange => ActivityKinds.AdminAdded,
            ChatGroupChangeKind.GroupAdminRemoveChange => ActivityKinds.AdminRemoved,
            ChatGroupChangeKind.GroupTitleChange => ActivityKinds.GroupNameUpdated,
            _ => null,
        };

    private static void Write(Utf8JsonWriter json, ChatConversation conversation, StoredChatEvent stored, ChatEvent item)
    {
        json.WriteStartObject();
        json.WriteString("conversation_token", ChatEventWriter.TokenOf(conversation));
        json.WriteString("id", item.MessageId);
        json.WriteString("created_at_msec", Text(stored.CreatedAt.ToUnixTimeMilliseconds()));
        json.WriteString("sender_id", stored.SenderId);
        json.WriteString("conversation_id", conversation.Plan.SignedId);
        if (stored.KeyVersion is { } version)
        {
            json.WriteString("conversation_key_version", version);
            WriteKeyChange(json, conversation, stored, version);
        }

        json.WriteString("encoded_event", stored.Encoded);
        if (stored.Signature is { } signature)
            WriteSignature(json, signature, item);
        json.WriteEndObject();
    }

    // The first event that needs a key brings it.
    private static void WriteKeyChange(Utf8JsonWriter json, ChatConversation conversation, StoredChatEvent stored, string version)
    {
        var log = conversation.Log;
        if (log.Events.Any(other => other.Id != stored.Id && string.Equals(other.KeyVersion, version, StringComparison.Ordinal)))
            return;
        if (log.KeyChanges.Find(change => string.Equals(change.Version, version, StringComparison.Ordinal)) is { } keyChange)
            json.WriteString("conversation_key_change_event", keyChange.Encoded);
    }

    private static void WriteSignature(Utf8JsonWriter json, StoredSignature signature, ChatEvent item)
    {
        const short signingKey = 4;
        json.WriteStartObject("message_event_signature");
        json.WriteString("public_key_version", signature.PublicKeyVersion);
        json.WriteString("signature", signature.Value);
        json.WriteString("signature_version", signature.SignatureVersion);
        if (item.Signature?.Fields.Text(signingKey) is { } key)
            json.WriteString("signing_public_key", key);
        json.WriteEndObject();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
