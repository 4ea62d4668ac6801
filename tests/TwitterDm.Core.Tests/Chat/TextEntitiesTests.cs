using System.Text;
using TwitterDm.Chat.Writing;
using TwitterDm.ChatProtocol;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>The parts of a text that are marked when it is sent.</summary>
public sealed class TextEntitiesTests
{
    [Theory]
    [InlineData("Hi @bob", "Mention @bob")]
    [InlineData("\U0001F680 Grüße, @bob_1!", "Mention @bob_1")]
    [InlineData("mail bob@example.com or @bob@x", "")]
    [InlineData("@a_name_that_is_too_long", "")]
    [InlineData("See https://x.com/a?b=1#c.", "Url https://x.com/a?b=1#c")]
    [InlineData("(https://en.wikipedia.org/wiki/X_(app)), https://x.com", "Url https://en.wikipedia.org/wiki/X_(app)|Url https://x.com")]
    [InlineData("HTTPS://EXAMPLE.COM/ä/\U0001F680 end", "Url HTTPS://EXAMPLE.COM/ä/\U0001F680")]
    [InlineData("https:// and http://. are none", "")]
    [InlineData("https://x.com/@bob #tag", "Url https://x.com/@bob|Hashtag #tag")]
    [InlineData("#Größe #日本 #1st #100 a#b &#39;", "Hashtag #Größe|Hashtag #日本|Hashtag #1st")]
    [InlineData("$TWTR and $BRK.B, not US$5 or $100", "Cashtag $TWTR|Cashtag $BRK.B")]
    [InlineData("a\u0000b", "")]
    [InlineData("", "")]
    public void Links_mentions_and_tags_are_found_with_offsets_in_bytes(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        var found = (TextEntities.In(text) ?? []).Select(fields => new ChatEntity(fields))
            .Select(entity => $"{entity.Kind} {Encoding.UTF8.GetString(bytes[(int)entity.Start!..(int)entity.End!])}");

        Assert.Equal(expected, string.Join('|', found));
    }

    [Fact]
    public void The_offsets_are_those_of_the_SDK()
    {
        var entity = new ChatEntity(Assert.Single(TextEntities.In("Hi @bob")!));

        Assert.Equal((3, 7, ChatEntityKind.Mention), (entity.Start, entity.End, entity.Kind));
    }

    [Fact]
    public void The_longest_text_takes_no_noticeable_time()
    {
        foreach (var part in new[] { "#", "@", "$A", "https://x", "(", "#1", "https://((((", "a@", "1" })
            _ = TextEntities.In(string.Concat(Enumerable.Repeat(part, 10_000 / part.Length)));
    }
}
