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
    [InlineData("4111111111111112")]
    [InlineData("id 385551234567890123, 1763354713912246273")]
    [InlineData("$1,234,567.89 or 1.234.567,89 or 1 234 567,89 or €1.234.567")]
    [InlineData("10.0.0.255 and 172.16.254.1:8080")]
    [InlineData("7.6.9 to 122.0.6261.112")]
    [InlineData("2026-11-20 10:15:30.1234567+01:00")]
    [InlineData("2026-11-20T10:15:30.123 +0200, 11/20/2026 10.15.30")]
    [InlineData("2019-2020, 2024/2025")]
    [InlineData("3f2504e0-4f89-4123-8123-123456789012")]
    [InlineData("DE12 is a road")]
    [InlineData("thanks! @ann, see @bob.")]
    [InlineData("1,234 of 56789")]
    [InlineData("@ann and @ bob")]
    [InlineData("v10.0.19041")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015")]
    public void Other_texts_stay(string text) => Assert.Equal(text, new TextRedactor(true, []).Of(text));

    [Theory]
    [InlineData("card 4111 1111 1111 1111 12/27 123", "card [redacted]")]
    [InlineData("3782 822463 10005 12/28", "[redacted]")]
    [InlineData("4111111111111111 0127 999", "[redacted]")]
    [InlineData("4111 1111 1111 1111\n5500 0000 0000 0004", "[redacted]\n[redacted]")]
    [InlineData("555-123-4567\n555-987-6543", "[redacted]\n[redacted]")]
    [InlineData("555-123-4567\u2028555-987-6543", "[redacted]\u2028[redacted]")]
    [InlineData("5551234567 5559876543", "[redacted]")]
    [InlineData("(555)123-4567 (555)987-6543", "[redacted]")]
    [InlineData("2024-03-01 555-123-4567", "2024-03-01 [redacted]")]
    [InlineData("2024-03-01 5551234567", "2024-03-01 [redacted]")]
    [InlineData("01.02.2023 0171 1234567", "01.02.2023 [redacted]")]
    [InlineData("order 1234567890123 555-123-4567", "order [redacted]")]
    [InlineData("1763354713912246273 5551234567", "1763354713912246273 [redacted]")]
    [InlineData("5551234567 10:15", "[redacted] 10:15")]
    [InlineData("555 - 123 - 4567", "[redacted]")]
    [InlineData("+49 (0) 171 - 1234567", "[redacted]")]
    [InlineData("170.123.456.789", "[redacted]")]
    [InlineData("4111_1111_1111_1111", "[redacted]")]
    [InlineData("4111,1111,1111,1111", "[redacted]")]
    [InlineData("card:4111111111111111exp0127", "card:[redacted]exp0127")]
    [InlineData("tel_5551234567", "tel_[redacted]")]
    [InlineData("no5551234567", "no[redacted]")]
    [InlineData("5551234567a", "[redacted]a")]
    [InlineData("tel:1234567", "tel:[redacted]")]
    [InlineData("tel:+49%20171%201234567", "tel:[redacted]")]
    [InlineData("41111111111111111227123", "[redacted]")]
    [InlineData("10.0.0.1 555.123.4567", "10.0.0.1 [redacted]")]
    [InlineData("5\u200B55\u00AD123\u2060456\uFEFF7", "[redacted]")]
    [InlineData("\u202A4111\u202C1111\u206611111111\u2069", "\u202A[redacted]")]
    [InlineData("5️⃣5️⃣5️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣!", "[redacted]!")]
    [InlineData("𝟓𝟓𝟓𝟏𝟐𝟑𝟒𝟓𝟔𝟕", "[redacted]")]
    [InlineData("DE89 3704 0044 0532 0130 00", "[redacted]")]
    [InlineData("iban:gb29nwbk60161331926819.", "iban:[redacted].")]
    [InlineData("NL91-ABNA-0417-1643-00 ok", "[redacted] ok")]
    public void Numbers_are_removed_also_beside_others(string text, string expected) => Assert.Equal(expected, new TextRedactor(true, []).Of(text));

    [Theory]
    [InlineData("joe@exam\u0301ple.com!", "[redacted]!")]
    [InlineData("jo\u200Be@exa\u00ADmple\u2060.c\uFEFFom", "[redacted]")]
    [InlineData("j\u202Eoe@example.com", "[redacted]")]
    [InlineData("\"joe doe\"@example.com", "[redacted]")]
    [InlineData("joe@[127.0.0.1] x", "[redacted] x")]
    [InlineData("joe@[IPv6:2001:db8::1]", "[redacted]")]
    [InlineData("a!b@example.com", "[redacted]")]
    [InlineData("a#b/c=d?e{f}|g~h`i^j&k*l$m%n'o@example.com", "[redacted]")]
    [InlineData("joe@example.com@example.org", "[redacted]")]
    [InlineData("joe@@example.com", "[redacted]")]
    [InlineData("joe＠example。com", "[redacted]")]
    [InlineData("joe@example．com", "[redacted]")]
    [InlineData("用户@例子.公司", "[redacted]")]
    [InlineData("संपर्क@उदाहरण.भारत", "[redacted]")]
    [InlineData("me@💩.la", "[redacted]")]
    [InlineData("joe.@example.com", "[redacted]")]
    [InlineData("joe&#64;example.com", "[redacted]")]
    [InlineData("https://e.com/?m=joe@example.com&x=1", "https://e.com/?m=[redacted]&x=1")]
    [InlineData("ann@example.com,bob@example.com", "[redacted],[redacted]")]
    [InlineData("joe@example.com\u0301\u0301.", "[redacted].")]
    public void Addresses_of_all_forms_are_removed(string text, string expected) => Assert.Equal(expected, new TextRedactor(true, []).Of(text));

    [Theory]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("1.")]
    [InlineData("1,2 ")]
    [InlineData("12-")]
    [InlineData("a@")]
    [InlineData("@a.")]
    [InlineData("a.")]
    [InlineData("\"@")]
    [InlineData("a@[")]
    [InlineData("://?")]
    [InlineData("b1-")]
    [InlineData("DE12 ")]
    [InlineData("a\u0301")]
    [InlineData("+(")]
    public void A_long_text_is_read_a_fixed_number_of_times(string piece)
    {
        var text = new FoldedText(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)) + "@5551234567");

        Assert.NotEmpty(ContactData.Find(text));
        Assert.InRange(text.Reads, 1, 400L * text.Length);
    }

    [Fact]
    public void All_that_a_file_can_contain_is_searched()
    {
        const string Secret = "secret7@example.com";
        var values = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [Secret] = Secret,
            ["also" + Secret] = 1L,
            ["note_key"] = "5551234567",
            ["id"] = "555-123-4567",
            ["phone"] = 5551234567L,
            ["card"] = 4111111111111111d,
            ["post_id"] = "5551234568",
            ["created_at"] = 1763354713912L,
        };
        var message = new DmEvent(TestEvents.Chat(1))
        {
            EventType = nameof(DmEventType.Unknown),
            EventTypeName = Secret,
            Reaction = Secret,
            MessageId = Secret,
            ReferencedPostIds = new([Secret, "1712000000000000003"]),
            Urls = new([$"mailto:{Secret}", "tel:+1-555-123-4567"]),
            Media = new([
                new()
                {
                    MediaKey = "3_7",
                    Url = $"https://e.com/{Secret}",
                    PreviewImageUrl = $"https://e.com/{Secret}",
                    Variants = new([new() { Url = $"https://e.com/{Secret}" }]),
                },
            ]),
            AdditionalProperties = new(values, "{}"),
        };

        var text = Exported.Text(DmTranscriptFormat.JsonLines, [message], options => options with { Redact = true });

        Assert.DoesNotContain("secret7", text, StringComparison.Ordinal);
        Assert.DoesNotContain("5551234567", text, StringComparison.Ordinal);
        Assert.DoesNotContain("123-4567", text, StringComparison.Ordinal);
        Assert.DoesNotContain("4111111111111111", text, StringComparison.Ordinal);
        Assert.DoesNotContain("4.111", text, StringComparison.Ordinal);
        Assert.Contains("1712000000000000003", text, StringComparison.Ordinal);
        Assert.Contains("5551234568", text, StringComparison.Ordinal);
        Assert.Contains("1763354713912", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1712000000000000003")]
    [InlineData("3f2504e0-4f89-4123-8123-123456789012")]
    public void The_id_of_a_message_stays(string id)
        => Assert.Equal(id, new EventRedactor(new TextRedactor(true, [])).Of(new DmEvent(TestEvents.Chat(1)) { MessageId = id }).MessageId);

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
            ["referenced_posts"] = new object?[]
            {
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["text"] = Secret,
                    ["id"] = "1712000000000000009",
                    ["tag_id"] = $"see {Secret}",
                },
            },
            ["encoded_event"] = Convert.ToBase64String("secret7@example.com"u8),
        };
        var message = new DmEvent(TestEvents.Chat(1, $"{Secret} hi"))
        {
            Sender = new()
            {
                Id = TestEvents.Ann,
                Name = "Ann",
                AdditionalProperties = new(new Dictionary<string, object?>(StringComparer.Ordinal) { ["description"] = Secret }, "{}"),
            },
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
