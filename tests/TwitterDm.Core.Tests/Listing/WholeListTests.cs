using System.Text.Json.Nodes;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Listing;

/// <summary>A list is whole, or says that it is not: also without a checkpoint.</summary>
public sealed class WholeListTests
{
    private static readonly Dictionary<string, Func<JsonObject, JsonNode>> Empties = new(StringComparer.Ordinal)
    {
        ["nothing"] = _ => new JsonObject(),
        ["meta alone"] = _ => JsonNode.Parse("""{"meta":{}}""")!,
        ["errors alone"] = _ => JsonNode.Parse("""{"errors":[{"title":"Odd","detail":"Something is wrong."}]}""")!,
        ["errors that cannot be read"] = _ => JsonNode.Parse("""{"errors":["Something is wrong."]}""")!,
        ["a problem document"] = _ => JsonNode.Parse("""{"title":"Service Unavailable","detail":"Try later.","status":503,"type":"about:blank"}""")!,
        ["no data beside a token"] = body => Without(body, "data"),
        ["data of another kind"] = body => With(body, "data", "none"),
        ["meta of another kind"] = body => With(Without(Without(body, "data"), "includes"), "meta", "none"),
    };

    public static TheoryData<string> EmptyNames => [.. Empties.Keys];

    [Theory]
    [MemberData(nameof(EmptyNames))]
    public async Task A_page_without_its_events_is_an_error_from_which_the_list_resumes(string name)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 450 });
        var whole = await api.ListAsync();
        api.Server.Faults.Reset();
        api.Server.Faults.When(request => request.Number >= 3, Fault.Rewrite(Empties[name]), times: 3);

        var (events, error) = await api.ListUntilErrorAsync();

        Assert.Equal((200, DmErrorKind.Protocol), (events.Count, error.Kind));
        Assert.Contains("requested again", error.Message, StringComparison.Ordinal);
        var rest = await api.ListAsync(new DmEventQuery { PageToken = Assert.IsType<DmResumePoint>(error.Target).PageToken });
        Assert.Equal(whole.Select(item => item.Id), events.Concat(rest).Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(EmptyNames))]
    public async Task A_page_that_is_whole_when_requested_again_costs_nothing(string name)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 450 });
        api.Server.Faults.When(request => request.Number >= 3, Fault.Rewrite(Empties[name]), times: 2);
        var listing = api.Client().ListEvents(new DmEventQuery());

        Assert.Equal(450, (await api.Clock.RunAsync(TestApi.CollectAsync(listing))).Count);
        Assert.Equal((nameof(DmStopReason.End), 7), (listing.Report!.StopReason, listing.Report.Requests));
    }

    [Theory]
    [InlineData("errors that cannot be read")]
    [InlineData("errors alone")]
    [InlineData("a problem document")]
    [InlineData("data of another kind")]
    public async Task A_first_page_with_a_problem_alone_is_not_an_empty_list(string name)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 20 });
        api.Server.Faults.Every(1, Fault.Rewrite(Empties[name]));

        var (events, error) = await api.ListUntilErrorAsync();

        Assert.Equal((0, DmErrorKind.Protocol), (events.Count, error.Kind));
    }

    [Fact]
    public async Task A_full_page_without_meta_is_returned_and_then_an_error()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 450 });
        var whole = await api.ListAsync();
        api.Server.Faults.Reset();
        api.Server.Faults.When(request => request.Number >= 3, Fault.WithoutMeta, times: 3);

        var (events, error) = await api.ListUntilErrorAsync();

        Assert.Equal((300, DmErrorKind.Protocol), (events.Count, error.Kind));
        var rest = await api.ListAsync(new DmEventQuery { PageToken = Assert.IsType<DmResumePoint>(error.Target).PageToken });
        Assert.Equal(whole.Select(item => item.Id), events.Concat(rest).Select(item => item.Id));
    }

    [Fact]
    public async Task A_full_page_without_meta_is_enough_where_no_more_is_wanted()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 450 });
        api.Server.Faults.Every(1, Fault.WithoutMeta);

        Assert.Equal(7, (await api.ListAsync(new DmEventQuery { First = 7 })).Count);
        Assert.Single(api.ListRequests);
    }

    [Fact]
    public async Task A_last_page_without_meta_is_the_end_with_a_warning()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.When(request => request.Number >= 3, Fault.WithoutMeta, int.MaxValue);
        var listing = api.Client().ListEvents(new DmEventQuery());

        Assert.Equal(250, (await api.Clock.RunAsync(TestApi.CollectAsync(listing))).Count);

        Assert.Equal((nameof(DmStopReason.End), 1, 5), (listing.Report!.StopReason, listing.Report.ProblemCount, listing.Report.Requests));
        Assert.Single(api.Notices.Warnings, text => text.Contains("may be incomplete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_stays_short_of_what_it_reports_is_a_warning()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.When(request => request.Number >= 2, Fault.Rewrite(body =>
        {
            body["data"]!.AsArray().RemoveAt(50);
            return body;
        }), times: 3);
        var listing = api.Client().ListEvents(new DmEventQuery());

        Assert.Equal(249, (await api.Clock.RunAsync(TestApi.CollectAsync(listing))).Count);

        Assert.Equal((nameof(DmStopReason.End), 1), (listing.Report!.StopReason, listing.Report.ProblemCount));
        Assert.Single(api.Notices.Warnings, text => text.Contains("reports 100 events but contains 99", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("""{"meta":{"result_count":0}}""", 0)]
    [InlineData("""{"data":[],"meta":{"result_count":0}}""", 0)]
    [InlineData("""{"data":[{"id":"1"}]}""", 1)]
    [InlineData("""{"data":[{"id":"1"}],"meta":{}}""", 1)]
    public async Task A_short_list_may_lack_parts(string body, int count)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.Every(1, Fault.Status(200, "application/json", body));

        Assert.Equal(count, (await api.ListAsync(new DmEventQuery { ParticipantId = "12" })).Count);
        Assert.Single(api.ListRequests);
        Assert.DoesNotContain(api.Notices.Warnings, text => text.Contains("part", StringComparison.Ordinal));
    }

    public static TheoryData<string> UnreadableEnds =>
    [
        """{"result_count":1,"next_token":["a","T2"]}""", """{"result_count":1,"next_token":{}}""", """{"result_count":1,"next_token":[]}""",
        """{"result_count":1,"next_token":true}""", "\"x\"", """["x"]""", "5", "true", "[{},{}]",
    ];

    [Theory]
    [MemberData(nameof(UnreadableEnds))]
    public async Task A_first_page_with_an_unreadable_end_is_requested_again(string meta)
    {
        var number = 0;
        await using var api = await ListServer.StartAsync(page => page is not null
            ? """{"data":[{"id":"8"}],"meta":{"result_count":1}}"""
            : $$"""{"data":[{"id":"9"}],"meta":{{(++number < 3 ? meta : """{"result_count":1,"next_token":"0000000000000001"}""")}}}""");

        Assert.Equal(["9", "8"], (await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery()))).Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(UnreadableEnds))]
    public async Task A_first_page_whose_end_stays_unreadable_is_a_warning_and_no_position_of_a_checkpoint(string meta)
    {
        await using var api = await ListServer.StartAsync(_ => $$"""{"data":[{"id":"1445880548472328193"}],"meta":{{meta}}}""");
        using var folder = new Profiles.TemporaryFolder();
        var listing = api.Client.ListEvents(new DmEventQuery());
        var events = new List<DmEvent>();

        Assert.Single(await TestApi.CollectAsync(listing));
        var error = await Assert.ThrowsAsync<DmException>(() => TestApi.CollectAsync(
            api.Client.ListEvents(new DmEventQuery { CheckpointPath = Path.Combine(folder.Root, "checkpoint") }), events));

        Assert.Equal((nameof(DmStopReason.End), 1), (listing.Report!.StopReason, listing.Report.ProblemCount));
        Assert.Single(api.Notices.Warnings, text => text.Contains("may be incomplete", StringComparison.Ordinal));
        Assert.Equal((DmErrorKind.Protocol, 1), (error.Kind, events.Count));
        Assert.Contains("whether more events follow", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Theory]
    [InlineData("""{"result_count":1,"next_token":""}""", 1)]
    [InlineData("""{"result_count":1,"next_token":null}""", 0)]
    [InlineData("null", 0)]
    public async Task A_first_page_without_a_token_is_the_end(string meta, int malformed)
    {
        var number = 0;
        await using var api = await ListServer.StartAsync(_ => $$"""{"data":[{"id":"{{1445880548472328193 + ++number}}"}],"meta":{{meta}}}""");
        using var folder = new Profiles.TemporaryFolder();
        var query = new DmEventQuery { CheckpointPath = Path.Combine(folder.Root, "checkpoint") };
        var listing = api.Client.ListEvents(query);

        Assert.Single(await TestApi.CollectAsync(listing));

        Assert.Equal((1, nameof(DmStopReason.End), malformed, 0), (number, listing.Report!.StopReason, listing.Report.MalformedValueCount, listing.Report.ProblemCount));
        Assert.True(File.Exists(query.CheckpointPath));
    }

    [Theory]
    [InlineData("""{"meta":{"result_count":0,"next_token":"TOKEN"}}""", 1)]
    [InlineData("""{"data":[],"meta":{"next_token":"TOKEN"}}""", 1)]
    [InlineData("""{"meta":{"next_token":"TOKEN"}}""", 3)]
    public async Task Up_to_a_hundred_empty_pages_in_a_row_are_followed(string body, int tries)
    {
        var (number, last) = (0, 100);
        await using var api = await ListServer.StartAsync(_ => ++number <= last * tries
            ? body.Replace("TOKEN", $"0000000000TOKEN{(number - 1) / tries}", StringComparison.Ordinal)
            : """{"data":[{"id":"5"}],"meta":{"result_count":1}}""");

        Assert.Equal("5", Assert.Single(await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery()))).Id);

        (number, last) = (0, 101);
        var error = await Assert.ThrowsAsync<DmException>(() => TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery())));
        Assert.Equal((DmErrorKind.Protocol, 101 * tries), (error.Kind, number));
        Assert.Contains("empty pages in a row", error.Message, StringComparison.Ordinal);
        Assert.Equal("0000000000TOKEN100", Assert.IsType<DmResumePoint>(error.Target).PageToken);
    }

    [Fact]
    public async Task A_listing_stops_at_the_next_page_when_its_connection_is_closed()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 450 });
        var whole = await api.ListAsync();
        var events = new List<DmEvent>();

        var error = await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(ReadAsync()));

        Assert.Equal((100, DmErrorKind.NotConnected, DmErrorReason.ConnectionClosed), (events.Count, error.Kind, error.Reason));
        using var again = await api.OpenAsync(spendingLimit: null);
        var rest = await api.ListAsync(new DmEventQuery { PageToken = Assert.IsType<DmResumePoint>(error.Target).PageToken }, new DmClient(again));
        Assert.Equal(whole.Select(item => item.Id), events.Concat(rest).Select(item => item.Id));

        async Task ReadAsync()
        {
            await foreach (var item in api.Client().ListEvents(new DmEventQuery()))
            {
                events.Add(item);
                if (events.Count == 80)
                    api.Connection.Dispose();
            }
        }
    }

    private static JsonObject Without(JsonObject body, string name)
    {
        body.Remove(name);
        return body;
    }

    private static JsonObject With(JsonObject body, string name, string value)
    {
        body[name] = value;
        return body;
    }
}
