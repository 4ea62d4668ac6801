using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>What a reply quotes, and whether the original that it carries proves it.</summary>
public sealed class QuoteTests
{
    [Fact]
    public async Task A_quote_with_its_original_is_verified()
    {
        await using var api = await StartAsync();
        var original = Original(api);

        var item = await api.ReadAsync(Reply(api, ChatEntries.ReplyTo(original, Read(api, original))));

        Assert.Equal((original.SequenceId, "7", "Shall we?", true), (item.ReplyToId, item.Quote!.SenderId, item.Quote.Text, item.Quote.IsVerified));
        Assert.True(item.IsVerified);
        Assert.Equal("No.", item.Text);
    }

    [Fact]
    public async Task A_quote_without_its_original_has_no_verdict()
    {
        await using var api = await StartAsync();

        var item = await api.ReadAsync(Reply(api, ChatEntries.ReplyPreview("7", "Shall we?", "5", null)));

        Assert.Equal(("5", null, true), (item.ReplyToId, item.Quote!.IsVerified, item.IsVerified));
    }

    [Theory]
    [InlineData("7", "Shall", true)]
    [InlineData("7", "", true)]
    [InlineData("7", "shall", false)]
    [InlineData("7", "Shall we? Yes!", false)]
    [InlineData("99", "Shall we?", false)]
    public async Task A_quote_must_agree_with_the_original(string senderId, string text, bool isVerified)
    {
        await using var api = await StartAsync();
        var original = Original(api);

        var item = await api.ReadAsync(Reply(api, ChatEntries.ReplyPreview(senderId, text, original.SequenceId, original.MessageId, original)));

        Assert.Equal((isVerified, true), (item.Quote!.IsVerified, item.IsVerified));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_quote_must_name_the_original(bool isSequenceId, bool isMessageId)
    {
        await using var api = await StartAsync();
        var original = Original(api);
        var preview = ChatEntries.ReplyPreview("7", "Shall we?", isSequenceId ? original.SequenceId : "5", isMessageId ? original.MessageId : "other", original);

        Assert.False((await api.ReadAsync(Reply(api, preview))).Quote!.IsVerified);
    }

    [Fact]
    public async Task A_quote_of_a_forged_original_is_not_verified()
    {
        await using var api = await StartAsync();
        var original = api.Message(api.Peer, ChatEntries.Message("I owe you $5"), new ChatSigner(api.Other.Keys, api.Peer.Version));

        Assert.False((await api.ReadAsync(Reply(api, ChatEntries.ReplyTo(original, Read(api, original))))).Quote!.IsVerified);
    }

    [Fact]
    public async Task A_quote_of_a_plain_original_is_not_verified()
    {
        await using var api = await StartAsync();
        var original = ChatEventFactory.PlainMessage(api.Envelope(api.Peer), ChatEntries.Message("I owe you $5"));

        Assert.False(
            (
                await api.ReadAsync(
                    Reply(api, ChatEntries.ReplyPreview("7", "I owe you $5", original.SequenceId, original.MessageId, original))))
                .Quote!
                .IsVerified);
    }

    [Fact]
    public async Task A_quote_from_another_conversation_is_not_verified()
    {
        await using var api = await StartAsync();
        var original = ChatEventFactory.Message(api.Envelope(api.Peer, ChatApi.Group), ChatEntries.Message("Yes"), api.Key, api.Peer.Signer);

        Assert.False((await api.ReadAsync(Reply(api, ChatEntries.ReplyTo(original, Read(api, original))))).Quote!.IsVerified);
    }

    [Fact]
    public async Task A_quote_whose_original_is_a_reaction_or_not_a_struct_is_not_verified()
    {
        await using var api = await StartAsync();
        var reaction = api.Message(api.Peer, ChatEntries.ReactionAdd("5", "\U0001F44D"));
        var odd = ChatEntries.ReplyPreview("7", "Hi", "5", null).Add(8, "bytes");

        Assert.False((await api.ReadAsync(Reply(api, ChatEntries.ReplyPreview("7", null, reaction.SequenceId, reaction.MessageId, reaction)))).Quote!.IsVerified);
        Assert.False((await api.ReadAsync(Reply(api, odd))).Quote!.IsVerified);
    }

    [Fact]
    public async Task Entities_and_attachments_that_the_original_lacks_are_not_verified()
    {
        await using var api = await StartAsync();
        ThriftStruct[] entities = [ChatEntries.Entity(0, 5, ChatEntityKind.Hashtag)];
        ThriftStruct[] files = [ChatAttachments.Media("abc", ChatMediaType.Image, 1, "a.png")];
        var rich = api.Message(api.Peer, ChatEntries.Message("Hello", entities, files));
        var poor = api.Message(api.Peer, ChatEntries.Message("Hello"));

        Assert.True((await api.ReadAsync(Reply(api, ChatEntries.ReplyTo(rich, Read(api, rich))))).Quote!.IsVerified);
        Assert.False((await api.ReadAsync(Reply(api, Preview(poor).AddStructs(3, entities)))).Quote!.IsVerified);
        Assert.False((await api.ReadAsync(Reply(api, Preview(poor).AddStructs(4, files)))).Quote!.IsVerified);

        static ThriftStruct Preview(ChatEvent original) => ChatEntries.ReplyPreview("7", "Hello", original.SequenceId, original.MessageId, original);
    }

    [Fact]
    public async Task A_quote_of_an_edited_message_is_verified_with_the_edit()
    {
        await using var api = await StartAsync();
        var original = Original(api);
        var edit = api.Message(api.Peer, ChatEntries.Edit(original.SequenceId!, "Shall we not?"));
        var other = api.Message(api.Peer, ChatEntries.Edit("5", "Shall we not?"));
        var forged = api.Message(api.Peer, ChatEntries.Edit(original.SequenceId!, "Shall we not?"), new ChatSigner(api.Other.Keys, api.Peer.Version));
        var others = api.Message(api.Me, ChatEntries.Edit(original.SequenceId!, "Shall we not?"));

        Assert.True((await ReadWithAsync(edit, "Shall we not")).Quote!.IsVerified);
        Assert.False((await ReadWithAsync(edit, "Shall we?")).Quote!.IsVerified);
        foreach (var wrong in new[] { other, forged, others, original })
            Assert.False((await ReadWithAsync(wrong, "Shall we not")).Quote!.IsVerified);

        Task<DmEvent> ReadWithAsync(ChatEvent change, string text)
            => api.ReadAsync(Reply(api, ChatEntries.ReplyPreview("7", text, original.SequenceId, original.MessageId, original, edit: change)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reply_can_carry_the_key_of_its_original(bool isVerified)
    {
        await using var api = await StartAsync();
        var old = new ChatConversationKey("1780000000000", ConversationKeys.New());
        var change = ChatEventFactory.KeyChange(
            api.Envelope(api.Peer), old, [api.Me.Recipient()], isVerified ? api.Peer.Signer : new ChatSigner(api.Other.Keys, api.Peer.Version));
        var original = ChatEventFactory.Message(api.Envelope(api.Peer), ChatEntries.Message("Old words"), old, api.Peer.Signer);

        var preview = ChatEntries.ReplyPreview("7", "Old words", original.SequenceId, original.MessageId, original, keyChanges: [change]);

        Assert.Equal(isVerified, (await api.ReadAsync(Reply(api, preview))).Quote!.IsVerified);
        // It opens this quote only.
        Assert.Equal(nameof(DmContentState.Undecryptable), (await api.ReadAsync(original)).ContentState);
    }

    [Fact]
    public async Task The_author_of_an_original_need_not_have_sent_anything_else()
    {
        await using var api = await StartAsync();
        api.Conversation = new(ChatApi.Group);
        api.KeyEvents.Add(api.KeyChange(api.Peer).ToBase64());
        var original = api.Message(api.Other, "I was here");

        var item = await api.ReadAsync(Reply(api, ChatEntries.ReplyTo(original, Read(api, original))));

        Assert.True(item.Quote!.IsVerified);
    }

    [Theory]
    [InlineData("7", "Shall", true)]
    [InlineData("7", "Shall we not?", true)]
    [InlineData("7", "I owe you $5", false)]
    [InlineData("99", "Shall we?", false)]
    public async Task A_quote_without_its_original_is_compared_with_the_message_that_was_read(string senderId, string text, bool isVerified)
    {
        await using var api = await StartAsync();
        var original = Original(api);
        api.Add(original);
        api.Add(api.Message(api.Peer, ChatEntries.Edit(original.SequenceId!, "Shall we not?")));

        var item = await api.ReadAsync(Reply(api, ChatEntries.ReplyPreview(senderId, text, original.SequenceId, original.MessageId)));

        Assert.Equal((isVerified, true), (item.Quote!.IsVerified, item.IsVerified));
    }

    [Fact]
    public async Task An_edit_by_somebody_else_does_not_prove_a_quote()
    {
        await using var api = await StartAsync();
        var original = Original(api);
        api.Add(original);
        api.Add(api.Message(api.Me, ChatEntries.Edit(original.SequenceId!, "I owe you $5")));

        Assert.False((await api.ReadAsync(Reply(api, ChatEntries.ReplyPreview("7", "I owe you $5", original.SequenceId, original.MessageId)))).Quote!.IsVerified);
    }

    private static ChatEvent Original(ChatApi api) => api.Message(api.Peer, "Shall we?");

    private static ChatEvent Reply(ChatApi api, ThriftStruct preview) => api.Message(api.Me, ChatEntries.Message("No.", replyPreview: preview));

    private static ChatEntry Read(ChatApi api, ChatEvent original) => ChatEntry.Read(SecretBox.Open(api.Key.Key, original.Contents!)!);

    private static async Task<ChatApi> StartAsync()
    {
        var api = await ChatApi.StartAsync();
        api.BringKey();
        return api;
    }
}
