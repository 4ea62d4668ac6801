using System.Text.Json;
using TwitterDm.Api;
using static TwitterDm.Core.Tests.Transcripts.Html.SamplePart;

namespace TwitterDm.Core.Tests.Transcripts.Html;

/// <summary>What is attached to a message but is not a file.</summary>
public sealed class HtmlCardTests
{
    [Fact]
    public void A_post_is_linked_with_its_text_where_that_is_known()
    {
        var page = PageOf("""{"referenced_posts":[{"id":"1871234567890120001","text":"We are <open>"}]}""", "1871234567890120001", "not an id");
        Assert.Contains("<p class=\"by\">Post</p><p class=\"t\" dir=\"auto\">We are &lt;open&gt;</p>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"https://x.com/i/status/1871234567890120001\"", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"t\">not an id</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_of_a_post_is_shown_once()
    {
        const string Address = "https://x.com/a/status/1871234567890120001";
        var item = new DmEvent
        {
            Id = "1",
            EventType = nameof(DmEventType.MessageCreate),
            Text = Address,
            Urls = new([Address]),
            ReferencedPostIds = new(["1871234567890120001"]),
        };
        var page = Samples.PageOf(new SamplePart().Add(item).Build());
        Assert.Equal((1, 0), (PageReader.Count(page, "href=\"https://x.com/"), PageReader.Count(page, "class=\"card\"")));
    }

    [Fact]
    public void Cards_of_encrypted_messages_are_shown()
    {
        var page = PageOf("""{"attachments":[{"money":{"fallback_text":"Sent $12"}},{"unified_card":{"url":"https://tickets.example/1"}},{"url":{"url":"https://a.example/","display_title":"Title"}},{"new_kind":{}}]}""");
        Assert.Contains("<p class=\"by\">Payment</p><p class=\"t\" dir=\"auto\">Sent $12</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"by\">Card</p><p class=\"t\" dir=\"auto\"><a class=\"u\"", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"by\">Link</p><p class=\"t\" dir=\"auto\">Title</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"by\">Attachment of another kind</p></div>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forwarded_text_and_buttons_are_marked()
    {
        var page = PageOf("""{"forwarded_message":{"message_text":"Hello"},"ctas":[{"label":"Pay","url":"javascript:alert(1)"}]}""");
        Assert.Contains("<p class=\"by\">Forwarded</p>\n<p class=\"t\" dir=\"auto\">Hello</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"by\">Button: Pay</p><p class=\"t\" dir=\"auto\">javascript:alert(1)</p>", page, StringComparison.Ordinal);
        var other = PageOf("""{"forwarded_message":{"message_text":"What somebody else wrote"}}""");
        Assert.Contains("<p class=\"by\">Forwarded</p><p class=\"t\" dir=\"auto\">What somebody else wrote</p>", other, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_an_unexpected_kind_are_ignored()
        => Assert.Contains(">Hello</p>", PageOf("""{"attachments":"x","referenced_posts":[1,null],"forwarded_message":[],"ctas":{"a":1}}"""), StringComparison.Ordinal);

    private static string PageOf(string additional, params string[] posts)
    {
        var item = new DmEvent
        {
            Id = "1",
            EventType = nameof(DmEventType.MessageCreate),
            SenderId = Mara.Id,
            Text = "Hello",
            ReferencedPostIds = new(posts),
            AdditionalProperties = AdditionalPropertiesMapper.Create(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(additional)!),
        };
        return Samples.PageOf(new SamplePart().Add(item).Build());
    }
}
