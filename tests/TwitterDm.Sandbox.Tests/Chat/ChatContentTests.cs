using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat;

/// <summary>What the conversations contain, and that a client with the account's keys can read and verify what is sound.</summary>
public sealed class ChatContentTests
{
    private const string Me = "1385551234567890123";
    private const string Noam = "1099511627776000123";
    private const string Zoe = "987654321";

    private static readonly ChatEventKind[] NeverSigned =
    [
        ChatEventKind.MessageTypingEvent, ChatEventKind.MemberAccountDeleteEvent, ChatEventKind.MessageFailureEvent, ChatEventKind.GrokSearchResponseEvent,
        ChatEventKind.Unknown,
    ];

    private readonly SandboxApi _api = new(new SandboxOptions { Clock = new ManualClock() });
    private readonly SandboxClient _client;
    private readonly ChatReading _chat;

    public ChatContentTests()
    {
        _client = SandboxClient.InProcess(_api);
        _chat = new ChatReading(_client, _api.ChatKeyOf());
    }

    [Fact]
    public async Task Everything_outside_the_damaged_conversation_is_readable_and_verified()
    {
        foreach (var id in (await _chat.ConversationsAsync()).Select(item => item.Text("id")).Where(id => !id.StartsWith(Noam, StringComparison.Ordinal)))
        {
            Assert.All(await _chat.EventsAsync(id), item =>
            {
                Assert.NotNull(item.Event);
                Assert.True(item.Event.Kind != ChatEventKind.MessageCreateEvent || item.Entry is not null, $"{id} {item.Id}: not readable");
                Assert.True(item.IsVerified || item.Event.IsPlain || NeverSigned.Contains(item.Event.Kind), $"{id} {item.Id}: {item.Event.Kind} is not verified");
            });
        }
    }

