using System.Globalization;
using TwitterDm.Accounts;

namespace TwitterDm.Core.Tests.Model;

/// <summary>What is remembered of messages, for showing what a reaction is about.</summary>
public sealed class SeenTextTests
{
    [Fact]
    public void A_text_is_found_by_its_conversation_and_id()
    {
        var seen = new SeenEvents();
        seen.Add([Event("a", 1, "one"), Event("b", 1, "other"), Event("a", 2, null), Event(null, 3, "three")]);

        Assert.Equal(("one", "other", null, "three"), (seen.FindText("a", "1"), seen.FindText("b", "1"), seen.FindText("a", "2"), seen.FindText(null, "3")));
    }

    [Fact]
    public void The_last_text_of_an_event_counts_and_only_its_beginning_is_kept()
    {
        var seen = new SeenEvents();
        seen.Add([Event("a", 1, "one")]);
        seen.Add([Event("a", 1, new string('x', 5000))]);

        Assert.Equal(new string('x', 60) + "…", seen.FindText("a", "1"));
    }

    [Fact]
    public void The_oldest_texts_are_forgotten()
    {
        var seen = new SeenEvents();
        for (var id = 1; id <= 3_000; id++)
            seen.Add([Event("a", id, "text")]);

        Assert.Equal((null, "text"), (seen.FindText("a", "1000"), seen.FindText("a", "1001")));
        Assert.Equal(100, seen.All.Count);
    }

    private static DmEvent Event(string? conversation, int id, string? text) => new()
    {
        Id = id.ToString(CultureInfo.InvariantCulture), EventType = nameof(DmEventType.MessageCreate), ConversationId = conversation, Text = text,
    };
}
