using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.Markdown;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>Text from strangers shows as it is in Markdown.</summary>
public sealed class MarkdownTests
{
    [Theory]
    [InlineData("# heading", "\\# heading")]
    [InlineData("**bold** _it_ `code`", "\\*\\*bold\\*\\* \\_it\\_ \\`code\\`")]
    [InlineData("[link](javascript:alert(1))", "\\[link\\](javascript:alert(1))")]
    [InlineData("![image](https://evil.example/x.png)", "\\!\\[image\\](https\\://evil.example/x.png)")]
    [InlineData("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>")]
    [InlineData("&lt; &#x3c;", "\\&lt; \\&\\#x3c;")]
    [InlineData("- a", "\\- a")]
    [InlineData("+ a", "\\+ a")]
    [InlineData("1. a", "1\\. a")]
    [InlineData("12) a", "12\\) a")]
    [InlineData("===", "\\===")]
    [InlineData("> quote", "\\> quote")]
    [InlineData("a | b", "a \\| b")]
    [InlineData("www.example.com", "www\\.example.com")]
    [InlineData("a@example.com", "a\\@example.com")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("    code", "\u00A0\u00A0\u00A0\u00A0code")]
    [InlineData("a\u202Eb\u001Bc", "a\\<U+202E\\>b\u241Bc")]
    [InlineData("plain, 1.5 - text (fine): yes?", "plain, 1.5 - text (fine): yes?")]
    public void Markup_is_escaped(string text, string expected) => Assert.Equal(expected, MarkdownText.Line(text));

    [Fact]
    public void Lines_stay_lines_of_one_paragraph() => Assert.Equal("a\\\n\\# b\\\n\\\n\\- c", MarkdownText.Paragraph("a\r\n# b\n\n- c"));

    [Theory]
    [InlineData("https://example.com/a?b=c#d", "<https://example.com/a?b=c#d>")]
    [InlineData("https://example.com/<b> x", "<https://example.com/%3Cb%3E%20x>")]
    [InlineData("https://exаmple.com/", "<https://xn--exmple-4nf.com/>")]
    [InlineData("javascript:alert(1)", "javascript:alert(1)")]
    [InlineData("not a link", "not a link")]
    [InlineData("https://xn--ab\u00E9c/a", "https\\://xn--ab\u00E9c/a")]
    public void Only_addresses_of_the_web_are_links(string url, string expected) => Assert.Equal(expected, MarkdownText.Link(url));

