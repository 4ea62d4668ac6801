using TwitterDm.Api;
using TwitterDm.Sending;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>X changes the form of a text, which must still be recognized.</summary>
public sealed class StoredTextTests
{
    [Theory]
    [InlineData("Hello", "Hello")]
    [InlineData("  Hello\r\n", "Hello")]
    [InlineData("two\r\nlines", "two\nlines")]
    [InlineData("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d")]
    [InlineData("&amp; stays", "&amp; stays")]
    [InlineData("&amp; escaped", "&amp;amp; escaped")]
    public void The_same_text_in_another_form_matches(string sent, string shown) => Assert.True(StoredText.IsSame(sent, new WireEvent { Text = shown }));

    [Fact]
    public void Half_a_surrogate_pair_matches_its_replacement() => Assert.True(StoredText.IsSame("half: " + (char)0xD83D, new WireEvent { Text = "half: \uFFFD" }));

    [Theory]
    [InlineData("Hello", "hello")]
    [InlineData("Hello", "Hello!")]
    [InlineData("Hello", "")]
    [InlineData("Hello https://example.com/a", "Hello https://t.co/abcdefghij")]
    public void Another_text_does_not_match(string sent, string shown) => Assert.False(StoredText.IsSame(sent, new WireEvent { Text = shown }));

    [Theory]
    [InlineData("see https://example.com/a?b=c", "https://example.com/a?b=c")]
    [InlineData("see example.com/a?b=c", "http://example.com/a?b=c")]
    [InlineData("see HTTPS://example.com/a?b=c", "https://example.com/a?b=c")]
    public void A_shortened_link_matches(string sent, string expanded) => Assert.True(StoredText.IsSame(sent, Linked("see https://t.co/abcdefghij", expanded)));

    [Fact]
    public void A_trailing_slash_that_X_adds_matches()
        => Assert.True(StoredText.IsSame("see https://example.com now", Linked("see https://t.co/abcdefghij now", "https://example.com/")));

    [Fact]
    public void A_link_to_another_address_does_not_match()
        => Assert.False(StoredText.IsSame("see https://example.com/a", Linked("see https://t.co/abcdefghij", "https://example.com/b")));

    [Theory]
    [InlineData("Hello", "Hello https://t.co/abcdefghij")]
    [InlineData(null, "https://t.co/abcdefghij")]
    [InlineData(null, "")]
    [InlineData("Hello", "Hello")]
    public void The_link_of_an_attachment_is_ignored(string? sent, string shown)
        => Assert.True(StoredText.IsSame(sent, new WireEvent { Text = shown, Attachments = new() { MediaKeys = ["3_1"] } }));

    [Fact]
    public void A_link_in_the_text_before_an_attachment_is_not_ignored()
    {
        var shown = Linked("see https://t.co/abcdefghij", "https://example.com/a");
        shown.Attachments = new() { MediaKeys = ["3_1"] };

        Assert.True(StoredText.IsSame("see https://example.com/a", shown));
        Assert.False(StoredText.IsSame("see", shown));
    }

    private static WireEvent Linked(string text, string expanded)
        => new() { Text = text, Entities = new() { Urls = [new() { Url = "https://t.co/abcdefghij", ExpandedUrl = expanded }] } };
}
