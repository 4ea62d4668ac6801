using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>Groups that are created, and members who are added and removed.</summary>
public sealed class ChatGroupWritingTests
{
    private const string Own = "1385551234567890123";
    private const string SecondAccount = "1440000000000000002";
    private const string ThirdAccount = "1440000000000000003";
    private const string Zoe = "987654321";

    private readonly ManualClock _clock = new();
    private readonly SandboxApi _api;
    private readonly ChatClient _chat;

    public ChatGroupWritingTests()
    {
        _api = new SandboxApi(new SandboxOptions { Clock = _clock });
        _chat = new ChatClient(_api);
    }

    [Fact]
    public async Task A_group_is_there_for_all_its_accounts()
    {
        var other = new ChatClient(_api, account: 2);
        var group = await _chat.CreateGroupAsync(ChatClient.NewKey(), "Night shift", Zoe, SecondAccount);
        ChatClient.EventOf(await _chat.SayAsync(group, "Welcome"));
        ChatClient.EventOf(await other.SayAsync(group, "Thanks"));
        _api.AddChatMessage(group, "Hallo", "987654321");
        foreach (var chat in new[] { _chat, other })
        {
            var listed = (await chat.Reading.ConversationsAsync())[0];
            Assert.Equal((group, "group", "Night shift"), (listed.Text("id"), listed.Text("type"), listed.Text("group_name")));
            Assert.Equal([Own, SecondAccount, Zoe], listed.Texts("member_ids").Order(StringComparer.Ordinal));
            Assert.Equal([Own], listed.Texts("admin_ids"));
            var events = await chat.Reading.EventsAsync(group);
            Assert.Equal(["Hallo", "Thanks", "Welcome", null], events.Select(item => item.Text));
            Assert.All(events, item => Assert.True(item.IsVerified));
            Assert.Equal("Night shift", events[^1].Event!.GroupChange!.Title);
        }
    }

    [Fact]
    public async Task Creating_a_group_twice_with_the_same_bytes_creates_one()
    {
        var id = await _chat.NewGroupIdAsync();
        var body = await _chat.GroupBodyAsync(id, ChatClient.NewKey(), "Team", Own, Zoe);
        var first = await _chat.PostAsync("/2/chat/conversations/group", body);
        Assert.Equal(201, (int)first.Status);
        Assert.Equal(first.Text, (await _chat.PostAsync("/2/chat/conversations/group", body)).Text);
        Assert.Single(await _chat.Reading.EventsAsync(id));
        Assert.Equal(409, (int)(await _chat.PostAsync("/2/chat/conversations/group", await _chat.GroupBodyAsync(id, ChatClient.NewKey(), "Team", Own, Zoe))).Status);
    }

    [Fact]
    public async Task Invalid_groups_are_refused()
    {
        var id = await _chat.NewGroupIdAsync();
        foreach (var malformed in new[] { "", "g", "1950000000000000777", "gx", "G1", "g1\n", "g12345678901234567890", ChatClient.WithZoe })
            await AssertRefused(400, "conversation_id", await _chat.GroupBodyAsync(malformed, ChatClient.NewKey(), "x", Own, Zoe));
        await AssertRefused(400, "group_members", await _chat.GroupBodyAsync(id, ChatClient.NewKey(), "x", Own));
        await AssertRefused(400, "action_signatures", Changed(await Valid(), body => body["group_members"]!.AsArray().Add("12")), "conversation_participant_keys");
        await AssertRefused(400, "group_admins", Changed(await Valid(), body => body["group_admins"]!.AsArray().Add("12")));
        await AssertRefused(400, "group_members", Changed(await Valid(), body => body["group_members"]!.AsArray().Add(Zoe)));
        await AssertRefused(404, null, Changed(await Valid(), body => body["group_members"]!.AsArray().Add("5")));
        await AssertRefused(400, "action_signatures", Changed(await Valid(), body => body["action_signatures"]!.AsArray().RemoveAt(1)));
        await AssertRefused(400, "ttl_msec", Changed(await Valid(), body => body["ttl_msec"] = "long"));
        await AssertRefused(400, "ttl_msec", Changed(await Valid(), body => body["ttl_msec"] = "60000\0"));
        await AssertRefused(403, null, Changed(await Valid(), body => body["action_signatures"]![1]!["message_id"] = "another"));
        Assert.DoesNotContain(await _chat.Reading.ConversationsAsync(), conversation => conversation.Text("id") == id);
        // The id of someone else.
        Assert.Equal(400, (int)(await new ChatClient(_api, account: 2).PostAsync("/2/chat/conversations/group", await Valid())).Status);

        async Task<JsonObject> Valid() => await _chat.GroupBodyAsync(id, ChatClient.NewKey(), "x", Own, Zoe);
    }

