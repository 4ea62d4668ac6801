using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Listing.Merging;

/// <summary>Classic messages and the conversations of X Chat as one list, newest first.</summary>
public sealed class MergedListingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly DmSource[] All = [DmSource.Classic, DmSource.Chat];

    [Fact]
    public async Task Events_of_all_conversations_come_merged_newest_first()
    {
        await using var server = await StartAsync(conversations: 12, eventsEach: 25, classic: 130);
        var events = await ListAsync(server, new() { Sources = All });
        Assert.Equal(server.AllIds(), events.Select(item => item.Id));
        Assert.Equal(["Chat", "Classic"], events.Select(item => item.Source).Distinct().Order());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(500)]
    public async Task The_first_twenty_read_only_the_conversations_that_hold_them(int conversations)
    {
        await using var server = await StartAsync(conversations, eventsEach: 3, classic: 0);
        var events = await ListAsync(server, new() { Sources = [DmSource.Chat], First = 20 });
        var expected = server.AllIds().Take(20).ToArray();
        Assert.Equal(expected, events.Select(item => item.Id));
        var holding = server.Lists.Count(list => list.Value.Intersect(expected).Any());
        Assert.True(server.Opened.Count <= holding + 4, $"{server.Opened.Count} requests for {holding} conversations");
        Assert.Equal((conversations + 99) / 100, server.Requests.Count - server.Opened.Count);
    }

    [Fact]
    public async Task Conversations_that_were_not_updated_since_the_start_are_not_read()
    {
        await using var server = await StartAsync(conversations: 30, eventsEach: 4, classic: 0);
        var since = Now.AddMinutes(-20);
        var events = await ListAsync(server, new() { Sources = [DmSource.Chat], Since = since });
        Assert.Equal(server.AllIds().Where(id => Ids.TimeOf(id) >= since), events.Select(item => item.Id));
        var updated = server.Lists.Where(list => list.Value.Any(id => Ids.TimeOf(id) >= since)).Select(list => list.Key);
        Assert.Equal(updated.Order(), server.Opened.Distinct().Order());
    }

    [Fact]
    public async Task A_known_event_ends_every_conversation()
    {
        await using var server = await StartAsync(conversations: 8, eventsEach: 20, classic: 40);
        var known = server.AllIds()[50];
        var events = await ListAsync(server, new() { Sources = All, SinceId = known });
        Assert.Equal(server.AllIds().Take(50), events.Select(item => item.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("g1001")]
    public async Task Periods_that_follow_each_other_contain_each_event_once(string list)
    {
        await using var server = await StartAsync(conversations: 3, eventsEach: 20, classic: 40);
        // Its time contradicts its id, by which it is listed.
        server.CreatedAt[server.Lists[list][4]] = Now.AddDays(-10);
        var ids = new List<string>();
        for (var start = Now.AddDays(-12); start < Now; start += TimeSpan.FromDays(1))
        {
            var events = await ListAsync(server, new() { Sources = All, Since = start, Until = start + TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1) });
            ids.AddRange(events.Select(item => item.Id));
        }

        Assert.Equal(server.AllIds().Where(id => Ids.TimeOf(id) < Now).Order(), ids.Order());
    }

    [Fact]
    public async Task A_user_who_does_not_exist_is_not_mistaken_for_a_conversation_of_other_people()
    {
        await using var server = await StartAsync(conversations: 2, eventsEach: 3, classic: 5);
        server.Refuse = path => path.Contains("/chat/", StringComparison.Ordinal) ? 403 : path.Contains("/with/", StringComparison.Ordinal) ? 404 : null;
        var error = await Assert.ThrowsAsync<DmException>(() => ListAsync(server, new() { Sources = All, ParticipantId = "99" }));
        Assert.Equal(DmErrorKind.NotFound, error.Kind);
        error = await Assert.ThrowsAsync<DmException>(() => ListAsync(server, new() { Sources = [DmSource.Chat], ParticipantId = "99" }));
        Assert.Equal(DmErrorKind.Permission, error.Kind);
        Assert.Contains("the id of a group", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_a_conversation_in_x_chat_has_classic_messages()
    {
        await using var server = await StartAsync(conversations: 2, eventsEach: 3, classic: 5);
        server.Refuse = path => path.Contains("/chat/", StringComparison.Ordinal) ? 403 : null;
        Assert.Equal(server.Lists[string.Empty], (await ListAsync(server, new() { Sources = All, ParticipantId = "7" })).Select(item => item.Id));
    }

    [Fact]
    public async Task Events_after_the_end_are_left_out()
    {
        await using var server = await StartAsync(conversations: 8, eventsEach: 20, classic: 40);
        var until = Now.AddMinutes(-60);
        var events = await ListAsync(server, new() { Sources = All, Until = until, First = 30 });
        Assert.Equal(server.AllIds().Where(id => Ids.TimeOf(id) <= until).Take(30), events.Select(item => item.Id));
    }

    [Fact]
    public async Task A_conversation_without_a_time_of_its_update_is_always_read()
    {
        await using var server = await StartAsync(conversations: 6, eventsEach: 3, classic: 0);
        server.UpdatedAt["g1003"] = null;
        var events = await ListAsync(server, new() { Sources = [DmSource.Chat], First = 2 });
        Assert.Equal(server.AllIds().Take(2), events.Select(item => item.Id));
        Assert.Contains("g1003", server.Opened);
    }

    [Fact]
    public async Task A_time_that_proves_wrong_is_not_trusted_any_more()
    {
        await using var server = await StartAsync(conversations: 6, eventsEach: 3, classic: 0);
        // Says that it was updated long ago; another one says so, too, but later than it, so that it is read first.
        server.UpdatedAt["g1003"] = Now.AddDays(-2);
        server.UpdatedAt["g1005"] = Now.AddDays(-3);
        var events = await ListAsync(server, new() { Sources = [DmSource.Chat] });
        Assert.Equal(server.AllIds().Order(), events.Select(item => item.Id).Order());
        Assert.Contains(server.Notices.Warnings, text => text.Contains("g1003", StringComparison.Ordinal) && text.Contains("last update", StringComparison.Ordinal));
        server.ForgetRequests();
        events = await ListAsync(server, new() { Sources = [DmSource.Chat], First = 3 });
        Assert.Equal(server.AllIds().Take(3), events.Select(item => item.Id));
        Assert.Equal(6, server.Opened.Count);
        Assert.Single(server.Notices.Warnings, text => text.Contains("last update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_comes_after_the_list_of_conversations_contradicts_nothing()
    {
        await using var server = await StartAsync(conversations: 3, eventsEach: 3, classic: 0);
        server.BeforeRequest = () =>
        {
            if (server.Requests is [.., "/2/chat/conversations"])
                server.Add("g1001", Now);
        };
        await ListAsync(server, new() { Sources = [DmSource.Chat], First = 2 });
        Assert.DoesNotContain(server.Notices.Warnings, text => text.Contains("last update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_receipts_are_listed_only_on_request()
    {
        await using var server = await StartAsync(conversations: 2, eventsEach: 3, classic: 0);
        var receipt = server.Add("g1001", Now.AddMinutes(-1));
        server.Receipts.Add(receipt);
        Assert.Equal(server.AllIds(), (await ListAsync(server, new() { Sources = [DmSource.Chat] })).Select(item => item.Id));
        Assert.Equal([receipt], (await ListAsync(server, new() { Sources = [DmSource.Chat], EventTypes = [DmEventType.ReadReceipt] })).Select(item => item.Id));
    }

    [Fact]
    public async Task A_rare_type_is_looked_for_in_growing_pages()
    {
        await using var server = await StartAsync(conversations: 1, eventsEach: 200, classic: 0);
        var receipt = server.Lists["g1001"][180];
        server.Receipts.Add(receipt);
        var events = await ListAsync(server, new() { Sources = [DmSource.Chat], EventTypes = [DmEventType.ReadReceipt], First = 1 });
        Assert.Equal([receipt], events.Select(item => item.Id));
        Assert.True(server.Opened.Count <= 6, $"{server.Opened.Count} requests");
    }

    [Fact]
    public async Task Types_that_classic_messages_do_not_have_are_not_requested_there()
    {
        await using var server = await StartAsync(conversations: 2, eventsEach: 3, classic: 3);
        Assert.Empty(await ListAsync(server, new() { Sources = All, EventTypes = [DmEventType.ReactionAdd] }));
        Assert.DoesNotContain(server.Requests, path => path.EndsWith("/dm_events", StringComparison.Ordinal));
        server.ForgetRequests();
        Assert.Empty(await ListAsync(server, new() { Sources = [DmSource.Classic], EventTypes = [DmEventType.ReactionAdd] }));
        Assert.Empty(server.Requests);
        Assert.Contains(server.Notices.Warnings, text => text.Contains("ReactionAdd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_one_to_one_conversation_comes_from_both_sources()
    {
        await using var server = await StartAsync(conversations: 3, eventsEach: 3, classic: 0);
        server.Add("7-12", Now.AddMinutes(-2));
        var events = await ListAsync(server, new() { Sources = All, ConversationId = "7-12" });
        Assert.Equal(server.AllIds(list => list == "7-12"), events.Where(item => item.Source == "Chat").Select(item => item.Id));
        Assert.Equal(["/2/chat/conversations/7-12/events", "/2/dm_conversations/7-12/dm_events"], server.Requests.Order());
    }

    [Fact]
    public async Task The_conversation_with_a_user_is_read_without_the_list_of_conversations()
    {
        await using var server = await StartAsync(conversations: 3, eventsEach: 3, classic: 0);
        server.Add("7-12", Now.AddMinutes(-2));
        Assert.Single(await ListAsync(server, new() { Sources = [DmSource.Chat], ParticipantId = "7" }));
        Assert.Equal(["/2/chat/conversations/7-12/events"], server.Requests);
    }

    [Fact]
    public async Task A_server_without_X_Chat_still_lists_classic_messages()
    {
        await using var server = await StartAsync(conversations: 3, eventsEach: 3, classic: 20);
        server.Refuse = path => path.Contains("/chat/", StringComparison.Ordinal) ? 404 : null;
        var events = await ListAsync(server, new() { Sources = All });
        Assert.Equal(server.AllIds(list => list.Length == 0), events.Select(item => item.Id));
        Assert.Contains(server.Notices.Warnings, text => text.StartsWith("This server does not offer X Chat", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<DmException>(() => ListAsync(server, new() { Sources = [DmSource.Chat] }));
        Assert.Equal(DmErrorKind.NotFound, error.Kind);
        Assert.Contains("does not offer X Chat", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_that_disappeared_is_left_out_with_a_warning()
    {
        await using var server = await StartAsync(conversations: 3, eventsEach: 3, classic: 0);
        server.Refuse = path => path.Contains("g1001", StringComparison.Ordinal) ? 404 : null;
        var events = await ListAsync(server, new() { Sources = [DmSource.Chat] });
        Assert.Equal(server.AllIds(list => list != "g1001"), events.Select(item => item.Id));
        Assert.Contains(server.Notices.Warnings, text => text.Contains("g1001", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(9_000)]
    [InlineData(100_000)]
    public async Task A_conversation_with_an_absurd_id_is_left_out_with_a_warning(int length)
    {
        await using var server = await StartAsync(conversations: 2, eventsEach: 3, classic: 0);
        var absurd = "g" + new string('1', length);
        server.Add(absurd, server.Clock.GetUtcNow().AddMinutes(-1));
        var events = await ListAsync(server, new() { Sources = [DmSource.Chat] });
        Assert.Equal(server.AllIds(list => list != absurd), events.Select(item => item.Id));
        Assert.DoesNotContain(absurd, server.Opened);
        var warning = Assert.Single(server.Notices.Warnings);
        Assert.Contains("left out", warning, StringComparison.Ordinal);
        Assert.True(warning.Length < 300);
    }

    [Fact]
    public async Task A_conversation_that_does_not_exist_is_an_error()
    {
        await using var server = await StartAsync(conversations: 3, eventsEach: 3, classic: 0);
        server.Refuse = path => path.Contains("g9999", StringComparison.Ordinal) ? 404 : null;
        var error = await Assert.ThrowsAsync<DmException>(() => ListAsync(server, new() { ConversationId = "g9999" }));
        Assert.Equal(DmErrorKind.NotFound, error.Kind);
    }

    [Fact]
    public async Task An_account_without_X_Chat_gets_an_empty_list_and_a_sentence()
    {
        await using var server = await ChatServer.StartAsync();
        server.HasMessageRequests = true;
        Assert.Empty(await ListAsync(server, new() { Sources = [DmSource.Chat] }));
        var warning = Assert.Single(server.Notices.Warnings);
        Assert.Contains("no conversations of @jack", warning, StringComparison.Ordinal);
        Assert.Contains("message requests", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_message_under_another_id_is_unverified_and_named()
    {
        await using var server = await StartAsync(conversations: 2, eventsEach: 3, classic: 0);
        var original = server.Lists["g1001"][2];
        var replay = server.Add("g1001", Now.AddMinutes(-1));
        server.MessageIds[replay] = "message-" + original;
        var events = await ListAsync(server, new() { Sources = [DmSource.Chat] });
        Assert.False(events.Single(item => item.Id == original).IsVerified);
        Assert.Contains(server.Notices.Warnings, text => text.Contains(original, StringComparison.Ordinal) && text.Contains(replay, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_report_names_the_sources_and_counts_what_is_not_proven()
    {
        await using var server = await StartAsync(conversations: 2, eventsEach: 3, classic: 4);
        server.HasMessageRequests = true;
        var listing = server.Client.ListEvents(new DmEventQuery { Sources = All });
        await TestApi.CollectAsync(listing);
        var report = listing.Report!;
        Assert.Equal(["Classic", "Chat"], report.Sources);
        Assert.Equal((10, 6, 0, true, "End"), (report.Events, report.UnverifiedCount, report.UnreadableCount, report.HasMessageRequests, report.StopReason));
    }

    [Theory]
    [InlineData("g1001", DmSource.Classic)]
    [InlineData("123456789012345678", DmSource.Chat)]
    public async Task A_group_is_not_looked_for_where_it_cannot_be(string id, DmSource source)
    {
        await using var server = await ChatServer.StartAsync();
        var error = Assert.Throws<DmException>(() => server.Client.ListEvents(new DmEventQuery { ConversationId = id, Sources = [source] }));
        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains(id, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_that_never_ends_is_an_error(bool isListOfConversations)
    {
        await using var server = await StartAsync(conversations: 2, eventsEach: 3, classic: 0);
        (server.IsEndlessList, server.IsEndlessConversation) = (isListOfConversations, !isListOfConversations);
        var error = await Assert.ThrowsAsync<DmException>(() => ListAsync(server, new() { Sources = [DmSource.Chat] }));
        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.Contains("100 pages in a row", error.Message, StringComparison.Ordinal);
        Assert.True(server.Requests.Count < 250, $"{server.Requests.Count} requests");
    }

    [Fact]
    public async Task One_event_is_found_in_its_conversation()
    {
        await using var server = await StartAsync(conversations: 2, eventsEach: 40, classic: 0);
        var id = server.Lists["g1001"][25];
        Assert.Equal(id, (await server.Client.GetChatEventAsync("g1001", id)).Id);
        var error = await Assert.ThrowsAsync<DmException>(() => server.Client.GetChatEventAsync("g1001", Ids.Before(id)));
        Assert.Equal(DmErrorKind.NotFound, error.Kind);
    }

    internal static async Task<ChatServer> StartAsync(int conversations, int eventsEach, int classic)
    {
        var server = await ChatServer.StartAsync();
        // Each conversation has a time of its own, as in life, and all lists overlap a little.
        for (var number = conversations; number > 0; number--)
        {
            for (var index = eventsEach; index > 0; index--)
                server.Add($"g{1000 + number}", Now.AddMinutes(-5 - (number * 4) - (index * 7)));
        }

        for (var index = classic; index > 0; index--)
            server.Add(string.Empty, Now.AddMinutes(-3 - (index * 3)));
        return server;
    }

    internal static Task<List<DmEvent>> ListAsync(ChatServer server, DmEventQuery query) => TestApi.CollectAsync(server.Client.ListEvents(query));
}
