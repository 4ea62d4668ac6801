using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TwitterDm.Api;
using TwitterDm.Core.Tests.Listing.Fuzzing;
using TwitterDm.Json;

namespace TwitterDm.Core.Tests.Json;

public sealed class LenientJsonTests
{
    [Fact]
    public async Task Reading_value_by_value_gives_the_same_as_reading_in_one_go()
    {
        foreach (var page in await RecordedPage.ReadAsync())
        {
            var body = Encoding.UTF8.GetBytes(page);
            var reader = new LenientReader(body, ApiJson.Default.Options);

            var slow = JsonSerializer.Serialize(reader.Read(ApiJson.Default.EventList), ApiJson.Default.EventList);

            var (fast, malformed) = LenientJson.Read(body, ApiJson.Default.EventList);
            Assert.Equal(JsonSerializer.Serialize(fast, ApiJson.Default.EventList), slow);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(page)!["data"], JsonNode.Parse(slow)!["data"]) || slow.Length > 0);
            Assert.Equal((0, 0), (malformed, reader.MalformedValues));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"data\":[")]
    [InlineData("{\"data\":[{\"id\":\"1\"}]")]
    [InlineData("{\"data\":[}")]
    [InlineData("{\"data\":[]}{}")]
    [InlineData("{\"data\":[]} x")]
    [InlineData("{\"data\" []}")]
    [InlineData("{\"data\":[\u00FF]}")]
    [InlineData("{\"data\":\"\\")]
    [InlineData("{\"data\":\"\\u")]
    [InlineData("{\"data\":\"\\ud83d\\u")]
    public void What_is_not_a_json_object_is_an_error_of_the_json(string body)
        => Assert.ThrowsAny<JsonException>(() => LenientJson.Read(Encoding.Latin1.GetBytes(body), ApiJson.Default.EventList));

    [Fact]
    public void Deep_nesting_anywhere_does_not_exhaust_the_stack()
    {
        foreach (var before in new[] { "{\"data\":", "{\"includes\":{\"posts\":", "{\"meta\":{\"x\":", "{\"errors\":[{\"parameters\":{\"x\":" })
        {
            var after = string.Concat(before.Reverse().Where(character => character is '{' or '[').Select(character => character == '{' ? '}' : ']'));
            var body = before + new string('[', 1_000_000) + new string(']', 1_000_000) + after;

            Assert.NotNull(LenientJson.Read(Encoding.ASCII.GetBytes(body), ApiJson.Default.EventList).Value);
        }
    }

    public static TheoryData<string, string> LongTexts => new()
    {
        { "escaped quotes", string.Concat(Enumerable.Repeat("\\\"", 4_000_000)) },
        { "escaped backslashes", string.Concat(Enumerable.Repeat(@"\\", 4_000_000)) },
        { "letters and control characters", string.Concat(Enumerable.Repeat("a\n", 4_000_000)) },
        { "strings", string.Concat(Enumerable.Repeat("\",\"", 3_000_000)) },
    };

    // With work that grows with the square of the length, each of these takes hours.
    [Theory]
    [MemberData(nameof(LongTexts))]
    public void The_repair_of_a_long_text_takes_no_more_than_a_few_looks_at_each_byte(string name, string text)
    {
        var (json, changed) = JsonTextRepair.Repair(Encoding.Latin1.GetBytes($$"""{"a":["\ud800{{text}}"]}"""));

        Assert.True(changed > 0, name);
        Assert.True(new Utf8JsonReader(json.Span).Read());
    }

    [Theory]
    [InlineData("{\"a\":", "1", "}")]
    [InlineData("[{\"text\":", "1", "}]")]
    [InlineData("[", "{\"a\":{}},{\"id\":[]},{}", "]")]
    public void A_large_value_of_another_kind_takes_no_longer_than_its_length_explains(string before, string middle, string after)
    {
        const int count = 1_000_000;
        var value = after == "]"
            ? $"[{string.Concat(Enumerable.Repeat($"{middle},", count))}1]"
            : string.Concat(Enumerable.Repeat(before, count)) + middle + string.Concat(Enumerable.Repeat(after, count));

        var (page, malformed) = LenientJson.Read(Encoding.ASCII.GetBytes($$"""{"data":[{"id":"1","text":{{value}}}]}"""), ApiJson.Default.EventList);

        Assert.Equal(1, malformed);
        Assert.True(new EventMapper("12", _ => null, null).Create(page.Data![0]).AdditionalProperties.ContainsKey("text"));
    }
}