    [Fact]
    public async Task The_signed_group_must_be_that_of_the_request()
    {
        var key = ChatClient.NewKey();
        var id = await _chat.NewGroupIdAsync();
        var signed = ChatGroupDetails.Create([Own, Zoe], [Own], key.Version, "Team", "https://example.com/a.png", 60_000);
        foreach (var (property, value) in new (string, string?)[]
        {
            ("group_name", "Other"), ("group_name", "team"), ("group_name", ""), ("group_name", null),
            ("group_avatar_url", "https://example.com/b.png"), ("group_avatar_url", null),
            ("ttl_msec", "60001"), ("ttl_msec", null),
        })
        {
            await AssertRefused(400, "action_signatures", With(await RequestAsync(signed), property, value));
        }

        await AssertRefused(400, "action_signatures", await RequestAsync(ChatGroupDetails.Create([Own, Zoe], [Own], key.Version)));
        Assert.Equal(201, (int)(await _chat.PostAsync("/2/chat/conversations/group", await RequestAsync(signed))).Status);
        // X's SDK cannot sign these.
        id = await _chat.NewGroupIdAsync();
        Assert.Equal(
            201,
            (int)
                (
                    await _chat.PostAsync(
                        "/2/chat/conversations/group",
                        await RequestAsync(ChatGroupDetails.Create([Own, Zoe], [Own], key.Version, "Team")))).Status);

        async Task<JsonObject> RequestAsync(ThriftStruct creation)
        {
            var body = ChatClient.KeysBody(
                _chat.KeyChange(id, key, await _chat.RecipientsAsync(Own, Zoe)), ChatEventFactory.Event(_chat.Envelope(id), creation, _chat.Signer));
            body["conversation_id"] = id;
            body["group_members"] = new JsonArray(Own, Zoe);
            body["group_name"] = "Team";
            body["group_avatar_url"] = "https://example.com/a.png";
            body["ttl_msec"] = "60000";
            return body;
        }

        static JsonObject With(JsonObject body, string property, string? value)
        {
            body.Remove(property);
            if (value is not null)
                body[property] = value;
            return body;
        }
    }

