using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>Every kind of event, from what a sender wrote to what a user sees.</summary>
public sealed class EventKindTests
{
    [Fact]
    public async Task A_message_has_its_text_its_ids_and_a_verified_sender()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        var content = api.Message(api.Peer, "Grüße \U0001F44B");

        var item = await api.ReadAsync(content);

        Assert.Equal(nameof(DmEventType.MessageCreate), item.EventType);
        Assert.Equal("Grüße \U0001F44B", item.Text);
        Assert.Equal((true, nameof(DmContentState.Readable)), (item.IsVerified, item.ContentState));
        Assert.Equal((content.SequenceId, content.MessageId), (item.Id, item.MessageId));
        Assert.Equal(("7", ChatApi.OneToOne, nameof(DmConversationType.OneToOne)), (item.SenderId, item.ConversationId, item.ConversationType));
        Assert.Equal((nameof(DmSource.Chat), nameof(DmDirection.Incoming)), (item.Source, item.Direction));
        Assert.Equal(["7", "12"], item.ParticipantIds);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(content.CreatedAtMilliseconds!.Value), item.CreatedAtUtc);
        Assert.Equal("user7", item.SenderUsername);
    }

    [Fact]
    public async Task A_message_of_the_account_is_outgoing()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();

        var item = await api.ReadAsync(api.Message(api.Me, "Hello"));

        Assert.Equal((nameof(DmDirection.Outgoing), true), (item.Direction, item.IsVerified));
    }

    [Theory]
    [InlineData("See https://a.example/x now", 4, 23, "https://a.example/x")]
    [InlineData("Grüße: https://a.example/x", 9, 28, "https://a.example/x")]
    [InlineData("\U0001F4C8 https://a.example", 5, 22, "https://a.example")]
    // Offsets that are out of range, reversed, negative, inside of a character, or across words.
    [InlineData("https://a.example", 0, 18, null)]
    [InlineData("https://a.example", 5, 5, null)]
    [InlineData("https://a.example", -1, 5, null)]
    [InlineData("Gr\u00FC", 3, 4, null)]
    [InlineData("\u00FCber", 0, 1, null)]
    [InlineData("not a link", 0, 10, null)]
    public async Task Urls_are_found_by_offsets_in_bytes_that_are_checked(string text, int start, int end, string? url)
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        var attachment = ChatAttachments.Url("https://card.example", "Title");

        var item = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message(text, [ChatEntries.Entity(start, end, ChatEntityKind.Url)], [attachment])));

        Assert.Equal([url ?? "https://card.example"], item.Urls);
        Assert.Contains("\"display_title\":\"Title\"", item.AdditionalProperties.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_entities_are_kept()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();

        var item = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message("Hi @bob", [ChatEntries.Entity(3, 7, ChatEntityKind.Mention)])));

        Assert.Empty(item.Urls);
        Assert.Contains("""[{"content":{"mention":"{}"},"end":7,"start":3}]""", item.AdditionalProperties.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_become_media()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        ThriftStruct[] files =
        [
            ChatAttachments.Media("abc1", ChatMediaType.Video, 74, "a.mp4", 8, 9, 1200),
            ChatAttachments.Media("abc2", ChatMediaType.Audio, 10, "b.ogg"),
            ChatAttachments.Of(ChatAttachmentKind.Media, new ThriftStruct().Add(1, "abc3").AddI32(3, 42).AddI64(4, -5).AddI64(5, -1)),
            ChatAttachments.Of(ChatAttachmentKind.Media, new ThriftStruct().AddI64(4, long.MaxValue)),
        ];

        var media = (await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message(string.Empty, attachments: files)))).Media;

        Assert.Equal(("abc1", "video", 8, 9, "a.mp4", 74L), (media[0].MediaKey, media[0].Type, media[0].Width, media[0].Height, media[0].FileName, media[0].Size));
        Assert.Equal(TimeSpan.FromMilliseconds(1200), media[0].Duration);
        Assert.Equal("a.mp4", media[0].ToString());
        Assert.Equal(("abc2", "audio", null), (media[1].MediaKey, media[1].Type, media[1].Width));
        Assert.Equal(("abc3", null, null, null), (media[2].MediaKey, media[2].Type, media[2].Duration, media[2].Size));
        Assert.Equal(42L, media[2].AdditionalProperties["type"]);
        Assert.Equal((string.Empty, null), (media[3].MediaKey, media[3].Duration));
    }

    [Fact]
    public async Task A_message_with_a_file_only_has_no_text()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();

        var item = await api.ReadAsync(
            api.Message(
                api.Peer,
                ChatEntries.Message(string.Empty, attachments: [ChatAttachments.Media("abc", ChatMediaType.Image, 1, "a.png")])));

        Assert.Null(item.Text);
        Assert.Equal(nameof(DmContentState.Readable), item.ContentState);
    }

    [Fact]
    public async Task Posts_are_referenced_and_other_attachments_are_kept()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        ThriftStruct[] attachments = [ChatAttachments.Post("20", "https://x.com/jack/status/20"), ChatAttachments.Money("You got $5"), new ThriftStruct().Add(77, "new")];

        var item = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message("Look", attachments: attachments)));

        Assert.Equal(["20"], item.ReferencedPostIds);
        Assert.Contains(
            """[{"post":{"post_url":"https://x.com/jack/status/20","rest_id":"20"}},{"money":{"fallback_text":"You got $5"}},{"field_77":"new"}]""",
            item.AdditionalProperties.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_X_says_beside_an_event_is_kept()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        var id = api.Add(api.Message(api.Peer, "Hi"));
        var members = (Dictionary<string, object?>)api.Events[0];
        (members["is_trusted"], members["previous_id"], members["edited_by"]) = (false, "007", new { id = "7" });

        var item = Assert.Single(await api.ReadAsync());

        Assert.Equal((id, "Hi"), (item.Id, item.Text));
        Assert.Equal((false, "007"), (item.AdditionalProperties["is_trusted"], item.AdditionalProperties["previous_id"]));
        Assert.Contains("""{"edited_by":{"id":"7"},""", item.AdditionalProperties.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwarded_text_is_the_text_if_there_is_no_other()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        var forwarded = ChatEntries.Forwarded("https://f.example", [ChatEntries.Entity(0, 17, ChatEntityKind.Url)]);

        var only = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message(string.Empty, forwarded: forwarded)));
        var both = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message("Look", forwarded: forwarded)));

        Assert.Equal("https://f.example", only.Text);
        Assert.Equal(["https://f.example"], only.Urls);
        Assert.Equal("Look", both.Text);
        Assert.Contains("\"message_text\":\"https://f.example\"", both.AdditionalProperties.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edits_and_reactions_name_their_target()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();

        var target = api.Add(api.Message(api.Peer, "e.example"));

        var edit = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Edit(target, "https://e.example", [ChatEntries.Entity(0, 17, ChatEntityKind.Url)])));
        var reaction = await api.ReadAsync(api.Message(api.Peer, ChatEntries.ReactionAdd("56", "\U0001F44D", "file-1")));
        var removal = await api.ReadAsync(api.Message(api.Peer, ChatEntries.ReactionRemove("57", "\U0001F44D")));

        Assert.Equal((nameof(DmEventType.MessageEdit), target, "https://e.example", true), (edit.EventType, edit.TargetId, edit.Text, edit.IsVerified));
        Assert.Equal(["https://e.example"], edit.Urls);
        Assert.Equal((nameof(DmEventType.ReactionAdd), "56", "\U0001F44D", true), (reaction.EventType, reaction.TargetId, reaction.Reaction, reaction.IsVerified));
        Assert.Equal("file-1", reaction.AdditionalProperties["message_attachment_id"]);
        Assert.Equal((nameof(DmEventType.ReactionRemove), "57", "\U0001F44D", null), (removal.EventType, removal.TargetId, removal.Reaction, removal.Text));
    }

    [Fact]
    public async Task A_deletion_of_several_messages_lists_all_of_them()
    {
        await using var api = await ChatApi.StartAsync();

        var one = await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Delete(["5"], forEveryone: false)));
        var two = await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Delete(["5", "6"], forEveryone: true)));

        Assert.Equal((nameof(DmEventType.MessageDelete), "5", true), (one.EventType, one.TargetId, one.IsVerified));
        Assert.False(one.AdditionalProperties.ContainsKey("sequence_ids"));
        Assert.Equal("5", two.TargetId);
        Assert.Equal(["5", "6"], (object?[])two.AdditionalProperties["sequence_ids"]!);
        Assert.Equal(2L, two.AdditionalProperties["delete_message_action"]);
    }

    [Fact]
    public async Task Read_receipts_come_as_events_and_as_encrypted_entries()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();

        var receipt = await api.ReadAsync(api.Detail(api.Peer, ChatDetails.MarkRead("5", 1_790_000_000_000)));
        var unread = await api.ReadAsync(api.Detail(api.Peer, ChatDetails.MarkUnread(null)));
        var entry = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Of(ChatEntryKind.MarkConversationRead, new ThriftStruct().Add(1, "5"))));

        Assert.All([receipt, unread, entry], item => Assert.Equal((nameof(DmEventType.ReadReceipt), true), (item.EventType, item.IsVerified)));
        Assert.Equal(("MarkConversationReadEvent", "5"), (receipt.EventTypeName, receipt.AdditionalProperties["seen_until_sequence_id"]));
        Assert.Equal("5", entry.AdditionalProperties["seen_until_sequence_id"]);
    }

    [Theory]
    [InlineData(10, "AVCallEnded")]
    [InlineData(7, "PinConversation")]
    [InlineData(14, "NicknameMessage")]
    [InlineData(9, "ScreenCaptureDetected")]
    [InlineData(99, "MessageEntryContents 99")]
    public async Task A_kind_without_an_event_type_keeps_its_name_and_its_fields(short kind, string name)
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();

        var item = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Of(kind, new ThriftStruct().Add(77, "kept").AddI64(78, 5))));

        Assert.Equal((nameof(DmEventType.Unknown), name, true), (item.EventType, item.EventTypeName, item.IsVerified));
        Assert.Contains("\"field_77\":\"kept\",\"field_78\":5", item.AdditionalProperties.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_kind_whose_value_is_no_struct_is_kept()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        var entry = new ThriftStruct().AddStruct(1, new ThriftStruct().Add(50, "just text"));

        var item = await api.ReadAsync(api.Message(api.Peer, entry));

        Assert.Equal("MessageEntryContents 50", item.EventTypeName);
        Assert.Equal("just text", item.AdditionalProperties["field_50"]);
    }

    [Theory]
    [InlineData(98, "MessageEventDetail 98")]
    [InlineData(5, "MessageFailureEvent")]
    [InlineData(8, "ConversationDeleteEvent")]
    [InlineData(10, "GrokSearchResponseEvent")]
    [InlineData(14, "MemberAccountDeleteEvent")]
    public async Task A_detail_without_an_event_type_keeps_its_name_and_its_fields(short number, string name)
    {
        await using var api = await ChatApi.StartAsync();

        var item = await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Of(number, new ThriftStruct().Add(77, "kept"))));

        Assert.Equal((nameof(DmEventType.Unknown), name), (item.EventType, item.EventTypeName));
        Assert.Equal("kept", item.AdditionalProperties["field_77"]);
        Assert.Equal(nameof(DmContentState.Readable), item.ContentState);
    }

    [Fact]
    public async Task Typing_is_not_an_event()
    {
        await using var api = await ChatApi.StartAsync();
        api.Add(api.Detail(api.Peer, ChatDetails.Typing("7:12")));

        Assert.Empty(await api.ReadAsync());
    }

    [Fact]
    public async Task A_change_of_the_key_says_who_got_it_but_contains_no_key()
    {
        await using var api = await ChatApi.StartAsync();
        var content = api.KeyChange(api.Peer);

        var item = await api.ReadAsync(content);

        Assert.Equal((nameof(DmEventType.KeyChange), true), (item.EventType, item.IsVerified));
        Assert.Contains("""{"public_key_version":"1700000000000","user_id":"7"}""", item.AdditionalProperties.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(content.KeyChange!.ParticipantKeys[0].EncryptedKey!, item.AdditionalProperties.ToString(), StringComparison.Ordinal);
    }
}
