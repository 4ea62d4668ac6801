using TwitterDm.Text;

namespace TwitterDm.Core.Tests.Text;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain text, naïve 日本語", "plain text, naïve 日本語")]
    [InlineData("two\nlines\tand\r\nmore", "two␊lines␉and␍␊more")]
    [InlineData("\u001b[31mred\u001b]0;title\u0007", "␛[31mred␛]0;title␇")]
    [InlineData("invoice\u202Efdp.exe", "invoice<U+202E>fdp.exe")]
    [InlineData("a\u200Bb\uFEFFc\u2028d", "a<U+200B>b<U+FEFF>c<U+2028>d")]
    [InlineData("\u007f\u009b31m", "␡<U+009B>31m")]
    [InlineData("\U000E0041", "<U+E0041>")]
    [InlineData("👩‍👩‍👧 🇩🇪 👍🏽", "👩‍👩‍👧 🇩🇪 👍🏽")]
    [InlineData("❤️‍🔥 1️⃣ ☎️ ©️", "❤️‍🔥 1️⃣ ☎️ ©️")]
    [InlineData("مرحبا שלום", "مرحبا שלום")]
    [InlineData("สวัสดี क्षि Tiếng Việt e\u0301 שָׁלוֹם", "สวัสดี क्षि Tiếng Việt e\u0301 שָׁלוֹם")]
    [InlineData("ක්\u200Dෂ", "ක්\u200Dෂ")]
    [InlineData("a\u200Cb\u200Dc", "a<U+200C>b<U+200D>c")]
    [InlineData("👩\u200D\u200D👧 \u200D", "👩<U+200D><U+200D>👧 <U+200D>")]
    [InlineData("a\u034Fb\u115F\u1160\u3164\uFFA0", "a<U+034F>b<U+115F><U+1160><U+3164><U+FFA0>")]
    [InlineData("\u180B\u180D\u206A\u206F\u2800", "<U+180B><U+180D><U+206A><U+206F><U+2800>")]
    [InlineData("a\uFE00\uFE0Fb❤\uFE0F\uFE0F\U000E0100", "a<U+FE00><U+FE0F>b❤\uFE0F<U+FE0F><U+E0100>")]
    [InlineData("\u0301a", "<U+0301>a")]
    [InlineData(null, "")]
    public void Terminal_control_characters_are_made_visible(string? text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void A_lone_surrogate_is_made_visible() => Assert.Equal("a<U+FFFD>", VisibleText.Of("a\ud83d"));

    [Fact]
    public void Endless_combining_marks_are_made_visible()
        => Assert.Equal("e" + new string('\u0301', 6) + string.Concat(Enumerable.Repeat("<U+0301>", 3)) + "x", VisibleText.Of("e" + new string('\u0301', 9) + "x"));

    [Fact]
    public void Invisible_characters_in_JSON_are_escaped_without_a_change_of_its_values()
    {
        const string Json = "{\"a\":\"x\u202E\uFE00y\U000E0041\"}";
        var visible = VisibleText.OfJson(Json);
        Assert.Equal("{\"a\":\"x\\u202e\\ufe00y\\udb40\\udc41\"}", visible);
        Assert.Equal("x\u202E\uFE00y\U000E0041", System.Text.Json.JsonDocument.Parse(visible).RootElement.GetProperty("a").GetString());
    }

    [Fact]
    public void Long_text_is_truncated_with_an_ellipsis() => Assert.Equal("abc…", VisibleText.Of("abcdef", 3));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'␉=1")]
    [InlineData("  =1", "'  =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\u2003=1", "'\u2003=1")]
    [InlineData("\u2009\u202F\u3000=1", "'\u2009\u202F\u3000=1")]
    [InlineData("\uFE66" + "1", "'\uFE66" + "1")]
    [InlineData("\u2212" + "1", "'\u2212" + "1")]
    [InlineData("\u200B=1", "<U+200B>=1")]
    [InlineData("1=1", "1=1")]
    [InlineData("", "")]
    public void Text_is_never_a_spreadsheet_formula(string text, string safe) => Assert.Equal(safe, SpreadsheetText.Of(text));

    // No input leaves a control character in the result; the seed makes a failure repeatable.
    [Fact]
    public void No_text_passes_a_control_character()
    {
        var random = new Random(20260115);
        for (var round = 0; round < 2000; round++)
        {
            var text = new string([
                .. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 0x300 : 0x10000)),
            ]);
            Assert.DoesNotContain(VisibleText.Of(text), character =>
                char.IsControl(character) || character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069');
        }
    }
}
