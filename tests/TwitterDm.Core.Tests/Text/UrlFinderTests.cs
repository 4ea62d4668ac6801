using TwitterDm.Text;

namespace TwitterDm.Core.Tests.Text;

/// <summary>Finding web addresses in sentences.</summary>
public sealed class UrlFinderTests
{
    [Theory]
    [InlineData("see https://example.com/a, or (http://b.example/x_(y)).", "https://example.com/a", "http://b.example/x_(y)")]
    [InlineData("https://example.com/a])}", "https://example.com/a")]
    [InlineData("“https://example.com/?q=1…”", "https://example.com/?q=1")]
    [InlineData("https://example.com/(a.b).", "https://example.com/(a.b)")]
    [InlineData("xhttps://example.com and https:// and ftp://example.com")]
    [InlineData("https://a.example/\u202Ehttps://b.example/", "https://a.example/", "https://b.example/")]
    public void Punctuation_belongs_to_the_sentence(string text, params string[] expected)
        => Assert.Equal(expected, UrlFinder.In(text).Select(link => text[link.Start..link.End]));

    [Fact]
    public void A_text_of_brackets_takes_no_longer_than_another()
    {
        var text = "https://a.example/" + new string(')', 3_000_000);
        Assert.Equal([(0, 18)], UrlFinder.In(text));
    }
}
