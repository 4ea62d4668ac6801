using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Testing;
using TwitterDm.Transcripts.Exporting;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>What a transcript says that it covers and leaves out.</summary>
public sealed class CoverTests
{
    private const string OnlyClassic = "Only classic messages";
    private const string OnlyChat = "Only messages of X Chat";
    private const string NoEncrypted = "An archive of X has no encrypted messages";
    private const string NoDeleted = "An archive of X has neither messages that were deleted";
    private const string Older = "Older messages can be missing";
    private static readonly string[] All = [OnlyClassic, OnlyChat, NoEncrypted, NoDeleted, Older];

    [Theory]
    [InlineData("Classic", "111-222", OnlyClassic, Older)]
    [InlineData("Chat", "111-222", OnlyChat)]
    [InlineData("Chat", "g1590000000000000001")]
    [InlineData("Classic", "1590000000000000001", Older)]
    [InlineData("Archive", "111-222", NoEncrypted, NoDeleted)]
    [InlineData("Archive", "1590000000000000001", NoDeleted)]
    public void A_source_lacks_what_only_others_have(string source, string conversation, params string[] expected) => Check(expected, [Event(1, source, conversation)]);

    [Fact]
    public void Several_sources_complete_each_other()
    {
        Check([], [Event(1, "Chat"), Event(2, "Archive")]);
        Check([NoEncrypted], [Event(1, "Classic"), Event(2, "Archive")]);
        Check([Older], [Event(1, "Classic"), Event(2, "Chat")]);
    }

    [Fact]
    public void Only_a_period_that_X_does_not_list_can_lack_older_messages()
    {
        var now = TestEvents.Start.AddDays(40);
        Check([OnlyClassic], [Event(60 * 24 * 15, "Classic")], options => options with { Clock = new ManualClock(now), Since = now.AddDays(-29) });
        Check([OnlyClassic, Older], [Event(60 * 24 * 15, "Classic")], options => options with { Clock = new ManualClock(now), Since = now.AddDays(-31) });
        Check([OnlyClassic], [new DmEvent(Event(1, "Classic")) { ImportedFrom = "/a.jsonl" }]);
    }

    [Theory]
    [InlineData(
        "call 030 1234567 or a@example.com, Blue",
        "phone numbers and card numbers were removed from the texts, in 2 places.",
        "Other words were removed from the texts, in one place.")]
    [InlineData(
        "nothing",
        "phone numbers and card numbers were looked for in the texts; none was found.",
        "Other words were looked for in the texts; none was found.")]
    public void Removals_are_counted_once_for_each_event(string text, string contacts, string words)
    {
        var message = TestEvents.Message(1, text);
        var page = Exported.Text(DmTranscriptFormat.Html, [message, message], options => options with { Redact = true, Patterns = ["blue"] });

        Assert.Contains(contacts, page, StringComparison.Ordinal);
        Assert.Contains(words, page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mark_of_verified_messages_is_explained_where_there_are_any()
    {
        const string Legend = "✓ The signature was verified";
        Assert.Contains(Legend, Exported.Text(DmTranscriptFormat.Html, [TestEvents.Chat(1)]), StringComparison.Ordinal);
        Assert.DoesNotContain(Legend, Exported.Text(DmTranscriptFormat.Html, [TestEvents.Message(1)]), StringComparison.Ordinal);
        Assert.DoesNotContain(Legend, Exported.Text(DmTranscriptFormat.Html, [new DmEvent(TestEvents.Chat(1)) { ImportedFrom = "/a.jsonl" }]), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_several_names_is_set_apart()
    {
        var layla = new DmUser { Id = "333", Username = "layla_h", Name = "ليلى حسن" };
        DmEvent[] events =
        [
            Event(1, "Classic", "1590000000000000001"),
            new(Event(2, "Classic", "1590000000000000001")) { SenderId = layla.Id, Sender = layla },
            new(Event(3, "Classic", "1590000000000000001")) { SenderId = TestEvents.Me, Sender = null, Direction = nameof(DmDirection.Outgoing) },
        ];
        var page = Exported.Text(DmTranscriptFormat.Html, events);

        Assert.Contains("<h1>Group with <bdi>Ann</bdi> and <bdi>ليلى حسن</bdi></h1>", page, StringComparison.Ordinal);
        Assert.Contains("<title>Group with &#x2068;Ann&#x2069; and &#x2068;ليلى حسن&#x2069;</title>", page, StringComparison.Ordinal);
        Assert.StartsWith("# Group with \u2068Ann\u2069 and \u2068ليلى حسن\u2069\n", Exported.Text(DmTranscriptFormat.Markdown, events), StringComparison.Ordinal);
        Assert.Contains("- Sources: Direct Messages\n", Exported.Text(DmTranscriptFormat.Markdown, events), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_of_which_one_person_appears_does_not_look_like_a_conversation_of_two()
    {
        DmEvent[] events = [Event(1, "Classic", "1590000000000000001")];
        var text = Exported.Text(DmTranscriptFormat.Markdown, events);
        var page = Exported.Text(DmTranscriptFormat.Html, events);

        Assert.StartsWith("# Group with Ann\n", text, StringComparison.Ordinal);
        Assert.Contains("- Participants, at least: Ann", text, StringComparison.Ordinal);
        Assert.Contains("<h1>Group with <bdi>Ann</bdi></h1>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Participants, at least</dt>", page, StringComparison.Ordinal);
        Assert.Contains("- Participants: ", Exported.Text(DmTranscriptFormat.Markdown, [Event(1, "Classic")]), StringComparison.Ordinal);
        Assert.StartsWith("# Book club\n", Exported.Text(DmTranscriptFormat.Markdown, [new(events[0]) { ConversationName = "Book club" }]), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_people_only_the_cover_says_the_handles_and_days_have_their_names()
    {
        DmEvent[] pair = [Event(1, "Classic"), Event(60 * 24, "Classic")];
        DmEvent[] group = [Event(1, "Classic", "1590000000000000001")];

        Assert.DoesNotContain("<p class=\"by\"><b><bdi>Ann</bdi></b> <bdi", Exported.Text(DmTranscriptFormat.Html, pair), StringComparison.Ordinal);
        Assert.Contains("<p class=\"by\"><b><bdi>Ann</bdi></b> <bdi class=\"at\">@ann</bdi>", Exported.Text(DmTranscriptFormat.Html, group), StringComparison.Ordinal);
        Assert.Contains(">Fri 20</a>", Exported.Text(DmTranscriptFormat.Html, pair), StringComparison.Ordinal);
    }

    private static void Check(string[] expected, DmEvent[] events, Func<DmTranscriptOptions, DmTranscriptOptions>? change = null)
    {
        var page = Exported.Text(DmTranscriptFormat.Html, events, change);
        Assert.Equal(expected, All.Where(words => page.Contains(words, StringComparison.Ordinal)));
    }

    private static DmEvent Event(int number, string source, string conversation = TestEvents.Pair) => new(TestEvents.Message(number))
    {
        Source = source,
        ConversationId = conversation,
        ConversationType = conversation.Contains('-', StringComparison.Ordinal) ? nameof(DmConversationType.OneToOne) : nameof(DmConversationType.Group),
        ParticipantIds = DmList<string>.Empty,
    };
}
