using TwitterDm.Chat;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>The keys of conversations: where they come from, and which of them may be used.</summary>
public sealed class ConversationKeyTests
{
    // Before the first change of a key that must be verified.
    private const string OldId = "2000000000000000000";

    [Fact]
    public async Task A_key_that_was_never_received_leaves_the_message_unreadable()
    {
        await using var api = await ChatApi.StartAsync();
        api.Add(api.Message(api.Peer, "Hi"));

        var page = await api.ReadPageAsync();
        var item = api.Reader.Decode(page.Items[0])!;

        Assert.True(Assert.Single(api.Reader.FindMissing(page.Items[0])).IsKey);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000).AddHours(-1), api.Reader.FindMissing(page.Items[0])[0].Time);
        Assert.Equal((null, nameof(DmContentState.Undecryptable), null), (item.Text, item.ContentState, item.IsVerified));
        Assert.Equal((nameof(DmEventType.MessageCreate), "7"), (item.EventType, item.SenderId));
    }

    [Fact]
    public async Task Without_a_chat_key_encrypted_messages_say_so_and_nothing_is_requested_for_them()
    {
        await using var api = await ChatApi.StartAsync(hasKey: false);
        api.BringKey();
        api.Add(api.Message(api.Peer, "Hi"));
        api.Add(ChatEventFactory.PlainMessage(api.Envelope(api.Peer), ChatEntries.Message("Your invoice")));
        api.Add(api.KeyChange(api.Peer));

        var page = await api.ReadPageAsync();
        var items = page.Items.Select(item => api.Reader.Decode(item)!).ToArray();

        Assert.Equal([nameof(DmContentState.NoKey), nameof(DmContentState.Readable), nameof(DmContentState.NoKey)], items.Select(item => item.ContentState));
        Assert.Equal([null, false, null], items.Select(item => item.IsVerified));
        Assert.Equal("Your invoice", items[1].Text);
        Assert.Empty(api.Reader.FindMissing(page.Items[2]));
        Assert.Empty(api.KeyRequests);
    }

    [Fact]
    public async Task A_key_on_a_later_page_opens_an_earlier_message()
    {
        await using var api = await ChatApi.StartAsync();
        api.Add(api.Message(api.Peer, "Hi"));
        var first = await api.ReadPageAsync();
        api.Events.Clear();
        api.Add(api.KeyChange(api.Peer));
        await api.ReadPageAsync();

        Assert.Empty(api.Reader.FindMissing(first.Items[0]));
        Assert.Equal(("Hi", true), (api.Reader.Decode(first.Items[0])!.Text, api.Reader.Decode(first.Items[0])!.IsVerified));
    }

    [Fact]
    public async Task A_key_is_known_to_later_runs_of_the_connection()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        await api.ReadPageAsync();
        api.KeyEvents.Clear();
        api.NewReader();

        Assert.Equal("Hi", (await api.ReadAsync(api.Message(api.Peer, "Hi"))).Text);
    }

    [Fact]
    public async Task A_change_that_could_not_be_verified_is_tried_again_with_the_next_page()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        var rows = api.Rows["7"];
        api.Rows["7"] = [];
        api.Add(api.Message(api.Peer, "Hi"));
        Assert.Equal(nameof(DmContentState.Undecryptable), (await api.ReadAsync())[0].ContentState);

        api.Rows["7"] = rows;

        Assert.Equal("Hi", (await api.ReadAsync())[0].Text);
    }

    [Fact]
    public async Task Older_messages_are_opened_with_older_keys()
    {
        await using var api = await ChatApi.StartAsync();
        var old = new ChatConversationKey("1780000000000", ConversationKeys.New());
        api.KeyEvents.Add(ChatEventFactory.KeyChange(api.Envelope(api.Peer), old, [api.Me.Recipient()], api.Peer.Signer).ToBase64());
        api.BringKey();
        api.Add(ChatEventFactory.Message(api.Envelope(api.Peer), ChatEntries.Message("Old"), old, api.Peer.Signer));
        api.Add(api.Message(api.Peer, "New"));

        Assert.Equal(["New", "Old"], (await api.ReadAsync()).Select(item => item.Text));
    }

    [Fact]
    public async Task A_key_belongs_to_one_conversation()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        await api.ReadPageAsync();
        api.KeyEvents.Clear();
        api.Conversation = new ChatConversation(ChatApi.Group);

        Assert.Equal(nameof(DmContentState.Undecryptable), (await api.ReadAsync(api.Message(api.Peer, "Hi"))).ContentState);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_forged_change_is_used_only_if_it_is_older_than_the_rule(bool isOld)
    {
        await using var api = await ChatApi.StartAsync();
        var forged = api.KeyChange(api.Peer, new ChatSigner(api.Other.Keys, api.Peer.Version), id: isOld ? OldId : null);
        api.Add(forged);
        api.Add(api.Message(api.Peer, "Hi"));

        var items = await api.ReadAsync();

        Assert.Equal(isOld ? "Hi" : null, items.Single(item => item.EventType == nameof(DmEventType.MessageCreate)).Text);
        var change = items.Single(item => item.EventType == nameof(DmEventType.KeyChange));
        Assert.Equal((false, nameof(DmContentState.Readable)), (change.IsVerified, change.ContentState));
        Assert.Null(api.Connection.Chat.ConversationKeys.LatestVerified(ChatApi.OneToOne));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_old_id_in_one_place_only_does_not_help(bool isInside)
    {
        await using var api = await ChatApi.StartAsync();
        var forged = api.KeyChange(api.Peer, new ChatSigner(api.Other.Keys, api.Peer.Version), id: isInside ? OldId : api.NextId());
        api.Add(forged.ToBase64(), id: isInside ? api.NextId() : OldId);
        api.Add(api.Message(api.Peer, "Hi"));

        Assert.Equal(nameof(DmContentState.Undecryptable), (await api.ReadAsync())[0].ContentState);
    }

    [Fact]
    public async Task A_forged_key_of_the_same_version_does_not_replace_the_real_one()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        for (var count = 0; count < 10; count++)
        {
            var forged = new ChatConversationKey(api.Key.Version, ConversationKeys.New());
            api.KeyEvents.Add(ChatEventFactory.KeyChange(api.Envelope(api.Peer, id: OldId), forged, [api.Me.Recipient()], signer: null).ToBase64());
        }

        Assert.Equal(("Hi", true), ((await api.ReadAsync(api.Message(api.Peer, "Hi"))).Text, true));
        Assert.Equal(api.Key.Key, api.Connection.Chat.ConversationKeys.LatestVerified(ChatApi.OneToOne)!.Value.Key);
    }

    [Fact]
    public async Task A_change_by_somebody_who_is_not_in_the_conversation_is_not_used()
    {
        await using var api = await ChatApi.StartAsync();
        api.KeyEvents.Add(api.KeyChange(api.Other).ToBase64());

        Assert.Equal(nameof(DmContentState.Undecryptable), (await api.ReadAsync(api.Message(api.Peer, "Hi"))).ContentState);
    }

    [Fact]
    public async Task A_change_of_another_conversation_is_not_used()
    {
        await using var api = await ChatApi.StartAsync();
        api.KeyEvents.Add(api.KeyChange(api.Peer, conversationId: ChatApi.Group, id: OldId).ToBase64());

        Assert.Equal(nameof(DmContentState.Undecryptable), (await api.ReadAsync(api.Message(api.Peer, "Hi"))).ContentState);
    }

    [Fact]
    public async Task Among_rows_for_several_keys_of_the_account_the_right_one_is_found()
    {
        await using var api = await ChatApi.StartAsync();
        using var replaced = new ChatPerson("12") { Version = "1600000000000" };
        using var wrong = new ChatPerson("12") { Version = api.Me.Version };
        api.Add(api.KeyChange(api.Peer, recipients: [replaced, api.Peer, wrong, api.Me]));
        api.Add(api.Message(api.Peer, "Hi"));

        Assert.Equal("Hi", (await api.ReadAsync())[0].Text);
    }

    [Fact]
    public async Task A_row_for_a_version_that_the_account_has_not_registered_is_not_used()
    {
        await using var api = await ChatApi.StartAsync();
        api.Add(api.KeyChange(api.Peer, recipients: [new ChatPerson("12", api.Me.Keys) { Version = "1600000000000" }]));

        Assert.Equal(nameof(DmContentState.Undecryptable), (await api.ReadAsync(api.Message(api.Peer, "Hi"))).ContentState);
    }

    [Fact]
    public async Task A_change_that_is_not_for_the_account_is_unreadable()
    {
        await using var api = await ChatApi.StartAsync();

        var item = await api.ReadAsync(api.KeyChange(api.Peer, recipients: [api.Peer]));

        Assert.Equal((nameof(DmEventType.KeyChange), nameof(DmContentState.Undecryptable), null), (item.EventType, item.ContentState, item.IsVerified));
    }

    [Fact]
    public async Task Only_a_verified_key_is_the_latest_one()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        var newer = new ChatConversationKey("1799999999999", ConversationKeys.New());
        api.KeyEvents.Add(ChatEventFactory.KeyChange(api.Envelope(api.Peer, id: OldId), newer, [api.Me.Recipient()], signer: null).ToBase64());
        await api.ReadPageAsync();

        var keys = api.Connection.Chat.ConversationKeys;

        Assert.True(keys.Has(ChatApi.OneToOne, newer.Version));
        Assert.Equal(api.Key.Version, keys.LatestVerified(ChatApi.OneToOne)!.Value.Version);
    }

    [Fact]
    public async Task A_closed_connection_has_no_keys()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        api.Add(api.Message(api.Peer, "Hi"));
        var page = await api.ReadPageAsync();

        api.Connection.Dispose();

        Assert.NotEqual("Hi", api.Reader.Decode(page.Items[0])!.Text);
        Assert.Null(api.Connection.Chat.ConversationKeys.LatestVerified(ChatApi.OneToOne));
    }
}
