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
    [InlineData("مرحبا שלום", "مرحبا שלום")]
    [InlineData(null, "")]
    public void Terminal_control_characters_are_made_visible(string? text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void A_lone_surrogate_is_made_visible() => Assert.Equal("a<U+FFFD>", VisibleText.Of("a\ud83d"));

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
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 0x300 : 0x10000))]);
            Assert.DoesNotContain(VisibleText.Of(text), character => char.IsControl(character) || character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069');
        }
    }
}
