using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Listing;

/// <summary>Conversations of classic messages and of X Chat: which, in what order, and in how many requests.</summary>
public sealed class DmConversationListingTests
{
    private const string Classic = nameof(DmSource.Classic);
    private const string Chat = nameof(DmSource.Chat);
    private static readonly DmSource[] Both = [DmSource.Classic, DmSource.Chat];

    [Fact]
    public async Task With_a_chat_key_both_sources_are_merged_and_the_newest_comes_first()
    {
        await using var api = await TestApi.StartChatAsync();

        var (found, listing) = await ListAsync(api, new());

        Assert.Equal([Chat, Classic], found.Select(conversation => conversation.Source).Distinct().Order());
        Assert.Equal(found.OrderByDescending(conversation => conversation.Timestamp, StringComparer.Ordinal), found);
        Assert.Equal([Classic, Chat], listing.Reports.Select(report => report.Sources.Single()));
        Assert.All(listing.Reports, report => Assert.Equal(nameof(DmStopReason.End), report.StopReason));
    }

    [Fact]
    public async Task Without_a_chat_key_classic_messages_are_listed()
    {
        await using var api = await TestApi.StartAsync();

        var (found, listing) = await ListAsync(api, new());

        Assert.Equal(Classic, Assert.Single(found.Select(conversation => conversation.Source).Distinct()));
        Assert.Equal(500, found.Sum(conversation => conversation.EventCount));
        Assert.Equal(500, Assert.Single(listing.Reports).Events);
    }

    [Fact]
    public async Task Only_conversations_since_a_time_are_listed()
    {
        await using var api = await TestApi.StartChatAsync();
        var (all, _) = await ListAsync(api, new());
        var since = new DateTimeOffset(all[all.Count / 2].LastEventAt ?? all[all.Count / 2].UpdatedAt!.Value);

        var (found, _) = await ListAsync(api, new() { Since = since });

        Assert.Equal(
            all.Where(conversation => conversation.LatestAtUtc is not { } latest || latest >= since).Select(Key),
            found.Select(Key));
        Assert.All(found, conversation => Assert.False(conversation.FirstEvent?.CreatedAtUtc < since));
    }

    [Theory]
    [InlineData(DmConversationType.OneToOne)]
    [InlineData(DmConversationType.Group)]
    public async Task The_type_and_the_participants_select(DmConversationType type)
    {
        await using var api = await TestApi.StartChatAsync();
        var (all, _) = await ListAsync(api, new());
        var user = all.First(conversation => conversation.ConversationType == type.ToString()).ParticipantIds[0];

        var (found, _) = await ListAsync(api, new() { Type = type, ParticipantIds = [user] });

        Assert.Equal(
            all.Where(conversation => conversation.ConversationType == type.ToString() && conversation.ParticipantIds.Contains(user)).Select(Key),
            found.Select(Key));
    }

    [Fact]
    public async Task A_number_of_classic_conversations_takes_only_the_pages_that_have_them()
    {
        await using var api = await TestApi.StartAsync();
        var (all, _) = await ListAsync(api, new());
        var before = api.Calls.Count;

        var (found, listing) = await ListAsync(api, new() { First = 2 });

        Assert.Equal(all.Take(2).Select(Key), found.Select(Key));
        Assert.Single(api.Calls.Skip(before));
        Assert.Equal(1, Assert.Single(listing.Reports).Requests);
    }

    [Fact]
    public async Task A_number_of_conversations_of_X_Chat_takes_only_the_pages_that_have_them()
    {
        await using var api = await TestApi.StartChatAsync(new SandboxOptions { ChatConversationCount = 150 });

        var (found, listing) = await ListAsync(api, new() { Sources = [DmSource.Chat], First = 3 });

        Assert.Equal(3, found.Count);
        var report = Assert.Single(listing.Reports);
        Assert.Equal((nameof(DmStopReason.First), 1), (report.StopReason, report.Pages));
    }

    [Fact]
    public async Task Unanswered_conversations_are_those_that_have_waited_longest_first()
    {
        await using var api = await TestApi.StartAsync();
        var (all, _) = await ListAsync(api, new());

        var (found, _) = await ListAsync(api, new() { IsUnanswered = true, First = 3 });

        Assert.Equal(all.Where(conversation => conversation.IsUnanswered == true).Reverse().Take(3).Select(Key), found.Select(Key));
    }

