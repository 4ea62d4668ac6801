using System.Text;
using TwitterDm.Chat;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>Changes of groups and of settings, and the names of groups.</summary>
public sealed class GroupEventTests
{
    [Fact]
    public async Task Members_who_join_and_leave_are_the_participants()
    {
        await using var api = await StartAsync();

        var join = await api.ReadAsync(api.Detail(api.Peer, ChatGroupDetails.MemberAdd(["1", "2"], ["7", "12"], ["7"], api.Key.Version, Sealed(api, "Old name"))));
        var leave = await api.ReadAsync(api.Detail(api.Peer, ChatGroupDetails.MemberRemove(["2"])));

        Assert.Equal((nameof(DmEventType.ParticipantsJoin), "GroupMemberAddChange", true), (join.EventType, join.EventTypeName, join.IsVerified));
        Assert.Equal(["1", "2"], join.ParticipantIds);
        Assert.Equal(["user1", "user2"], join.Participants.Select(user => user.Username));
        Assert.Equal("7", join.SenderId);
        Assert.Equal("Old name", join.AdditionalProperties["current_title"]);
        Assert.Equal((nameof(DmEventType.ParticipantsLeave), true), (leave.EventType, leave.IsVerified));
        Assert.Equal(["2"], leave.ParticipantIds);
        Assert.Equal(nameof(DmConversationType.Group), leave.ConversationType);
    }

    [Fact]
    public async Task A_group_is_created_with_a_plain_title()
    {
        await using var api = await StartAsync();

        var item = await api.ReadAsync(api.Detail(api.Peer, ChatGroupDetails.Create(["7", "12"], ["7"], api.Key.Version, "Operations")));

        Assert.Equal(
            (nameof(DmEventType.ConversationChange), "GroupCreate", "Operations", true),
            (item.EventType, item.EventTypeName, item.ConversationName, item.IsVerified));
        Assert.Equal(["7", "12"], item.ParticipantIds);
        Assert.Equal(["user7", "jack"], item.Participants.Select(user => user.Username));
        Assert.Equal(["7"], (object?[])((IDictionary<string, object?>)item.AdditionalProperties["unsigned"]!)["admin_ids"]!);
    }

    [Fact]
    public async Task The_creation_of_another_group_is_not_verified()
    {
        await using var api = await StartAsync();

        // Signed by the same person, with the key of another group.
        var other = await api.ReadAsync(api.Detail(api.Peer, ChatGroupDetails.Create(["7", "12"], ["7"], "1789999999999", "Other")));
        // By somebody else with the key of this group.
        var stolen = await api.ReadAsync(api.Detail(api.Other, ChatGroupDetails.Create(["7", "12"], ["7"], api.Key.Version, "Stolen")));

        // A group in which the account is not, whose first key has the same version.
        var foreign = await api.ReadAsync(api.Detail(api.Peer, ChatGroupDetails.Create(["7", "99"], ["7"], api.Key.Version, "Foreign")));

        Assert.Equal((false, false, false), (other.IsVerified, stolen.IsVerified, foreign.IsVerified));
    }

    [Fact]
    public async Task An_older_signature_cannot_pass_its_title_off_as_members()
    {
        await using var api = await StartAsync();
        var genuine = api.Detail(api.Peer, ChatGroupDetails.Create(["7", "12"], ["7"], api.Key.Version, "Team"));

        var item = await api.ReadAsync(Changed(genuine, ChatGroupDetails.Create(["7", "12", "null", "Team", "null"], ["99"], api.Key.Version, "Evil"), "3"));

        Assert.False(item.IsVerified);
        Assert.NotEqual("Evil", item.ConversationName);
    }

    [Fact]
    public async Task Values_that_the_signature_does_not_cover_are_kept_apart()
    {
        await using var api = await StartAsync();
        var old = api.Peer.Signer with { SignatureVersion = 3 };
        var detail = ChatGroupDetails.Create(["7", "12"], ["7"], api.Key.Version, "Anything", "https://a.example");

        var item = await api.ReadAsync(ChatEventFactory.Event(api.Envelope(api.Peer), detail, old));

        Assert.Equal((true, null), (item.IsVerified, item.ConversationName));
        var unsigned = (IDictionary<string, object?>)item.AdditionalProperties["unsigned"]!;
        Assert.Equal(["admin_ids", "avatar_url", "title"], unsigned.Keys.Order(StringComparer.Ordinal));
        Assert.False(item.AdditionalProperties.ContainsKey("admin_ids"));
    }

