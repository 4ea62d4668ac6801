using System.Text;
using System.Text.Json.Nodes;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Listing.OddValues;

/// <summary>One odd value beside the events of a page: all events come out.</summary>
public sealed class OddPageTests
{
    private static readonly Dictionary<string, (string Path, string Raw, int Malformed)> Cases = new(StringComparer.Ordinal)
    {
        ["a number that is text"] = ("meta.result_count", "\"100\"", 1),
        ["a number that is not a number"] = ("meta.result_count", "NaN", 2),
        ["a number with a fraction"] = ("meta.result_count", "100.0", 1),
        ["users that are one user"] = ("includes.users", """{"id":"12"}""", 1),
        ["users that are a number"] = ("includes.users", "5", 1),
        ["users with null"] = ("includes.users", """[null,{"id":"12"}]""", 1),
        ["a user without an id"] = ("includes.users", """[{"username":"x"}]""", 0),
        ["a user whose id is a number"] = ("includes.users", """[{"id":12,"username":"x"}]""", 1),
        ["a flag that is text"] = ("includes.users", """[{"id":"12","verified":"false","protected":1}]""", 2),
        ["a user's empty time"] = ("includes.users", """[{"id":"12","created_at":""}]""", 1),
        ["a user's name with half a surrogate pair"] = ("includes.users", """[{"id":"12","name":"\ud83d"}]""", 1),
        ["media with null"] = ("includes.media", "[null]", 1),
        ["a duration with a fraction"] = ("includes.media", """[{"media_key":"3_1","duration_ms":1234.5}]""", 1),
        ["a duration that is too long"] = ("includes.media", """[{"media_key":"3_1","duration_ms":9e18}]""", 1),
        ["a duration that is too long for a time span"] = ("includes.media", """[{"media_key":"3_1","duration_ms":9000000000000000000}]""", 1),
        ["a width beyond an integer"] = ("includes.media", """[{"media_key":"3_1","width":1e99,"height":"480"}]""", 2),
        ["variants with null"] = ("includes.media", """[{"media_key":"3_1","variants":[null,{"bit_rate":"fast"}]}]""", 2),
        ["posts that are null and text"] = ("includes.posts", """[null,"x",5,{"id":5}]""", 0),
        ["includes in a list"] = ("includes", "[]", 1),
        ["includes that are text"] = ("includes", "\"none\"", 1),
        ["errors with null"] = ("errors", "[null]", 1),
        ["errors that are an empty object"] = ("errors", "{}", 1),
        ["an unknown part with half a surrogate pair"] = ("notice", """{"\ud83d":"\ud83d"}""", 2),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task One_odd_value_beside_the_events_costs_no_event(string name)
    {
        var (path, raw, malformed) = Cases[name];
        await using var pages = await OddPages.StartAsync((page, json) => Set(page, path, json.Mark(RawJson.Bytes(raw))));

        var events = await pages.ListAsync();

        Assert.Equal(pages.Whole.Select(item => item.Id), events.Select(item => item.Id));
        Assert.Equal((nameof(DmStopReason.End), malformed, 3), (pages.Report.StopReason, pages.Report.MalformedValueCount, pages.Report.Pages));
    }

    [Theory]
    [InlineData("1234.5", 1234.5)]
    [InlineData("\"1234\"", 1234.0)]
    [InlineData("9e18", null)]
    [InlineData("-1", null)]
    public async Task A_duration_is_read_or_kept_as_it_came(string raw, double? milliseconds)
    {
        await using var pages = await OddPages.StartAsync((page, json) =>
        {
            OddPages.EventOf(page)["attachments"] = JsonNode.Parse("""{"media_keys":["3_1"]}""");
            page["includes"]!["media"] = JsonNode.Parse("""[{"media_key":"3_1"}]""");
            page["includes"]!["media"]![0]!["duration_ms"] = json.Mark(RawJson.Bytes(raw));
        });

        var media = (await pages.ListAsync())[OddPages.Odd].Media.Single();

        Assert.Equal(milliseconds, media.Duration?.TotalMilliseconds);
        Assert.Equal(milliseconds is null, media.AdditionalProperties.ContainsKey("duration_ms"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF \r\n")]
    public async Task A_byte_order_mark_and_white_space_before_a_page_are_ignored(string before)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 20 });
        using var connection = await OpenAsync(api, (path, body) => [.. Encoding.UTF8.GetBytes(before), .. body]);

        Assert.Equal(20, (await api.ListAsync(client: new DmClient(connection))).Count);
    }

    [Fact]
    public async Task An_empty_token_is_the_end()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 20 });
        using var connection = await OpenAsync(api, (path, body) => Change(body, page => page["meta"]!["next_token"] = string.Empty));
        var listing = new DmClient(connection).ListEvents(new DmEventQuery());

        Assert.Equal(20, (await api.Clock.RunAsync(TestApi.CollectAsync(listing))).Count);
        Assert.Equal((nameof(DmStopReason.End), 1, 1), (listing.Report!.StopReason, listing.Report.Requests, listing.Report.MalformedValueCount));
    }

    [Fact]
    public async Task A_checkpoint_advances_over_an_odd_value()
    {
        await using var pages = await OddPages.StartAsync((page, json) => OddPages.EventOf(page)["text"] = json.Mark(RawJson.Bytes(@"""\ud83d""")));
        var folder = Directory.CreateTempSubdirectory("twitterdm-odd");
        try
        {
            var query = new DmEventQuery { CheckpointPath = Path.Combine(folder.FullName, "checkpoint") };

            Assert.Equal(250, (await pages.ListAsync(query)).Count);
            Assert.Empty(await pages.ListAsync(query));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_text_of_many_mebibytes_is_read()
    {
        var text = new string('x', 60 * 1024 * 1024);
        await using var pages = await OddPages.StartAsync((page, json) => OddPages.EventOf(page)["text"] = json.Mark(RawJson.Bytes($"\"{text}\"")));

        var events = await pages.ListAsync();

        Assert.Equal((250, text.Length), (events.Count, events[OddPages.Odd].Text!.Length));
    }

    private static byte[] Change(byte[] body, Action<JsonObject> change)
    {
        var page = JsonNode.Parse(body)!.AsObject();
        if (page["meta"] is not null)
            change(page);
        return Encoding.UTF8.GetBytes(page.ToJsonString());
    }

    private static Task<DmConnection> OpenAsync(TestApi api, Func<string, byte[], byte[]> rewrite) => api.Clock.RunAsync(DmConnection.OpenAsync(
        api.Options(new BearerCredential(SandboxCredentials.UserToken), transport: () => new RewrittenBodies(rewrite))));

    private static void Set(JsonObject page, string path, string mark)
    {
        var names = path.Split('.');
        JsonNode parent = page;
        foreach (var name in names[..^1])
            parent = parent[name]!;
        parent[names[^1]] = mark;
    }
}
