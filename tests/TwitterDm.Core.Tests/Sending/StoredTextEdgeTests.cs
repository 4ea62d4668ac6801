using TwitterDm.Api;
using TwitterDm.Sending;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>Events that lack parts which X usually sends.</summary>
public sealed class StoredTextEdgeTests
{
    [Fact]
    public void An_attachment_alone_can_have_no_text_at_all()
        => Assert.True(StoredText.IsSame(null, new WireEvent { Attachments = new() { MediaKeys = ["3_1"] } }));

    [Fact]
    public void A_link_at_the_end_belongs_to_the_text_where_there_is_no_attachment()
    {
        var shown = new WireEvent { Text = "Hello https://t.co/abcdefghij", Attachments = new() { MediaKeys = [] } };

        Assert.False(StoredText.IsSame("Hello", shown));
        Assert.True(StoredText.IsSame("Hello https://t.co/abcdefghij", shown));
    }

    [Theory]
    [InlineData(null, "https://example.com/a")]
    [InlineData("", "https://example.com/a")]
    [InlineData("https://t.co/abcdefghij", null)]
    public void A_link_that_is_told_by_half_changes_nothing(string? url, string? expanded)
        => Assert.True(StoredText.IsSame(
            "see https://t.co/abcdefghij", new WireEvent { Text = "see https://t.co/abcdefghij", Entities = new() { Urls = [new() { Url = url, ExpandedUrl = expanded }] } }));
}
