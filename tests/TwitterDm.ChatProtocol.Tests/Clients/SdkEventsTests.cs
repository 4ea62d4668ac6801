using System.Globalization;
using System.Text.Json;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Tests.Support;

namespace TwitterDm.ChatProtocol.Tests.Clients;

/// <summary>X's own SDK makes events with fresh keys; they are unwrapped, verified and decrypted here.</summary>
public sealed class SdkEventsTests
{
    private readonly Dictionary<string, SdkUser> _users = [];
    private readonly Dictionary<(string Conversation, string Version), byte[]> _keys = [];

    [ChatXdkFact]
    public async Task Every_event_that_the_SDK_makes_is_verified_and_decrypted()
    {
        var made = await ChatXdk.RunAsync("make-events.js");
        foreach (var user in made.GetProperty("users").EnumerateArray().Select(user => new SdkUser(user)))
        {
            Assert.True(user.IsBound);
            Assert.Equal(user.IdentityPublicKey, user.Keys.IdentityPublicKey);
            Assert.Equal(user.SigningPublicKey, user.Keys.SigningPublicKey);
            _users[user.Id] = user;
        }

        var kinds = new List<string>();
        foreach (var item in made.GetProperty("events").EnumerateArray())
        {
            var chatEvent = ChatEvent.Read(item.Text("encoded"));
            var decrypted = item.GetProperty("decrypted");
            kinds.Add(item.Text("name"));
            var plainKey = chatEvent.KeyChange is { } change ? Unwrap(chatEvent, change) : null;
            AssertVerifies(chatEvent, plainKey);
            if (item.GetProperty("signedText").GetString() is { } signedText)
                Assert.Equal(signedText, SignedText.Of(chatEvent));
            AssertMeta(decrypted, chatEvent);
            AssertContent(decrypted, chatEvent);
        }

        Assert.Equal(25, kinds.Count);
    }

    private byte[] Unwrap(ChatEvent chatEvent, ChatKeyChange change)
    {
        var opened = change.ParticipantKeys.Select(row =>
        {
            Assert.Equal(_users[row.UserId!].KeyVersion, row.PublicKeyVersion);
            Assert.All(_users.Values.Where(other => other.Id != row.UserId), other => Assert.Null(other.Keys.Unwrap(row.EncryptedKey)));
            return Convert.ToBase64String(_users[row.UserId!].Keys.Unwrap(row.EncryptedKey)!);
        }).Distinct().ToList();
        return _keys[(chatEvent.ConversationId!, change.Version!)] = Convert.FromBase64String(Assert.Single(opened));
    }

    private void AssertVerifies(ChatEvent chatEvent, byte[]? plainKey)
    {
        var sender = _users[chatEvent.SenderId!];
        Assert.Equal((sender.KeyVersion, 7), (chatEvent.Signature!.KeyVersion, chatEvent.Signature.Version));
        foreach (var user in _users.Values)
            Assert.Equal(user == sender, ChatSignature.Verify(user.SigningPublicKey, SignedText.Of(chatEvent, plainKey), chatEvent.Signature.Value));
    }

    private static void AssertMeta(JsonElement decrypted, ChatEvent chatEvent)
    {
        Assert.Equal(
            (
                decrypted.Text("sequenceId"),
                decrypted.Text("id"),
                decrypted.Text("senderId"),
                decrypted.Text("conversationId"),
                decrypted.GetProperty("createdAtMsec").GetInt64()),
            (
                chatEvent.SequenceId!,
                chatEvent.MessageId!,
                chatEvent.SenderId!,
                chatEvent.ConversationId!,
                chatEvent.CreatedAtMilliseconds!.Value));
        Assert.True(decrypted.GetProperty("verified").GetBoolean());
    }

    private void AssertContent(JsonElement decrypted, ChatEvent chatEvent)
    {
        switch (decrypted.Text("type"))
        {
            case "message":
                Assert.Equal(decrypted.Text("keyVersion"), chatEvent.KeyVersion);
                Assert.Equal(decrypted.GetProperty("shouldNotify").GetBoolean(), chatEvent.MessageOptions!.ShouldNotify);
                Assert.Equal(
                    decrypted.GetProperty("ttlMsec").GetRawText(),
                    chatEvent.MessageOptions.TimeToLiveMilliseconds?.ToString(CultureInfo.InvariantCulture) ?? "null");
                var entry = Open(chatEvent);
                SdkContent.AssertEqual(decrypted.GetProperty("content"), entry);
                AssertPreview(decrypted, chatEvent, entry.Message?.ReplyPreview);
                break;
            case "keyChange":
                Assert.Equal(decrypted.Text("keyVersion"), chatEvent.KeyChange!.Version);
                Assert.Equal(
                    decrypted.GetProperty("participantKeys").EnumerateArray().Select(row => (row.Text("userId"), row.Text("encryptedKey"), row.Text("publicKeyVersion"))),
                    chatEvent.KeyChange.ParticipantKeys.Select(row => (row.UserId!, row.EncryptedKey!, row.PublicKeyVersion!)));
                break;
            case "messageDeleted":
                Assert.Equal(decrypted.GetProperty("messageIds").EnumerateArray().Select(id => id.GetString()), chatEvent.Delete!.SequenceIds);
                Assert.Equal(decrypted.GetProperty("deleteForAll").GetBoolean(), chatEvent.Delete.IsForEveryone);
                break;
            default:
                Assert.Equal("groupChange", decrypted.Text("type"));
                SdkGroupChange.AssertEqual(decrypted.GetProperty("change"), chatEvent.GroupChange!);
                break;
        }
    }

    // Where the SDK calls the quote valid, the original and its edit can be verified and opened, too.
    private void AssertPreview(JsonElement decrypted, ChatEvent reply, ChatReplyPreview? preview)
    {
        Assert.Equal(preview?.Original is not null, decrypted.TryGetProperty("replyPreviewValidation", out var verdict));
        if (preview?.Original is not { } original)
            return;
        Assert.Equal("valid", verdict.GetString());
        Assert.Equal(
            (reply.ConversationId, preview.SenderId, preview.SequenceId, preview.MessageId),
            (original.ConversationId, original.SenderId, original.SequenceId, original.MessageId));
        foreach (var quoted in (ChatEvent?[])[original, preview.Edit])
        {
            if (quoted is not null)
                AssertVerifies(quoted, null);
        }

        Assert.Equal(preview.Text, Open(preview.Edit ?? original).Text);
        foreach (var change in preview.KeyChanges)
            AssertVerifies(change, Unwrap(change, change.KeyChange!));
    }

    private ChatEntry Open(ChatEvent chatEvent) => ChatEntry.Read(SecretBox.Open(_keys[(chatEvent.ConversationId!, chatEvent.KeyVersion!)], chatEvent.Contents)!);
}
