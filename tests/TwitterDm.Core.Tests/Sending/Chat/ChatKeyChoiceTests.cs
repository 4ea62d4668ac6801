using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Core.Tests.Chat;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>Which key a message is encrypted with, and when a conversation gets a new one.</summary>
public sealed class ChatKeyChoiceTests
{
    private readonly List<(string Path, JsonElement Body)> _posts = [];
    private readonly NoticeRecorder _notices = new();

    // What X responds in place of the events, and to a new key.
    private (int Status, string Body)? _events;
    private (int Status, string Body)? _keys;

    [Fact]
    public async Task The_highest_version_whose_change_is_verified_is_used()
    {
        await using var api = await StartAsync();
        api.BringKey();
        // Somebody else claims a newer key, with the account's own row; and numbers are not compared as text.
        using var forger = new ChatPerson("7");
        var forged = new ChatConversationKey("1795000000000", ConversationKeys.New());
        api.KeyEvents.Add(ChatEventFactory.KeyChange(api.Envelope(api.Peer), forged, [api.Me.Recipient(), api.Peer.Recipient()], forger.Signer).ToBase64());
        var shorter = new ChatConversationKey("99999999999", ConversationKeys.New());
        api.KeyEvents.Add(ChatEventFactory.KeyChange(api.Envelope(api.Peer), shorter, [api.Me.Recipient(), api.Peer.Recipient()], api.Peer.Signer).ToBase64());
        api.Add(api.Message(api.Peer, "Hi"));

        await SendAsync(api);

        Assert.Equal(api.Key.Version, VersionOf(Assert.Single(_posts)));
    }

