using System.Globalization;
using TwitterDm.Listing;

namespace TwitterDm.Core.Tests.Listing;

public sealed class DmConversationCollectorTests
{
    private static readonly DmUser Ann = new() { Id = "1", Username = "ann" };
    private static readonly DmUser Bob = new() { Id = "2", Username = "bob" };

    [Fact]
    public void Events_in_any_order_become_conversations_the_newest_first()
    {
        var collector = Collect(new(), Event(20, "1-9", Ann), Event(10, "2-9", Bob), Event(30, "2-9", Bob));

        Assert.Equal(["2-9", "1-9"], Ids(collector.Select([])));
    }

    [Fact]
    public void Only_events_since_a_time_count()
    {
        var collector = Collect(
            new() { Since = DateTimeOffset.UnixEpoch.AddSeconds(20) },
            Event(10, "2-9", Bob),
            Event(19, conversationId: null, Bob),
            Event(20, "1-9", Ann),
            Event(30, "1-9", Ann));

        Assert.Equal(2, Assert.Single(collector.Select([])).Conversation!.EventCount);
        Assert.Equal(0, collector.EventsWithoutConversation);
    }

    [Fact]
    public void Events_without_a_conversation_are_counted()
    {
        var collector = Collect(new(), Event(10, conversationId: null, Ann), Event(20, "1-9", Ann));

        Assert.Equal(["1-9"], Ids(collector.Select([])));
        Assert.Equal(1, collector.EventsWithoutConversation);
    }

    [Fact]
    public void The_events_name_their_participants()
    {
        var collector = Collect(new(), Event(20, "1-9", Ann), Event(10, "2-9", Bob));

        Assert.Equal(["2-9"], Ids(collector.Select([collector.Resolve(new("@Bob"))])));
        Assert.Equal("7", collector.Resolve(new("7")));
        Assert.Equal(DmErrorKind.NotFound, Assert.Throws<DmException>(() => collector.Resolve(new("@carol"))).Kind);
        Assert.Equal(DmErrorKind.InvalidRequest, Assert.Throws<DmException>(() => collector.Resolve(new("not a name"))).Kind);
    }

    [Fact]
    public void The_query_selects()
    {
        DmEvent[] events = [Event(10, "1-9", Ann), Event(20, "1590000000000000001", Ann, Bob), Event(30, "2-9", Bob)];

        Assert.Equal(["1590000000000000001"], Ids(Collect(new() { Type = DmConversationType.Group }, events).Select([])));
        Assert.Equal(["2-9"], Ids(Collect(new() { First = 1 }, events).Select([])));
        Assert.Equal(["1-9", "1590000000000000001"], Ids(Collect(new() { IsUnanswered = true, First = 2 }, events).Select([])));
    }

    [Fact]
    public void A_group_among_the_participants_is_an_error_before_the_conversations()
    {
        var results = Collect(new(), Event(10, "1590000000000000001", Ann), Event(20, "1-9", Ann)).Select(["1590000000000000001", "1"]).ToArray();

        Assert.Equal((DmErrorReason.GroupInsteadOfUser, "1590000000000000001"), (results[0].Error!.Reason, results[0].Error!.Target));
        Assert.Equal(["1-9", "1590000000000000001"], Ids(results.Skip(1)));
    }

    private static IEnumerable<string> Ids(IEnumerable<DmConversationResult> results) => results.Select(result => result.Conversation!.ConversationId);

    private static DmConversationCollector Collect(DmConversationQuery query, params DmEvent[] events)
    {
        var collector = new DmConversationCollector(query);
        Array.ForEach(events, collector.Add);
        return collector;
    }

    private static DmEvent Event(int second, string? conversationId, params DmUser[] participants) => new()
    {
        Id = second.ToString(CultureInfo.InvariantCulture),
        EventType = nameof(DmEventType.MessageCreate),
        CreatedAtUtc = DateTimeOffset.UnixEpoch.AddSeconds(second),
        ConversationId = conversationId,
        ConversationType = (conversationId?.Contains('-', StringComparison.Ordinal) == true ? DmConversationType.OneToOne : DmConversationType.Group).ToString(),
        Participants = new(participants),
        ParticipantIds = new(participants.Select(user => user.Id)),
        Sender = participants[0],
        SenderId = participants[0].Id,
    };
}
