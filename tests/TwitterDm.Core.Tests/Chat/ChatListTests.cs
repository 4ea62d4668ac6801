using TwitterDm.Api;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>The list of conversations and the pages of events: what is requested, who is looked up, what it costs.</summary>
public sealed class ChatListTests
{
    [Fact]
    public async Task A_conversation_has_what_the_list_says()
    {
        await using var api = await ChatApi.StartAsync();
        api.Conversations.Add(
            new
            {
                id = "7-12",
                created_at = "2026-05-01T10:00:00.000Z",
                updated_at = "2026-11-20T09:00:00.000Z",
                is_muted = true,
                participant_ids = new[] { "7", "12" },
                message_ttl_ms = 0,
            });
        api.Conversations.Add(
            new
            {
                id = ChatApi.Group,
                member_ids = new[] { "7", "12", "99" },
                admin_ids = new[] { "7" },
            });
        api.Conversations.Add(new { updated_at = "2026-11-20T09:00:00.000Z" });
        api.Users.Add(new { id = "7", username = "peer", name = "Peer" });

        var page = await api.Reader.ReadConversationsAsync(null, default);

        var (one, group) = (page.Conversations[0], page.Conversations[1]);
        Assert.Equal(("7-12", DmConversationType.OneToOne, true), (one.Id, one.Type, one.IsMuted));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), one.UpdatedAt);
        Assert.Equal(["7", "12"], one.ParticipantIds);
        Assert.Equal(0L, one.AdditionalProperties["message_ttl_ms"]);
        Assert.Equal((DmConversationType.Group, null, null), (group.Type, group.IsMuted, group.UpdatedAt));
        Assert.Equal(["7", "12", "99"], group.MemberIds);
        Assert.Equal(["7"], group.AdminIds);
        Assert.Equal(2, page.Conversations.Count);
        Assert.Contains("1 of the 3 conversations", Assert.Single(page.Problems).Detail, StringComparison.Ordinal);
        Assert.Equal("peer", api.Connection.Account.Users.Find("7")!.Username);
        Assert.Contains("7-12", api.Connection.GetKnownConversationIds());
    }

    [Theory]
    [InlineData("""{"result_count":0,"has_more":true,"next_token":"t","has_message_requests":true}""", "t", true)]
    [InlineData("""{"result_count":0,"has_more":false,"next_token":"t","has_message_requests":false}""", null, false)]
    [InlineData("""{"result_count":0,"next_token":"t"}""", "t", null)]
    [InlineData("""{"result_count":0}""", null, null)]
    public async Task The_list_says_whether_more_follow_and_whether_there_are_requests(string meta, string? token, bool? hasRequests)
    {
        await using var api = await ChatApi.StartAsync();
        api.Respond = request => request.Path.Value!.EndsWith("/conversations", StringComparison.Ordinal) ? (200, $$"""{"data":[],"meta":{{meta}}}""") : null;

        var page = await api.Reader.ReadConversationsAsync(null, default);

        Assert.Equal((token, hasRequests), (page.NextToken, page.HasMessageRequests));
    }

    [Theory]
    [InlineData("""{"result_count":1,"has_more":true,"next_token":"t"}""", "t", false)]
    [InlineData("""{"result_count":1,"has_more":false,"next_token":"t"}""", null, false)]
    [InlineData("""{"result_count":1,"has_more":true}""", null, true)]
    [InlineData("""{"result_count":1}""", null, false)]
    public async Task A_page_of_events_says_whether_more_follow(string meta, string? token, bool lacksEnd)
    {
        await using var api = await ChatApi.StartAsync();
        api.Respond = request => request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) ? (200, $$"""{"data":[{"id":"5"}],"meta":{{meta}}}""") : null;

        var page = await api.ReadPageAsync();

        Assert.Equal((token, lacksEnd), (page.NextToken, page.LacksEnd));
    }

    [Fact]
    public async Task A_page_that_lacks_events_is_requested_again()
    {
        await using var api = await ChatApi.StartAsync();
        var pages = new Queue<string>(["""{"data":[{"id":"5"}],"meta":{"result_count":2}}""", """{"data":[{"id":"5"},{"id":"6"}],"meta":{"result_count":2}}"""]);
        api.Respond = request => request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) ? (200, pages.Dequeue()) : null;

        Assert.Equal(2, (await api.ReadPageAsync()).Items.Count);
    }

    [Fact]
    public async Task A_list_of_conversations_without_an_end_is_an_error_after_it_was_requested_again()
    {
        await using var api = await ChatApi.StartAsync();
        api.Respond = _ => (200, """{"data":[],"meta":{"result_count":0,"has_more":true}}""");

        var error = await Assert.ThrowsAsync<DmException>(() => api.Reader.ReadConversationsAsync(null, default));

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.Contains("does not say whether more conversations follow", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, api.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_lacks_conversations_is_requested_again_and_then_reported()
    {
        await using var api = await ChatApi.StartAsync();
        api.Respond = _ => (200, """{"data":[{"id":"7-12"}],"meta":{"result_count":2}}""");

        var page = await api.Reader.ReadConversationsAsync(null, ChatMembers.None, isStrict: false, default);

        Assert.Single(page.Conversations);
        Assert.Contains("reports 2 conversations but contains 1", Assert.Single(page.Problems).Detail, StringComparison.Ordinal);
        Assert.Equal(3, api.Requests.Count);
    }

    [Fact]
    public async Task One_conversation_is_read_by_its_id()
    {
        await using var api = await ChatApi.StartAsync();
        api.Respond = request => request.Path.Value! switch
        {
            "/2/chat/conversations/7-12" => (200, """{"data":{"id":"7-12","is_muted":false}}"""),
            "/2/chat/conversations/g2" => (404, """{"title":"Not Found","detail":"There is no such conversation.","status":404}"""),
            "/2/chat/conversations/g3" => (200, """{"errors":[{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found","detail":"Could not find it."}]}"""),
            _ => null,
        };

        Assert.False((await api.Reader.ReadConversationAsync("7-12", default)).IsMuted);
        foreach (var id in new[] { "g2", "g3" })
            Assert.Equal(DmErrorKind.NotFound, (await Assert.ThrowsAsync<DmException>(() => api.Reader.ReadConversationAsync(id, default))).Kind);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_named_as_such()
    {
        await using var api = await ChatApi.StartAsync();
        api.Respond = _ => (403, """{"title":"Forbidden","detail":"The token lacks the scope [dm.read].","status":403}""");

        var error = await Assert.ThrowsAsync<DmException>(() => api.Reader.ReadConversationsAsync(null, default));

        Assert.Equal((DmErrorKind.Permission, DmErrorReason.MissingScope, true), (error.Kind, error.Reason, error.EndsRun));
    }

    [Fact]
    public async Task Events_and_users_cost_what_classic_ones_cost()
    {
        await using var api = await ChatApi.StartAsync(hasKey: false);
        var before = api.Connection.Usage;
        api.Conversations.Add(new { id = "7-12", participant_ids = new[] { "7", "12" } });
        api.Users.Add(new { id = "7", username = "peer" });
        api.Add(ChatEventFactory.PlainMessage(api.Envelope(api.Peer), ChatEntries.Message("Hi")));
        api.Add(ChatEventFactory.PlainMessage(api.Envelope(api.Peer), ChatEntries.Message("Hi")));

        await api.Reader.ReadConversationsAsync(null, default);
        await api.ReadPageAsync();
        await api.ReadPageAsync();

        Assert.Equal((2, 1), (api.Connection.Usage.EventsRead - before.EventsRead, api.Connection.Usage.UsersRead - before.UsersRead));
    }

    [Fact]
    public async Task Without_users_the_list_costs_nothing()
    {
        await using var api = await ChatApi.StartAsync();
        var before = api.Connection.Usage.UsersRead;
        api.Conversations.Add(new { id = "7-12", participant_ids = new[] { "7", "12" } });
        api.Users.Add(new { id = "7", username = "peer" });

        await api.Reader.ReadConversationsAsync(null, ChatMembers.None, isStrict: false, default);

        Assert.Equal(before, api.Connection.Usage.UsersRead);
        Assert.Equal(["/2/chat/conversations"], api.Requests);
    }

    [Fact]
    public async Task With_a_spending_limit_only_unknown_people_are_looked_up_as_far_as_it_goes()
    {
        // 0.01 for the check of the connection, and 0.03 for what follows.
        await using var api = await ChatApi.StartAsync(hasKey: false, spendingLimit: 0.04m);
        var people = Enumerable.Range(100, 3).Select(id => $"{id}").ToArray();
        api.Conversations.Add(new { id = "7-12", participant_ids = new[] { "7", "12" } });
        api.Users.Add(new { id = "7", username = "included" });

        await api.Reader.ReadConversationsAsync(null, default);
        Assert.Equal("user7", api.Connection.Account.Users.Find("7")!.Username);
        api.Conversations.Add(new { id = ChatApi.Group, member_ids = people });
        await api.Reader.ReadConversationsAsync(null, default);

        Assert.Null(api.Connection.Account.Users.Find("100"));
        api.Conversations.Add(new { id = "g2", member_ids = new[] { "200", "201", "202" } });
        await api.Reader.ReadConversationsAsync(null, default);
        Assert.Single(api.Notices.Warnings, warning => warning.Contains("spending limit is too small to look them up", StringComparison.Ordinal));
        Assert.Single(api.Requests, path => path.Equals("/2/users", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_of_events_asks_for_no_more_than_the_spending_limit_allows()
    {
        await using var api = await ChatApi.StartAsync(hasKey: false, spendingLimit: 0.03m);
        string? size = null;
        api.Respond = request =>
        {
            size = request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) ? request.Query["max_results"] : size;
            return null;
        };

        await api.ReadPageAsync();

        Assert.Equal("2", size);
    }

    [Fact]
    public async Task People_who_cannot_be_looked_up_keep_their_ids()
    {
        await using var api = await ChatApi.StartAsync(hasKey: false);
        api.Respond = request => request.Path.Value!.Equals("/2/users", StringComparison.Ordinal) ? (400, """{"title":"Invalid Request","status":400}""") : null;
        api.Add(ChatEventFactory.PlainMessage(api.Envelope(api.Peer), ChatEntries.Message("Hi")));

        var item = Assert.Single(await api.ReadAsync());
        await api.ReadAsync();

        Assert.Equal(("7", null), (item.SenderId, item.SenderUsername));
        Assert.Single(api.Requests, path => path.Equals("/2/users", StringComparison.Ordinal));
    }
}
