using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Listing;

public sealed class EventListingTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(350, 4)]
    public async Task Each_event_is_returned_once_newest_first_with_one_request_per_page(int count, int requests)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = count });

        var events = await api.ListAsync();

        Assert.Equal(count, events.Count);
        Assert.Equal(count, events.Select(item => item.Id).Distinct().Count());
        Assert.Equal(events.OrderByDescending(item => item.CreatedAtUtc).Select(item => item.Id), events.Select(item => item.Id));
        Assert.Equal(requests, api.ListRequests.Count);
    }

    [Theory]
    [InlineData(7, 1, "max_results=7&")]
    [InlineData(100, 1, "max_results=100&")]
    [InlineData(130, 2, "max_results=30&")]
    public async Task First_requests_no_more_events_than_it_returns(int first, int requests, string lastSize)
    {
        await using var api = await TestApi.StartAsync();

        var events = await api.ListAsync(new DmEventQuery { First = first });

        Assert.Equal(first, events.Count);
        Assert.Equal(requests, api.ListRequests.Count);
        Assert.Contains(lastSize, api.ListRequests[^1], StringComparison.Ordinal);
        Assert.Equal(first, api.Connection.Usage.EventsRead);
    }

    [Fact]
    public async Task Page_size_limits_each_request()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 50 });

        Assert.Equal(50, (await api.ListAsync(new DmEventQuery { PageSize = 20 })).Count);

        Assert.Equal(3, api.ListRequests.Count);
        Assert.All(api.ListRequests, path => Assert.Contains("max_results=20&", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Event_types_are_filtered_by_the_api()
    {
        await using var api = await TestApi.StartAsync();

        var events = await api.ListAsync(new DmEventQuery { EventTypes = [DmEventType.ParticipantsJoin, DmEventType.ParticipantsLeave] });

        Assert.Equal([nameof(DmEventType.ParticipantsJoin), nameof(DmEventType.ParticipantsLeave)], events.Select(item => item.EventType).Distinct().Order());
        Assert.Contains("event_types=ParticipantsJoin%2CParticipantsLeave", api.ListRequests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(120, 4)]
    [InlineData(400, 7)]
    public async Task Since_stops_at_the_first_older_event_with_few_requests_and_events(int index, int requests)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 1000 });
        var all = await api.ListAsync();
        using var connection = await api.OpenAsync(new BearerCredential(SandboxCredentials.UserToken));
        api.Server.Faults.Reset();
        var before = api.ListRequests.Count;

        var events = await api.ListAsync(new DmEventQuery { Since = all[index].CreatedAtUtc }, new DmClient(connection));

        Assert.Equal(all.Take(index + 1).Select(item => item.Id), events.Select(item => item.Id));
        Assert.Equal(requests, api.ListRequests.Count - before);
        Assert.InRange(connection.Usage.EventsRead, index + 1, (2 * (index + 1)) + 10);
    }

    [Theory]
    [InlineData(-41, -40, null, 0)]
    [InlineData(1, 2, null, 0)]
    [InlineData(1, 2, "12", 0)]
    [InlineData(-41, -40, "12", 1)]
    public async Task A_period_without_events_is_not_requested(int sinceDays, int untilDays, string? participant, int minimum)
    {
        await using var api = await TestApi.StartAsync();
        var now = api.Clock.GetUtcNow();
        var listing = api.Client().ListEvents(new DmEventQuery { Since = now.AddDays(sinceDays), Until = now.AddDays(untilDays), ParticipantId = participant });

        await TestApi.CollectAsync(listing);

        Assert.Equal(minimum, Math.Min(api.ListRequests.Count, 1));
        Assert.Equal(minimum == 0, listing.Report!.StopReason == nameof(DmStopReason.Window));
    }

    [Fact]
    public async Task Until_skips_newer_events()
    {
        await using var api = await TestApi.StartAsync();
        var all = await api.ListAsync();

        var events = await api.ListAsync(new DmEventQuery { Until = all[150].CreatedAtUtc, First = 10 });

        Assert.Equal(all.Skip(150).Take(10).Select(item => item.Id), events.Select(item => item.Id));
    }

    [Theory]
    [InlineData(3, 1, 10)]
    [InlineData(25, 2, 30)]
    [InlineData(100, 4, 150)]
    public async Task Since_id_starts_with_a_small_page_and_grows(int newEvents, int requests, long mostRead)
    {
        await using var api = await TestApi.StartAsync();
        var all = await api.ListAsync(new DmEventQuery { First = 200 });
        var asked = api.ListRequests.Count;
        using var fresh = await api.OpenAsync(spendingLimit: null);

        var events = await api.ListAsync(new DmEventQuery { SinceId = all[newEvents].Id }, new DmClient(fresh));

        Assert.Equal(all.Take(newEvents).Select(item => item.Id), events.Select(item => item.Id));
        Assert.Equal(requests, api.ListRequests.Count - asked);
        Assert.InRange(fresh.Usage.EventsRead, newEvents, mostRead);
    }

    [Fact]
    public async Task Conversations_go_back_further_than_the_window()
    {
        await using var api = await TestApi.StartAsync();
        var inWindow = await api.ListAsync();
        var conversation = inWindow.First(item => item.ConversationType == nameof(DmConversationType.OneToOne));
        var other = conversation.ParticipantIds.Single(id => id != api.Connection.User.Id);

        var byConversation = await api.ListAsync(new DmEventQuery { ConversationId = conversation.ConversationId });
        var byParticipant = await api.ListAsync(new DmEventQuery { ParticipantId = other });

        Assert.Equal(byConversation.Select(item => item.Id), byParticipant.Select(item => item.Id));
        Assert.All(byConversation, item => Assert.Equal(conversation.ConversationId, item.ConversationId));
        Assert.True(byConversation.Count >= inWindow.Count(item => item.ConversationId == conversation.ConversationId));
    }

    [Fact]
    public async Task A_start_time_before_the_window_causes_a_warning()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 5 });

        await api.ListAsync(new DmEventQuery { Since = api.Clock.GetUtcNow().AddDays(-31) });
        Assert.Single(BeyondTheWindow(api));

        // "The last 30 days", as determined shortly before.
        await api.ListAsync(new DmEventQuery { Since = api.Clock.GetUtcNow().AddDays(-30).AddMinutes(-1) });
        await api.ListAsync(new DmEventQuery { ParticipantId = "12", Since = api.Clock.GetUtcNow().AddDays(-31) });
        Assert.Single(BeyondTheWindow(api));
    }

    private static IEnumerable<string> BeyondTheWindow(TestApi api) => api.Notices.Warnings.Where(text => text.Contains("30 days", StringComparison.Ordinal));

    [Fact]
    public async Task The_warning_about_x_chat_is_shown_once_per_account_and_process()
    {
        // An account that no other test uses: a server of another test may have had the same port, and then the warning was shown already.
        var credential = new BearerCredential(SandboxCredentials.UserTokenOf(97));
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 5 }, credential);

        await api.ListAsync(new DmEventQuery { Sources = [DmSource.Classic] });
        Assert.Empty(api.Notices.Warnings);
        await api.ListAsync();
        await api.ListAsync(new DmEventQuery { ParticipantId = "12" });
        using var second = await api.OpenAsync(credential);
        await api.ListAsync(client: new DmClient(second, new DmCallOptions { Notices = api.Notices }));

        Assert.Contains("X Chat", Assert.Single(api.Notices.Warnings), StringComparison.Ordinal);
    }
}
