using System.Text;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Tests.Support;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Tests;

/// <summary>Everything in the file that X's own SDK made.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Users => [Vectors.Alice, Vectors.Bob];

    public static TheoryData<string> EventNames => [.. Vectors.Root.GetProperty("events").EnumerateObject().Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Users))]
    public void The_public_keys_follow_from_the_exported_private_keys(string user)
    {
        using var keys = Vectors.PrivateKeys(user);
        var registered = Vectors.Registration(user);
        Assert.Equal(registered.Text("publicKey"), Convert.ToBase64String(keys.IdentityPublicKey));
        Assert.Equal(registered.Text("signingPublicKey"), Convert.ToBase64String(keys.SigningPublicKey!));
        Assert.Equal(registered.Text("publicKeyFingerprint"), KeyFingerprint.Of(keys.IdentityPublicKey));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void The_registered_keys_are_bound_to_each_other(string user)
    {
        var (registered, other) = (Vectors.Registration(user), Vectors.Registration(user == Vectors.Alice ? Vectors.Bob : Vectors.Alice));
        var identity = registered.GetProperty("publicKey").GetBytesFromBase64();
        Assert.True(KeyBinding.IsBound(identity, Vectors.SigningPublicKey(user), registered.Text("identityPublicKeySignature")));
        Assert.False(
            KeyBinding.IsBound(
                other.GetProperty("publicKey").GetBytesFromBase64(),
                Vectors.SigningPublicKey(user),
                registered.Text("identityPublicKeySignature")));
        Assert.False(
            KeyBinding.IsBound(
                identity,
                other.GetProperty("signingPublicKey").GetBytesFromBase64(),
                registered.Text("identityPublicKeySignature")));
        Assert.False(KeyBinding.IsBound(identity, Vectors.SigningPublicKey(user), other.Text("identityPublicKeySignature")));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void Each_participant_opens_the_own_copy_of_the_conversation_key_only(string user)
    {
        using var keys = Vectors.PrivateKeys(user);
        foreach (var row in Vectors.KeyChange.KeyChange!.ParticipantKeys)
            Assert.Equal(row.UserId == user ? Vectors.ConversationKey : null, keys.Unwrap(row.EncryptedKey));
    }

    [Fact]
    public void The_key_change_is_verified_with_the_decrypted_key()
    {
        var change = Vectors.KeyChange;
        Assert.Equal(ChatEventKind.ConversationKeyChangeEvent, change.Kind);
        Assert.True(Verifies(change, Vectors.ConversationKey));
        Assert.False(Verifies(change, ConversationKeys.New()));
        Assert.False(Verifies(change, null));
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void Each_event_is_verified_and_decrypted_as_by_the_SDK(string name)
    {
        var chatEvent = Vectors.Event(name);
        var expected = Vectors.Root.GetProperty("decryptedByXdk").EnumerateArray().Single(item => item.Text("sequenceId") == chatEvent.SequenceId);
        Assert.True(Verifies(chatEvent, null));
        Assert.Equal(
            (expected.Text("id"), expected.Text("senderId"), expected.Text("conversationId"), expected.Text("keyVersion")),
            (chatEvent.MessageId, chatEvent.SenderId, chatEvent.ConversationId, chatEvent.KeyVersion));
        Assert.Equal(expected.GetProperty("createdAtMsec").GetInt64(), chatEvent.CreatedAtMilliseconds);
        Assert.Equal(
            (expected.GetProperty("shouldNotify").GetBoolean(), (long?)null),
            (chatEvent.MessageOptions!.ShouldNotify, chatEvent.MessageOptions.TimeToLiveMilliseconds));
        SdkContent.AssertEqual(expected.GetProperty("content"), Vectors.Entry(name));
    }

    [Fact]
    public void The_preview_of_the_reply_carries_the_original_event()
    {
        var preview = Vectors.Entry("reply").Message!.ReplyPreview!;
        Assert.Equal("a8091c5e-6999-4e85-a073-c1fd3f83773d", preview.MessageId);
        Assert.Equal(Vectors.Event("text").ToBytes(), preview.Original!.ToBytes());
        Assert.True(Verifies(preview.Original, null));
        Assert.Equal(preview.Text, ChatEntry.Read(SecretBox.Open(Vectors.ConversationKey, preview.Original.Contents)!).Text);
    }

    [Fact]
    public void The_signed_text_of_the_deletion_is_that_of_the_SDK()
    {
        var action = Vectors.Root.GetProperty("deleteAction");
        var deletion = new ChatEvent(new ThriftStruct().Add(2, action.Text("messageId")).Add(3, Vectors.Alice).Add(4, "111:222")
            .AddStruct(7, ThriftCodec.Read(action.GetProperty("encodedMessageEventDetail").GetBytesFromBase64()))
            .AddStruct(9, new ThriftStruct().Add(1, action.Text("signature")).Add(2, action.Text("publicKeyVersion")).Add(3, action.Text("signatureVersion"))));
        Assert.Equal(action.Text("signaturePayload"), SignedText.Of(deletion));
        Assert.True(Verifies(deletion, null));
        Assert.True(deletion.Delete!.IsForEveryone);
        Assert.Equal(["2100000000000000001"], deletion.Delete.SequenceIds);
    }

    [Fact]
    public async Task The_media_file_is_decrypted()
    {
        using var plain = new MemoryStream();
        using var encrypted = new MemoryStream(Vectors.Root.GetProperty("mediaStream").GetProperty("cipher").GetBytesFromBase64());
        await SecretStream.DecryptAsync(encrypted, plain, Vectors.ConversationKey, CancellationToken.None);
        Assert.Equal(string.Concat(Enumerable.Repeat("media bytes ", 200)), Encoding.UTF8.GetString(plain.ToArray()));
        Assert.Equal(encrypted.Length, SecretStream.EncryptedLength(plain.Length));
    }

    [Fact]
    public void All_events_are_written_as_they_were_read() =>
        Assert.All(Vectors.Events, encoded => Assert.Equal(encoded, ChatEvent.Read(encoded).ToBase64()));

    private static bool Verifies(ChatEvent chatEvent, byte[]? plainKey) =>
        ChatSignature.Verify(Vectors.SigningPublicKey(Vectors.Alice), SignedText.Of(chatEvent, plainKey), chatEvent.Signature!.Value);
}