    [Theory]
    [InlineData("4,5", "7,12", "7", true)]
    // The same ids in the same order, with another end of the lists.
    [InlineData("4,5,7,12", "7", "", false)]
    [InlineData("4,5,7", "12", "7", false)]
    [InlineData("", "4,5,7,12", "7", false)]
    [InlineData("4", "5", "7,12,7", false)]
    public async Task Members_cannot_be_moved_from_one_list_to_another(string added, string current, string admins, bool isVerified)
    {
        await using var api = await StartAsync();
        var genuine = api.Detail(api.Peer, ChatGroupDetails.MemberAdd(["4", "5"], ["7", "12"], ["7"], api.Key.Version));

        var item = await api.ReadAsync(Changed(genuine, ChatGroupDetails.MemberAdd(ListOf(added), ListOf(current), ListOf(admins), api.Key.Version), "7"));

        Assert.Equal(isVerified, item.IsVerified);
        static string[] ListOf(string ids) => ids.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData(true, "Operations \U0001F6A8", nameof(DmContentState.Readable), true)]
    [InlineData(false, null, nameof(DmContentState.NoKey), null)]
    public async Task A_title_is_decrypted(bool hasKey, string? name, string state, bool? isVerified)
    {
        await using var api = await StartAsync(hasKey);

        var item = await api.ReadAsync(api.Detail(api.Peer, ChatGroupDetails.Title(Sealed(api, "Operations \U0001F6A8"), api.Key.Version)));

        Assert.Equal((nameof(DmEventType.ConversationChange), name, state, isVerified), (item.EventType, item.ConversationName, item.ContentState, item.IsVerified));
    }

