using System.Text.Json;
using TwitterDm.Chat;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Core.Tests.Chat;
using TwitterDm.Core.Tests.Support;
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

    private static int Pages(ChatApi api) => api.Requests.Count(path => path.EndsWith("/events", StringComparison.Ordinal));

    private static void AddMessages(ChatApi api, int count)
    {
        for (var number = 0; number < count; number++)
            api.Add(api.Message(api.Me, $"Message {number}"));
    }

    private static async Task<List<DmEvent>> ListAsync(ChatApi api, DmEventQuery query, int size)
    {
        api.Respond = request => request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) ? (200, PageOf(request.Query["pagination_token"]))
            : request.Path.Value.EndsWith(ChatApi.Group, StringComparison.Ordinal) ? (200, JsonSerializer.Serialize(new { data = new { id = ChatApi.Group } }))
            : null;
        return await TestApi.CollectAsync(new DmClient(api.Connection, new DmCallOptions { Notices = api.Notices }).ListEvents(query));

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

    private static async Task<ChatApi> StartAsync()
    {
        var api = await ChatApi.StartAsync();
        api.Conversation = new ChatConversation(ChatApi.Group);
        api.BringKey();
        return api;
    }
}
