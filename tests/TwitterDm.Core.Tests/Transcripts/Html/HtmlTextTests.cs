using TwitterDm.Transcripts;
using TwitterDm.Transcripts.Html;
using static TwitterDm.Core.Tests.Transcripts.Html.SamplePart;

namespace TwitterDm.Core.Tests.Transcripts.Html;

/// <summary>The texts of pages: everything is escaped, nothing is hidden, and links show where they lead.</summary>
public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("one\ntwo\r\nthree\rfour\tfive", "one\ntwo\nthree\nfour\tfive")]
    [InlineData("\u202Egpj", "<b class=\"c\">U+202E</b>gpj")]
    [InlineData("\u2066x\u2069", "<b class=\"c\">U+2066</b>x<b class=\"c\">U+2069</b>")]
    [InlineData("a\u200B\u200B\u200Bb", "a<b class=\"c\">U+200B ×3</b>b")]
    [InlineData("\u001B[0m\u007F", "<b class=\"c\">U+001B</b>[0m<b class=\"c\">U+007F</b>")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("a\u200Cb", "a<b class=\"c\">U+200C</b>b")]
    [InlineData("שלום\u200F!", "שלום\u200F!")]
    [InlineData("👩\u200D👧 ❤\uFE0F 🏴\U000E0067\U000E0062\U000E007F", "👩\u200D👧 ❤\uFE0F 🏴\U000E0067\U000E0062\U000E007F")]
    [InlineData("x\U000E0067y", "x<b class=\"c\">U+E0067</b>y")]
    public void What_a_browser_would_hide_is_shown(string text, string expected) => Assert.Equal(expected, TextOf(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_a_replacement_character() => Assert.Equal("\uFFFD!\uFFFD", TextOf("\uD83D!\uDE00"));

    [Fact]
    public void Thousands_of_combining_marks_become_one_mark()
    {
        var text = TextOf("e" + new string('\u0301', 10_000) + "f");
        Assert.Equal("e\u0301\u0301\u0301\u0301\u0301\u0301<b class=\"c\">9,994 combining marks</b>f", text);
    }

    [Theory]
    [InlineData("see https://example.com/a?b=c&d.", "see ", "https://example.com/a?b=c&amp;d", ".")]
    [InlineData("(HTTP://Example.com/X)", "(", "http://example.com/X", ")")]
    [InlineData("https://аррӏе.com/login", "", "https://xn--80ak6aa92e.com/login", "")]
    [InlineData("http://[::1]:8080/x", "", "http://[::1]:8080/x", "")]
    public void A_link_shows_where_it_leads(string text, string before, string target, string after) => Assert.Equal($"{before}{Link(target)}{after}", TextOf(text));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("https://bank.example@attacker.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//attacker.example/x")]
    [InlineData("https://xn--ab\u00E9c/a")]
    public void What_is_not_an_address_of_the_web_is_text(string text)
    {
        Assert.Equal(text, TextOf(text));
        Assert.DoesNotContain("href=\"" + text, Samples.PageOf(new SamplePart().Say(Mara, "x", urls: text).Build()), StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"<p class=\"t link\">{text}</p>", Samples.PageOf(new SamplePart().Say(Mara, "x", urls: text).Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void Escapes_in_a_path_are_shown_decoded_unless_that_hides_something()
    {
        Assert.Contains(">https://example.com/été</a>", TextOf("https://example.com/%C3%A9t%C3%A9"), StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.com/%C3%A9t%C3%A9\"", TextOf("https://example.com/été"), StringComparison.Ordinal);
        Assert.Contains(">https://example.com/%E2%80%AEa</a>", TextOf("https://example.com/%E2%80%AEa"), StringComparison.Ordinal);
        Assert.Contains(">https://example.com/a%20b</a>", TextOf("https://example.com/a%20b"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_address_breaks_between_its_parts()
        => Assert.Contains(">https://example.com/<wbr>a/<wbr>b<wbr>?c=1<wbr>&amp;d=2</a>", TextWithBreaksOf("https://example.com/a/b?c=1&d=2"), StringComparison.Ordinal);

    [Fact]
    public void Shortened_links_show_their_targets_in_order()
        => Assert.Equal(
            $"a {Link("https://one.example/")} b {Link("https://two.example/")} a {Link("https://one.example/")}",
            TextOf("a https://t.co/1 b https://t.co/2 a https://t.co/1", urls: ["https://one.example/", "https://two.example/"]));

    [Fact]
    public void Targets_that_cannot_be_assigned_are_listed()
    {
        var page = Samples
            .PageOf(new SamplePart().Say(Mara, "https://t.co/1 https://t.co/2", urls: "https://one.example/").Build())
            .Replace("<wbr>", string.Empty, StringComparison.Ordinal);
        Assert.Contains(
            $">{Link("https://t.co/1")} {Link("https://t.co/2")}</p>\n<p class=\"t link\">{Link("https://one.example/")}</p>",
            page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_of_an_attachment_is_not_repeated_in_the_text()
    {
        TranscriptEntry WithPhoto(TranscriptEntry entry) => entry with
        {
            Event = new()
            {
                Id = "1",
                EventType = nameof(DmEventType.MessageCreate),
                Text = entry.Event.Text,
                Urls = entry.Event.Urls,
                Media = new([new DmMedia { MediaKey = "3_1" }]),
            },
        };
        Assert.Contains(">Look </p>", Samples.PageOf(new SamplePart().Say(Mara, "Look https://t.co/1", WithPhoto).Build()), StringComparison.Ordinal);
        Assert.Contains(">Look </p>", Samples.PageOf(new SamplePart().Say(Mara, "Look https://t.co/1", WithPhoto, urls: "https://twitter.com/messages/media/1").Build()), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"t\"", Samples.PageOf(new SamplePart().Say(Mara, "https://t.co/1", WithPhoto).Build()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("🎉", true)]
    [InlineData("👍🏽❤️🔥", true)]
    [InlineData("🎉🎉🎉🎉", false)]
    [InlineData("🎉!", false)]
    public void A_few_emoji_are_large(string text, bool isBig)
        => Assert.Equal(isBig, Samples.PageOf(new SamplePart().Say(Mara, text).Build()).Contains("<p class=\"t big\"", StringComparison.Ordinal));

    [Theory]
    [InlineData("1712000000000000003", "e-1712000000000000003")]
    [InlineData("\"><script>", "x-")]
    [InlineData("archive:1-2:join:2024", "x-")]
    public void Every_id_has_an_anchor(string id, string anchor)
    {
        Assert.StartsWith(anchor, Anchor.Of(id), StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9-]+$", Anchor.Of(id));
    }

    [Theory]
    [InlineData("../media/a%20b.png", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("//attacker.example/a.png", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("\\\\attacker.example\\a.png", false)]
    [InlineData("C:/a.png", false)]
    public void Only_files_beside_the_page_are_linked(string link, bool isLinked)
    {
        var page = Samples.PageOf(new SamplePart().Say(Mara, "Look", entry => entry with { Attachments = [HtmlTranscriptTests.Picture(link)] }).Build());
        Assert.Equal(isLinked, page.Contains($"src=\"{link}\"", StringComparison.Ordinal));
        Assert.Equal(!isLinked, page.Contains("The file is not in this transcript.", StringComparison.Ordinal));
    }

    private static string Link(string target) => $"<a class=\"u\" dir=\"ltr\" rel=\"noreferrer noopener\" target=\"_blank\" href=\"{target}\">{target}</a>";

    private static string TextOf(string text, params string[] urls) => TextWithBreaksOf(text, urls).Replace("<wbr>", string.Empty, StringComparison.Ordinal);

    private static string TextWithBreaksOf(string text, params string[] urls)
        => PageReader.Between(Samples.PageOf(new SamplePart().Say(Mara, text, urls: urls).Build()), "<p class=\"t\" dir=\"auto\">", "</p>");
}
