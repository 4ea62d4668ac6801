using TwitterDm.Core.Tests.Transcripts.Support;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>Edits, deletions and reactions are shown at the message that they are about, and replies with what they quote.</summary>
public sealed class FoldingTests
{
    [Fact]
    public void Events_are_in_the_order_of_their_time_however_they_come()
    {
        var numbers = Enumerable.Range(1, 200).ToArray();
        new Random(5).Shuffle(numbers);

        var entries = Exported.Entries([.. numbers.Select(number => TestEvents.Message(number))]);

        Assert.Equal(Enumerable.Range(1, 200).Select(TestEvents.Id), entries.Select(entry => entry.Event.Id));
        Assert.Equal(TestEvents.Start.AddMinutes(1), entries[0].Time);
    }

    [Fact]
    public void The_newest_edit_is_the_text_and_the_earlier_ones_are_its_history()
    {
        var entry = Assert.Single(Exported.Entries(Edit(3, 1, "third"), Edit(2, 1, "second"), TestEvents.Chat(1, "first")));

        Assert.Equal("third", entry.Event.Text);
        Assert.Equal(["first", "second"], entry.Revisions.Select(revision => revision.Text));
        Assert.Equal((TestEvents.Start.AddMinutes(1), TestEvents.Start.AddMinutes(3)), (entry.Revisions[0].Time, entry.EditedAt));
        Assert.Empty(entry.UnprovenEdits);
    }

    [Theory]
    [InlineData(true, false, TestEvents.Ann)]
    [InlineData(false, false, TestEvents.Ann)]
    [InlineData(null, false, TestEvents.Ann)]
    [InlineData(true, null, TestEvents.Ann)]
    [InlineData(true, true, TestEvents.Me)]
    [InlineData(true, true, null)]
    public void An_edit_that_is_not_proven_never_replaces_a_text(bool? isMessageVerified, bool? isEditVerified, string? editor)
    {
        var edit = new DmEvent(Edit(2, 1, "forged")) { IsVerified = isEditVerified, SenderId = editor };
        var entry = Assert.Single(Exported.Entries(new DmEvent(TestEvents.Chat(1, "genuine")) { IsVerified = isMessageVerified }, edit));

        Assert.Equal("genuine", entry.Event.Text);
        Assert.Equal("forged", Assert.Single(entry.UnprovenEdits).Text);
        Assert.Empty(entry.Revisions);
        Assert.Null(entry.EditedAt);
    }

    [Theory]
    [InlineData("/tmp/t.jsonl", false)]
    [InlineData(null, true)]
    public void What_was_imported_changes_nothing_that_x_delivered(string? importedFrom, bool isCopy)
    {
        var edit = new DmEvent(Edit(2, 1, "put into the file")) { ImportedFrom = importedFrom, IsCopy = isCopy };
        var removal = new DmEvent(Reaction(4, "👍", TestEvents.Ann, DmEventType.ReactionRemove)) { ImportedFrom = importedFrom, IsCopy = isCopy };
        var entry = Assert.Single(Exported.Entries(TestEvents.Chat(1, "genuine"), edit, Reaction(3, "👍", TestEvents.Ann), removal));

        Assert.Equal("genuine", entry.Event.Text);
        Assert.Equal("put into the file", Assert.Single(entry.UnprovenEdits).Text);
        Assert.Single(entry.Reactions);
    }

    [Fact]
    public void An_edit_that_cannot_be_read_leaves_the_text_and_is_shown_without_one()
    {
        var edit = new DmEvent(Edit(2, 1, "?")) { Text = null, ContentState = nameof(DmContentState.NoKey), IsVerified = null };
        var entry = Assert.Single(Exported.Entries(TestEvents.Chat(1, "genuine"), edit));

        Assert.Equal("genuine", entry.Event.Text);
        Assert.Null(Assert.Single(entry.UnprovenEdits).Text);
    }

    [Fact]
    public void A_deletion_of_several_messages_is_shown_at_each()
    {
        var ids = new object?[] { TestEvents.Id(1), TestEvents.Id(2) };
        var deletion = new DmEvent(TestEvents.About(4, DmEventType.MessageDelete, 1))
        {
            AdditionalProperties = new(new Dictionary<string, object?>(StringComparer.Ordinal) { ["sequence_ids"] = ids }, "{}"),
        };
        var entries = Exported.Entries(TestEvents.Chat(1), TestEvents.Chat(2), TestEvents.Chat(3), deletion);

        Assert.Equal([1, 1, 0], entries.Select(entry => entry.Deletions.Count));
        Assert.Equal("@ann", entries[1].Deletions[0].Author?.ToString());
    }

    [Fact]
    public void A_removal_withdraws_the_senders_own_reaction_only()
    {
        var entry = Assert.Single(Exported.Entries(
            TestEvents.Chat(1),
            Reaction(2, "👍", TestEvents.Ann),
            Reaction(3, "👍", TestEvents.Me),
            Reaction(4, "🔥", TestEvents.Ann),
            Reaction(5, "👍", TestEvents.Ann, DmEventType.ReactionRemove)));

        Assert.Equal([("👍", TestEvents.Me), ("🔥", TestEvents.Ann)], entry.Reactions.Select(reaction => (reaction.Reaction, reaction.Author!.Id)));
    }

