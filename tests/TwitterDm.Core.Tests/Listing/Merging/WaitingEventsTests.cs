using TwitterDm.Chat;
using TwitterDm.Core.Tests.Chat;
using TwitterDm.Listing.Merging;

namespace TwitterDm.Core.Tests.Listing.Merging;

/// <summary>What a listing keeps of events that wait, and of those that it has returned.</summary>
public sealed class WaitingEventsTests
{
    [Fact]
    public async Task An_event_is_decoded_when_it_is_due_and_not_kept_when_it_was_passed()
    {
        await using var api = await ChatApi.StartAsync();
        foreach (var text in new[] { "One", "Two", "Three" })
            api.Add(api.Message(api.Peer, text));
        ChatItem?[] items = [.. (await api.ReadPageAsync()).Items];
        var decoded = new List<string>();
        var events = new DecodedEvents(items, item =>
        {
            decoded.Add(item.Id);
            return api.Reader.Decode(item)!;
        });
        string[] ids = [.. items.Select(item => item!.Id)];

        Assert.Equal(3, events.Count);
        Assert.Empty(decoded);
        Assert.Same(events[0], events[0]);
        Assert.Equal(ids[2], events[2].Id);
        Assert.Equal([ids[0], ids[2]], decoded);
        Assert.Equal([true, true, false], items.Select(item => item is null));
    }

    [Fact]
    public void The_parts_of_a_message_are_told_apart()
    {
        var replays = new ReplayDetector();
        Assert.Null(replays.Find(Event("1", "12", "3", "m")));

        // The same letters, and the same texts in other places.
        Assert.Null(replays.Find(Event("2", "1", "23", "m")));
        Assert.Null(replays.Find(Event("3", "12", null, "3m")));
        Assert.Null(replays.Find(Event("4", "3", "12", "m")));
        Assert.Equal("1", replays.Find(Event("5", "12", "3", "m")));
        Assert.Null(replays.Find(Event("1", "12", "3", "m")));
    }

    [Theory]
    [InlineData("2126509863780617193", "2126509863780617194")]
    [InlineData("7", "007")]
    [InlineData("007", "7")]
    [InlineData("0", "00")]
    [InlineData("99999999999999999999999", "x")]
    [InlineData("9223372036854775808", "-1")]
    public void A_replay_is_named_by_the_id_that_came_first(string first, string second)
    {
        var replays = new ReplayDetector();

        Assert.Null(replays.Find(Event(first, "1", "2", "m")));
        Assert.Null(replays.Find(Event(first, "1", "2", "m")));
        Assert.Equal(first, replays.Find(Event(second, "1", "2", "m")));
    }

    private static DmEvent Event(string id, string conversation, string? sender, string message)
        => new() { Id = id, ConversationId = conversation, SenderId = sender, MessageId = message };
}