    // By the connection's clock, which is not that of this machine.
    [Fact]
    public async Task Before_the_newest_events_of_X_Chat_are_read_the_caller_can_stop()
    {
        await using var api = await TestApi.StartChatAsync();
        var listing = api.Client().ListConversations(new() { Sources = [DmSource.Chat], IsUnanswered = true });
        await using var results = listing.GetAsyncEnumerator();

        Assert.True(await api.Clock.RunAsync(results.MoveNextAsync().AsTask()));

        Assert.InRange(results.Current.EventsToRead ?? 0, 1, 11);
        Assert.DoesNotContain(api.Calls, call => call.EndsWith("/events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unanswered_conversations_of_X_Chat_take_one_event_each()
    {
        await using var api = await TestApi.StartChatAsync();
        var since = api.Clock.GetUtcNow().AddDays(-1);

        var results = await ResultsAsync(api, api.Client().ListConversations(new() { Sources = [DmSource.Chat], Since = since, IsUnanswered = true }));

        var found = results.Select(result => result.Conversation).OfType<DmConversation>().ToArray();
        Assert.NotEmpty(found);
        Assert.All(found, conversation => Assert.Equal((true, nameof(DmDirection.Incoming)), (conversation.IsUnanswered, conversation.LastEvent!.Direction)));
        Assert.Equal(found.OrderBy(conversation => conversation.Timestamp, StringComparer.Ordinal), found);
        var read = api.Calls.Where(call => call.EndsWith("/events", StringComparison.Ordinal)).Distinct();
        Assert.Equal(results[0].EventsToRead, read.Count());
    }

    [Fact]
    public async Task A_one_to_one_conversation_is_read_from_both_sources()
    {
        await using var api = await TestApi.StartChatAsync();
        var (all, _) = await ListAsync(api, new() { Type = DmConversationType.OneToOne });
        var id = all.GroupBy(conversation => conversation.ConversationId).First(group => group.Count() == 2).Key;

        var (found, _) = await ListAsync(api, new() { ConversationId = id });

        Assert.Equal(all.Where(conversation => conversation.ConversationId == id).Select(Key), found.Select(Key));
    }

    [Fact]
    public async Task A_conversation_that_only_one_source_has_is_no_error()
    {
        await using var api = await TestApi.StartChatAsync();
        var sent = await api.SendAsync(new DmOutgoingMessage { To = new("305419896"), Text = "Hello" });

        var (found, _) = await ListAsync(api, new() { ConversationId = sent.ConversationId });

        Assert.Equal((sent.ConversationId!, Classic), Key(Assert.Single(found)));
    }

    [Fact]
    public async Task A_conversation_that_does_not_exist_is_an_error()
    {
        await using var api = await TestApi.StartChatAsync();

        var (results, error) = await ListUntilErrorAsync(api, new() { ConversationId = "g1" });

        Assert.Empty(results);
        Assert.Contains(error.Kind, new[] { DmErrorKind.NotFound, DmErrorKind.Permission });
    }

    [Fact]
    public async Task A_group_among_the_participants_is_an_error_of_its_own()
    {
        await using var api = await TestApi.StartAsync();
        var (all, _) = await ListAsync(api, new());
        var group = all.First(conversation => conversation.ConversationType == nameof(DmConversationType.Group)).ConversationId;
        var user = all.First(conversation => conversation.ConversationType == nameof(DmConversationType.OneToOne)).ParticipantIds[0];

        var results = await ResultsAsync(api, api.Client().ListConversations(new() { ParticipantIds = [group, user] }));

        var error = Assert.Single(results.Select(result => result.Error).OfType<DmException>());
        Assert.Equal((DmErrorKind.NotFound, DmErrorReason.GroupInsteadOfUser, group), (error.Kind, error.Reason, error.Target));
        Assert.Equal(
            all.Where(conversation => conversation.ParticipantIds.Contains(user)).Select(Key),
            results.Select(result => result.Conversation).OfType<DmConversation>().Select(Key));
    }

    [Fact]
    public async Task A_server_without_X_Chat_still_has_classic_conversations()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { HasChat = false });

        var (found, _) = await ListAsync(api, new() { Sources = Both });

        Assert.Equal(500, found.Sum(conversation => conversation.EventCount));
        Assert.Contains(api.Notices.Warnings, warning => warning.StartsWith("Only classic conversations are listed: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_read_before_an_error_is_returned_before_it()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { RequestsPerWindow = 1 });

        var (results, error) = await ListUntilErrorAsync(api, new() { Sources = [DmSource.Classic] }, api.Client(DmRateLimitAction.Stop));

        Assert.Equal(DmErrorKind.RateLimit, error.Kind);
        Assert.Equal(100, results.Sum(result => result.Conversation!.EventCount));
    }

    [Fact]
    public async Task A_listing_is_read_once()
    {
        await using var api = await TestApi.StartAsync();
        var listing = api.Client().ListConversations(new() { First = 1 });
        await ResultsAsync(api, listing);

        Assert.Throws<InvalidOperationException>(() => listing.GetAsyncEnumerator());
    }

    [Fact]
    public async Task A_query_that_is_not_valid_is_rejected_before_any_request()
    {
        await using var api = await TestApi.StartAsync();
        DmConversationQuery[] invalid =
        [
            new() { First = 0 },
            new() { Sources = [] },
            new() { Sources = [DmSource.Archive] },
            new() { ConversationId = "somebody" },
            new() { ParticipantIds = ["@zoe_muller"] },
        ];

        Assert.All(invalid, query => Assert.Equal(
            DmErrorKind.InvalidRequest,
            Assert.Throws<DmException>(() => api.Client().ListConversations(query)).Kind));
        Assert.Empty(api.Calls);
    }

    private static (string ConversationId, string Source) Key(DmConversation conversation) => (conversation.ConversationId, conversation.Source);

    private static Task<List<DmConversationResult>> ResultsAsync(TestApi api, IAsyncEnumerable<DmConversationResult> listing)
        => api.Clock.RunAsync(TestApi.CollectAsync(listing));

    private static async Task<(List<DmConversation> Found, DmConversationListing Listing)> ListAsync(TestApi api, DmConversationQuery query)
    {
        var listing = api.Client().ListConversations(query);
        var results = await ResultsAsync(api, listing);
        return ([.. results.Select(result => result.Conversation!)], listing);
    }

    private static async Task<(List<DmConversationResult> Results, DmException Error)> ListUntilErrorAsync(
        TestApi api,
        DmConversationQuery query,
        DmClient? client = null)
    {
        var results = new List<DmConversationResult>();
        var listing = (client ?? api.Client()).ListConversations(query);
        var error = await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(TestApi.CollectAsync(listing, results)));
        return (results, error);
    }
}