    [Fact]
    public async Task A_title_under_an_unknown_key_cannot_be_read()
    {
        await using var api = await StartAsync();
        var content = api.Detail(api.Peer, ChatGroupDetails.Title(Sealed(api, "Operations"), "1700000000001"));
        api.Add(content);

        var page = await api.ReadPageAsync();

        Assert.True(Assert.Single(api.Reader.FindMissing(page.Items[0])).IsKey);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000001).AddHours(-1), api.Reader.FindMissing(page.Items[0])[0].Time);
        var item = api.Reader.Decode(page.Items[0])!;
        Assert.Equal((null, nameof(DmContentState.Undecryptable), null), (item.ConversationName, item.ContentState, item.IsVerified));
    }

    [Fact]
    public async Task A_plain_title_needs_no_key()
    {
        await using var api = await StartAsync();
        api.Add(api.Detail(api.Peer, ChatGroupDetails.Title("Plain", "1700000000001")));

        var page = await api.ReadPageAsync();

        Assert.Empty(api.Reader.FindMissing(page.Items[0]));
        Assert.Equal(("Plain", true), (api.Reader.Decode(page.Items[0])!.ConversationName, api.Reader.Decode(page.Items[0])!.IsVerified));
    }

    [Fact]
    public async Task A_plain_title_and_an_encrypted_picture_are_read()
    {
        await using var api = await StartAsync();

        var title = await api.ReadAsync(api.Detail(api.Peer, ChatGroupDetails.Title("Plain", api.Key.Version)));
        var picture = await api.ReadAsync(api.Detail(api.Peer, ChatGroupDetails.Avatar(Sealed(api, "https://pbs.example/a.jpg"), api.Key.Version)));

        Assert.Equal(("Plain", true), (title.ConversationName, title.IsVerified));
        Assert.Equal("https://pbs.example/a.jpg", picture.AdditionalProperties["custom_avatar_url"]);
    }

    [Fact]
    public async Task An_encrypted_title_that_does_not_name_its_key_is_decrypted_with_any()
    {
        await using var api = await StartAsync();
        var fields = new ThriftStruct().Add(1, Sealed(api, "Operations"));
        var detail = ChatDetails.Of(ChatEventKind.GroupChangeEvent, new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct(2, fields)));

        Assert.Equal("Operations", (await api.ReadAsync(api.Detail(api.Peer, detail))).ConversationName);
    }

    [Fact]
    public async Task Admins_and_settings_are_changes_of_the_conversation()
    {
        await using var api = await StartAsync();
        ThriftStruct[] details =
        [
            ChatGroupDetails.AdminAdd(["12"]),
            ChatDetails.MessageDuration(604_800_000),
            ChatDetails.Mute([ChatApi.Group], isMuted: true),
            ChatDetails.Metadata(ChatMetadataChangeKind.EnableScreenCaptureBlocking),
        ];
        foreach (var detail in details)
            api.Add(api.Detail(api.Peer, detail));

        var items = (await api.ReadAsync()).Reverse().ToArray();

        Assert.All(items, item => Assert.Equal((nameof(DmEventType.ConversationChange), true), (item.EventType, item.IsVerified)));
        Assert.Equal(["GroupAdminAddChange", "MessageDurationChange", "MuteConversation", "EnableScreenCaptureBlocking"], items.Select(item => item.EventTypeName));
        Assert.Equal(["12"], items[0].ParticipantIds);
        Assert.Empty(items[3].ParticipantIds);
        Assert.Equal(604_800_000L, items[1].AdditionalProperties["ttl_msec"]);
    }

    [Fact]
    public async Task New_changes_are_unknown_with_their_number()
    {
        await using var api = await StartAsync();

        var group = await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Of(ChatEventKind.GroupChangeEvent, Union(55))));
        var setting = await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Of(ChatEventKind.ConversationMetadataChangeEvent, Union(56))));

        Assert.Equal((nameof(DmEventType.Unknown), "GroupChange 55", false), (group.EventType, group.EventTypeName, group.IsVerified));
        Assert.Equal("kept", group.AdditionalProperties["field_1"]);
        Assert.Equal((nameof(DmEventType.Unknown), "ConversationMetadataChange 56"), (setting.EventType, setting.EventTypeName));
        Assert.Equal("kept", setting.AdditionalProperties["field_1"]);

        static ThriftStruct Union(short number) => new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct(number, new ThriftStruct().Add(1, "kept")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_name_in_the_list_is_read_as_soon_as_a_key_is_known(bool hasKey)
    {
        await using var api = await StartAsync(hasKey);
        var old = new ChatConversationKey("1780000000000", ConversationKeys.New());
        api.Conversations.Add(new { id = ChatApi.Group, group_name = Convert.ToBase64String(SecretBox.Seal(old.Key, Encoding.UTF8.GetBytes("Operations"))) });
        api.Conversations.Add(new { id = "g2", group_name = "Book club" });
        api.KeyEvents.Add(ChatEventFactory.KeyChange(api.Envelope(api.Peer), old, [api.Me.Recipient()], api.Peer.Signer).ToBase64());

        var conversations = (await api.Reader.ReadConversationsAsync(null, default)).Conversations;

        Assert.Equal([null, "Book club"], conversations.Select(conversation => conversation.Name));
        await api.ReadPageAsync();
        Assert.Equal(hasKey ? "Operations" : null, api.Reader.NameOf(conversations[0]));
        // On this connection, the next list has the name.
        Assert.Equal(hasKey ? "Operations" : null, (await api.NewReader().ReadConversationsAsync(null, default)).Conversations[0].Name);
    }

    // Another detail, and another version of the signature, under the same signature.
    private static ChatEvent Changed(ChatEvent genuine, ThriftStruct detail, string version)
    {
        var signature = new ThriftStruct().Add(1, genuine.Signature!.Value).Add(2, genuine.Signature.KeyVersion).Add(3, version);
        genuine.Fields.AddStruct(7, detail).AddStruct(9, signature);
        return genuine;
    }

    private static string Sealed(ChatApi api, string text) => Convert.ToBase64String(SecretBox.Seal(api.Key.Key, Encoding.UTF8.GetBytes(text)));

    private static async Task<ChatApi> StartAsync(bool hasKey = true)
    {
        var api = await ChatApi.StartAsync(hasKey);
        api.Conversation = new ChatConversation(ChatApi.Group) { AdminIds = ["7"] };
        api.BringKey();
        return api;
    }
}