    [Fact]
    public async Task A_client_can_choose_an_id_that_nobody_has_used()
    {
        const string id = "g1950000000000000777";
        var second = new ChatClient(_api, account: 2);
        Assert.Equal(201, (int)(await CreateAsync(_chat, Own, Zoe)).Status);
        ChatClient.EventOf(await _chat.SayAsync(id, "Welcome"));
        // The second account is not a member, and cannot see the group.
        Assert.Equal(409, (int)(await CreateAsync(second, SecondAccount, Zoe)).Status);
        Assert.Equal(409, (int)(await CreateAsync(second, SecondAccount, Own)).Status);
        Assert.Equal(409, (int)(await CreateAsync(_chat, Own, Zoe)).Status);
        Assert.Equal(["Welcome", null], (await _chat.Reading.EventsAsync(id)).Select(item => item.Text));
        // A sample group of both.
        Assert.Equal(409, (int)(await _chat.PostAsync(
            "/2/chat/conversations/group", await _chat.GroupBodyAsync("g1950000000000000101", ChatClient.NewKey(), "x", Own, Zoe))).Status);

        async Task<Reply> CreateAsync(ChatClient chat, params string[] members) =>
            await chat.PostAsync("/2/chat/conversations/group", await chat.GroupBodyAsync(id, ChatClient.NewKey(), "x", members));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_was_created_at_the_same_time_for_all_its_members(bool isNew)
    {
        var group = isNew ? await _chat.CreateGroupAsync(ChatClient.NewKey(), "Team", Zoe, SecondAccount) : "g1950000000000000101";
        string[] members = isNew ? [Own, Zoe, SecondAccount] : [Own, "12", Zoe, "1712345678901234567"];
        _clock.Advance(TimeSpan.FromHours(1));
        var added = await _chat.MembersBodyAsync(group, ChatClient.NewKey(1), [ThirdAccount], members, isNew ? [Own] : [Own, "12"]);
        Assert.Equal(200, (int)(await _chat.PostAsync($"/2/chat/conversations/{group}/members", added)).Status);
        Assert.Equal(await CreatedAtAsync(_chat), await CreatedAtAsync(new ChatClient(_api, account: 3)));

        async Task<string> CreatedAtAsync(ChatClient chat) =>
            (await chat.GetAsync($"/2/chat/conversations/{group}?chat_conversation.fields=created_at")).Body.GetProperty("data").Text("created_at");
    }

    [Fact]
    public async Task New_members_get_the_new_key_and_see_what_follows()
    {
        var third = new ChatClient(_api, account: 3);
        var group = await _chat.CreateGroupAsync(ChatClient.NewKey(), "Team", Zoe, SecondAccount);
        ChatClient.EventOf(await _chat.SayAsync(group, "Before"));
        Assert.Equal(403, (int)(await third.GetAsync($"/2/chat/conversations/{group}/events")).Status);
        var added = await _chat.PostAsync(
            $"/2/chat/conversations/{group}/members",
            await _chat.MembersBodyAsync(group, ChatClient.NewKey(1), [ThirdAccount], [Own, Zoe, SecondAccount], [Own]));
        Assert.Equal(200, (int)added.Status);
        ChatClient.EventOf(await third.SayAsync(group, "After"));
        Assert.Equal(["After", null], (await third.Reading.EventsAsync(group)).Select(item => item.Text));
        Assert.Equal(["After", null, "Before", null], (await _chat.Reading.EventsAsync(group)).Select(item => item.Text));
        Assert.Equal([Own, SecondAccount, ThirdAccount, Zoe], (await third.Reading.ConversationsAsync())[0].Texts("member_ids").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Adding_members_keeps_the_name_or_replaces_it()
    {
        const string group = "g1950000000000000101";
        string[] members = [Own, "12", Zoe, "1712345678901234567"];
        var name = NameOf(await _chat.Reading.ConversationsAsync());
        var key = ChatClient.NewKey();
        Assert.Equal(200, (int)(await AddAsync(key, [SecondAccount], members, title: null)).Status);
        Assert.Equal(name, NameOf(await _chat.Reading.ConversationsAsync()));
        Assert.Equal(name, NameOf(await new ChatClient(_api, account: 2).Reading.ConversationsAsync()));
        Assert.Equal(200, (int)(await AddAsync(ChatClient.NewKey(1), [ThirdAccount], [.. members, SecondAccount], "new")).Status);
        foreach (var account in new[] { 1, 2, 3 })
            Assert.Equal("new", NameOf(await new ChatClient(_api, account: account).Reading.ConversationsAsync()));

        static string NameOf(IReadOnlyList<System.Text.Json.JsonElement> conversations) => conversations.Single(item => item.Text("id") == group).Text("group_name");

        async Task<Reply> AddAsync(ChatConversationKey key, string[] added, string[] current, string? title)
        {
            var body = await _chat.MembersBodyAsync(group, key, added, current, [Own, "12"]);
            if (title is not null)
                body["encrypted_title"] = title;
            return await _chat.PostAsync($"/2/chat/conversations/{group}/members", body);
        }
    }

    [Fact]
    public async Task Only_admins_add_members_with_a_true_description_of_the_group()
    {
        var second = new ChatClient(_api, account: 2);
        var group = await _chat.CreateGroupAsync(ChatClient.NewKey(), "Team", Zoe, SecondAccount);
        string[] members = [Own, Zoe, SecondAccount];
        Assert.Equal(403, (int)(await AddAsync(second, [ThirdAccount], members, [Own])).Status);
        Assert.Equal(400, (int)(await AddAsync(_chat, [ThirdAccount], [Own, Zoe], [Own])).Status);
        Assert.Equal(400, (int)(await AddAsync(_chat, [ThirdAccount], members, members)).Status);
        Assert.Equal(400, (int)(await AddAsync(_chat, [Zoe], members, [Own])).Status);
        Assert.Equal(200, (int)(await AddAsync(_chat, [ThirdAccount], members, [Own])).Status);

        async Task<Reply> AddAsync(ChatClient chat, string[] added, string[] current, string[] admins) =>
            await chat.PostAsync($"/2/chat/conversations/{group}/members", await chat.MembersBodyAsync(group, ChatClient.NewKey(1), added, current, admins));
    }

    [Fact]
    public async Task Members_cannot_be_added_to_a_one_to_one() => Assert.Equal(400, (int)(await _chat.PostAsync(
        "/2/chat/conversations/12/members", await _chat.MembersBodyAsync(ChatClient.WithJacqueline, ChatClient.NewKey(), [Zoe], [Own, "12"], [Own]))).Status);

    [Fact]
    public async Task A_member_who_was_removed_can_neither_read_nor_write()
    {
        const string group = "g1950000000000000101";
        var key = await _chat.KeyAsync(group);
        _api.RemoveFromChat("jacqueline", group);
        Assert.Equal(403, (int)(await _chat.GetAsync($"/2/chat/conversations/{group}/events")).Status);
        Assert.Equal(ChatFailureType.SenderNotGroupMember, ChatClient.FailureOf(await _chat.SendAsync(group, _chat.Message(group, ChatEntries.Message("x"), key))));
    }

    private static JsonObject Changed(JsonObject body, Action<JsonObject> change)
    {
        change(body);
        return body;
    }

    private async Task AssertRefused(int status, string? property, JsonObject body, string? orProperty = null)
    {
        var reply = await _chat.PostAsync("/2/chat/conversations/group", body);
        Assert.Equal(status, (int)reply.Status);
        if (property is not null)
            Assert.Contains(Assert.Single(reply.ValidationErrors).Parameter, new[] { property, orProperty });
    }
}