    [Theory]
    [InlineData("99", "1795000000000")]
    [InlineData("98", "1790000000000")]
    public async Task The_key_of_a_group_comes_from_a_member_that_X_lists(string joined, string expected)
    {
        await using var api = await StartAsync();
        api.Conversation = new(ChatApi.Group);
        api.Conversations.Add(GroupOf("12", "7"));
        api.BringKey();
        // Signed by somebody who was no member when the list was read: it is read again, and shows whether they have joined.
        var other = new ChatConversationKey("1795000000000", ConversationKeys.New());
        api.KeyEvents.Add(ChatEventFactory.KeyChange(api.Envelope(api.Other), other, [api.Me.Recipient(), api.Peer.Recipient()], api.Other.Signer).ToBase64());
        api.Add(api.Message(api.Peer, "Hi"));
        await api.Reader.ReadConversationsAsync(null, default);
        var respond = api.Respond;
        api.Respond = request =>
            request.Path.Value!.EndsWith(ChatApi.Group, StringComparison.Ordinal)
                ? (200, JsonSerializer.Serialize(new { data = GroupOf("12", "7", joined) }))
                : respond(request);

        await SendAsync(api, ChatApi.Group);

        Assert.Equal(expected, VersionOf(Assert.Single(_posts)));
        Assert.Single(api.Requests, path => path.EndsWith(ChatApi.Group, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_new_connection_the_members_of_a_group_are_read_once_before_anything_is_encrypted()
    {
        await using var api = await StartGroupAsync();
        api.BringKey();
        BringKey(api, api.Other, "1795000000000");
        var reads = ListMembers(api, () => GroupOf("12", "7"));

        await SendAsync(api, ChatApi.Group);
        await SendAsync(api, ChatApi.Group);

        Assert.All(_posts, post => Assert.Equal(api.Key.Version, VersionOf(post)));
        Assert.Equal((2, 2), (_posts.Count, reads.Count));
    }

    [Fact]
    public async Task Members_are_not_read_for_a_key_of_a_known_member_or_of_the_account()
    {
        await using var api = await StartGroupAsync();
        var reads = ListMembers(api, () => GroupOf("12", "7"));
        BringKey(api, api.Me, "1780000000000");
        await SendAsync(api, ChatApi.Group);
        api.Conversations.Add(GroupOf("12", "7"));
        await api.Reader.ReadConversationsAsync(null, default);
        api.BringKey();
        await api.ReadPageAsync();

        await SendAsync(api, ChatApi.Group);

        Assert.Equal(["1780000000000", api.Key.Version], _posts.Select(VersionOf));
        Assert.Empty(reads);
    }

    [Fact]
    public async Task After_a_member_was_removed_the_members_are_read_again_once()
    {
        await using var api = await StartGroupAsync();
        var members = GroupOf("12", "7", "99");
        var reads = ListMembers(api, () => members);
        api.Conversations.Add(members);
        await api.Reader.ReadConversationsAsync(null, default);
        api.BringKey();
        BringKey(api, api.Other, "1795000000000");
        await SendAsync(api, ChatApi.Group);
        members = GroupOf("12", "7");
        api.Add(api.Detail(api.Peer, ChatGroupDetails.MemberRemove(["99"])));
        Assert.Contains(await api.ReadAsync(), item => item is { EventType: nameof(DmEventType.ParticipantsLeave), IsVerified: true });
        Assert.Empty(reads);

        await SendAsync(api, ChatApi.Group);
        // Who was removed has come back, and the page brings their removal again.
        members = GroupOf("12", "7", "99");
        await SendAsync(api, ChatApi.Group);
        await api.ReadPageAsync();
        await SendAsync(api, ChatApi.Group);

        Assert.Equal(["1795000000000", api.Key.Version, "1795000000000", "1795000000000"], _posts.Select(VersionOf));
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task A_removal_that_is_not_verified_does_not_count()
    {
        await using var api = await StartGroupAsync();
        var reads = ListMembers(api, () => GroupOf("12"));
        api.Conversations.Add(GroupOf("12", "7"));
        await api.Reader.ReadConversationsAsync(null, default);
        api.BringKey();
        using var forger = new ChatPerson("7");
        api.Add(ChatEventFactory.Event(api.Envelope(api.Peer), ChatGroupDetails.MemberRemove(["7"]), forger.Signer));
        await api.ReadPageAsync();

        await SendAsync(api, ChatApi.Group);

        Assert.Equal(api.Key.Version, VersionOf(Assert.Single(_posts)));
        Assert.Empty(reads);
    }

    [Theory]
    [InlineData("""{"data":{"id":"g1950000000000000101","admin_ids":["7"]}}""", DmErrorKind.Permission, DmErrorReason.ChatConversationKeyUnverified)]
    [InlineData("""{"data":{"id":"g1950000000000000101","member_ids":[]}}""", DmErrorKind.Permission, DmErrorReason.ChatConversationKeyUnverified)]
    [InlineData("""{"data":{"id":"g1950000000000000101","member_ids":["12","99"]}}""", DmErrorKind.Permission, DmErrorReason.ChatConversationKeyUnverified)]
    [InlineData("""{"data":[""", DmErrorKind.Protocol, DmErrorReason.None)]
    public async Task Nothing_is_encrypted_for_a_group_unless_X_lists_who_made_its_key(string group, DmErrorKind kind, DmErrorReason reason)
    {
        await using var api = await StartGroupAsync();
        api.BringKey();
        var respond = api.Respond;
        api.Respond = request => request.Path.Value!.EndsWith(ChatApi.Group, StringComparison.Ordinal) ? (200, group) : respond(request);

        var error = await Assert.ThrowsAsync<DmException>(() => SendAsync(api, ChatApi.Group));

        Assert.Equal((kind, reason), (error.Kind, error.Reason));
        Assert.Empty(_posts);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(0.5, false)]
    public async Task With_a_spending_limit_the_members_are_read_if_it_suffices_for_many(double limit, bool isSent)
    {
        await using var api = await StartGroupAsync((decimal)limit);
        api.BringKey();
        ListMembers(api, () => GroupOf("12", "7"));

        var error = await Record.ExceptionAsync(() => SendAsync(api, ChatApi.Group));

        Assert.Equal(isSent ? null : DmErrorKind.SpendingLimit, (error as DmException)?.Kind);
        Assert.Equal(isSent ? 1 : 0, _posts.Count);
    }

    [Theory]
    [InlineData("4102444800000")]
    [InlineData("999999999999999999999999999999999999999")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("01795000000000")]
    [InlineData("-1795000000000")]
    public async Task A_version_that_is_not_a_time_in_the_past_is_not_the_newest(string version)
    {
        await using var api = await StartAsync();
        BringKey(api, api.Peer, version);
        api.Add(api.Message(api.Peer, "Hi"));

        var error = await Assert.ThrowsAsync<DmException>(() => SendAsync(api));
        api.BringKey();
        await SendAsync(api);

        Assert.Equal(DmErrorReason.ChatConversationKeyUnverified, error.Reason);
        Assert.Contains("which is not a time in the past", error.Message, StringComparison.Ordinal);
        Assert.Equal(api.Key.Version, VersionOf(Assert.Single(_posts)));
    }

    [Fact]
    public async Task A_conversation_whose_key_is_for_other_keys_gets_no_new_one()
    {
        await using var api = await StartAsync();
        api.KeyEvents.Add(api.KeyChange(api.Peer, recipients: [api.Peer]).ToBase64());
        api.Add(api.Message(api.Peer, "Hi"));

        var error = await Assert.ThrowsAsync<DmException>(() => SendAsync(api));

        Assert.Equal((DmErrorKind.Permission, DmErrorReason.ChatConversationKeyUnavailable), (error.Kind, error.Reason));
        Assert.Empty(_posts);
    }

    [Fact]
    public async Task A_key_that_nobody_has_signed_is_not_used()
    {
        await using var api = await StartAsync();
        // Before changes had to be verifiable: the key is good enough to read, but not to write.
        using var forger = new ChatPerson("7");
        api.KeyEvents.Add(api.KeyChange(api.Peer, forger.Signer, id: "2000000000000000000").ToBase64());
        api.Add(api.Message(api.Peer, "Hi"));

        var error = await Assert.ThrowsAsync<DmException>(() => SendAsync(api));

        Assert.Equal(DmErrorReason.ChatConversationKeyUnverified, error.Reason);
        Assert.Empty(_posts);
    }

    [Theory]
    [InlineData(200, "<html>A proxy</html>")]
    [InlineData(200, """{"data":[""")]
    [InlineData(503, """{"title":"Service Unavailable","type":"about:blank","status":503}""")]
    public async Task A_key_that_cannot_be_verified_now_is_not_called_unsigned(int status, string body)
    {
        await using var api = await StartAsync();
        api.BringKey();
        api.Add(api.Message(api.Peer, "Hi"));
        var respond = api.Respond;
        api.Respond = request => request.Path.Value!.Contains("public_keys", StringComparison.Ordinal) ? (status, body) : respond(request);

        var error = await Assert.ThrowsAsync<DmException>(() => SendAsync(api));

        Assert.Equal((DmErrorKind.Protocol, DmErrorReason.None), (error.Kind, error.Reason));
        Assert.Contains("could not be verified", error.Message, StringComparison.Ordinal);
        Assert.Contains("The public keys of user 7 could not be read", error.Message, StringComparison.Ordinal);
        Assert.Empty(_posts);
    }

    [Fact]
    public async Task A_new_conversation_gets_a_key_for_the_newest_keys_of_both()
    {
        await using var api = await StartAsync();
        using var newer = new ChatPerson("7") { Version = "999" };
        api.Rows["7"].Insert(0, newer.Row());

        await SendAsync(api);

        Assert.Equal(["/2/chat/conversations/7-12/keys", "/2/chat/conversations/7-12/messages"], _posts.Select(post => post.Path));
        // As text, 999 would be the newest version.
        Assert.Equal([("12", api.Me.Signer.KeyVersion), ("7", api.Peer.Signer.KeyVersion)], RecipientsOf(_posts[0]));
        Assert.Equal(_posts[0].Body.GetProperty("conversation_key_version").GetString(), VersionOf(_posts[1]));
    }

    [Theory]
    [InlineData(404, """{"title":"Not Found Error","detail":"There is no such conversation.","type":"https://api.x.com/2/problems/resource-not-found","status":404}""")]
    [InlineData(200, """{"data":[],"meta":{"has_more":false}}""")]
    [InlineData(200, """{"meta":{"result_count":0}}""")]
    public async Task A_conversation_that_certainly_does_not_exist_begins(int status, string body)
    {
        await using var api = await StartAsync();
        _events = (status, body);

        await SendAsync(api);

        Assert.Equal(2, _posts.Count);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(404, """{"error":"no route"}""")]
    [InlineData(404, """{"title":"Not Found","type":"about:blank","status":404}""")]
    [InlineData(410, """{"title":"Gone","detail":"It is gone.","type":"about:blank","status":410}""")]
    [InlineData(200, """{"errors":[{"title":"Not Found Error","detail":"No events.","type":"https://api.twitter.com/2/problems/resource-not-found"}]}""")]
    [InlineData(200, """{"data":[],"meta":{"result_count":0,"has_more":false},"errors":[{"title":"Partial","detail":"Some keys are missing.","type":"about:blank"}]}""")]
    [InlineData(200, """{"data":[],"meta":{"result_count":0,"has_more":true}}""")]
    [InlineData(200, """{"data":[]}""")]
    [InlineData(200, """{"data":[],"meta":{}}""")]
    [InlineData(200, """{"data":[5],"meta":{"has_more":false}}""")]
    [InlineData(200, """{"data":[],"meta":{"result_count":0,"conversation_key_events":[5]}}""")]
    [InlineData(200, """{"data":[],"meta":{"result_count":0,"conversation_key_events":["AAAA"]}}""")]
    public async Task A_response_that_does_not_show_whether_there_is_a_key_makes_no_new_one(int status, string body)
    {
        await using var api = await StartAsync();
        _events = (status, body);

        await Assert.ThrowsAsync<DmException>(() => SendAsync(api));

        Assert.Empty(_posts);
    }

    [Fact]
    public async Task A_conversation_with_events_but_without_a_key_gets_no_new_one()
    {
        await using var api = await StartAsync();
        api.Add(ChatEventFactory.PlainMessage(api.Envelope(api.Peer), ChatEntries.Message("An automated message")));

        var error = await Assert.ThrowsAsync<DmException>(() => SendAsync(api));

        Assert.Equal(DmErrorReason.ChatConversationKeyUnavailable, error.Reason);
        Assert.Empty(_posts);
    }

    [Theory]
    [InlineData(409, 1)]
    [InlineData(503, 3)]
    public async Task A_conversation_that_cannot_begin_is_an_error_that_says_so(int status, int posts)
    {
        await using var api = await StartAsync();
        _keys = (status, $$"""{"title":"Refused","detail":"No.","type":"about:blank","status":{{status}}}""");

        var error = await Assert.ThrowsAsync<DmException>(() => SendAsync(api));

        Assert.NotEqual(DmErrorKind.SendUncertain, error.Kind);
        Assert.Contains("could not be begun, so no message was sent", error.Message, StringComparison.Ordinal);
        Assert.Equal(posts, _posts.Count);
        Assert.All(_posts, post => Assert.EndsWith("/keys", post.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("identity_public_key_signature")]
    [InlineData("signing_public_key")]
    public async Task Newer_keys_that_do_not_belong_together_are_not_used(string missing)
    {
        await using var api = await StartAsync();
        using var newer = new ChatPerson("7") { Version = "1800000000000" };
        api.Rows["7"].Add(newer.Row().Where(member => member.Key != missing).ToDictionary());

        await SendAsync(api);

        Assert.Equal([("12", api.Me.Signer.KeyVersion), ("7", api.Peer.Signer.KeyVersion)], RecipientsOf(_posts[0]));
        Assert.Contains("version 1800000000000, do not belong together", Assert.Single(_notices.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_keys_that_belong_together_nothing_is_sent()
    {
        await using var api = await StartAsync();
        using var stranger = new ChatPerson("7");
        api.Rows["7"][0]["public_key"] = stranger.Row()["public_key"];

        var error = await Assert.ThrowsAsync<DmException>(() => SendAsync(api));

        Assert.Equal(DmErrorReason.ChatParticipantWithoutKeys, error.Reason);
        Assert.Contains("user 7, whose public keys at X do not belong together", error.Message, StringComparison.Ordinal);
        Assert.Empty(_posts);
    }

    private async Task<ChatApi> StartGroupAsync(decimal? spendingLimit = null)
    {
        var api = await StartAsync(spendingLimit);
        api.Conversation = new(ChatApi.Group);
        return api;
    }

    private async Task<ChatApi> StartAsync(decimal? spendingLimit = null)
    {
        var api = await ChatApi.StartAsync(spendingLimit: spendingLimit);
        api.Respond = request => request.Method == "POST" ? Respond(api, request) : request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) ? _events : null;
        return api;
    }

    private (int Status, string Body) Respond(ChatApi api, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = JsonDocument.Parse(reader.ReadToEndAsync().GetAwaiter().GetResult()).RootElement;
        _posts.Add((request.Path.Value!, body));
        if (!body.TryGetProperty("message_id", out var id))
            return _keys ?? (200, """{"data":{"conversation_id":"7-12","sequence_id":"2090000000000000000"}}""");
        var accepted = new ChatEvent(new ThriftStruct().Add(1, "2090000000000000001").Add(2, id.GetString()).Add(3, api.Me.Id).Add(4, "7:12"));
        return (201, $$$"""{"data":{"encoded_message_event":"{{{accepted.ToBase64()}}}"}}""");
    }

    private static (string?, string?)[] RecipientsOf((string Path, JsonElement Body) post) =>
    [
        .. post.Body.GetProperty("conversation_participant_keys").EnumerateArray()
            .Select(row => (row.GetProperty("user_id").GetString(), row.GetProperty("public_key_version").GetString())).Order(),
    ];

    private static string? VersionOf((string Path, JsonElement Body) post)
        => ThriftCodec.Read(Convert.FromBase64String(post.Body.GetProperty("encoded_message_create_event").GetString()!)).Text(101);

    private static void BringKey(ChatApi api, ChatPerson sender, string version)
    {
        var key = new ChatConversationKey(version, ConversationKeys.New());
        var change = ChatEventFactory.KeyChange(api.Envelope(sender), key, [api.Me.Recipient(), api.Peer.Recipient()], sender.Signer);
        api.KeyEvents.Add(change.ToBase64());
    }

    // The requests for the group.
    private static List<string> ListMembers(ChatApi api, Func<object> group)
    {
        var (requests, respond) = (new List<string>(), api.Respond);
        api.Respond = request =>
        {
            if (!request.Path.Value!.EndsWith(ChatApi.Group, StringComparison.Ordinal))
                return respond(request);
            requests.Add(request.Path.Value);
            return (200, JsonSerializer.Serialize(new { data = group() }));
        };
        return requests;
    }

    private static object GroupOf(params string[] members) => new { id = ChatApi.Group, member_ids = members, admin_ids = new[] { "7" } };

    private Task<DmMessage> SendAsync(ChatApi api, string conversationId = ChatApi.OneToOne)
        => api.Clock.RunAsync(
            new DmClient(api.Connection, new DmCallOptions { Notices = _notices }).SendMessageAsync(
                new DmOutgoingMessage
                {
                    ConversationId = conversationId,
                    Text = "Hello",
                    Source = DmSource.Chat,
                }));
}
