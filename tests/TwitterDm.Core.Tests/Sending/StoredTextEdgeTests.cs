using TwitterDm.Api;
using TwitterDm.Sending;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>Events that lack parts which X usually sends.</summary>
public sealed class StoredTextEdgeTests
{
    [Fact]
    public void A_message_with_only_an_attachment_can_lack_text()
        => Assert.True(StoredText.IsSame(null, new WireEvent { Attachments = new() { MediaKeys = ["3_1"] } }));

    [Fact]
    public void A_link_at_the_end_belongs_to_the_text_if_there_is_no_attachment()
    {
        var shown = new WireEvent { Text = "Hello https://t.co/abcdefghij", Attachments = new() { MediaKeys = [] } };

        Assert.False(StoredText.IsSame("Hello", shown));
        Assert.True(StoredText.IsSame("Hello https://t.co/abcdefghij", shown));
    }

    [Theory]
    [InlineData(null, "https://example.com/a")]
    [InlineData("", "https://example.com/a")]
    [InlineData("https://t.co/abcdefghij", null)]
    public void An_incomplete_link_entity_is_ignored(string? url, string? expanded)
        => Assert.True(
            StoredText.IsSame(
                "see https://t.co/abcdefghij",
                new WireEvent
                {
                    Text = "see https://t.co/abcdefghij",
                    Entities = new() { Urls = [new() { Url = url, ExpandedUrl = expanded }] },
                }));

    [Theory]
    [InlineData(55_000)]
    [InlineData(5_000_000)]
    public void A_hostile_text_is_compared_in_no_time(int length)
    {
        var shown = new WireEvent { Text = new string(' ', length) + "https://t.co/ x", Attachments = new() { MediaKeys = ["3_1"] } };

        Assert.False(StoredText.IsSame("x", shown));
    }
}
