using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Listing;

public sealed class DmConversationAggregatorTests
{
    [Fact]
    public async Task Conversations_summarize_their_events()
    {
        await using var api = await TestApi.StartAsync();
        var events = await api.ListAsync();
        var folder = api.Client().Aggregate();
        events.ForEach(folder.Add);

        var conversations = folder.Conversations().ToArray();

        Assert.Equal(events.Count, conversations.Sum(conversation => conversation.EventCount));
        Assert.Equal(conversations.OrderByDescending(conversation => conversation.LastEventAt), conversations);
        foreach (var conversation in conversations)
        {
            var own = events.Where(item => item.ConversationId == conversation.ConversationId).ToArray();
            Assert.Equal((own[^1].Id, own[0].Id), (conversation.FirstEvent?.Id, conversation.LastEvent?.Id));
            Assert.Equal(own.Count(item => item.Is(DmEventType.MessageCreate)), conversation.MessageCount);
            Assert.Equal(own.Count(item => item.Is(DmEventType.MessageCreate) && !item.IsOutgoing), conversation.IncomingCount);
            Assert.Equal(own.Select(item => item.ConversationType).Distinct(), [conversation.ConversationType]);
            Assert.DoesNotContain(api.Connection.User.Id, conversation.ParticipantIds);
        }

        Assert.All(
            conversations.Where(conversation => conversation.ConversationType == nameof(DmConversationType.OneToOne)),
            conversation => Assert.Single(conversation.Participants));
    }

    [Fact]
    public async Task A_user_who_left_is_not_a_participant()
    {
        await using var api = await TestApi.StartAsync();
        var folder = api.Client().Aggregate();
        var (ann, bob) = (new DmUser { Id = "1", Username = "ann" }, new DmUser { Id = "2", Username = "bob" });
        DmEvent[] newestFirst =
        [
            Event("30", DmEventType.ParticipantsLeave, ann),
            Event("20", DmEventType.ParticipantsJoin, bob),
            Event("10", DmEventType.MessageCreate, ann, bob),
        ];
        Array.ForEach(newestFirst, folder.Add);

        Assert.Equal("@bob", Assert.Single(folder.Conversations()).Participants.ToString());
    }

    [Fact]
    public async Task A_participant_without_messages_has_the_name_that_another_response_included()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAsync(new DmOutgoingMessage { To = new("305419896"), Text = "Hello" });
        var sent = (await api.ListAsync(new DmEventQuery { First = 1 }))[0];
        var before = api.Client().Aggregate();
        before.Add(sent);
        Assert.Equal("305419896", Assert.Single(before.Conversations()).ParticipantIds.Single());

        await api.Client().ResolveAsync(new DmUserReference("@nobody_yet"));
        var after = api.Client().Aggregate();
        after.Add(sent);

        Assert.Equal("@nobody_yet", Assert.Single(after.Conversations()).Participants.ToString());
    }

    [Fact]
    public async Task A_name_that_only_an_older_event_has_is_used()
    {
        await using var api = await TestApi.StartAsync();
        var aggregator = api.Client().Aggregate();
        aggregator.Add(Event("20", DmEventType.MessageCreate, new DmUser { Id = "1" }));
        aggregator.Add(Event("10", DmEventType.MessageCreate, new DmUser { Id = "1", Username = "ann" }));

        Assert.Equal("@ann", Assert.Single(aggregator.Conversations()).Participants.ToString());
    }

    private static DmEvent Event(string id, DmEventType type, params DmUser[] participants) => new()
    {
        Id = id,
        EventType = type.ToString(),
        CreatedAtUtc = DateTimeOffset.UnixEpoch.AddSeconds(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)),
        ConversationId = "1590000000000000001",
        ConversationType = nameof(DmConversationType.Group),
        Participants = new(participants),
        ParticipantIds = new(participants.Select(user => user.Id)),
    };
}
