using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Listing.Merging;

/// <summary>Where a merged listing goes on after an error: in another process, with exactly the rest, and further each time.</summary>
public sealed class MergedResumeTests
{
    private static readonly DmSource[] All = [DmSource.Classic, DmSource.Chat];

    [Fact]
    public async Task The_token_of_an_error_returns_exactly_the_rest_on_another_connection()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 9, eventsEach: 30, classic: 70);
        var (events, error) = await ListUntilErrorAsync(server, new() { Sources = All, PageSize = 10 }, requests: 12);
        Assert.NotEmpty(events);
        var token = Assert.IsType<DmResumePoint>(error.Target).PageToken;
        server.Refuse = _ => null;
        using var other = await server.ConnectAsync();
        var rest = await TestApi.CollectAsync(new DmClient(other).ListEvents(new DmEventQuery { Sources = All, PageSize = 10, PageToken = token }));
        Assert.Equal(server.AllIds(), events.Concat(rest).Select(item => item.Id));
    }

    [Fact]
    public async Task The_report_of_the_first_events_goes_on_to_the_end()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 9, eventsEach: 30, classic: 70);
        var ids = new List<string>();
        string? token = null;
        do
        {
            var listing = server.Client.ListEvents(new DmEventQuery { Sources = All, First = 35, PageToken = token });
            ids.AddRange((await TestApi.CollectAsync(listing)).Select(item => item.Id));
            token = listing.Report!.PageToken;
        }
        while (token is not null && ids.Count < 1000);
        Assert.Equal(server.AllIds(), ids);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_run_makes_progress_even_if_it_returns_nothing(bool knowsUpdates)
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 7, eventsEach: 5, classic: 6);
        server.PageOfConversations = 3;
        foreach (var id in knowsUpdates ? [] : server.Lists.Keys.Where(id => id.Length > 0))
            server.UpdatedAt[id] = null;
        var ids = new List<string>();
        string? token = null;
        for (var run = 0; run < 200; run++)
        {
            var (events, error) = await ListUntilErrorAsync(server, new() { Sources = All, PageToken = token }, requests: 1, mayEnd: true);
            ids.AddRange(events.Select(item => item.Id));
            if (error is null)
                break;
            var next = Assert.IsType<DmResumePoint>(error.Target).PageToken;
            Assert.NotEqual(token, next);
            token = next;
        }

        Assert.Equal(server.AllIds(), ids);
    }

    [Fact]
    public async Task Events_that_arrive_between_two_runs_do_not_come_in_the_middle()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 5, eventsEach: 12, classic: 0);
        var before = server.AllIds();
        var listing = server.Client.ListEvents(new DmEventQuery { Sources = [DmSource.Chat], First = 10 });
        var ids = (await TestApi.CollectAsync(listing)).Select(item => item.Id).ToList();
        foreach (var conversation in server.Lists.Keys.Where(id => id.Length > 0).ToArray())
            server.Add(conversation, new DateTimeOffset(2026, 11, 20, 12, 30, 0, TimeSpan.Zero));
        ids.AddRange((await MergedListingTests.ListAsync(server, new() { Sources = [DmSource.Chat], PageToken = listing.Report!.PageToken })).Select(item => item.Id));
        Assert.Equal(before, ids.Intersect(before));
        Assert.Equal(ids, ids.OrderByDescending(ulong.Parse));
    }

    [Fact]
    public async Task A_spending_limit_ends_the_listing_where_the_next_one_goes_on()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 4, eventsEach: 30, classic: 0);
        var ids = new List<string>();
        string? token = null;
        for (var run = 0; run < 200 && ids.Count < server.AllIds().Count; run++)
        {
            using var connection = await server.ConnectAsync(spendingLimit: 0.50m);
            var events = new List<DmEvent>();
            try
            {
                await TestApi.CollectAsync(new DmClient(connection).ListEvents(new DmEventQuery { Sources = [DmSource.Chat], PageToken = token }), events);
            }
            catch (DmException error)
            {
                Assert.Equal(DmErrorKind.SpendingLimit, error.Kind);
                token = Assert.IsType<DmResumePoint>(error.Target).PageToken;
            }

            Assert.True(connection.Usage.EstimatedCost <= 0.50m);
            ids.AddRange(events.Select(item => item.Id));
        }

        Assert.Equal(server.AllIds(), ids);
    }

    [Fact]
    public async Task A_token_of_other_sources_is_rejected()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 3, eventsEach: 30, classic: 130);
        var merged = server.Client.ListEvents(new DmEventQuery { Sources = All, First = 5 });
        await TestApi.CollectAsync(merged);
        var classic = server.Client.ListEvents(new DmEventQuery { Sources = [DmSource.Classic], First = 5 });
        await TestApi.CollectAsync(classic);
        foreach (var (token, sources) in new[] { (merged.Report!.PageToken, new[] { DmSource.Classic }), (classic.Report!.PageToken, All) })
        {
            var error = await Assert.ThrowsAsync<DmException>(() => MergedListingTests.ListAsync(server, new() { Sources = sources, PageToken = token }));
            Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.PageTokenOfOtherListing), (error.Kind, error.Reason));
        }
    }

    [Fact]
    public async Task A_token_of_other_types_of_events_is_rejected()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 3, eventsEach: 30, classic: 0);
        DmEventType[] types = [DmEventType.MessageCreate, DmEventType.ReactionAdd];
        var some = server.Client.ListEvents(new DmEventQuery { Sources = [DmSource.Chat], EventTypes = types, First = 5 });
        await TestApi.CollectAsync(some);
        var all = server.Client.ListEvents(new DmEventQuery { Sources = [DmSource.Chat], First = 5 });
        await TestApi.CollectAsync(all);
        foreach (var (token, other, words) in new[]
            {
                (some.Report!.PageToken, [], "MessageCreate, ReactionAdd"),
                (some.Report.PageToken, [DmEventType.ReactionAdd], "MessageCreate, ReactionAdd"),
                (all.Report!.PageToken, types, "all types"),
            })
        {
            var error = await Assert.ThrowsAsync<DmException>(() =>
                MergedListingTests.ListAsync(
                    server,
                    new()
                    {
                        Sources = [DmSource.Chat],
                        EventTypes = other,
                        PageToken = token,
                    }));
            Assert.Equal(DmErrorReason.PageTokenOfOtherListing, error.Reason);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
        }

        var rest = await MergedListingTests.ListAsync(server, new() { Sources = [DmSource.Chat], EventTypes = [types[1], types[0]], PageToken = some.Report.PageToken });
        Assert.Equal(server.AllIds().Skip(5), rest.Select(item => item.Id));
    }

    [Fact]
    public async Task A_token_of_another_conversation_is_rejected()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 3, eventsEach: 30, classic: 0);
        var one = server.Client.ListEvents(new DmEventQuery { Sources = [DmSource.Chat], ConversationId = "g1001", First = 5 });
        await TestApi.CollectAsync(one);
        foreach (var query in new DmEventQuery[] { new(), new() { ConversationId = "g1002" }, new() { ParticipantId = "7" } })
        {
            var error = await Assert.ThrowsAsync<DmException>(() =>
                MergedListingTests.ListAsync(server, query with { Sources = [DmSource.Chat], PageToken = one.Report!.PageToken }));
            Assert.Equal(DmErrorReason.PageTokenOfOtherListing, error.Reason);
            Assert.Contains("g1001", error.Message, StringComparison.Ordinal);
        }

        foreach (var damaged in new[] { one.Report!.PageToken + "AAAA", one.Report.PageToken![..^3], one.Report.PageToken!.Replace('A', 'B') })
            Assert.Equal(DmErrorReason.PageTokenInvalid, Assert.Throws<DmException>(() => DmClient.CheckQuery(new DmEventQuery { PageToken = damaged })).Reason);
    }

    [Theory]
    [InlineData("merged.")]
    [InlineData("merged.abc")]
    [InlineData("merged.iwGAe30D")]
    [InlineData("merged.!!!!")]
    [InlineData("merged.i-oCAICqqqrq_3RNkLNFpiyrA8Qh")]
    public void A_token_that_is_damaged_is_rejected(string token)
    {
        var error = Assert.Throws<DmException>(() => DmClient.CheckQuery(new DmEventQuery { PageToken = token }));
        Assert.Equal(DmErrorReason.PageTokenInvalid, error.Reason);
    }

    [Fact]
    public async Task Random_interruptions_lose_nothing_and_repeat_nothing()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 8; round++)
        {
            await using var server = await MergedListingTests.StartAsync(random.Next(1, 15), random.Next(1, 30), random.Next(0, 60));
            server.PageOfConversations = random.Next(1, 6);
            foreach (var id in server.Lists.Keys.Where(id => id.Length > 0 && random.Next(4) == 0))
                server.UpdatedAt[id] = null;
            var query = new DmEventQuery
            {
                Sources = random.Next(3) == 0 ? [DmSource.Chat] : All,
                PageSize = random.Next(2) == 0 ? null : random.Next(1, 20),
                First = null,
            };
            var ids = new List<string>();
            for (var run = 0; run < 1_000; run++)
            {
                var (events, error) = await ListUntilErrorAsync(server, query, random.Next(2, 12), mayEnd: true);
                ids.AddRange(events.Select(item => item.Id));
                if (error is null)
                    break;
                query = query with { PageToken = Assert.IsType<DmResumePoint>(error.Target).PageToken };
            }

            var expected = server.AllIds(list => list.Length > 0 || query.Sources.Contains(DmSource.Classic));
            Assert.True(expected.SequenceEqual(ids), $"Seed {seed}, round {round}: {expected.Count} events, but got {ids.Count}.");
        }
    }

    // Lets some requests through, and refuses the next ones.
    private static async Task<(List<DmEvent> Events, DmException Error)> ListUntilErrorAsync(ChatServer server, DmEventQuery query, int requests, bool mayEnd = false)
    {
        var left = requests;
        server.Refuse = _ => left-- > 0 ? null : 402;
        var events = new List<DmEvent>();
        using var connection = await server.ConnectAsync();
        try
        {
            await TestApi.CollectAsync(new DmClient(connection).ListEvents(query), events);
            Assert.True(mayEnd, "It was to be interrupted.");
            return (events, null!);
        }
        catch (DmException error)
        {
            return (events, error);
        }
    }
}