    [Fact]
    public async Task There_is_every_kind_of_event_that_a_list_can_contain()
    {
        var events = await AllAsync();
        Assert.Equal(
            [1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 98],
            events.Select(item => item.Event?.KindNumber).OfType<short>().Distinct().Order().Select(number => (int)number));
        Assert.Equal(
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 99],
            events.Select(item => item.Entry?.KindNumber).OfType<short>().Distinct().Order().Select(number => (int)number));
        Assert.Equal(
            [
                "GroupCreate", "GroupTitleChange", "GroupAvatarUrlChange", "GroupAdminAddChange", "GroupMemberAddChange", "GroupAdminRemoveChange",
                "GroupMemberRemoveChange", "GroupInviteEnable", "GroupInviteDisable", "GroupJoinRequest", "GroupJoinReject",
            ],
            events.Select(item => item.Event?.GroupChange?.Kind).OfType<ChatGroupChangeKind>().Distinct().Order().Select(kind => kind.ToString()));
        Assert.Equal(
            [
                "MessageDurationChange", "MessageDurationRemove", "MuteConversation", "UnmuteConversation", "EnableScreenCaptureDetection",
                "DisableScreenCaptureDetection", "EnableScreenCaptureBlocking", "DisableScreenCaptureBlocking",
            ],
            events.Select(item => item.Event?.MetadataChange?.Kind).OfType<ChatMetadataChangeKind>().Distinct().Order().Select(kind => kind.ToString()));
        var messages = events.Select(item => item.Entry?.Message).OfType<ChatMessage>().ToList();
        Assert.Equal(
            [ChatMediaType.Image, ChatMediaType.Gif, ChatMediaType.Video, ChatMediaType.Audio, ChatMediaType.File],
            messages.SelectMany(message => message.Attachments).Select(attachment => attachment.Media?.Type).OfType<ChatMediaType>().Distinct().Order());
        Assert.Equal(
            [ChatAttachmentKind.Media, ChatAttachmentKind.Post, ChatAttachmentKind.Url, ChatAttachmentKind.UnifiedCard, ChatAttachmentKind.Money],
            messages.SelectMany(message => message.Attachments).Select(attachment => attachment.Kind).Distinct().Order());
    }

    [Fact]
    public async Task Offsets_of_entities_count_bytes()
    {
        var greeting = (await _chat.EventsAsync(Zoe)).Single(item => item.Text?.StartsWith("Grüße, @", StringComparison.Ordinal) == true);
        var bytes = System.Text.Encoding.UTF8.GetBytes(greeting.Text!);
        Assert.Equal(
            [(ChatEntityKind.Mention, "@sandbox_admin"), (ChatEntityKind.Url, "https://status.example.com/dashboard#today"), (ChatEntityKind.Hashtag, "#betrieb")],
            greeting.Entry!.Entities.Select(entity => (entity.Kind, System.Text.Encoding.UTF8.GetString(bytes[(int)entity.Start!.Value..(int)entity.End!.Value]))));
    }

    [Fact]
    public async Task Some_texts_are_hostile()
    {
        var texts = (await _chat.EventsAsync(Zoe)).Select(item => item.Text).OfType<string>().ToList();
        Assert.Contains(texts, text => text.Contains('\u202E') && text.Contains('\u001B') && text.Contains('\u2067'));
        Assert.Contains(texts, text => text.StartsWith("=HYPERLINK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Edits_and_deletions_by_people_who_may_not_have_valid_signatures()
    {
        var events = await _chat.EventsAsync(Zoe);
        var window = events.Single(item => item.Text == "The window is from 22:00 to 23:00.");
        var edits = events.Where(item => item.Entry is { Kind: ChatEntryKind.MessageEdit } entry && entry.TargetSequenceId == window.Id).ToList();
        Assert.Equal([(Zoe, true), (Me, true)], edits.Select(item => (item.Event!.SenderId!, item.IsVerified)));
        var deletion = events.Single(item => item.Event!.Delete?.SequenceIds.Contains(window.Id) == true);
        Assert.Equal((Zoe, 2L, true), (deletion.Event!.SenderId!, deletion.Event.Delete!.Action!.Value, deletion.IsVerified));
    }

    [Fact]
    public async Task The_damaged_conversation_has_each_kind_of_damage_once()
    {
        var client = SandboxClient.InProcess(new SandboxOptions { Clock = new ManualClock(), ChatMessageCount = 0 });
        var events = (await new ChatReading(client, _api.ChatKeyOf()).EventsAsync(Noam)).Reverse().ToList();
        Assert.Equal(
            [
                "Please restart mail-03 once. verified",
                "Send me the root password. unverified",
                "Signed with a key that nobody registered. unverified",
                "Signed with a key that belongs to nobody. unverified",
                "? verified",
                "? verified",
                "malformed",
                "malformed",
                "malformed",
                "Please restart mail-03 once. verified",
                "Who wrote this? verified",
                "Yes, delete everything. verified",
                "Did you get all of that? verified",
            ],
            events.Select(item => item.Event is null ? "malformed" : $"{item.Text ?? "?"} {(item.IsVerified ? "verified" : "unverified")}"));
        Assert.Equal(events[0].Event!.MessageId, events[9].Event!.MessageId);
        Assert.NotEqual(events[0].Id, events[9].Id);
        Assert.Equal($"{Zoe}:{Noam}", events[11].Event!.ConversationId);
        Assert.Equal((Me, Noam), (events[10].Item.Text("sender_id"), events[10].Event!.SenderId));
    }

    [Fact]
    public async Task Older_keys_still_verify_and_open()
    {
        var events = await _chat.EventsAsync("1234");
        var versions = (await _client.GetAsync("/2/users/1234/public_keys")).Body.Items("data").Select(row => row.Text("public_key_version")).ToList();
        Assert.Equal(versions[0], events.Single(item => item.Text == "Still on my old phone.").Event!.Signature!.KeyVersion);
        Assert.Equal(versions[1], events.Single(item => item.Text == "And now on the new one.").Event!.Signature!.KeyVersion);
        var withOlder = new ChatReading(_client, _api.ChatKeyOf(replaced: true));
        Assert.All(await withOlder.EventsAsync("1234"), item => Assert.NotNull(item.Entry));
        Assert.All((await withOlder.EventsAsync("12")).Where(item => item.Event!.KeyVersion is not null), item => Assert.Null(item.Entry));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(250)]
    public async Task The_number_of_ordinary_messages_can_be_chosen(int messages)
    {
        var client = SandboxClient.InProcess(new SandboxOptions { ChatMessageCount = messages });
        var all = await new ChatReading(client, _api.ChatKeyOf()).EventsAsync("1234", pageSize: 100);
        // The key change comes beside the pages.
        Assert.Equal(messages + 2, all.Count);
    }

    private async Task<IReadOnlyList<ReadEvent>> AllAsync()
    {
        var events = new List<ReadEvent>();
        foreach (var conversation in await _chat.ConversationsAsync())
            events.AddRange(await _chat.EventsAsync(conversation.Text("id")));
        return events;
    }
}
