using System.Text.Json;
using TwitterDm.Chat;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Core.Tests.Chat;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Listing;
using TwitterDm.Notices;

namespace TwitterDm.Core.Tests.Listing.Merging;

/// <summary>Edits and deletions whose targets are on older pages.</summary>
public sealed class ChatLookAheadTests
{
    [Fact]
    public async Task The_target_of_an_edit_is_looked_for_on_older_pages()
    {
        await using var api = await StartAsync();
        var own = api.Add(api.Message(api.Peer, "9:00"));
        var victim = api.Add(api.Message(api.Me, "22:00"));
        AddMessages(api, 8);
        var genuine = api.Add(api.Message(api.Peer, ChatEntries.Edit(own, "10:00")));
        var forged = api.Add(api.Message(api.Peer, ChatEntries.Edit(victim, "00:00")));
        var deletion = api.Add(api.Detail(api.Me, ChatDetails.Delete([victim], forEveryone: true)));

        var events = await ListAsync(api, new() { ConversationId = ChatApi.Group, Sources = [DmSource.Chat] }, size: 5);

        Assert.Equal(13, events.Count);
        Assert.Equal((true, false, true), (Find(genuine), Find(forged), Find(deletion)));
        Assert.Equal(3, Pages(api));

        bool? Find(string id) => events.Single(item => item.Id == id).IsVerified;
    }

    [Fact]
    public async Task A_target_far_back_costs_two_pages_at_most()
    {
        await using var api = await StartAsync();
        var own = api.Add(api.Message(api.Peer, "9:00"));
        AddMessages(api, 40);
        api.Add(api.Message(api.Peer, ChatEntries.Edit(own, "10:00")));

        var events = await ListAsync(api, new() { ConversationId = ChatApi.Group, Sources = [DmSource.Chat], First = 1 }, size: 5);

        Assert.False(Assert.Single(events).IsVerified);
        Assert.Equal(3, Pages(api));
    }

    [Fact]
    public async Task A_target_that_is_no_longer_there_costs_no_page()
    {
        await using var api = await StartAsync();
        AddMessages(api, 8);
        var deleted = api.NextId();
        api.Add(api.Message(api.Me, "Hello"));
        api.Add(api.Detail(api.Peer, ChatDetails.Delete([deleted], forEveryone: true)));

        var events = await ListAsync(api, new() { ConversationId = ChatApi.Group, Sources = [DmSource.Chat], First = 3 }, size: 5);

        Assert.Equal([true, true, true], events.Select(item => item.IsVerified));
        Assert.Equal(1, Pages(api));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public async Task A_spending_limit_that_ends_the_search_for_a_key_does_not_take_the_events_that_were_read(int? first)
    {
        await using var api = await StartAsync(spendingLimit: 0.08m);
        AddMessagesWithOldKey(api, 20);
        var events = new List<DmEvent>();

        var listing = ListEvents(api, new() { ConversationId = ChatApi.Group, Sources = [DmSource.Chat], First = first, PageSize = 1 }, size: 2);
        var error = await Assert.ThrowsAsync<DmException>(async () =>
        {
            await foreach (var item in listing)
                events.Add(item);
        });

        Assert.Equal(DmErrorKind.SpendingLimit, error.Kind);
        Assert.Equal(DmStopReason.SpendingLimit.ToString(), listing.Report!.StopReason);
        Assert.NotNull(Assert.IsType<DmResumePoint>(error.Target).PageToken);
        Assert.Equal(first ?? 2, events.Count);
        Assert.All(events, item => Assert.Equal(nameof(DmContentState.Undecryptable), item.ContentState));
        Assert.Equal(events[^1].Id, ((DmResumePoint)error.Target!).LastEventId);
    }

    [Fact]
    public async Task The_log_names_each_page_that_is_read_only_for_a_key_and_the_key_is_remembered()
    {
        await using var api = await StartAsync();
        AddMessagesWithOldKey(api, 8);
        DmEventQuery query = new() { ConversationId = ChatApi.Group, Sources = [DmSource.Chat], First = 1 };

        var first = await ListAsync(api, query, size: 3);
        var pages = Pages(api);
        var second = await ListAsync(api, query, size: 3);

        Assert.Equal("Message 7", Assert.Single(first).Text);
        Assert.Equal((3, 4), (pages, Pages(api)));
        Assert.Equal("Message 7", Assert.Single(second).Text);
        Assert.Equal(
            2,
            api.Notices.Verbose.Count(line =>
                line.StartsWith($"Older page (conversation {ChatApi.Group} of X Chat), read only to find a key", StringComparison.Ordinal)));
    }

    private static int Pages(ChatApi api) => api.Requests.Count(path => path.EndsWith("/events", StringComparison.Ordinal));

    private static void AddMessages(ChatApi api, int count)
    {
        for (var number = 0; number < count; number++)
            api.Add(api.Message(api.Me, $"Message {number}"));
    }

    // The key is older than all events, and comes with the oldest page.
    private static void AddMessagesWithOldKey(ChatApi api, int count)
    {
        var key = new ChatConversationKey("1784000000000", ConversationKeys.New());
        api.KeyEvents.Clear();
        api.Add(ChatEventFactory.KeyChange(api.Envelope(api.Peer), key, [api.Me.Recipient(), api.Peer.Recipient()], api.Peer.Signer));
        for (var number = 0; number < count; number++)
            api.Add(ChatEventFactory.Message(api.Envelope(api.Me), ChatEntries.Message($"Message {number}"), key, api.Me.Signer));
    }

    private static Task<List<DmEvent>> ListAsync(ChatApi api, DmEventQuery query, int size) => TestApi.CollectAsync(ListEvents(api, query, size));

    private static DmListing ListEvents(ChatApi api, DmEventQuery query, int size)
    {
        api.Respond = request => request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) ? (200, PageOf(request.Query["pagination_token"]))
            : request.Path.Value.EndsWith(ChatApi.Group, StringComparison.Ordinal) ? (200, JsonSerializer.Serialize(new { data = new { id = ChatApi.Group } }))
            : null;
        return new DmClient(api.Connection, new DmCallOptions { Notices = api.Notices }).ListEvents(query);

        string PageOf(string? token)
        {
            var start = string.IsNullOrEmpty(token) ? 0 : int.Parse(token[1..], System.Globalization.CultureInfo.InvariantCulture);
            var hasMore = start + size < api.Events.Count;
            return JsonSerializer.Serialize(new
            {
                data = api.Events.Skip(start).Take(size),
                meta = new { has_more = hasMore, next_token = hasMore ? $"t{start + size}" : null, conversation_key_events = api.KeyEvents },
            });
        }
    }

    private static async Task<ChatApi> StartAsync(decimal? spendingLimit = null)
    {
        var api = await ChatApi.StartAsync(spendingLimit: spendingLimit);
        api.Conversation = new ChatConversation(ChatApi.Group);
        api.BringKey();
        return api;
    }
}
