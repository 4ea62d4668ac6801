using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.Redaction;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>What nobody should see is removed from all texts; ids, times and people stay.</summary>
public sealed class RedactionTests
{
    [Theory]
    [InlineData("write to ann.smith+x@mail.example.com, please", "write to [redacted], please")]
    [InlineData("<jörg@exämple.de>", "<[redacted]>")]
    [InlineData("?to=ann%40example.com&x=1", "?to=[redacted]&x=1")]
    [InlineData("mailto:ann@localhost.", "mailto:[redacted].")]
    [InlineData("call +49 (0)30 1234-5678 now", "call [redacted] now")]
    [InlineData("555-867-5309", "[redacted]")]
    [InlineData("(555) 867-5309", "[redacted]")]
    [InlineData("+15558675309", "[redacted]")]
    [InlineData("5558675309", "[redacted]")]
    [InlineData("٠١٢٣٤٥٦٧٨٩", "[redacted]")]
    [InlineData("4111 1111 1111 1111", "[redacted]")]
    [InlineData("card 4111111111111111.", "card [redacted].")]
    [InlineData("3782-822463-10005", "[redacted]")]
    public void Contact_data_is_removed(string text, string expected) => Assert.Equal(expected, new TextRedactor(true, []).Of(text));

    [Theory]
    [InlineData("1712000000000000003")]
    [InlineData("https://x.com/i/status/1712000000000000003")]
    [InlineData("on 2026-11-20 10:15 and 20.11.2026")]
    [InlineData("192.168.100.200")]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("1,234 of 56789")]
    [InlineData("@ann and @ bob")]
    [InlineData("v10.0.19041")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015")]
    public void Other_texts_stay(string text) => Assert.Equal(text, new TextRedactor(true, []).Of(text));

    [Fact]
    public void A_pattern_is_removed_regardless_of_case_and_matches_nothing_empty()
        => Assert.Equal("[redacted] x [redacted]", new TextRedactor(false, ["project \\w+", "q*"]).Of("Project Blue x PROJECT red"));

    [Fact]
    public void A_pattern_that_takes_too_long_is_an_error_and_the_text_is_not_written()
    {
        var error = Assert.Throws<DmException>(() => new TextRedactor(false, ["^(a+)+$"]).Of(new string('a', 60) + "!"));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains("(a+)+", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_hostile_texts_are_redacted_quickly()
    {
        var redactor = new TextRedactor(true, []);
        foreach (var piece in new[] { "1", "1 ", "a@", "a.", "(1", "1-", "@", "%40", "+" })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 10_000));
            Assert.NotEqual(TextRedactor.Replacement, redactor.Of(text + " end"));
            Assert.NotEqual(TextRedactor.Replacement, redactor.Of(text + "@! end"));
        }
    }

    [Theory]
    [InlineData(DmTranscriptFormat.Html)]
    [InlineData(DmTranscriptFormat.Markdown)]
    [InlineData(DmTranscriptFormat.JsonLines)]
    public void Nothing_that_was_removed_is_anywhere_in_a_file(DmTranscriptFormat format)
    {
        const string Secret = "secret7@example.com";
        var post = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["referenced_posts"] = new object?[] { new Dictionary<string, object?>(StringComparer.Ordinal) { ["text"] = Secret, ["id"] = "1712000000000000009", ["tag_id"] = $"see {Secret}" } },
            ["encoded_event"] = Convert.ToBase64String("secret7@example.com"u8),
        };
        var message = new DmEvent(TestEvents.Chat(1, $"{Secret} hi"))
        {
            Sender = new() { Id = TestEvents.Ann, Name = "Ann", AdditionalProperties = new(new Dictionary<string, object?>(StringComparer.Ordinal) { ["description"] = Secret }, "{}") },
            ConversationName = Secret,
            Urls = new([$"https://example.com/?{Secret}"]),
            Media = new([new() { MediaKey = "3_7", AltText = Secret, FileName = Secret }]),
            Quote = new() { SenderId = TestEvents.Me, Text = Secret },
            AdditionalProperties = new(post, $"{{\"text\":\"{Secret}\"}}"),
        };
        var edit = new DmEvent(TestEvents.About(2, DmEventType.MessageEdit, 1)) { Text = $"edited {Secret}" };
        var unproven = new DmEvent(TestEvents.About(3, DmEventType.MessageEdit, 1, false)) { Text = $"forged {Secret}" };

        var text = Exported.Text(format, [message, edit, unproven, TestEvents.Chat(5)], options => options with { Redact = true });

        Assert.DoesNotContain("secret7", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String("secret7"u8)[..8], text, StringComparison.Ordinal);
        Assert.Contains("redacted", text, StringComparison.Ordinal);
        if (format == DmTranscriptFormat.JsonLines)
            Assert.Contains("1712000000000000009", text, StringComparison.Ordinal);
        Assert.Contains("were removed from the texts", text, StringComparison.Ordinal);
    }

    [Fact]
    public void People_ids_and_times_stay()
    {
        var before = new DmEvent(TestEvents.Message(1)) { Sender = new() { Id = "5558675309", Username = "ann", Name = "ann@example.com" }, SenderId = "5558675309" };
        var after = new EventRedactor(new TextRedactor(true, ["ann"])).Of(before);

        Assert.Equal(DeepEquality.Describe(before, nameof(DmEvent.Text)), DeepEquality.Describe(after, nameof(DmEvent.Text)));
    }
}
