using System.Text.Json.Nodes;
using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Listing.OddValues;

/// <summary>One odd value in one event: the event comes out as far as it can be read, and so do all others.</summary>
public sealed class OddEventTests
{
    private static readonly Dictionary<string, (string Member, string Raw, Func<DmEvent, bool> Check)> Cases = new(StringComparer.Ordinal)
    {
        // The raw values are Latin-1: \u00ED is the byte ED.
        ["half a surrogate pair in a text"] = ("text", @"""Hello \ud83d\ude2d\ud83d...""", item => item.Text == "Hello \U0001F62D\uFFFD..."),
        ["the second half of a surrogate pair"] = ("text", @"""\uDE2D!""", item => item.Text == "\uFFFD!"),
        ["an escaped backslash before a u"] = ("sender_id", @"{""a"":""\\ud83d""}", item =>
            item.AdditionalProperties["sender_id"] is Dictionary<string, object?> odd && (string)odd["a"]! == @"\ud83d"),
        ["bytes that are not UTF-8"] = ("text", "\"a\u00FF\u00C3b\"", item => item.Text == "a\uFFFD\uFFFDb"),
        ["CESU-8"] = ("text", "\"a\u00ED\u00A0\u00BD\u00ED\u00B8\u00ADb\"", item => item.Text == "a\U0001F62Db"),
        ["half of CESU-8"] = ("text", "\"a\u00ED\u00A0\u00BDb\"", item => item.Text == "a\uFFFDb"),
        ["a control character in a text"] = ("text", "\"a\nb\0\"", item => item.Text == "a\nb\0"),
        ["an escape that does not exist"] = ("text", @"""a\x41\u12""", item => item.Text == "a\uFFFDx41\uFFFDu12"),
        ["a byte order mark in a text"] = ("text", "\"\u00EF\u00BB\u00BFa\u00FF\"", item => item.Text == "\uFEFFa\uFFFD"),
        ["a text that is not a number"] = ("text", "NaN", item => item.Text == "NaN"),
        ["a word that JSON does not have"] = ("new_field", "[-Infinity,None,true,null,-1.5e3]", item =>
            item.AdditionalProperties["new_field"] is object?[] odd && odd.SequenceEqual(["-Infinity", "None", true, null, -1500.0])),
        ["a text that is a number"] = ("text", "12.50", item => item.Text == "12.50"),
        ["a text that is an object"] = ("text", @"{""a"":[1]}", item => item.Text is null && item.AdditionalProperties.ContainsKey("text")),
        ["a sender that is a number"] = ("sender_id", "2244994945", item => item.SenderId == "2244994945"),
        ["participants that are numbers"] = ("participant_ids", "[12, 1234]", item => item.ParticipantIds.SequenceEqual(["12", "1234"])),
        ["participants with null"] = ("participant_ids", @"[null, ""12""]", item => item.ParticipantIds.SequenceEqual(["12"])),
        ["one participant without a list"] = ("participant_ids", @"""12""", item => item.ParticipantIds.SequenceEqual(["12"])),
        ["participants of which one is an object"] = ("participant_ids", @"[""12"", {}]", item => item.ParticipantIds.SequenceEqual(["12"]) && item.AdditionalProperties.ContainsKey("participant_ids")),
        ["an empty time"] = ("created_at", @"""""", item => item.CreatedAtUtc == Ids.TimeOf(item.Id) && (string?)item.AdditionalProperties["created_at"] == string.Empty),
        ["a time in the old form"] = ("created_at", @"""Wed Oct 10 20:19:24 +0000 2018""", item => item.CreatedAtUtc == new DateTimeOffset(2018, 10, 10, 20, 19, 24, TimeSpan.Zero)),
        ["a leap second"] = ("created_at", @"""2016-12-31T23:59:60.000Z""", item => item.CreatedAtUtc == new DateTimeOffset(2017, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        ["a time without an offset"] = ("created_at", @"""2026-01-02T03:04:05.678""", item => item.CreatedAtUtc == new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero)),
        ["a time that is a number"] = ("created_at", "1539202764", item => item.CreatedAtUtc == Ids.TimeOf(item.Id) && (long?)item.AdditionalProperties["created_at"] == 1539202764),
        ["the year 1"] = ("created_at", @"""0001-01-01T00:00:00Z""", item => item.CreatedAtUtc == Ids.TimeOf(item.Id)),
        ["the year 9999"] = ("created_at", @"""9999-12-31T23:59:59.999+14:00""", item => item.CreatedAtUtc == Ids.TimeOf(item.Id)),
        ["a type that is a number"] = ("event_type", "3", item => item.Is(DmEventType.Unknown) && item.EventTypeName == "3"),
        ["attachments in an empty list"] = ("attachments", "[]", item => item.Media.Count == 0 && item.AdditionalProperties.ContainsKey("attachments")),
        ["attachments in a list"] = ("attachments", @"[{""media_keys"":[""3_1""]}]", item => item.Media.Single().MediaKey == "3_1"),
        ["a media key without a list"] = ("attachments", @"{""media_keys"":""3_1""}", item => item.Media.Single().MediaKey == "3_1"),
        ["a media key that is null"] = ("attachments", @"{""media_keys"":[null]}", item => item.Media.Count == 0),
        ["urls with null"] = (
            "entities",
            @"{""urls"":[null,{""url"":""https://t.co/a"",""expanded_url"":""https://example.com""}]}",
            item => item.Urls.Single() == "https://example.com"),
        ["entities that are text"] = ("entities", @"""none""", item => (string?)item.AdditionalProperties["entities"] == "none"),
        ["references with null"] = ("referenced_posts", @"[null,{""id"":5}]", item => item.ReferencedPostIds.Single() == "5"),
        ["half a surrogate pair in an unknown field"] = ("new_field", @"{""a"":[""\ud83d""]}", item =>
            item.AdditionalProperties.ToString().Contains(@"\ufffd", StringComparison.Ordinal)),
        ["bad bytes in an unknown field"] = ("new_field", "\"\u00FF\"", item =>
            (string?)item.AdditionalProperties["new_field"] == "\uFFFD"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task One_odd_value_is_read_as_far_as_it_goes_and_costs_no_other_event(string name)
    {
        var (member, raw, check) = Cases[name];
        await using var pages = await OddPages.StartAsync((page, json) => OddPages.EventOf(page)[member] = json.Mark(RawJson.Bytes(raw)));

        var events = await pages.ListAsync();

        Assert.Equal(pages.Whole.Select(item => item.Id), events.Select(item => item.Id));
        Assert.True(check(events[OddPages.Odd]), $"{events[OddPages.Odd].Text} {events[OddPages.Odd].AdditionalProperties}");
        Assert.Equal((nameof(DmStopReason.End), 0, 3), (pages.Report.StopReason, pages.Report.ProblemCount, pages.Report.Pages));
        Assert.InRange(pages.Report.MalformedValueCount, 1, 2);
        Assert.Matches(pages.Report.MalformedValueCount == 1 ? @" 1 malformed value\b" : @" 2 malformed values\b", pages.Report.ToString());
    }

    [Theory]
    [InlineData("2119012658382548176", "2119012658382548176")]
    [InlineData("1e3", "1e3")]
    public async Task An_id_that_is_a_number_is_read_as_its_text(string raw, string id)
    {
        await using var pages = await OddPages.StartAsync((page, json) => OddPages.EventOf(page)["id"] = json.Mark(RawJson.Bytes(raw)));

        var events = await pages.ListAsync();

        Assert.Equal((250, id, 1), (events.Count, events[OddPages.Odd].Id, pages.Report.MalformedValueCount));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{\"id\":null}")]
    [InlineData("{\"id\":\" \"}")]
    [InlineData("{\"id\":{\"a\":1}}")]
    [InlineData("[]")]
    public async Task An_event_without_an_id_is_one_problem(string raw)
    {
        await using var pages = await OddPages.StartAsync((page, json) => page["data"]![OddPages.Odd - 100] = json.Mark(RawJson.Bytes(raw)));

        var events = await pages.ListAsync();

        Assert.Equal(pages.Whole.Where((_, index) => index != OddPages.Odd).Select(item => item.Id), events.Select(item => item.Id));
        Assert.Equal((nameof(DmStopReason.End), 1, 3), (pages.Report.StopReason, pages.Report.ProblemCount, pages.Report.Requests));
        Assert.Contains("1 of the 100 events", Assert.Single(pages.Report.Problems).Detail, StringComparison.Ordinal);
        Assert.Single(pages.Api.Notices.Warnings, text => text.Contains("1 of the 100 events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deep_nesting_is_kept_as_text()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        await using var pages = await OddPages.StartAsync((page, json) => OddPages.EventOf(page)["new_field"] = json.Mark(RawJson.Bytes(deep)));

        var events = await pages.ListAsync();

        Assert.Equal(250, events.Count);
        Assert.Equal(deep, events[OddPages.Odd].AdditionalProperties["new_field"]);
    }

    [Fact]
    public async Task Nesting_of_known_members_is_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("[{\"errors\":", 20_000)) + "1" + string.Concat(Enumerable.Repeat("}]", 20_000));
        await using var pages = await OddPages.StartAsync((page, json) => page["errors"] = json.Mark(RawJson.Bytes(deep)));

        Assert.Equal(250, (await pages.ListAsync()).Count);
    }

    [Fact]
    public async Task Duplicate_members_names_in_another_case_and_odd_names_cost_nothing()
    {
        await using var pages = await OddPages.StartAsync((page, json) =>
        {
            var item = OddPages.EventOf(page);
            item["TEXT"] = "loud";
            item["new_field"] = json.Mark(RawJson.Bytes(@"{""a"":1,""a"":2}"));
            item[json.Mark(RawJson.Bytes(@"""text"""))] = "the last one counts";
            item[json.Mark(RawJson.Bytes(@"""odd \ud83d name"""))] = 1;
            item[json.Mark(RawJson.Bytes(@""""""))] = 2;
        });

        var events = await pages.ListAsync();

        var odd = events[OddPages.Odd];
        Assert.Equal(250, events.Count);
        Assert.Equal("the last one counts", odd.Text);
        Assert.Equal(("loud", 1L, 2L), (odd.AdditionalProperties["TEXT"], odd.AdditionalProperties["odd \uFFFD name"], odd.AdditionalProperties[string.Empty]));
        Assert.Equal(2L, Assert.IsType<Dictionary<string, object?>>(odd.AdditionalProperties["new_field"])["a"]);
    }

    [Fact]
    public async Task Urls_of_the_event_and_of_its_entities_are_merged()
    {
        await using var pages = await OddPages.StartAsync((page, _) =>
        {
            OddPages.EventOf(page)["urls"] = JsonNode.Parse("""[{"url":"https://t.co/a","expanded_url":"https://example.com/a"},{"url":"https://t.co/b","expanded_url":"https://example.com/b"}]""");
            OddPages.EventOf(page)["entities"] = JsonNode.Parse("""{"urls":[{"url":"https://t.co/a","expanded_url":"https://example.com/a"}]}""");
        });

        var events = await pages.ListAsync();

        Assert.Equal(["https://example.com/a", "https://example.com/b"], events[OddPages.Odd].Urls);
        Assert.Equal(0, pages.Report.MalformedValueCount);
    }
}