    [Fact]
    public void A_removal_that_is_not_proven_withdraws_no_proven_reaction()
    {
        var forged = new DmEvent(Reaction(3, "👍", TestEvents.Ann, DmEventType.ReactionRemove)) { IsVerified = false };
        var entry = Assert.Single(Exported.Entries(TestEvents.Chat(1), Reaction(2, "👍", TestEvents.Ann), forged));

        Assert.Equal("👍", Assert.Single(entry.Reactions).Reaction);
    }

    [Fact]
    public void A_reaction_that_was_withdrawn_can_come_again()
    {
        var entry = Assert.Single(Exported.Entries(
            TestEvents.Chat(1),
            Reaction(2, "👍", TestEvents.Ann),
            Reaction(3, "👍", TestEvents.Ann, DmEventType.ReactionRemove),
            Reaction(4, "👍", TestEvents.Ann)));

        Assert.Equal(TestEvents.Start.AddMinutes(4), Assert.Single(entry.Reactions).Time);
    }

    [Fact]
    public void A_change_without_its_message_is_an_entry_of_its_own()
    {
        var entries = Exported.Entries(TestEvents.Chat(1), Edit(2, 9, "of what?"), Reaction(3, "👍", TestEvents.Ann, target: 8));

        Assert.Equal(["MessageCreate", "MessageEdit", "ReactionAdd"], entries.Select(entry => entry.Event.EventType));
    }

    [Theory]
    [InlineData(DmEventType.ParticipantsJoin)]
    [InlineData(DmEventType.ConversationChange)]
    [InlineData(DmEventType.Unknown)]
    public void A_change_of_what_is_not_a_message_is_an_entry_of_its_own(DmEventType type)
    {
        DmEvent[] events =
        [
            new(TestEvents.Chat(1, "as it was")) { EventType = type.ToString() },
            Edit(2, 1, "changed"),
            TestEvents.About(3, DmEventType.MessageDelete, 1),
            Reaction(4, "👍", TestEvents.Ann),
            Reaction(5, "👍", TestEvents.Ann, DmEventType.ReactionRemove),
        ];
        var entries = Exported.Entries(events);

        Assert.Equal([type.ToString(), "MessageEdit", "MessageDelete", "ReactionAdd", "ReactionRemove"], entries.Select(entry => entry.Event.EventType));
        Assert.Equal("as it was", entries[0].Event.Text);
        foreach (var format in new[] { DmTranscriptFormat.Html, DmTranscriptFormat.Markdown })
        {
            var text = Exported.Text(format, events);
            Assert.Contains("deleted a message", text, StringComparison.Ordinal);
            Assert.Contains("4 edits, deletions and reactions are about messages that are not included", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_reply_quotes_the_message_that_it_replies_to()
    {
        var entries = Exported.Entries(TestEvents.Chat(1, "the question"), new DmEvent(TestEvents.Chat(2)) { ReplyToId = TestEvents.Id(1) });

        var quote = entries[1].Quote!;
        Assert.Equal(("@ann", "the question", TestEvents.Id(1), true, null), (quote.Author?.ToString(), quote.Text, quote.TargetId, quote.IsIncluded, quote.File));
    }

    [Fact]
    public void A_reply_shows_the_quote_that_it_brings_and_whether_it_agrees()
    {
        var reply = new DmEvent(TestEvents.Chat(2)) { ReplyToId = TestEvents.Id(7), Quote = new() { SenderId = TestEvents.Ann, Text = "claimed", IsVerified = false } };
        var quote = Assert.Single(Exported.Entries(reply)).Quote!;

        Assert.Equal(("@ann", "claimed", false, false), (quote.Author?.ToString(), quote.Text, quote.IsIncluded, quote.IsVerified));
    }

    [Theory]
    [InlineData(TestEvents.Ann, "the ques", true, false)]
    [InlineData(TestEvents.Ann, "changed", true, false)]
    [InlineData(TestEvents.Ann, "I owe you $5", false, true)]
    [InlineData(TestEvents.Me, "the question", false, true)]
    public void A_quote_without_evidence_is_compared_with_the_message_that_it_names(string senderId, string text, bool isVerified, bool contradicts)
    {
        var reply = new DmEvent(TestEvents.Chat(3)) { ReplyToId = TestEvents.Id(1), Quote = new() { SenderId = senderId, Text = text } };
        var quote = Exported.Entries(TestEvents.Chat(1, "the question"), new DmEvent(Edit(2, 1, "changed")) { IsVerified = true }, reply)[^1].Quote!;

        Assert.Equal((isVerified, contradicts, true), (quote.IsVerified, quote.Contradicts, quote.IsIncluded));
    }

    [Fact]
    public void People_have_the_names_that_any_event_knows()
    {
        var nameless = new DmEvent(TestEvents.Message(2)) { Sender = new DmUser { Id = TestEvents.Ann } };
        var entries = Exported.Entries(nameless, TestEvents.Message(1));

        Assert.All(entries, entry => Assert.Equal("ann", entry.Event.SenderUsername));
    }

    private static DmEvent Edit(int number, int target, string text) => new(TestEvents.About(number, DmEventType.MessageEdit, target)) { Text = text };

    private static DmEvent Reaction(int number, string emoji, string senderId, DmEventType type = DmEventType.ReactionAdd, int target = 1)
        => new(TestEvents.About(number, type, target)) { Reaction = emoji, SenderId = senderId, Sender = new() { Id = senderId } };
}