    [Fact]
    public void A_transcript_shows_everything_that_belongs_to_a_message()
    {
        var message = new DmEvent(TestEvents.Chat(2, "first")) { ReplyToId = TestEvents.Id(1), Media = new([new() { MediaKey = "3_7", FileName = "a b.pdf" }]) };
        var edit = new DmEvent(TestEvents.About(3, DmEventType.MessageEdit, 2)) { Text = "second", Urls = new(["https://example.com/"]) };
        var reaction = new DmEvent(TestEvents.About(4, DmEventType.ReactionAdd, 2)) { Reaction = "👍" };
        var deletion = TestEvents.About(5, DmEventType.MessageDelete, 2);
        var leave = new DmEvent(TestEvents.Message(1500))
        {
            EventType = nameof(DmEventType.ParticipantsLeave),
            SenderId = null,
            Sender = null,
            ParticipantIds = new([TestEvents.Ann]),
            Text = null,
        };

        var text = Exported.Text(DmTranscriptFormat.Markdown, [TestEvents.Chat(1, "the question"), message, edit, reaction, deletion, leave]);

        Assert.Contains("## Friday, 20 November 2026\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "**Ann (\\@ann)** *10:02:00* (edited)\n\n> **Ann (\\@ann)**: the question\n\n*Deleted by Ann (\\@ann), 2026-11-20 10:05:00.*\n\nsecond\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains(
            "- Link: <https://example.com/>\n- Attachment: attachment: a b.pdf (file not included)\n- Before the edit, 2026-11-20 10:02:00: first\n- Reactions: 👍 Ann (\\@ann)\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains("## Saturday, 21 November 2026\n\n*11:00:00* — Ann left\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_without_text_says_so()
    {
        const string Words = "*A message without text*\n";
        string Show(DmEvent message, params DmEvent[] others) => Exported.Text(DmTranscriptFormat.Markdown, [message, .. others]);

        Assert.Contains($"*10:01:00*\n\n{Words}", Show(TestEvents.Chat(1, string.Empty)), StringComparison.Ordinal);
        Assert.DoesNotContain(Words, Show(TestEvents.Chat(1)), StringComparison.Ordinal);
        Assert.DoesNotContain(Words, Show(new(TestEvents.Chat(1, string.Empty)) { Media = new([new() { MediaKey = "3_7" }]) }), StringComparison.Ordinal);
        Assert.DoesNotContain(Words, Show(new(TestEvents.Chat(1)) { Text = null, ContentState = nameof(DmContentState.NoKey) }), StringComparison.Ordinal);
        Assert.DoesNotContain(Words, Show(TestEvents.Chat(1, string.Empty), TestEvents.About(2, DmEventType.MessageDelete, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_beyond_a_hundred_are_counted()
    {
        var text = Exported.Text(
            DmTranscriptFormat.Markdown,
            [new DmEvent(TestEvents.Chat(1)) { Urls = new(Enumerable.Range(1, 103).Select(number => $"https://example.com/{number}")) }]);

        Assert.Contains("<https://example.com/100>\n- and 3 more addresses\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com/101", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page.svg")]
    [InlineData("page.HTML")]
    public void A_file_that_a_browser_would_run_is_named_and_not_linked(string name)
    {
        using var folder = new ScratchFolder();
        var path = folder[name];
        File.WriteAllText(path, "<svg/>");
        var text = Exported.Text(
            DmTranscriptFormat.Markdown,
            [
                new DmEvent(TestEvents.Chat(1))
                {
                    Media = new([
                        new()
                        {
                            MediaKey = "3_7",
                            FileName = name,
                            LocalPath = path,
                        },
                    ]),
                },
            ]);

        Assert.Contains("and not linked", text, StringComparison.Ordinal);
        Assert.Contains(name, text, StringComparison.Ordinal);
        Assert.DoesNotContain("](", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_proven_or_cannot_be_read_is_marked()
    {
        var unreadable = new DmEvent(TestEvents.Chat(2)) { Text = null, IsVerified = null, ContentState = nameof(DmContentState.NoKey) };
        var imported = new DmEvent(TestEvents.Chat(3)) { ImportedFrom = "/tmp/t.jsonl" };
        var text = Exported.Text(DmTranscriptFormat.Markdown, [new DmEvent(TestEvents.Chat(1)) { IsVerified = false }, unreadable, imported]);

        Assert.Contains("*10:01:00* (unverified)", text, StringComparison.Ordinal);
        Assert.Contains("*10:02:00* (encrypted, and the key is missing)", text, StringComparison.Ordinal);
        Assert.Contains("*10:03:00* (verified when exported)", text, StringComparison.Ordinal);
        Assert.Contains("The content of one event could not be read.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_in_the_time_zone_that_was_chosen()
    {
        var text = Exported.Text(
            DmTranscriptFormat.Markdown,
            [new DmEvent(TestEvents.Message(1)) { CreatedAtUtc = new(2026, 11, 20, 23, 30, 0, TimeSpan.Zero) }],
            options => options with { TimeZone = "Asia/Tokyo" });

        Assert.Contains("## Saturday, 21 November 2026\n\n**Ann (\\@ann)** *08:30:00*", text, StringComparison.Ordinal);
        Assert.Contains("- Time zone: Asia/Tokyo\n", text, StringComparison.Ordinal);
    }
}
